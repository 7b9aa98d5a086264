"""The two writers of an answer: the quotes writer, and the model over the same passages.

Whatever the model does, the quotes writer can stand in: its quotes are chosen while the model is
already at work.
"""

import logging
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol, Self

import numpy as np

from assistant import phrases
from assistant.draft import (
    Sentence,
    again_message,
    declines,
    draft_messages,
    in_script_of,
    is_in,
    repair_messages,
    sentences,
)
from assistant.errors import Fault, ModelFault
from assistant.model import ChatModel, LangChainModel, Message
from assistant.record import Exchange, Judged, Purpose, Taped
from assistant.support import Checker, Supporter
from assistant.types import Claim, Passage, Usage, Verdict, Writer
from ingest.catalogue import Catalogue
from ingest.embed import Embedder
from language.normalise import match_key
from language.script import Language

_LOG = logging.getLogger(__name__)

_ALIKE = 0.5
"""Likeness from which a quote can stand in for a sentence that is not supported."""


@dataclass(frozen=True, slots=True)
class Report:
    """How an answer was written."""

    writer: Writer = Writer.QUOTES
    declined: bool = False
    """The model says that the passages do not answer."""

    withheld: int = 0
    notice: str | None = None
    model: str | None = None
    usage: Usage | None = None
    exchanges: tuple[Exchange, ...] = ()


class Writing(Protocol):
    """An answer being written."""

    def claims(self, quoted: Iterator[Claim], *, sure: bool) -> Iterator[Claim]:
        """Claims that may be shown, as they pass; `quoted` are those of the quotes writer.

        `sure` when these answer beyond doubt, whatever a model says.
        """

    def report(self) -> Report:
        """To be asked when there are no more claims."""

    def close(self) -> None:
        """Leave off; safe at any time."""


class QuotesWriting:
    """The quotes, and nothing else."""

    def claims(self, quoted: Iterator[Claim], *, sure: bool) -> Iterator[Claim]:  # noqa: ARG002
        return quoted

    def report(self) -> Report:
        return Report()

    def close(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how often and how much a model may write for one answer."""

    seconds: float = 6.0
    """From the question on, all attempts and repairs together."""

    silence_s: float = 3.0
    """The longest wait for the next piece of a draft."""

    pause_s: float = 0.5
    """Before the second attempt at a service that is busy or broke off; doubled for the third."""

    attempts: int = 3
    repairs: int = 3
    sentences: int = 8

    @classmethod
    def within(cls, seconds: float) -> "Limits":
        """The usual limits, for an answer that may take so long."""
        return cls(seconds=seconds, silence_s=seconds / 2)


@dataclass(frozen=True)
class ModelWriter:
    """Lets a model write, and shows what the pages support."""

    model: ChatModel
    checker: Checker
    limits: Limits = Limits()
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    @classmethod
    def open(cls, name: str, *, checker: Checker, seconds: float) -> Self:
        """A writer with the model `provider:name`; raises `ModelUnusable` with the cure."""
        return cls(LangChainModel.open(name), checker, Limits.within(seconds))

    def begin(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        language: Language,
        embedder: Embedder,
        catalogue: Catalogue,
        spent_s: float,
    ) -> "ModelWriting":
        """Ask the model now, over exactly these passages; `spent_s` is off its time already."""
        supporter = Supporter(self.checker, embedder, catalogue, tuple(passages), language)
        until = self.clock() + self.limits.seconds - spent_s
        return ModelWriting(self, question, supporter, until)


@dataclass
class ModelWriting:
    """One answer of a model."""

    writer: ModelWriter
    question: str
    supporter: Supporter
    until: float
    """When its time is over, by the writer's clock."""

    _stream: Taped = field(init=False)
    _taped: list[Taped] = field(default_factory=list)
    """All that was asked, in order."""

    _quotes: list[Claim] = field(default_factory=list)
    """Of the quotes writer, not shown so far."""

    _shown: list[Claim] = field(default_factory=list)
    _written: int = 0
    _repairs: int = 0
    _withheld: int = 0
    _declined: bool = False
    _notice: str | None = None
    _usage: Usage | None = None

    def __post_init__(self) -> None:
        self._stream = self._ask(again=False)

    def claims(self, quoted: Iterator[Claim], *, sure: bool) -> Iterator[Claim]:
        self._quotes = list(quoted)
        fault = yield from self._drafts()
        if self._declined and sure and self._quotes:
            # What is in the documents is not said to be missing because a model overlooked it.
            self._declined, fault = False, Fault.DECLINED
        if fault is None and not self._written and not self._declined:
            fault = Fault.UNSUPPORTED
        if fault is not None:
            rest = [claim for claim in self._quotes if not self._is_quoted(claim)]
            quoted_too = bool(rest) or len(self._shown) > self._written
            self._notice = phrases.stood_in(fault, self.supporter.language, quoted=quoted_too)
            yield from rest

    def report(self) -> Report:
        return Report(
            writer=Writer.MODEL if self._written or self._declined else Writer.QUOTES,
            declined=self._declined,
            withheld=self._withheld,
            notice=self._notice,
            model=self.writer.model.name,
            usage=self._usage,
            exchanges=tuple(taped.exchange() for taped in self._taped),
        )

    def close(self) -> None:
        self._stream.close()

    def _drafts(self) -> Generator[Claim, None, Fault | None]:
        """Claims of the first draft that can be used; what went wrong when none can, or it ends."""
        limits = self.writer.limits
        for attempt in range(limits.attempts):
            try:
                yield from self._draft()
            except ModelFault as fault:
                _LOG.warning("draft %d is given up: %s", attempt + 1, fault)
                # What is shown stays: another draft would say it again.
                last = attempt + 1 == limits.attempts or bool(self._shown)
                if last or not fault.again or not self._pause(fault, attempt):
                    return fault.fault
                self._stream = self._ask(again=fault.fault is Fault.UNUSABLE)
            else:
                return None
        return None

    def _draft(self) -> Iterator[Claim]:
        """The claims of one draft; raises `ModelFault` when it cannot be used, or breaks off."""
        self._withheld = cited = without_markers = 0
        said: set[str] = set()
        with self._reading(self._stream) as drafted:
            for sentence in islice(drafted, self.writer.limits.sentences):
                if declines(sentence):
                    self._declined = not said and not without_markers
                    if self._declined:
                        return
                    continue
                if not sentence.markers and not cited:
                    # A greeting or a refusal: what follows tells.
                    without_markers += 1
                    continue
                if match_key(sentence.text) in said:
                    continue
                said.add(match_key(sentence.text))
                if not cited and not is_in(self.supporter.language, sentence.text):
                    raise ModelFault(Fault.UNUSABLE, "the wrong language", again=True)
                cited += 1
                yield from self._settled(sentence)
        if not cited:
            raise ModelFault(Fault.UNUSABLE, "no sentence with a marker", again=True)
        self._withheld += without_markers

    def _settled(self, sentence: Sentence) -> Iterator[Claim]:
        """The sentence where it is supported, else its repair, a quote near it, or nothing."""
        claim = self._supported(sentence)
        if claim is not None:
            self._written += 1
        else:
            claim = self._nearest_quote(sentence)
        if claim is None:
            self._withheld += 1
            return
        self._shown.append(claim)
        yield claim

    def _supported(self, sentence: Sentence) -> Claim | None:
        claim, reasons = self._judged(sentence, self._stream)
        if claim.verdict is Verdict.UNCHECKED:
            raise ModelFault(Fault.UNCHECKED, "a sentence could not be checked", again=False)
        return claim if claim.verdict is Verdict.SUPPORTED else self._repaired(sentence, reasons)

    def _repaired(self, sentence: Sentence, reasons: Sequence[str]) -> Claim | None:
        """What the model writes instead, told the reasons, when that is supported."""
        if self._repairs == self.writer.limits.repairs or self._patience_s() <= 0:
            return None
        self._repairs += 1
        supporter = self.supporter
        named = [one for one in supporter.passages if one.number in sentence.markers]
        request = repair_messages(
            self.question,
            sentence,
            named or supporter.passages,
            reasons=reasons,
            language=supporter.language,
        )
        try:
            taped = self._send(Purpose.REPAIR, request)
            with self._reading(taped) as drafted:
                # Read on to its end, where its tokens are counted, but not through a long one.
                repairs = list(islice(drafted, 2))
        except ModelFault as fault:
            _LOG.warning("a repair is given up: %s", fault)
            return None
        if not repairs:
            return None
        claim, _ = self._judged(repairs[0], taped)
        shown = {match_key(one.text) for one in self._shown}
        if claim.verdict is not Verdict.SUPPORTED or match_key(claim.text) in shown:
            return None
        return claim

    def _judged(self, sentence: Sentence, taped: Taped) -> tuple[Claim, Sequence[str]]:
        """The sentence after its check, and why it cannot be shown; kept with what it came in."""
        claim, reasons, score = self.supporter.support(sentence)
        taped.judged.append(Judged(*sentence, claim.verdict, score, reasons))
        return claim, reasons

    def _nearest_quote(self, sentence: Sentence) -> Claim | None:
        """The quote that is most like it, if any is like it and says nothing shown already."""
        left = [quote for quote in self._quotes if not self._is_quoted(quote)]
        alike = self.supporter.likeness(sentence.text, [quote.text for quote in left])
        if not left or alike.max() < _ALIKE:
            return None
        return left[int(np.argmax(alike))]

    def _is_quoted(self, claim: Claim) -> bool:
        """Whether a claim that is shown rests on the same words already."""
        return any(
            (one.version, one.page_index) == (other.version, other.page_index)
            and one.start < other.end
            and other.start < one.end
            for shown in self._shown
            for one in shown.quotes
            for other in claim.quotes
        )

    def _ask(self, *, again: bool) -> Taped:
        language = self.supporter.language
        request = draft_messages(self.question, self.supporter.passages, language)
        return self._send(Purpose.DRAFT, request + [again_message(language)] * again)

    def _send(self, purpose: Purpose, request: Sequence[Message]) -> Taped:
        taped = Taped(purpose, request, self.writer.model.stream(request))
        self._taped.append(taped)
        return taped

    @contextmanager
    def _reading(self, stream: Taped) -> Iterator[Iterator[Sentence]]:
        """A stream's sentences; afterwards it is closed, and its tokens are counted."""
        try:
            yield (
                in_script_of(self.question, sentence)
                for sentence in sentences(stream.read(self._patience_s))
            )
        finally:
            stream.close()
            if stream.usage is not None:
                before = self._usage or Usage(0, 0)
                self._usage = Usage(
                    before.input_tokens + stream.usage.input_tokens,
                    before.output_tokens + stream.usage.output_tokens,
                )

    def _patience_s(self) -> float:
        return min(self.writer.limits.silence_s, self.until - self.writer.clock())

    def _pause(self, fault: ModelFault, attempt: int) -> bool:
        """Wait as long as the service asks, or ever longer; False when there is no time to."""
        wait_s = fault.after_s
        if wait_s is None:
            again_later = fault.fault in {Fault.BUSY, Fault.DOWN}
            wait_s = self.writer.limits.pause_s * 2**attempt if again_later else 0.0
        if self.writer.clock() + wait_s >= self.until:
            return False
        self.writer.sleep(wait_s)
        return True
