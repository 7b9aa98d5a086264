"""Countries and regions named in a text, in either language (names from CLDR, through Babel)."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale
from babel.core import get_global

from language.script import Language, to_simplified, to_traditional

_MORE = {
    "TW": ("台灣", "台湾", "Taiwan"),
    "CZ": ("Czech Republic",),
    "GB": ("UK", "Britain"),
    "US": ("USA", "U.S."),
    "KR": ("韓國", "韩国", "Korea"),
    "VN": ("Viet Nam",),
    "LA": ("寮國", "老撾", "老挝"),
    "EU": ("歐盟", "欧盟", "EU", "European Union"),
    "150": ("歐洲", "欧洲", "Europe"),
    "ASEAN": ("東協", "东协", "東盟", "东盟", "ASEAN"),
    "035": ("東南亞", "东南亚", "Southeast Asia", "South-East Asia"),
    "CEE": ("中東歐", "中东欧", "Central and Eastern Europe"),
}
"""Names that CLDR lacks, or that people use instead of the official ones."""

_SAID = {
    "TW": {Language.ZH: "臺灣", Language.EN: "Taiwan"},
    "ASEAN": {Language.ZH: "東協", Language.EN: "ASEAN"},
    "CEE": {Language.ZH: "中東歐", Language.EN: "Central and Eastern Europe"},
}
"""What CLDR names otherwise, or not at all."""

_HOME = "TW"

_HAN = re.compile("[\u4e00-\u9fff]+")
_WORD = re.compile(r"\b[A-Z][A-Za-z]+\b")

_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
_SOUTH_EAST_ASIA = "BN ID KH LA MM MY PH SG TH TL VN"
MEMBERS = {
    code: frozenset(members.split())
    for code, members in {
        "EU": _EU,
        "150": f"{_EU} AD AL BA BY CH GB GE GI IS LI MC MD ME MK NO RS RU SM TR UA VA XK",
        "CEE": "BG CZ EE HR HU LT LV PL RO SI SK",
        "ASEAN": _SOUTH_EAST_ASIA,
        "035": _SOUTH_EAST_ASIA,
    }.items()
}
"""Regions and unions of countries, with their countries (2026)."""


class Place(NamedTuple):
    """A place named in a text: `text[start:end]`."""

    code: str
    start: int
    end: int


def places(text: str) -> list[Place]:
    """Places in the order they are named. Taiwan, whose firms ask, is not counted as a market."""
    return [place for place in _all(text) if place.code != _HOME]


def market_codes(text: str) -> frozenset[str]:
    """The codes of the `places` of a text."""
    return frozenset(place.code for place in places(text))


def place_codes(text: str) -> frozenset[str]:
    """The codes of all places in a text, Taiwan included; a code by itself is one, too."""
    if text.strip().upper() in _codes():
        return frozenset({text.strip().upper()})
    return frozenset(place.code for place in _all(text))


@lru_cache(maxsize=4096)
def place_name(code: str, language: Language) -> str:
    """A place's name for readers of this language; what is no place's code stays as it is."""
    if code in _SAID:
        return _SAID[code][language]
    names = Locale.parse("zh_Hant" if language is Language.ZH else "en").territories
    return str(names.get(code, code))


@lru_cache(maxsize=4096)
def _all(text: str) -> tuple[Place, ...]:
    # Questions come back to the same passages, and a name is one of two thousand.
    pattern, codes = _names()
    return tuple(
        Place(codes[match.group().lower()], match.start(), match.end())
        for match in pattern.finditer(text)
    )


@cache
def market_words() -> Mapping[str, str]:
    """Words of the English names of countries, regions and languages, as they are written.

    Each with the place's Chinese name where the word alone names it, else with nothing.
    """
    locale = Locale.parse("en")
    found: dict[str, str] = {}
    for code, name in locale.territories.items():
        for written in (str(name), *(one for one in _MORE.get(code, ()) if one.isascii())):
            words = _WORD.findall(written)
            chinese = place_name(code, Language.ZH) if words == [written] else ""
            found |= {word: chinese for word in words if chinese or word not in found}
    for name in locale.languages.values():
        found |= {word: "" for word in _WORD.findall(str(name)) if word not in found}
    return found


@cache
def chinese_names() -> frozenset[str]:
    """What countries, regions and unions are called in Taiwan's script."""
    named = (str(name) for name in Locale.parse("zh_Hant").territories.values())
    more = (name for names in _MORE.values() for name in names if to_traditional(name) == name)
    return frozenset(name for name in (*named, *more) if _HAN.fullmatch(name))


@cache
def city_words() -> frozenset[str]:
    """Words of the English names of the cities that time zones are named for."""
    zones = " ".join(zone.rpartition("/")[2] for zone in get_global("zone_territories"))
    cities = " ".join(str(zone.get("city", "")) for zone in Locale.parse("en").time_zones.values())
    return frozenset(_WORD.findall(f"{zones} {cities}".replace("_", " ")))


@cache
def _codes() -> frozenset[str]:
    return frozenset(_names()[1].values())


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    codes: dict[str, str] = {}
    for locale in ("en", "zh_Hant", "zh_Hans"):
        for code, name in Locale.parse(locale).territories.items():
            if len(code) == 2 and code.isalpha() and code != "ZZ":
                # 「印度尼西亞」 is the mainland's name for it in Taiwan's script, and is not India.
                for written in (name, to_traditional(name), to_simplified(name)):
                    codes.setdefault(written.lower(), code)
    for code, names in _MORE.items():
        codes.update((name.lower(), code) for name in names)
    longest_first = sorted(codes, key=len, reverse=True)
    latin = _any_of([name for name in longest_first if name.isascii()])
    other = _any_of([name for name in longest_first if not name.isascii()])
    # Not `\b`: no boundary lies between Latin letters and Han ones, as in 「在Thailand設廠」. Once
    # for all names, so that a thousand are not tried within each word.
    pattern = rf"(?<![a-z0-9])(?:{latin})(?![a-z0-9])|{other}"
    return re.compile(pattern, re.IGNORECASE), codes


def _any_of(names: list[str]) -> str:
    """A pattern of these names by their first characters, so that few are tried at each place."""
    by_first: dict[str, list[str]] = {}
    for name in names:
        by_first.setdefault(name[0], []).append(re.escape(name[1:]))
    either = "|".join(f"{re.escape(first)}(?:{'|'.join(by_first[first])})" for first in by_first)
    return f"(?=[{re.escape(''.join(by_first))}])(?:{either})"
