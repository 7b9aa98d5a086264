"""Answering one question, from its words to checked claims."""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

from assistant import phrases
from assistant.asked import Question
from assistant.beside import Beside, disagreements
from assistant.borrowed import in_chinese
from assistant.chosen import Choice, Chosen
from assistant.cite import cells_asked_for, cite, narrowed
from assistant.condense import condense
from assistant.dated import dated, editions
from assistant.disagree import Figured
from assistant.errors import BadQuestion
from assistant.facets import Filters
from assistant.known_answers import KnownAnswers
from assistant.likeness import Likeness, by_stored_vectors
from assistant.numbering import numbered
from assistant.off_topic import aside, aside_answer, asks_elsewhere, is_far
from assistant.opening import open_index
from assistant.parts import Part, parts_of
from assistant.quote import enough
from assistant.recorder import Recorder
from assistant.retrieve import Retriever
from assistant.seek import choose_parts, entry_parts, search_parts, with_entry
from assistant.settings import Settings
from assistant.spelt_out import spelt_out
from assistant.turn_page import joined, sentence_before, whole_sentence
from assistant.types import (
    Answer,
    Claim,
    Claimed,
    Decline,
    Event,
    Finished,
    Found,
    Outcome,
    Passage,
    ReadAs,
    Turn,
    Verdict,
    Writer,
    put_right,
)
from assistant.verify import Verifier
from assistant.verify_quotation import check_quotation
from assistant.verify_read import read
from assistant.write import ModelWriter, QuotesWriting, Report, Writing
from ingest.catalogue import Catalogue
from ingest.errors import IngestError
from ingest.index import Index
from language.instructions import gives_instructions, instructs
from language.script import Language, detect_language

_LONGEST_QUESTION = 2_000
_MOST_MISSING = 3

_LOOKED_UP = 4
"""Chunks of each language in which a thing that no passage holds is looked for."""

_SURELY = 0.1
"""How far beyond the threshold quotes stand in for a model that finds no answer: from there on
4 to 13 in 100 paragraphs' questions that nothing answers are still quoted for (docs/design.md)."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """What one question is asked with."""

    question: str
    history: Sequence[Turn]
    language: Language | None
    """Of the assistant's own words; the question's when not given."""

    filters: Filters | None
    writer: ModelWriter | None


@dataclass(frozen=True)
class Assistant:
    """Answers questions from one index."""

    index: Index
    passages: int

    writer: ModelWriter | None = None
    """Lets a model write the answers; without it they are quotes."""

    recorder: Recorder | None = None
    """Keeps what went into each answer; without it nothing is kept."""

    today: Callable[[], date] = date.today
    """Tells which documents are old."""

    known: KnownAnswers | None = None
    """Answers of quotes that were given before; without it each is made anew."""

    @classmethod
    def open(cls, settings: Settings, *, known: KnownAnswers | None = None) -> "Assistant":
        """Raises `ModelUnusable` or `IndexUnusable`, each with the cure."""
        index = open_index(settings)
        checker = Verifier(embedder=index.embedder, lexicon=index.lexicon)
        writer = (
            ModelWriter.open(settings.model, checker=checker, seconds=settings.model_seconds)
            if settings.model
            else None
        )
        recorder = Recorder.open(settings, index)
        return cls(index, settings.passages, writer, recorder, known=known)

    @property
    def catalogue(self) -> Catalogue:
        return self.index.catalogue

    @cached_property
    def _retriever(self) -> Retriever:
        return Retriever(self.index)

    @cached_property
    def _likeness(self) -> Likeness:
        return by_stored_vectors(self.index)

    def warm_up(self) -> None:
        """Read what the first question would otherwise wait for."""
        with suppress(IngestError):  # whoever asks then is told
            for question in ("How large is the market?", "市場有多大？"):
                self.quoted(question)
            read("2")  # what figures that differ are told by

    def search(
        self, question: str, *, limit: int | None = None, filters: Filters | None = None
    ) -> list[Passage]:
        """The best passages for a question as read; raises `IndexMissing` before any ingest."""
        plain, _ = self._read(question, filters)
        return self._search(plain, limit=limit or self.passages, filters=filters)

    def read_as(self, question: str, *, filters: Filters | None = None) -> tuple[ReadAs, ...]:
        """The question's words that are taken for others: none that a profile says of the firm."""
        own = filters.profile.sector if filters else ""
        return self._retriever.misspelt(_checked(question), own=own)

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

    def quoted(self, question: str, *, filters: Filters | None = None) -> Answer:
        """The answer of quotes alone, of which no record is kept: to see whether there is one."""
        for event in self._events(_Asking(question, (), None, filters, None)):
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
    ) -> Generator[Event, None, None]:
        """Answer a question, yielding each thing a reader can be shown.

        `language` is what the assistant's own words are in; the question's when not given. Only
        documents that `filters` let through are used.
        """
        recording = self.recorder and self.recorder.begin()
        found = 0
        asking = _Asking(question, history, language, filters, self.writer)
        with closing(self._events(asking)) as events:
            for event in events:
                if isinstance(event, Found):
                    found = len(event.passages)
                if recording and isinstance(event, Finished):
                    kept = recording.keep(
                        event, history=history, filters=filters, limit=self.passages, found=found
                    )
                    yield Finished(kept)
                else:
                    yield event

    def _events(self, asking: _Asking) -> Generator[Event, None, None]:
        """As `_ask`; an answer of quotes is not made again while the documents are the same."""

        def answering() -> Generator[Event, None, None]:
            return numbered(self._ask(asking))

        if self.known is None or asking.writer is not None:
            yield from answering()
            return
        # Of what was asked before, an answer knows only what it is searched for.
        searched = condense(self._read(asking.question, asking.filters)[0], asking.history)
        filters = asking.filters or Filters()
        asked = (asking.question, searched, asking.language, filters, self.today())
        yield from self.known.events((asked, self.known.state_of(self.index)), answering)

    def _ask(self, asking: _Asking) -> Generator[Event, None, None]:
        started = time.perf_counter()
        question, filters = asking.question, asking.filters
        language = asking.language or detect_language(question)
        if decline := aside(_checked(question)):
            yield Found(question, ())
            yield Finished(aside_answer(question, language, decline, started))
            return
        plain, read_as = self._read(question, filters)
        searched = condense(plain, asking.history)

        def search(text: str, limit: int) -> list[Passage]:
            return self._search(text, limit=limit, filters=filters)

        self.index.require_documents()
        asked = self._retriever.take_apart(searched)
        # An earlier question that leads a follow-up is not asked again.
        follows = searched != plain and searched.endswith(plain)
        whole = (Part(searched, searched),)
        # An order to the assistant that is tacked on to a question is no part of it.
        orderless = (one for one in parts_of(asked) if not gives_instructions(one.question))
        parts = whole if follows else tuple(orderless) or whole
        entry = partial(
            entry_parts,
            take_apart=self._retriever.take_apart,
            on_markets=partial(self._retriever.on_markets, filters=filters),
            anywhere=partial(self._retriever.on_going_anywhere, filters=filters),
            cases_on=partial(self._retriever.cases_on, filters=filters),
        )
        told = entry(parts)
        passages = with_entry(search_parts(parts, search, limit=self.passages), told)
        facets = self._retriever.facets()
        quotable, sought = editions(passages, facets=facets, question=searched)
        if sought != searched:
            asked, parts = self._retriever.take_apart(sought), (Part(sought, sought),)
            told = entry(parts)
        yield Found(searched, tuple(passages))
        if asks_elsewhere(searched, [passage.chunk.text for passage in passages]):
            yield Finished(aside_answer(question, language, Decline.OFF_TOPIC, started, read_as))
            return

        beside = Beside(
            passages,
            names=self._retriever.names(),
            facets=facets,
            catalogue=self.catalogue,
            search=search,
        )
        claims: list[Claim] = []
        with closing(self._begin(asking.writer, searched, quotable, language, started)) as writing:
            choice = choose_parts(
                parts,
                quotable,
                take_apart=self._retriever.take_apart,
                look_up=partial(self._retriever.speaking_of, limit=_LOOKED_UP, filters=filters),
                likeness=self._likeness,
                sections=self.catalogue.chunks_of,
                told=told,
                whole=sought,
            )
            choice = _numbered(choice, passages)
            looked_at = tuple(passages)  # before quotes add those that they run on to
            figures: tuple[Figured, ...] = ()

            def all_claims() -> Iterator[Claim]:
                nonlocal figures
                yield from beside.corrections(searched)
                yield from writing.claims(
                    self._quoted(choice, passages, asked), sure=_is_sure(choice, searched)
                )
                # The first sentence does not wait for what other documents say.
                if not choice.nearest:
                    figures = beside.figures(asked, choice.chosen, among=looked_at)
                yield from beside.missing_claims(figures, claims)

            for claim in all_claims():
                if not any((claim.text, claim.quotes) == (one.text, one.quotes) for one in claims):
                    claims.append(dated(claim, facets=facets, today=self.today()))
                    yield Claimed(claims[-1])
            report = writing.report()

        outcome, decline = _outcome(choice, claims, report)
        if outcome is Outcome.DECLINED:
            decline = self._why_declined(decline, choice, asked, passages)
        missing = choice.missing[:_MOST_MISSING] if outcome is not Outcome.ANSWERED else ()
        # Passages that name whom to ask are added to the answer's.
        contacts = beside.contacts(asked) if decline is Decline.NOT_IN_DOCUMENTS else ()
        yield Finished(
            Answer(
                question=question,
                searched=searched,
                language=language,
                outcome=outcome,
                reason=phrases.answered_in_part(missing, language, nearest=choice.nearest)
                if outcome is Outcome.PARTIAL
                else phrases.reason(decline, missing, language, found=bool(passages)),
                missing=() if decline is Decline.OFF_TOPIC else missing,
                claims=tuple(claims),
                passages=tuple(passages),
                writer=report.writer,
                seconds=time.perf_counter() - started,
                model=report.model,
                withheld=report.withheld,
                notice=report.notice,
                usage=report.usage,
                decline=decline,
                contacts=contacts,
                disagreements=disagreements(figures, claims),
                filters=filters or Filters(),
                read_as=read_as,
            ),
            report.exchanges,
        )

    def _read(self, question: str, filters: Filters | None) -> tuple[str, tuple[ReadAs, ...]]:
        """The question as read, in Chinese if it is Chinese, and its words that were taken for
        others."""
        read_as = self.read_as(question, filters=filters)
        meant = spelt_out(put_right(_checked(question), read_as), self.index.lexicon)
        return in_chinese(meant), read_as

    def _search(self, searched: str, *, limit: int, filters: Filters | None) -> list[Passage]:
        self.index.require_documents()
        return self._retriever.search(searched, limit=limit, filters=filters)

    def _begin(
        self,
        writer: ModelWriter | None,
        searched: str,
        passages: Sequence[Passage],
        language: Language,
        started: float,
    ) -> Writing:
        if writer is None or not passages:
            return QuotesWriting()
        return writer.begin(
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
        for chosen in self._with_those_before(choice.chosen, passages, asked):
            if self._is_beside_orders(chosen):
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

    def _why_declined(
        self,
        decline: Decline | None,
        choice: Choice,
        asked: Question,
        passages: Sequence[Passage],
    ) -> Decline | None:
        """Why it is declined, by what was found as well."""
        if decline is Decline.UNCHECKED and all(map(self._is_beside_orders, choice.chosen)):
            return Decline.HELD_BACK
        not_said = decline is Decline.NOT_IN_DOCUMENTS
        if not_said and is_far(asked, passages, likeness=self._likeness):
            return Decline.OFF_TOPIC
        return decline

    def _is_beside_orders(self, chosen: Chosen) -> bool:
        chunk = chosen.passage.chunk
        page = self.catalogue.page(chunk.version, chunk.page_index)
        return page is not None and instructs(page.text, chosen.start)

    def _with_those_before(
        self, chosen: Sequence[Chosen], passages: Sequence[Passage], asked: Question
    ) -> Iterator[Chosen]:
        for one in chosen:
            yield from sentence_before(one, passages, question=asked.text, catalogue=self.catalogue)
            yield one


def _checked(question: str) -> str:
    plain = question.strip()
    if not plain:
        raise BadQuestion("the question is empty: type what you want to know")
    if len(plain) > _LONGEST_QUESTION:
        raise BadQuestion(
            f"the question has {len(plain):,} characters: shorten it to {_LONGEST_QUESTION:,}"
        )
    return plain


def _numbered(choice: Choice, passages: list[Passage]) -> Choice:
    """The choice, with passages that were not found before numbered on and added to those."""
    numbers = {one.chunk.id: one for one in passages}
    for one in choice.chosen:
        if one.passage.chunk.id not in numbers:
            added = replace(one.passage, number=len(passages) + 1)
            numbers[added.chunk.id] = added
            passages.append(added)
    return replace(
        choice,
        chosen=tuple(one._replace(passage=numbers[one.passage.chunk.id]) for one in choice.chosen),
    )


def _is_sure(choice: Choice, searched: str) -> bool:
    """Whether the best sentence answers so well that a model's "no answer" is not believed."""
    best = max(choice.chosen, key=lambda one: one.score, default=None)
    if best is None:
        return False
    across = best.passage.chunk.language is not detect_language(searched)
    return best.score >= enough(across=across) + _SURELY


def _outcome(
    choice: Choice, claims: Sequence[Claim], report: Report
) -> tuple[Outcome, Decline | None]:
    if claims and choice.nearest and report.writer is Writer.MODEL:
        return Outcome.ANSWERED, None
    if claims and choice.chosen and choice.missing:
        return Outcome.PARTIAL, Decline.NOT_IN_DOCUMENTS
    if claims:
        return Outcome.ANSWERED, None
    if choice.chosen and not choice.nearest:
        # Nobody knows here that the documents do not say it.
        return Outcome.DECLINED, Decline.DOUBTED if report.declined else Decline.UNCHECKED
    return Outcome.DECLINED, Decline.NOT_IN_DOCUMENTS
