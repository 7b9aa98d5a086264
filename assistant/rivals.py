"""Whether a sentence speaks of another place or time than the question names.

What does not answer is often about the very matter, of another year or country.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from language.normalise import match_key
from language.places import places
from language.quantities import Quantity

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_PERIODS = (
    re.compile(r"(?<!\d)(\d{1,2})月(?![份底末]?\d)"),
    re.compile(r"第?([一二三四1-4])季|\bq([1-4])\b"),
    re.compile(r"([上下])半年"),
)
_COMMA = re.compile(r"[，；：。]|[,;:.](?=\s)")
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
    """Whether each figure stands in a clause that names places, and none asked about.

    「印尼也適用，馬來西亞要求 72 小時內通報」 gives no hours for Indonesia.
    """
    if not asked.places:
        return False
    clauses = [_clause(text, one.start) for one in figures]
    named = [Scope.of(clause).places for clause in clauses]
    return bool(named) and all(own and own.isdisjoint(asked.places) for own in named)


def _clause(text: str, at: int) -> str:
    start = max((match.end() for match in _COMMA.finditer(text, 0, at)), default=0)
    end = _COMMA.search(text, at)
    return text[start : end.start() if end else len(text)]
