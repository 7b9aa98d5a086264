"""Whether a sentence speaks of another place or time than the question names.

What does not answer is often about the very matter, of another year or country.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from language.normalise import match_key
from language.places import Place, places
from language.quantities import Quantity

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_PERIODS = (
    re.compile(r"(?<!\d)(\d{1,2})月"),
    re.compile(r"第?([一二三四1-4])季|\bq([1-4])\b"),
    re.compile(r"([上下])半年"),
)
_DIGITS = str.maketrans("一二三四", "1234")

_WIDE = frozenset({"EU", "150", "ASEAN", "035", "CEE"})
"""Regions: what is said of one is said of its countries."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The places and times that a text names."""

    places: frozenset[str]
    years: frozenset[str]
    periods: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, text: str) -> "Scope":
        return _scope(text)


@lru_cache(maxsize=4096)
def _scope(text: str) -> Scope:
    key = match_key(text)
    return Scope(
        frozenset(place.code for place in places(text)) - _WIDE,
        frozenset(_YEAR.findall(key)),
        tuple(
            frozenset("".join(match.groups("")).translate(_DIGITS) for match in sign.finditer(key))
            for sign in _PERIODS
        ),
    )


def other_time(asked: Scope, text: str) -> bool:
    """Whether a text names years, months or quarters, and none of those asked about."""
    own = Scope.of(text)
    return any(
        wanted and said and wanted.isdisjoint(said)
        for wanted, said in zip(
            (asked.years, *asked.periods), (own.years, *own.periods), strict=True
        )
    )


def other_place(asked: Scope, text: str, figures: Iterable[Quantity]) -> bool:
    """Whether a text names places, and none asked about; or each figure follows another's name.

    「印尼也適用，馬來西亞要求 72 小時內通報」 gives no hours for Indonesia.
    """
    named = [place for place in places(text) if place.code not in _WIDE]
    if not asked.places or not named:
        return False
    if all(place.code not in asked.places for place in named):
        return True
    before = [
        max((place for place in named if place.start < one.start), key=_start, default=None)
        for one in figures
    ]
    return bool(before) and all(
        place is not None and place.code not in asked.places for place in before
    )


def _start(place: Place) -> int:
    return place.start
