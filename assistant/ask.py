"""Answering one question, from its words to checked claims."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from assistant import phrases
from assistant.asked import Question
from assistant.cite import cells_asked_for, cite, narrowed
from assistant.condense import condense
from assistant.errors import BadQuestion, IndexUnusable
from assistant.facets import Filters
from assistant.instructions import instructs
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
)
from assistant.verify import Verifier, check_quotation
from assistant.write import ModelWriter, QuotesWriting, Report, Writing
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
            embeddings=settings.embeddings,
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

    writer: ModelWriter | None = None
    """Lets a model write the answers; without it they are quotes."""

    @classmethod
    def open(cls, settings: Settings) -> "Assistant":
        """Raises `ModelUnusable` or `IndexUnusable`, each with the cure."""
        index = open_index(settings)
        checker = Verifier(embedder=index.embedder, lexicon=index.lexicon)
        writer = (
            ModelWriter.open(settings.model, checker=checker, seconds=settings.model_seconds)
            if settings.model
            else None
        )
        return cls(index, settings.passages, writer)

    @property
    def catalogue(self) -> Catalogue:
        return self.index.catalogue

    @cached_property
    def _retriever(self) -> Retriever:
        return Retriever(self.index)

    def search(
        self, question: str, *, limit: int | None = None, filters: Filters | None = None
    ) -> list[Passage]:
        """The best passages for a question; raises `IndexMissing` before any ingest."""
        return self._search(_checked(question), limit=limit or self.passages, filters=filters)

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        language: Language | None = None,
        filters: Filters | None = None,
    ) -> Answer:
        """The whole answer at once."""
        for event in self.ask(question, history, language=language, filters=filters):
            if isinstance(event, Finished):
                return event.answer
        raise AssertionError("ask always finishes")

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        language: Language | None = None,
        filters: Filters | None = None,
    ) -> Iterator[Event]:
        """Answer a question, yielding each thing a reader can be shown.

        `language` is what the assistant's own words are in; the question's when not given. Only
        documents that `filters` let through are used.
        """
        started = time.perf_counter()
        searched = condense(_checked(question), history)
        language = language or detect_language(question)

        passages = self._search(searched, limit=self.passages, filters=filters)
        yield Found(searched, tuple(passages))

        claims: list[Claim] = []
        with closing(self._begin(searched, passages, language, started)) as writing:
            asked = self._retriever.take_apart(searched)
            choice = choose(asked, passages, embedder=self.index.embedder)
            for claim in writing.claims(self._quoted(choice, passages, asked)):
                claims.append(claim)
                yield Claimed(claim)
            report = writing.report()

        outcome, reason = _outcome(choice, claims, passages, language, report)
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
                writer=report.writer,
                seconds=time.perf_counter() - started,
                model=report.model,
                withheld=report.withheld,
                notice=report.notice,
                usage=report.usage,
            )
        )

    def _search(self, searched: str, *, limit: int, filters: Filters | None) -> list[Passage]:
        self.index.require_documents()
        return self._retriever.search(searched, limit=limit, filters=filters)

    def _begin(
        self, searched: str, passages: Sequence[Passage], language: Language, started: float
    ) -> Writing:
        if self.writer is None or not passages:
            return QuotesWriting()
        return self.writer.begin(
            searched,
            passages,
            language=language,
            embedder=self.index.embedder,
            catalogue=self.catalogue,
            spent_s=time.perf_counter() - started,
        )

    def _quoted(self, choice: Choice, passages: list[Passage], asked: Question) -> Iterator[Claim]:
        """The chosen sentences as claims, each checked; passages they run on to are added.

        Text that speaks to us instead of the reader is not passed on, not even as a quote.
        """
        favour = cells_asked_for(asked)
        for chosen in choice.chosen:
            chunk = chosen.passage.chunk
            if instructs(chunk.text, chosen.start - chunk.start):
                continue
            parts = whole_sentence(chosen, passages, catalogue=self.catalogue)
            quotes = [
                narrowed(quote, favour)
                for part in parts
                if (quote := cite(part.passage, part.start, part.end, catalogue=self.catalogue))
            ]
            passages.extend(part.passage for part in parts if part.passage not in passages)
            claim = check_quotation(joined(quotes), quotes, catalogue=self.catalogue)
            if claim.verdict is Verdict.SUPPORTED:
                yield claim


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
    choice: Choice,
    claims: Sequence[Claim],
    passages: Sequence[Passage],
    language: Language,
    report: Report,
) -> tuple[Outcome, str | None]:
    if claims:
        return Outcome.ANSWERED, None
    if choice.chosen and not report.declined:
        return Outcome.DECLINED, phrases.unchecked(language)
    if not passages:
        return Outcome.DECLINED, phrases.nothing_found(language)
    return Outcome.DECLINED, phrases.not_said(choice.missing[:_MOST_MISSING], language)
