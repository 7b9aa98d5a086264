"""Cities named in a text, with their countries (names from CC-CEDICT and, through Babel, CLDR)."""

import gzip
import re
from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.core import get_global

from language.cedict import packed_cedict
from language.places import Place, place_codes, place_name, places
from language.script import Language

_CITY = re.compile(
    r"^(\S+) (\S+) \[[A-Z][^\]]*\] /(?:[^/\n]*/)*?(?=[A-Z])([^/,(\n]+?)(?: \([^)\n]*\))?,"
    r" ((?:\w+ ){0,2}?(?:capital|city|town|port) (?:city )?(?:of|in) )?(?=[A-Z])([^/\n]+)/",
    re.MULTILINE,
)
_ORDINARY = re.compile(r"^\S+ (\S+) \[[a-z]", re.MULTILINE)
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_LATIN = re.compile(r"[A-Z][A-Za-z]+(?:[ -][A-Z][A-Za-z]+)*")
_CONTINENTS = {"Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}


def cities(text: str) -> list[Place]:
    """The cities that a text names, in order, each with its country's code.

    In English only where they are written with a capital, and none that opens the text: there any
    word has one.
    """
    pattern, codes = _names()
    found = (
        Place(codes[match.group()], match.start(), match.end()) for match in pattern.finditer(text)
    )
    return [one for one in found if one.start or not text[: one.end].isascii()]


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    codes = {
        name: code for name, code in (*_of_zones(), *_of_dictionary()) if not place_codes(name)
    }
    longest_first = sorted(codes, key=len, reverse=True)
    latin, han = (
        "|".join(re.escape(name) for name in longest_first if name.isascii() is ascii)
        for ascii in (True, False)
    )
    return re.compile(rf"(?<![A-Za-z])(?:{latin})(?![A-Za-z])|{han}"), codes


def _of_zones() -> Iterator[tuple[str, str]]:
    """Of the cities that time zones are named for, those in a country."""
    countries, aliases = get_global("zone_territories"), get_global("zone_aliases")
    for language in ("en", "zh_Hant", "zh_Hans"):
        named = Locale.parse(language).time_zones
        for zone in {*countries, *named}:
            area, _, name = zone.partition("/")
            code = countries.get(zone) or countries.get(aliases.get(zone, ""), "")
            city = named.get(zone, {}).get("city") or name.replace("_", " ")
            if area in _CONTINENTS and places(place_name(code, Language.EN)):
                yield from _written(str(city), code)


def _of_dictionary() -> Iterator[tuple[str, str]]:
    text = gzip.decompress(packed_cedict()).decode("utf-8")
    ordinary = set(_ORDINARY.findall(text))
    for traditional, simplified, called, is_city, where in _CITY.findall(text):
        named = [one for one in places(where) if is_city or one.end - one.start == len(where)]
        countries = {one.code for one in named}
        chinese = () if simplified in ordinary else (traditional, simplified)
        for name in (*called.split(" or "), *chinese) if len(countries) == 1 else ():
            yield from _written(name, *countries)


def _written(name: str, code: str) -> Iterator[tuple[str, str]]:
    if (_HAN if not name.isascii() else _LATIN).fullmatch(name):
        yield name, code
