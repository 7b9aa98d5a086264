"""Answering one question, from its words to checked claims."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from assistant import phrases
from assistant.asked import rarity_by_frequency, take_apart
from assistant.cite import cite
from assistant.condense import condense
from assistant.errors import BadQuestion, IndexUnusable
from assistant.quote import Choice, choose
from assistant.retrieve import Retriever
from assistant.settings import Settings
from assistant.turn_page import joined, whole_sentence
from assistant.types import (
    Answer,
    Claim,
    Claimed,
    Event,
    Finished,
    Found,
    Outcome,
    Passage,
    Turn,
    Verdict,
    Writer,
)
from assistant.verify import Verifier, check_quotation
from ingest.catalogue import Catalogue
from ingest.embed import MiniLM
from ingest.errors import IngestError
from ingest.gloss import Glossed
from ingest.index import Index
from language.lexicon import Lexicon, load_cedict, read_glossary
from language.script import Language, detect_language

_LONGEST_QUESTION = 2_000
_MOST_MISSING = 3


def load_lexicon(cache: Path | None = None) -> Lexicon:
    """CC-CEDICT and the glossary of the starter corpus; the dictionary's tables go to `cache`."""
    glossary = files("corpus").joinpath("glossary.yaml").read_text(encoding="utf-8")
    return load_cedict(cache).with_names(read_glossary(glossary))


def open_index(settings: Settings) -> Index:
    """The index these settings name; raises `IndexUnusable` when it cannot be opened."""
    cache = settings.cache or settings.home / "cache"
    for folder in (settings.home, cache):
        _make(folder)
    lexicon = load_lexicon(cache)
    try:
        return Index.open(
            settings.home,
            lexicon=lexicon,
            cache=cache,
            database_url=settings.database_url,
            chroma_url=settings.chroma_url,
        )
    except IngestError:
        raise
    except Exception as error:  # a damaged file or a bad address: three libraries' own errors
        what = str(error).partition("\n")[0]
        if settings.database_url:  # it may hold a password
            what = what.replace(settings.database_url, "…")
        raise IndexUnusable(
            f"the index in {str(settings.home)!r} cannot be opened ({what}): correct "
            "ADVISOR_DATABASE_URL where it is set, or ingest into another --home"
        ) from error


def open_verifier(settings: Settings) -> Verifier:
    """A verifier with the model and lexicon of these settings; no index is opened or made.

    Raises `IndexUnusable` when the cache cannot be used, `ModelFilesMissing` without the model.
    """
    cache = settings.cache or settings.home / "cache"
    _make(cache)
    lexicon = load_lexicon(cache)
    embedder = Glossed(MiniLM(cache), lexicon)
    embedder.embed(["a missing model is told now, not as an unchecked claim each time"])
    return Verifier(embedder=embedder, lexicon=lexicon)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise IndexUnusable(
            f"the folder {str(folder)!r} cannot be used ({error.strerror}): "
            "choose another with --home, ADVISOR_HOME or ADVISOR_CACHE"
        ) from error


@dataclass(frozen=True)
class Assistant:
    """Answers questions from one index."""

    index: Index
    passages: int

    @classmethod
    def open(cls, settings: Settings) -> "Assistant":
        return cls(open_index(settings), settings.passages)

    @property
    def catalogue(self) -> Catalogue:
        return self.index.catalogue

    def search(self, question: str, *, limit: int | None = None) -> list[Passage]:
        """The best passages for a question; raises `IndexMissing` before any ingest."""
        return self._search(_checked(question), limit=limit or self.passages)

    def answer(
        self, question: str, history: Sequence[Turn] = (), *, language: Language | None = None
    ) -> Answer:
        """The whole answer at once."""
        for event in self.ask(question, history, language=language):
            if isinstance(event, Finished):
                return event.answer
        raise AssertionError("ask always finishes")

    def ask(
        self, question: str, history: Sequence[Turn] = (), *, language: Language | None = None
    ) -> Iterator[Event]:
        """Answer a question, yielding each thing a reader can be shown.

        `language` is what the assistant's own words are in; the question's when not given.
        """
        started = time.perf_counter()
        searched = condense(_checked(question), history)
        language = language or detect_language(question)

        passages = self._search(searched, limit=self.passages)
        yield Found(searched, tuple(passages))

        choice = self._choose(searched, passages)
        claims: list[Claim] = []
        for chosen in choice.chosen:
            parts = whole_sentence(chosen, passages, catalogue=self.catalogue)
            quotes = [
                quote
                for part in parts
                if (quote := cite(part.passage, part.start, part.end, catalogue=self.catalogue))
            ]
            passages.extend(part.passage for part in parts if part.passage not in passages)
            claim = check_quotation(joined(quotes), quotes, catalogue=self.catalogue)
            if claim.verdict is Verdict.SUPPORTED:
                claims.append(claim)
                yield Claimed(claim)

        outcome, reason = _outcome(choice, claims, passages, language)
        yield Finished(
            Answer(
                question=question,
                searched=searched,
                language=language,
                outcome=outcome,
                reason=reason,
                missing=() if outcome is Outcome.ANSWERED else choice.missing[:_MOST_MISSING],
                claims=tuple(claims),
                passages=tuple(passages),
                writer=Writer.QUOTES,
                seconds=time.perf_counter() - started,
            )
        )

    def _search(self, searched: str, *, limit: int) -> list[Passage]:
        self.index.require_documents()
        return Retriever(self.index).search(searched, limit=limit)

    def _choose(self, searched: str, passages: Sequence[Passage]) -> Choice:
        keywords = self.index.keywords
        rarity = rarity_by_frequency(
            keywords.count(),
            lambda token: keywords.document_frequency(token, language=Language.ZH),
            lambda token: max(
                keywords.document_frequency(token, language=language) for language in Language
            ),
        )
        question = take_apart(searched, lexicon=self.index.lexicon, rarity=rarity)
        return choose(question, passages, embedder=self.index.embedder)


def _checked(question: str) -> str:
    plain = question.strip()
    if not plain:
        raise BadQuestion("the question is empty: type what you want to know")
    if len(plain) > _LONGEST_QUESTION:
        raise BadQuestion(
            f"the question has {len(plain):,} characters: shorten it to {_LONGEST_QUESTION:,}"
        )
    return plain


def _outcome(
    choice: Choice, claims: Sequence[Claim], passages: Sequence[Passage], language: Language
) -> tuple[Outcome, str | None]:
    if claims:
        return Outcome.ANSWERED, None
    if choice.chosen:
        return Outcome.DECLINED, phrases.unchecked(language)
    if not passages:
        return Outcome.DECLINED, phrases.nothing_found(language)
    return Outcome.DECLINED, phrases.not_said(choice.missing[:_MOST_MISSING], language)
