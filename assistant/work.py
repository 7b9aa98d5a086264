"""What goes between the app and the process that answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.errors import AssistantError
from assistant.facets import Filters
from assistant.types import Answer, Turn
from ingest.errors import IngestError
from language.script import Language


@dataclass(frozen=True, slots=True)
class Waiting:
    """Others asked before, and are answered first."""

    ahead: int


@dataclass(frozen=True, slots=True)
class BegunAgain:
    """What came of the answer so far does not count: it is made anew."""


class Ask(NamedTuple):
    """Answer a question step by step."""

    question: str
    history: Sequence[Turn]
    filters: Filters


class Write(NamedTuple):
    """Give the whole answer to one question of many that nobody waits for by itself."""

    question: str
    language: Language
    filters: Filters


class Follow(NamedTuple):
    """Look for questions to go on with."""

    answer: Answer


class CheckClaim(NamedTuple):
    """Check a sentence against what it cites."""

    claim: str
    evidence: Sequence[str]


class WarmUp(NamedTuple):
    """Load what the first question would otherwise wait for."""


class Leave(NamedTuple):
    """Nobody waits any more for what comes of an order."""


Job = Ask | Write | Follow | CheckClaim | WarmUp | Leave


class Order(NamedTuple):
    """Something to be done, and the number that what comes of it bears."""

    number: int
    job: Job


class Began(NamedTuple):
    """It is being worked on."""


class Paused(NamedTuple):
    """Others are worked on before it goes on."""


class Done(NamedTuple):
    """Nothing more comes of it."""

    result: object = None


class Failed(NamedTuple):
    """It ended in an error that the reader can do something about; else the log has it."""

    kind: type[AssistantError | IngestError] | None = None
    sentence: str = ""

    def error(self) -> AssistantError | IngestError | None:
        """The error with its sentence as it was: its own `__init__` would word it once more."""
        return None if self.kind is None else self.kind.__new__(self.kind, self.sentence)


class Reply(NamedTuple):
    """Something that came of an order: an event, or one of the values above."""

    number: int
    said: object
