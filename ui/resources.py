"""What all sessions share: opened once, and safe to use from several threads."""

import gc
import threading
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import streamlit as st

from assistant.ask import Assistant
from assistant.conversations import Conversations
from assistant.corpus_map import CorpusMap, corpus_map
from assistant.eval_reports import EvalReport, read_reports
from assistant.feedback import Feedback
from assistant.known_answers import KnownAnswers
from assistant.profiles import Profiles
from assistant.replies import Replies
from assistant.settings import Settings
from assistant.verify import Verifier
from ingest.catalogue import Catalogue
from ingest.database import open_database
from ingest.index import Index
from ingest.printed import highlight_boxes
from ingest.reports import Library, library
from ingest.types import DocumentInfo
from language.places import place_codes

Generation = tuple[int, ...]
"""Differs whenever what is served, or what is known of it, does."""

PICTURE_WIDTH_PX = 1200
"""Wide enough for a panel of 600 CSS pixels on a screen of double density."""


@st.cache_resource(show_spinner=False)
def load_assistant() -> Assistant:
    """Raises `AssistantError` or `IngestError`; a failure is not kept."""
    settings = Settings.load()
    # A model on a server may be away for a moment: what was found without it must not stay.
    known = KnownAnswers() if settings.embeddings is None else None
    return Assistant.open(settings, known=known)


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Once the first page is drawn: read what a question needs while the reader is still typing."""
    threading.Thread(target=_warm_up, args=(load_assistant(),), name="warm-up", daemon=True).start()


def _warm_up(assistant: Assistant) -> None:
    assistant.warm_up()
    import_module("ingest.readers.picture")  # which the first marker would wait for
    # The lexicon's millions of objects stay: without this, whoever's answer happens to set off a
    # collection waits until all of them were looked through.
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner=False)
def load_conversations() -> Conversations:
    settings = Settings.load()
    return Conversations(open_database(settings.database_url, home=settings.home))


@st.cache_resource(show_spinner=False)
def load_replies() -> Replies:
    settings = Settings.load()
    return Replies(open_database(settings.database_url, home=settings.home))


@st.cache_resource(show_spinner=False)
def load_feedback() -> Feedback:
    settings = Settings.load()
    return Feedback(open_database(settings.database_url, home=settings.home))


@st.cache_resource(show_spinner=False)
def load_profiles() -> Profiles:
    settings = Settings.load()
    return Profiles(open_database(settings.database_url, home=settings.home))


@st.cache_resource(show_spinner=False)
def load_verifier() -> Verifier:
    """Checks what is edited by hand; shares the assistant's model and lexicon."""
    index = load_assistant().index
    return Verifier(embedder=index.embedder, lexicon=index.lexicon)


@st.cache_data(show_spinner=False, max_entries=64)
def draw_page(version: int, page_index: int, spans: Sequence[tuple[int, int]]) -> bytes | None:
    """A PDF page as PNG with the spans of its stored text highlighted; None without its file.

    Raises `IngestError` when the kept file cannot be drawn.
    """
    catalogue = load_assistant().catalogue
    page, original = catalogue.page(version, page_index), catalogue.original(version)
    if page is None or original is None:
        return None
    from ingest.readers.picture import page_picture  # noqa: PLC0415 - the first page needs none

    boxes = [box for start, end in spans for box in highlight_boxes(page, start, end)]
    return page_picture(original, page_index, highlights=boxes, width_px=PICTURE_WIDTH_PX)


def served_documents(assistant: Assistant) -> tuple[Generation, Sequence[DocumentInfo]]:
    """What is being served, read again only once something changed, and a value that tells so."""
    generation = _generation(assistant.index)
    return generation, _documents(generation, assistant.catalogue)


@st.cache_resource(show_spinner=False, max_entries=2)
def _documents(generation: Generation, _catalogue: Catalogue) -> list[DocumentInfo]:  # noqa: ARG001
    return _catalogue.documents()


def _generation(index: Index) -> Generation:
    return (*index.served.generation(), *index.corrections.generation())


def look_through(index: Index) -> tuple[Library, CorpusMap]:
    """Every document's report and the map of them all, made again only once something changed."""
    set_aside = (info.version for info in index.catalogue.set_aside())
    return _look_through((*_generation(index), *set_aside), index)


@st.cache_resource(show_spinner=False, max_entries=2)
def _look_through(changed: Generation, _index: Index) -> tuple[Library, CorpusMap]:  # noqa: ARG001
    return library(_index), corpus_map(_index)


def load_reports(folder: Path) -> tuple[list[EvalReport], list[str]]:
    """The evals' reports, and the files that cannot be read; read anew when a file changes."""
    files = tuple((file.name, file.stat().st_mtime_ns) for file in sorted(folder.glob("*.json")))
    return _load_reports(folder, files)


@st.cache_resource(show_spinner=False, max_entries=2)
def _load_reports(
    folder: Path,
    files: tuple[tuple[str, int], ...],  # noqa: ARG001
) -> tuple[list[EvalReport], list[str]]:
    return read_reports(folder)


def markets_in(assistant: Assistant) -> list[str]:
    """The countries that the documents name as their markets, as codes, the commonest first."""
    found = Counter(
        code
        for info in served_documents(assistant)[1]
        for code in place_codes(" ".join(map(str, _listed(info.metadata.get("markets")))))
    )
    return [code for code, _ in sorted(found.items(), key=lambda one: (-one[1], one[0]))]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if value else []
