"""What the documents cover: how many there are for each market, kind, year and language.

A map to look at before asking: a market with one document will not answer much.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations
from typing import NamedTuple

from assistant.facets import Facets, facets_of
from ingest.index import Index
from ingest.served import Served

THICK = 3
"""Documents from which something counts as thickly covered."""

UNKNOWN = "unknown"
"""The market, kind or year of a document of which it is not known."""


class Cover(StrEnum):
    """How well something is covered."""

    THICK = "thick"
    THIN = "thin"
    NONE = "none"


class Cell(NamedTuple):
    """One market, kind, year and language."""

    market: str
    """As `facets.market_keys` gives it: a code, or a name in lower case."""

    kind: str
    year: str
    language: str


@dataclass(frozen=True, slots=True)
class CorpusMap:
    """Counts of the documents being served; one on two markets counts for each of them."""

    documents: int
    cells: Mapping[Cell, int]
    """Those that hold a document, in order."""

    axes: Mapping[str, Mapping[str, int]]
    """For each field of a cell, its values with how many documents have it."""

    pairs: Mapping[tuple[str, str], Mapping[tuple[str, str], int]]
    """For each two fields of a cell, in either order: documents by the values of both."""

    def cover(self, market: str, kind: str) -> Cover:
        """How well a market is covered by documents of a kind."""
        return cover(self.pairs["market", "kind"].get((market, kind), 0))


def cover(documents: int) -> Cover:
    if documents == 0:
        return Cover.NONE
    return Cover.THICK if documents >= THICK else Cover.THIN


def corpus_map(index: Index) -> CorpusMap:
    """The map of everything being served; what documents do not say of themselves is guessed."""
    return map_of(index.served.all())


def map_of(served: Iterable[Served]) -> CorpusMap:
    documents = list(served)
    facets = facets_of(documents)
    cells: Counter[Cell] = Counter()
    axes: dict[str, Counter[str]] = {name: Counter() for name in Cell._fields}
    pairs: dict[tuple[str, str], Counter[tuple[str, str]]] = {
        two: Counter() for two in permutations(Cell._fields, 2)
    }
    for one in documents:
        own = list(_cells(one, facets[one.version]))
        cells.update(own)
        values = dict(zip(Cell._fields, zip(*own, strict=True), strict=True))
        for name, counts in axes.items():
            counts.update(set(values[name]))
        for (first, second), both in pairs.items():
            both.update(set(zip(values[first], values[second], strict=True)))
    return CorpusMap(
        documents=len(documents),
        cells=dict(sorted(cells.items())),
        axes={name: dict(sorted(counts.items())) for name, counts in axes.items()},
        pairs={two: dict(sorted(both.items())) for two, both in pairs.items()},
    )


def _cells(one: Served, facets: Facets) -> Iterator[Cell]:
    markets = sorted(facets.markets) or [UNKNOWN]
    year = facets.issued[:4] if facets.issued else UNKNOWN
    for market in markets:
        yield Cell(market, facets.kind or UNKNOWN, year, one.language.value)
