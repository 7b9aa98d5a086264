"""Words that turn a statement round: negation, obligation against permission, and opposites."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from pydantic import BaseModel, Field


class Turn(StrEnum):
    """Which way a turning word points."""

    NOT = "not"
    MUST = "must"
    MAY = "may"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class TurnWord:
    """A turning word and where it stands."""

    turn: Turn

    concept: str
    """What is turned: `not`, `mode`, or the pair of opposites that it belongs to."""

    strong: bool
    """Whether it denies by itself: "not" does, "fail" comes near."""

    start: int
    end: int


class _Pair(BaseModel, frozen=True, extra="forbid"):
    up: tuple[str, ...]
    down: tuple[str, ...]


class _Words(BaseModel, frozen=True, extra="forbid"):
    """The file of words."""

    denials: tuple[str, ...] = Field(alias="not")
    near_denials: tuple[str, ...] = Field(alias="near not")
    no_denial: tuple[str, ...] = Field(alias="no denial")
    must: tuple[str, ...]
    may: tuple[str, ...]
    opposites: dict[str, _Pair]
    bearing_out: dict[str, _Pair] = Field(alias="bearing out")


class _Pattern(NamedTuple):
    expression: re.Pattern[str]
    turn: Turn
    concept: str
    strong: bool

    heads: frozenset[str]
    """What its words begin with: a Chinese character, or up to three letters."""


def turn_words(key: str) -> list[TurnWord]:
    """Every turning word of a text in either language, in order; "least" in "at least" is none.

    `key` is the text in lower case and Simplified characters.
    """
    found = [
        TurnWord(pattern.turn, pattern.concept, pattern.strong, *match.span())
        for pattern, match in _matches(key)
        if match.lastgroup != "skip"
    ]
    # The surer of two at one place: a word that denies comes near to denying as well.
    found.sort(key=lambda word: (word.start, -word.end, word.concept, not word.strong))
    once = {(word.start, word.end, word.concept, word.turn): word for word in reversed(found)}
    return list(_outermost(reversed(once.values())))


def may_deny(key: str) -> bool:
    """Whether a text has what may be a denial by itself: looked for first, as most have none."""
    denials = _patterns()[0].expression
    return any(match.lastgroup != "skip" for match in denials.finditer(key))


def _outermost(words: Iterable[TurnWord]) -> Iterator[TurnWord]:
    """Those that lie within no longer one; they come by their start, the longest first."""
    start = end = 0
    for word in words:
        if word.end > end or (word.start, word.end) == (start, end):
            yield word
            start, end = word.start, word.end


def _matches(key: str) -> Iterator[tuple[_Pattern, re.Match[str]]]:
    """What each pattern finds, from left to right; tried only where one of its words may begin."""
    patterns, by_head = _patterns(), _by_head()
    ends = [0] * len(patterns)
    for place in _beginnings().finditer(key):
        start, letters = place.start(), place[1] or key[place.start()]
        for size in range(1, len(letters) + 1):
            for number in by_head.get(letters[:size], ()):
                pattern = patterns[number]
                if start >= ends[number] and (match := pattern.expression.match(key, start)):
                    ends[number] = match.end()
                    yield pattern, match


def bears_out(key: str, word: TurnWord) -> bool:
    """Whether a text has words that may say the same, loosely: "doubled" for 增加.

    `key` is the text in lower case and Simplified characters. True for words of no opposites.
    """
    expression = _bearing_out().get((word.concept, word.turn))
    return expression is None or expression.search(key) is not None


@cache
def _bearing_out() -> dict[tuple[str, Turn], re.Pattern[str]]:
    return {
        (concept, turn): re.compile(_either(words))
        for concept, pair in _words().bearing_out.items()
        for turn, words in ((Turn.UP, pair.up), (Turn.DOWN, pair.down))
    }


@cache
def _words() -> _Words:
    text = files("language").joinpath("polarity.yaml").read_text("utf-8")
    return _Words.model_validate(yaml.safe_load(text))


@cache
def _patterns() -> tuple[_Pattern, ...]:
    words = _words()
    skip = f"(?P<skip>{_either(words.no_denial)})"
    short, not_, near_not = r"n['’]t\b", words.denials, words.near_denials
    heads = _heads((short, *not_, *words.no_denial))
    # Looked for in every text: most places are soon passed.
    may_begin = "".join(sorted({head[0] for head in heads}))
    denial = re.compile(rf"(?=[{may_begin}])(?:{skip}|{short}|{_either(not_)})")
    near_denial = re.compile(rf"{skip}|{_either(near_not)}")
    patterns = [
        _Pattern(denial, Turn.NOT, "not", True, heads),
        _Pattern(near_denial, Turn.NOT, "not", False, _heads((*near_not, *words.no_denial))),
        _plain(words.must, Turn.MUST, "mode"),
        _plain(words.may, Turn.MAY, "mode"),
    ]
    for concept, pair in words.opposites.items():
        patterns += [_plain(pair.up, Turn.UP, concept), _plain(pair.down, Turn.DOWN, concept)]
    return tuple(patterns)


def _plain(words: Sequence[str], turn: Turn, concept: str) -> _Pattern:
    return _Pattern(re.compile(_either(words)), turn, concept, True, _heads(words))


@cache
def _by_head() -> dict[str, list[int]]:
    """By what words begin with, the numbers of the patterns that have such words."""
    found: dict[str, list[int]] = {}
    for number, pattern in enumerate(_patterns()):
        for head in pattern.heads:
            found.setdefault(head, []).append(number)
    return found


@cache
def _beginnings() -> re.Pattern[str]:
    """Where a word may begin: at a character that one begins with, or at a Latin word."""
    han = "".join(sorted(head for head in _by_head() if _HAN.match(head)))
    return re.compile(rf"(?<![a-z])(?=([a-z]{{1,{_LONGEST_HEAD}}}))|n(?=['’]t\b)|[{han}]")


_HAN = re.compile("[\u4e00-\u9fff]")
_LONGEST_HEAD = 3
_LOOKING_BEHIND = re.compile(r"\(\?<[=!][^()]*\)")
_HEAD = re.compile(
    r"(?P<han>[\u4e00-\u9fff])|\[(?P<any>[\u4e00-\u9fff]+)\]|(?P<latin>[a-z]+)(?P<open>[?*])?"
)


def _heads(words: Sequence[str]) -> frozenset[str]:
    """What a text must have, one of them, where any of these expressions is to match."""
    found: set[str] = set()
    for word in words:
        match = _HEAD.match(_LOOKING_BEHIND.sub("", word, count=1))
        if match is None:
            raise ValueError(f"{word!r} in polarity.yaml must begin with a character or a letter")
        if letters := match["latin"]:
            found.add(letters[: len(letters) - bool(match["open"])][:_LONGEST_HEAD])
        else:
            found.update(match["han"] or match["any"])
    return frozenset(found)


def _either(words: Sequence[str]) -> str:
    """One expression for all: Latin ones as whole words only, the longest Chinese ones first."""
    latin = [word for word in words if not _HAN.search(word)]
    han = sorted((word for word in words if _HAN.search(word)), key=_plain_length, reverse=True)
    bounded = [rf"(?<![a-z])(?:{'|'.join(latin)})(?![a-z])"] if latin else []
    return "|".join([*bounded, *han])


def _plain_length(expression: str) -> int:
    return len(re.sub(r"\([^)]*\)|\[[^\]]*\]", "", expression))
