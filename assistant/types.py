"""The values an answer is made of. Screens, exports, the command line and evals know only these."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.facets import NO_FILTERS, Filters
from ingest.cells import Place
from ingest.types import Chunk
from language.script import Language

if TYPE_CHECKING:
    from assistant.record import Exchange


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


class Decline(StrEnum):
    """Why nothing, or not all that was asked for, is claimed."""

    SMALL_TALK = "small_talk"
    """A greeting, thanks, a question about the assistant itself."""

    OFF_TOPIC = "off_topic"
    """Another matter than the documents', an order to the assistant, or abuse."""

    NOT_IN_DOCUMENTS = "not_in_documents"

    UNCHECKED = "unchecked"
    """Passages were found, and their quotes could not be checked."""

    HELD_BACK = "held_back"
    """What was found stands beside text that gives orders to an assistant: it is not quoted."""

    DOUBTED = "doubted"
    """A model finds no answer where the quotes writer, not surely, found one."""


ASIDES = frozenset({Decline.SMALL_TALK, Decline.OFF_TOPIC})
"""Those that ask the documents nothing: no passage is near, and nobody is to be asked."""


CASE = "case"
"""The kind of a document that tells one case: what it says is no rule."""


class Writer(StrEnum):
    QUOTES = "quotes"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk found for one question."""

    number: int
    """From 1: its place among those found, and in an answer its marker."""

    chunk: Chunk

    score: float
    """Fused rank score: compare within one question only."""

    lifted: tuple[str, ...] = ()
    """What of the asker's profile put it here: markets by code, `sector`, `stage`. Empty where it
    would have been found as well without one."""


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

    heading: bool = False
    """It is the heading of its section."""

    @property
    def at(self) -> tuple[int, int]:
        """Where in its document it stands: orders quotes as they are read."""
        return self.page_index, self.start


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, with what it rests on."""

    text: str
    verdict: Verdict
    markers: tuple[int, ...]
    quotes: tuple[Quote, ...]

    corrects: str | None = None
    """What the question took for granted and this claim contradicts, as typed."""

    kind: str | None = None
    """The kind of document that it rests on, such as `case`; None for several kinds or none."""

    as_of: str | None = None
    """`YYYY[-MM[-DD]]`, when what it says held: as the sentence says, or when an old document, or
    one that another replaces, was issued."""

    @property
    def is_heading(self) -> bool:
        """Whether it quotes the heading of a section."""
        return bool(self.quotes) and self.quotes[0].heading

    def comes_before(self, other: "Claim") -> bool:
        """Whether it stands in the same document, above what the other quotes first."""
        if not (self.quotes and other.quotes):
            return False
        one, two = self.quotes[0], other.quotes[0]
        return one.version == two.version and one.at < two.at


@dataclass(frozen=True, slots=True)
class Figure:
    """One of several figures for one measure."""

    text: str
    """As printed, with its unit or what is counted."""

    claim: int
    """The claim that gives it, by its number in the answer, from 1."""

    of: str | None
    """The year or day that its sentence says it is of."""

    issued: str | None
    """When its document was issued."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Documents that give different figures for one measure."""

    figures: tuple[Figure, ...]
    """The newest first."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the documents name for a matter."""

    name: str
    """As printed."""

    marker: int
    """The passage of the document that names it."""

    quote: Quote | None
    """The sentence that names it; None when the document's metadata does."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a model's service counted for one answer, drafts and repairs together."""

    input_tokens: int
    output_tokens: int


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A misspelt word of a question, and what it was read as."""

    typed: str
    read: str
    start: int
    """Where it begins in the question, less the space around it."""


def put_right(question: str, read_as: Sequence[ReadAs]) -> str:
    """The question with the words that were meant."""
    for one in sorted(read_as, key=lambda one: -one.start):
        question = question[: one.start] + one.read + question[one.start + len(one.typed) :]
    return question


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

    record: str | None = None
    """The id of its record, for `advisor replay`; None when none is kept."""

    decline: Decline | None = None
    """Why it is declined or partial; None when answered."""

    contacts: tuple[Contact, ...] = ()
    """Whom to ask about what is missing."""

    disagreements: tuple[Disagreement, ...] = ()

    filters: Filters = NO_FILTERS
    """Which documents alone were searched, and for whom."""

    read_as: tuple[ReadAs, ...] = ()
    """Words of the question that were taken for others, in order."""

    @property
    def as_read(self) -> str:
        """The question with the words that were meant."""
        return put_right(self.question.strip(), self.read_as)


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the same conversation, for follow-ups."""

    question: str
    """As read: with the words that were meant."""

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

    exchanges: "tuple[Exchange, ...]" = ()
    """What was said to a model and what it wrote, for the answer's record."""


Event = Found | Claimed | Finished
