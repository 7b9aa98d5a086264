"""What a firm has said of itself; `assistant/steer.py` is what it does to a search."""

from dataclasses import dataclass
from enum import StrEnum

SECTOR_LENGTH = 80
"""Longest sector, in characters."""


SECTOR, STAGE = "sector", "stage"
"""What else of a profile than a market can lift a passage, as `Passage.lifted` names it."""


class Stage(StrEnum):
    """How far a firm is on its way abroad."""

    LOOKING = "looking"
    PREPARING = "preparing"
    SELLING = "selling"


@dataclass(frozen=True, slots=True)
class Profile:
    """What is empty steers nothing."""

    sector: str = ""
    """In the firm's own words, in either language."""

    stage: Stage | None = None

    markets: frozenset[str] = frozenset()
    """Where it wants to go, as `facets.market_keys` gives them."""


NO_PROFILE = Profile()
