"""Passages and sentences for each part of a question, and what is missing of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.asked import Question
from assistant.parts import Part
from assistant.quote import Choice, Chosen, choose
from assistant.types import Passage
from ingest.embed import Embedder

_LEAST_EACH = 4
"""Passages that each part brings at the least."""


def search_parts(
    parts: Sequence[Part], search: Callable[[str, int], list[Passage]], *, limit: int
) -> list[Passage]:
    """The parts' best passages in turn, numbered anew; more than `limit` only when parts are many."""
    if len(parts) == 1:
        return search(parts[0].question, limit)
    each = max(_LEAST_EACH, limit // len(parts))
    found = [search(part.question, limit)[:each] for part in parts]
    best: dict[int, Passage] = {}
    for row in zip_longest(*found):
        for passage in row:
            if passage is not None:
                best.setdefault(passage.chunk.id, passage)
    return [replace(passage, number=n) for n, passage in enumerate(best.values(), start=1)]


def choose_parts(
    parts: Sequence[Part],
    passages: Sequence[Passage],
    *,
    take_apart: Callable[[str], Question],
    embedder: Embedder,
) -> Choice:
    """The sentences that answer each part, in the order of the parts; what none answers is missing.

    Nothing that was asked for is missing when no part is answered: then all of it is.
    """
    choices = [
        choose(take_apart(part.question), passages, embedder=embedder) for part in parts
    ]
    if len(choices) == 1:
        return choices[0]
    chosen: dict[tuple[int, int, int], Chosen] = {}
    for choice in choices:
        for one in choice.chosen:
            chunk = one.passage.chunk
            chosen.setdefault((chunk.version, chunk.page_index, one.start), one)
    missing = [part.label for part, choice in zip(parts, choices, strict=True) if not choice.chosen]
    missing += [thing for choice in choices if choice.chosen for thing in choice.missing]
    return Choice(tuple(chosen.values()), tuple(dict.fromkeys(missing)))
