"""The values an answer is made of. Screens, exports, the command line and evals know only these."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.cells import Place
from ingest.types import Chunk
from language.script import Language


class Verdict(StrEnum):
    """What checking a claim against its quotes found."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    UNCHECKED = "unchecked"
    """The check itself failed: says nothing about the claim."""


class Outcome(StrEnum):
    ANSWERED = "answered"
    PARTIAL = "partial"
    DECLINED = "declined"


class Writer(StrEnum):
    QUOTES = "quotes"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk found for one question."""

    number: int
    """Its marker, from 1."""

    chunk: Chunk

    score: float
    """Fused rank score: compare within one question only."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words found again on the cited page's stored text."""

    marker: int
    """The number of the passage it was found in."""

    version: int
    document: str
    source: str
    title: str
    page_index: int
    page_label: str | None
    start: int
    end: int
    """Offsets in the page's stored text."""

    text: str
    language: Language

    place: Place | None = None
    """Where in a table it stands."""

    ocr: bool = False
    """The page is a picture whose text was read by character recognition."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, with what it rests on."""

    text: str
    verdict: Verdict
    markers: tuple[int, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a model's service counted for one answer, drafts and repairs together."""

    input_tokens: int
    output_tokens: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Checked claims, and the passages they rest on."""

    question: str
    """As typed."""

    searched: str
    """What was searched for: the question, made whole when it is a follow-up."""

    language: Language
    """The question's."""

    outcome: Outcome
    reason: str | None
    """Why it was declined or is partial, in the question's language; None when answered."""

    missing: tuple[str, ...]
    """What the question asked for that the documents do not hold."""

    claims: tuple[Claim, ...]
    passages: tuple[Passage, ...]
    writer: Writer
    seconds: float

    model: str | None = None
    """The chat model that was asked, as `provider:name`, whoever then wrote the answer."""

    withheld: int = 0
    """How many sentences of the model are not shown since no page supports them."""

    notice: str | None = None
    """Why the quotes writer stands in for the model, in the question's language."""

    usage: Usage | None = None
    """None when no model was asked, or its service counts nothing."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the same conversation, for follow-ups."""

    question: str
    searched: str


@dataclass(frozen=True, slots=True)
class Found:
    """Retrieval is done."""

    searched: str
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim passed its check and may be shown."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class Finished:
    """The whole answer."""

    answer: Answer


Event = Found | Claimed | Finished
