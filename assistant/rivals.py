"""Whether a sentence speaks of another place or time than the question names.

What does not answer is often about the very matter, of another year or country.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global

from language.normalise import match_key
from language.places import MEMBERS, market_codes, places
from language.quantities import Quantity

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_PERIODS = (
    re.compile(r"(?<!\d)(\d{1,2})月(?![份底末]?\d)"),
    re.compile(r"第?([一二三四1-4])季|\bq([1-4])\b"),
    re.compile(r"([上下])半年"),
)
_COMMA = re.compile(r"[，；：。]|[,;:.](?=\s)")
_CAPITALISED = re.compile(r"[A-Z][a-z]+")
_DIGITS = str.maketrans("一二三四", "1234")


@dataclass(frozen=True, slots=True)
class Scope:
    """The places and times that a text names."""

    places: frozenset[str]
    regions: frozenset[str]
    """Regions that are named, such as the European Union."""

    years: frozenset[str]
    periods: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, text: str) -> "Scope":
        return _scope(text)


@lru_cache(maxsize=4096)
def _scope(text: str) -> Scope:
    key = match_key(text)
    return Scope(
        countries_in(text),
        market_codes(text) & MEMBERS.keys(),
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


def other_place(
    asked: Scope, text: str, *, near: str, passage: str, figures: Iterable[Quantity]
) -> bool:
    """Whether a sentence is about another place than those asked about.

    Each of its figures follows another's name: 「印尼也適用，馬來西亞要求 72 小時內通報」 gives no
    hours for Indonesia. Or its passage names several places, and neither the sentence nor what is
    `near` (its title, headings, caption and the sentence before) the one asked about. Where a
    region is asked about, a sentence that names countries, none of which is of it.
    """
    own = named_places(text)
    if not asked.places:
        within = frozenset().union(*(MEMBERS[region] for region in asked.regions))
        codes = market_codes(text)
        if any(figures) and not asked.regions.isdisjoint(codes):
            return False  # a figure of the region may be held against a country's
        # By its adjective a country is not where, but whose: "Chinese equipment is widespread".
        elsewhere = bool(codes - MEMBERS.keys())
        return bool(within and own) and elsewhere and within.isdisjoint(countries_in(text))
    before = [_last(own, _clause(text, one.start)) or _last(own, (0, one.start)) for one in figures]
    if before and all(code is not None and code not in asked.places for code in before):
        return True
    codes, near_codes = countries_in(text), countries_in(near)
    if codes and near_codes - asked.places:  # a heading that lists several tells nothing
        return asked.places.isdisjoint(codes)
    if not asked.places.isdisjoint(codes | near_codes):
        return False
    return bool(codes or countries_in(passage) - asked.places)


def _last(named: Sequence[tuple[int, str]], within: tuple[int, int]) -> str | None:
    """The place named last in a part of a text."""
    start, end = within
    return next((code for at, code in reversed(named) if start <= at < end), None)


def countries_in(text: str) -> frozenset[str]:
    """The codes of the `named_places` of a text."""
    return frozenset(code for _, code in named_places(text))


@lru_cache(maxsize=4096)
def named_places(text: str) -> tuple[tuple[int, str], ...]:
    """Where a text names countries, and which: "Polish" names Poland, 「駐匈牙利代表處」 none."""
    found = [
        (place.start, place.code)
        for place in places(text)
        if place.code not in MEMBERS  # what is said of a region is said of its countries
        and text[max(0, place.start - 1) : place.start] not in ("駐", "驻")
    ]
    found += [
        (match.start(), code)
        for match in _CAPITALISED.finditer(text)
        if (code := _adjectives().get(match.group()))
    ]
    return tuple(sorted(found))


@cache
def _adjectives() -> dict[str, str]:
    """English names of languages, by which a country's things are called, with the country."""
    likely = get_global("likely_subtags")
    return {
        name: str(likely[language]).rpartition("_")[2]
        for language, name in Locale.parse("en").languages.items()
        if language in likely and name.isalpha() and language not in ("en", "ar")
    }


def _clause(text: str, at: int) -> tuple[int, int]:
    start = max((match.end() for match in _COMMA.finditer(text, 0, at)), default=0)
    end = _COMMA.search(text, at)
    return start, end.start() if end else len(text)
