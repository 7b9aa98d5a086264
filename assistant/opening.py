"""Opening what the settings name: the index, and a verifier without one."""

from importlib.resources import files
from pathlib import Path

from assistant.settings import Settings
from assistant.shelf import make_folder, opening
from assistant.verify import Verifier
from ingest.embed import MiniLM
from ingest.gloss import Glossed
from ingest.index import Index
from language.lexicon import Lexicon, load_cedict, read_glossary


def load_lexicon(cache: Path | None = None) -> Lexicon:
    """CC-CEDICT and the glossary of the starter corpus; the dictionary's tables go to `cache`."""
    glossary = files("corpus").joinpath("glossary.yaml").read_text(encoding="utf-8")
    return load_cedict(cache).with_names(read_glossary(glossary))


def open_index(settings: Settings) -> Index:
    """The index these settings name; raises `IndexUnusable` when it cannot be opened."""
    cache = settings.cache or settings.home / "cache"
    for folder in (settings.home, cache):
        make_folder(folder)
    lexicon = load_lexicon(cache)
    with opening(settings):
        return Index.open(
            settings.home,
            lexicon=lexicon,
            cache=cache,
            database_url=settings.database_url,
            chroma_url=settings.chroma_url,
            embeddings=settings.embeddings,
        )


def open_verifier(settings: Settings) -> Verifier:
    """A verifier with the model and lexicon of these settings; no index is opened or made.

    Raises `IndexUnusable` when the cache cannot be used, `ModelFilesMissing` without the model.
    """
    cache = settings.cache or settings.home / "cache"
    make_folder(cache)
    lexicon = load_lexicon(cache)
    embedder = Glossed(MiniLM(cache), lexicon)
    embedder.embed(["a missing model is told now, not as an unchecked claim each time"])
    return Verifier(embedder=embedder, lexicon=lexicon)
