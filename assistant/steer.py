"""How a profile steers a search.

It lifts passages, and keeps none out. It is no evidence: a sentence is supported by its page alone,
and what a passage was lifted by is in none of the scores that a sentence is chosen by.
"""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.asked import Question
from assistant.facets import Facets
from assistant.profile import SECTOR, STAGE, Profile, Stage
from assistant.rank import coverage
from ingest.types import Chunk
from language.places import places

_MARKET = 2.0
_SECTOR = 1.5
_STAGE = 0.5
"""The eight passages of a question are some four apart: what answers well stays ahead."""

_KINDS = {
    Stage.LOOKING: frozenset({"market", "statistics", "case"}),
    Stage.PREPARING: frozenset({"procedure", "policy"}),
    Stage.SELLING: frozenset({"rule", "policy"}),
}
"""The kinds of document that help at each stage."""


@dataclass(frozen=True, slots=True)
class Steering:
    """A profile on one question."""

    markets: frozenset[str]
    kinds: frozenset[str]
    sector: Question | None

    @classmethod
    def of(
        cls, profile: Profile, question: str, *, take_apart: Callable[[str], Question]
    ) -> "Steering":
        """A question that names a market itself is not led to another."""
        return cls(
            frozenset() if places(question) else profile.markets,
            _KINDS[profile.stage] if profile.stage else frozenset(),
            take_apart(profile.sector) if profile.sector.strip() else None,
        )

    def towards(self, facets: Facets) -> float:
        """What it lifts every chunk of a document by, whatever it says."""
        return _MARKET * bool(self.markets & facets.markets)

    def lifts(self, chunk: Chunk, facets: Facets) -> dict[str, float]:
        """What lifts a chunk, and by how much: markets by code, `SECTOR`, `STAGE`."""
        on = sorted(self.markets & facets.markets)
        found = {market: _MARKET / len(on) for market in on}
        if self.sector is not None and (share := coverage(self.sector, chunk)[0]):
            found[SECTOR] = _SECTOR * share
        if facets.kind in self.kinds:
            found[STAGE] = _STAGE
        return found
