"""Words that turn a statement round: negation, obligation against permission, and opposites."""

import re
from collections.abc import Sequence
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
    """What its words begin with, as `_heads_in` tells them of a text; empty when that is open."""


def turn_words(key: str) -> list[TurnWord]:
    """Every turning word of a text in either language, in order; "least" in "at least" is none.

    `key` is the text in lower case and Simplified characters.
    """
    heads = _heads_in(key)
    found = [
        TurnWord(pattern.turn, pattern.concept, pattern.strong, *match.span())
        for pattern in _patterns()
        if not pattern.heads or not pattern.heads.isdisjoint(heads)
        for match in pattern.expression.finditer(key)
        if match.lastgroup != "skip"
    ]
    # The surer of two at one place: a word that denies comes near to denying as well.
    found.sort(key=lambda word: (word.start, -word.end, word.concept, not word.strong))
    once = {(word.start, word.end, word.concept, word.turn): word for word in reversed(found)}
    return [
        word
        for word in reversed(once.values())
        if not any(_is_inside(word, other) for other in found)
    ]


def may_deny(key: str) -> bool:
    """Whether a text has what may be a denial by itself: looked for first, as most have none."""
    denials = _patterns()[0].expression
    return any(match.lastgroup != "skip" for match in denials.finditer(key))


def _is_inside(word: TurnWord, other: TurnWord) -> bool:
    is_longer = other.end - other.start > word.end - word.start
    return is_longer and other.start <= word.start and word.end <= other.end


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
    not_, near_not = words.denials, words.near_denials
    anywhere: frozenset[str] = frozenset()
    patterns = [
        _Pattern(re.compile(rf"{skip}|n['’]t\b|{_either(not_)}"), Turn.NOT, "not", True, anywhere),
        _Pattern(
            re.compile(rf"{skip}|{_either(near_not)}"), Turn.NOT, "not", False, _heads(near_not)
        ),
        _plain(words.must, Turn.MUST, "mode"),
        _plain(words.may, Turn.MAY, "mode"),
    ]
    for concept, pair in words.opposites.items():
        patterns += [_plain(pair.up, Turn.UP, concept), _plain(pair.down, Turn.DOWN, concept)]
    return tuple(patterns)


def _plain(words: Sequence[str], turn: Turn, concept: str) -> _Pattern:
    return _Pattern(re.compile(_either(words)), turn, concept, True, _heads(words))


_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[a-z]+")
_LONGEST_HEAD = 3
_LOOKING_BEHIND = re.compile(r"\(\?<[=!][^()]*\)")
_HEAD = re.compile(
    r"(?P<han>[\u4e00-\u9fff])|\[(?P<any>[\u4e00-\u9fff]+)\]|(?P<latin>[a-z]+)(?P<open>[?*])?"
)


def _heads_in(key: str) -> frozenset[str]:
    """The Chinese characters of a text, and the one, two and three first letters of its words."""
    latin = set(_LATIN.findall(key))
    sizes = range(1, _LONGEST_HEAD + 1)
    return frozenset(key).union(word[:size] for word in latin for size in sizes)


def _heads(words: Sequence[str]) -> frozenset[str]:
    """What a text must have, one of them, for any of these expressions to match; empty when any
    text might."""
    found: set[str] = set()
    for word in words:
        match = _HEAD.match(_LOOKING_BEHIND.sub("", word, count=1))
        if match is None:
            return frozenset()
        letters = match["latin"] or ""
        head = letters[: len(letters) - bool(match["open"])][:_LONGEST_HEAD]
        found |= {head} if match["latin"] else set(match["han"] or match["any"])
    return frozenset() if "" in found else frozenset(found)


def _either(words: Sequence[str]) -> str:
    """One expression for all: Latin ones as whole words only, the longest Chinese ones first."""
    latin = [word for word in words if not _HAN.search(word)]
    han = sorted((word for word in words if _HAN.search(word)), key=_plain_length, reverse=True)
    bounded = [rf"(?<![a-z])(?:{'|'.join(latin)})(?![a-z])"] if latin else []
    return "|".join([*bounded, *han])


def _plain_length(expression: str) -> int:
    return len(re.sub(r"\([^)]*\)|\[[^\]]*\]", "", expression))
