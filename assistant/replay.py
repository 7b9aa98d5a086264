"""Going through a recorded answer again, offline: the same verdicts, or what differs and why.

No model is asked. What a model wrote then is cut and checked as it would be today, against the
pages that are stored; quotes are looked up again on theirs. Where the same documents are served
still, the question is searched and its quotes are chosen again, too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from assistant.ask import Assistant
from assistant.draft import Sentence, in_script_of, sentences
from assistant.made_with import made_with
from assistant.numbering import as_found
from assistant.record import Exchange, Judged, Record, ServedVersion
from assistant.recorder import embeddings_of, served_now
from assistant.records import Records
from assistant.settings import Settings
from assistant.support import Checker, Supporter
from assistant.types import Answer, Claim, Passage, Quote, Verdict, Writer
from assistant.verify import Verifier
from assistant.verify_quotation import check_quotation
from ingest.database import open_database

_NOT_CUT = "not a sentence of the draft"


class Change(StrEnum):
    """What became of a document that was served."""

    REPLACED = "replaced"
    READ_ANEW = "read anew from the same file"
    REMOVED = "removed"
    ADDED = "added"


class SourceChange(NamedTuple):
    document: str
    change: Change


class Difference(NamedTuple):
    """Something that is not as it was."""

    what: str
    """The sentence, or `the passages found` and `the sentences chosen`."""

    then: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of going through one record again."""

    record: Record
    verdicts: int
    """How many sentences were checked again."""

    quotes: int
    """How many quotes were looked up again."""

    differences: tuple[Difference, ...]
    sources: tuple[SourceChange, ...]
    """What is served otherwise than then."""

    changed: tuple[str, ...]
    """Parts of the program that are not what they were."""

    searched: bool
    """Whether the search was run again: only where the same documents are served still."""

    @property
    def same(self) -> bool:
        return not self.differences


@dataclass(frozen=True)
class Replayer:
    """Goes through the records of one index's answers."""

    assistant: Assistant
    kept: Records
    checker: Checker

    @classmethod
    def open(cls, settings: Settings) -> "Replayer":
        """Raises `IndexUnusable` with the cure."""
        # A model that is set is not asked, nor has it to be there.
        assistant = Assistant.open(settings.model_copy(update={"model": None}))
        index = assistant.index
        return cls(
            replace(assistant, recorder=None),
            Records(open_database(settings.database_url, home=settings.home)),
            Verifier(embedder=index.embedder, lexicon=index.lexicon),
        )

    def records(self, id: str | None) -> Iterator[Record]:
        """The one with this id, or all; raises `UnknownRecord`."""
        return self.kept.all() if id is None else iter([self.kept.read(id)])

    def replay(self, record: Record) -> Replay:
        """Check everything in the record again."""
        sources = tuple(self._source_changes(record))
        changed = tuple(_changes(record.made_with, made_with()))
        judging = _Judging(self, record, changed)
        differences = [*judging.of_drafts(), *judging.of_claims()]
        if not sources:
            differences += self._searched_again(record, changed)
        return Replay(
            record=record,
            verdicts=judging.verdicts,
            quotes=judging.quotes,
            differences=tuple(differences),
            sources=sources,
            changed=changed,
            searched=not sources,
        )

    def _source_changes(self, record: Record) -> Iterator[SourceChange]:
        then, now = set(record.served), set(served_now(self.assistant.index))
        names_then, names_now = _names(then), _names(now)
        contents = self.assistant.index.served.contents(
            [version for version, _ in then.symmetric_difference(now)]
        )
        for name in sorted({one.document for one in then ^ now}):
            if name not in names_now:
                yield SourceChange(name, Change.REMOVED)
            elif name not in names_then:
                yield SourceChange(name, Change.ADDED)
            else:
                before = {contents.get(one.version) for one in then - now if one.document == name}
                after = {contents.get(one.version) for one in now - then if one.document == name}
                same_file = before == after and None not in before
                yield SourceChange(name, Change.READ_ANEW if same_file else Change.REPLACED)

    def _searched_again(self, record: Record, changed: Sequence[str]) -> Iterator[Difference]:
        """What search finds today, and of quotes alone what the quotes writer makes of it."""
        then = record.answer
        now = replace(self.assistant, passages=record.limit).answer(
            then.question, record.history, language=then.language, filters=record.filters
        )
        embeddings = embeddings_of(self.assistant.index)
        if embeddings != record.embeddings:
            changed = [*changed, f"the embedding model ({record.embeddings} then)"]
        why = _because(changed)
        if _places(then, record.found) != _places(now, record.found):
            yield Difference(
                "the passages found", _documents(then.passages), _documents(now.passages), why
            )
        elif then.writer is Writer.QUOTES and not record.exchanges:
            before = (then.outcome.value, *(claim.text for claim in then.claims))
            after = (now.outcome.value, *(claim.text for claim in now.claims))
            if before != after:
                yield Difference("the sentences chosen", " / ".join(before), " / ".join(after), why)


@dataclass
class _Judging:
    """Checks one record's sentences and quotes again, and counts them."""

    replayer: Replayer
    record: Record
    changed: Sequence[str]
    verdicts: int = 0
    quotes: int = 0

    def of_drafts(self) -> Iterator[Difference]:
        """What a model wrote, against what its passages' pages hold today."""
        answer, assistant = self.record.answer, self.replayer.assistant
        supporter = Supporter(
            self.replayer.checker,
            assistant.index.embedder,
            assistant.catalogue,
            as_found(answer.passages[: self.record.found]),
            answer.language,
        )
        for exchange in self.record.exchanges:
            cut = set(_cut(exchange, answer.searched))
            for judged in exchange.judged:
                self.verdicts += 1
                sentence = Sentence(judged.text, judged.markers)
                if sentence not in cut:
                    yield Difference(
                        judged.text, judged.verdict.value, _NOT_CUT, _because(self.changed)
                    )
                    continue
                claim, reasons, _ = supporter.support(sentence)
                if claim.verdict is not judged.verdict:
                    yield Difference(
                        judged.text,
                        _verdict(judged.verdict, judged.reasons),
                        _verdict(claim.verdict, reasons),
                        self._why(self._passages_of(judged)),
                    )

    def of_claims(self) -> Iterator[Difference]:
        """What was shown: each quote on its page, and quotations word for word."""
        catalogue = self.replayer.assistant.catalogue
        drafted = {one.text for exchange in self.record.exchanges for one in exchange.judged}
        for claim in self.record.answer.claims:
            self.quotes += len(claim.quotes)
            found = check_quotation(claim.text, claim.quotes, catalogue=catalogue)
            if claim.text not in drafted:
                self.verdicts += 1
                if found.verdict is not claim.verdict:
                    yield self._lost(claim, found)
            elif len(found.quotes) < len(claim.quotes):
                yield self._lost(claim, found)

    def _lost(self, claim: Claim, found: Claim) -> Difference:
        lost = [quote for quote in claim.quotes if quote not in found.quotes]
        now = f"{len(lost)} of {len(claim.quotes)} quotes not found again"
        return Difference(claim.text, claim.verdict.value, now, self._why(lost))

    def _passages_of(self, judged: Judged) -> list[Passage]:
        found = as_found(self.record.answer.passages)
        return [one for one in found if one.number in judged.markers]

    def _why(self, places: Iterable[Quote | Passage]) -> str:
        """The source that is not what it was, else the part of the program."""
        catalogue = self.replayer.assistant.catalogue
        for place in places:
            source = place.chunk if isinstance(place, Passage) else place
            page = catalogue.page(source.version, source.page_index)
            if page is None:
                return f"{source.document} was removed"
            if page.text[source.start : source.end] != source.text:
                return f"the stored page {source.page_index + 1} of {source.document} has changed"
        return _because(self.changed)


def _cut(exchange: Exchange, searched: str) -> list[Sentence]:
    """The sentences of a reply, as a draft is cut today."""
    return [in_script_of(searched, sentence) for sentence in sentences([exchange.reply])]


def _changes(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))


def _because(changed: Sequence[str]) -> str:
    if not changed:
        return "nothing that is recorded has changed: the program may not be deterministic here"
    return f"changed since: {', '.join(changed)}"


def _verdict(verdict: Verdict, reasons: Sequence[str]) -> str:
    return f"{verdict.value} ({'; '.join(reasons)})" if reasons else verdict.value


def _names(served: Iterable[ServedVersion]) -> set[str]:
    return {one.document for one in served}


def _places(answer: Answer, most: int) -> list[tuple[int, int, int]]:
    chunks = [passage.chunk for passage in answer.passages[:most]]
    return [(chunk.version, chunk.page_index, chunk.start) for chunk in chunks]


def _documents(passages: Sequence[Passage]) -> str:
    return ", ".join(dict.fromkeys(passage.chunk.document for passage in passages)) or "none"
