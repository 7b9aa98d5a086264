"""The record of an answer: all that went into it, so that it can be gone through again offline."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from assistant.errors import ModelFault
from assistant.facets import Filters
from assistant.model import Message, Stream
from assistant.types import Answer, Turn, Usage, Verdict


class Purpose(StrEnum):
    """What a model was asked for."""

    DRAFT = "draft"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence that a model wrote, and what its check found."""

    text: str
    markers: tuple[int, ...]
    """Places of passages among those found, as the model was shown them."""

    verdict: Verdict
    score: float | None
    """None when it was not weighed: it names no passage, or the check failed."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request to a model and what came back."""

    purpose: Purpose
    messages: tuple[Message, ...]
    """As sent, word for word."""

    reply: str
    """As it came, as far as it was read."""

    fault: str | None
    """What broke it off; None when it came to an end, or was not read further."""

    judged: tuple[Judged, ...]


class ServedVersion(NamedTuple):
    """A document in the version that was being served."""

    version: int
    document: str


@dataclass(frozen=True, slots=True)
class Record:
    """One answer and what it was made of and with."""

    answer: Answer
    """With its question, what was searched, its passages with their text, and its claims."""

    at: str
    """ISO 8601, UTC."""

    history: tuple[Turn, ...]
    filters: Filters
    limit: int
    """How many passages were searched for."""

    found: int
    """How many were found and shown to the model; those behind are what quotes ran on to."""

    embeddings: str | None
    """The model whose vectors were searched; None where there were none."""

    made_with: Mapping[str, str]
    """Parts of the program by name, each with a digest that changes when the part does."""

    exchanges: tuple[Exchange, ...]
    served: tuple[ServedVersion, ...]


@dataclass
class Taped:
    """A stream that keeps what comes through it."""

    purpose: Purpose
    messages: Sequence[Message]
    stream: Stream
    judged: list[Judged] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _fault: str | None = None

    @property
    def usage(self) -> Usage | None:
        return self.stream.usage

    def read(self, patience_s: Callable[[], float]) -> Iterator[str]:
        try:
            for piece in self.stream.read(patience_s):
                self._pieces.append(piece)
                yield piece
        except ModelFault as fault:
            self._fault = str(fault)
            raise

    def close(self) -> None:
        self.stream.close()

    def exchange(self) -> Exchange:
        """What it was until now."""
        return Exchange(
            self.purpose,
            tuple(self.messages),
            "".join(self._pieces),
            self._fault,
            tuple(self.judged),
        )
