"""Sentences that were chosen to be quoted, and what was asked for and is not answered."""

from dataclasses import dataclass
from typing import NamedTuple

from assistant.types import Passage
from ingest.types import Chunk


class Chosen(NamedTuple):
    """A sentence to quote, by its offsets in the passage's page."""

    passage: Passage
    start: int
    end: int
    score: float
    """Compare within one question only; 0 for what was not weighed by the words asked."""

    @classmethod
    def at(cls, passage: Passage, span: tuple[int, int]) -> "Chosen":
        """The words at a span of the passage's text, chosen for where they stand."""
        start, end = span
        return cls(passage, passage.chunk.start + start, passage.chunk.start + end, 0.0)

    @classmethod
    def told(cls, chunk: Chunk, span: tuple[int, int]) -> "Chosen":
        """The same of a chunk that was not searched for; its passage has no number yet."""
        return cls.at(Passage(0, chunk, 0.0), span)


def text_of(chosen: Chosen) -> str:
    """Its words, as its passage has them."""
    chunk = chosen.passage.chunk
    return chunk.text[chosen.start - chunk.start : chosen.end - chunk.start]


@dataclass(frozen=True, slots=True)
class Choice:
    """The sentences to quote, best page first; none when the passages do not answer."""

    chosen: tuple[Chosen, ...]
    missing: tuple[str, ...]
    """What was asked for and is not answered; empty when all is."""

    nearest: bool = False
    """Whether nothing answers, and what was chosen is only the nearest to an answer."""
