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


def turn_words(key: str) -> list[TurnWord]:
    """Every turning word of a text in either language, in order; "least" in "at least" is none.

    `key` is the text in lower case and Simplified characters.
    """
    found = [
        TurnWord(pattern.turn, pattern.concept, pattern.strong, *match.span())
        for pattern in _patterns()
        for match in pattern.expression.finditer(key)
        if not match.groupdict().get("skip")
    ]
    # The surer of two at one place: a word that denies comes near to denying as well.
    found.sort(key=lambda word: (word.start, -word.end, word.concept, not word.strong))
    once = {(word.start, word.end, word.concept, word.turn): word for word in reversed(found)}
    return [
        word
        for word in reversed(once.values())
        if not any(_is_inside(word, other) for other in found)
    ]


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
    patterns = [
        _Pattern(re.compile(rf"{skip}|n['’]t\b|{_either(words.denials)}"), Turn.NOT, "not", True),
        _Pattern(re.compile(rf"{skip}|{_either(words.near_denials)}"), Turn.NOT, "not", False),
        _Pattern(re.compile(_either(words.must)), Turn.MUST, "mode", True),
        _Pattern(re.compile(_either(words.may)), Turn.MAY, "mode", True),
    ]
    for concept, pair in words.opposites.items():
        patterns.append(_Pattern(re.compile(_either(pair.up)), Turn.UP, concept, True))
        patterns.append(_Pattern(re.compile(_either(pair.down)), Turn.DOWN, concept, True))
    return tuple(patterns)


_HAN = re.compile("[\u4e00-\u9fff]")


def _either(words: Sequence[str]) -> str:
    """One expression for all: Latin ones as whole words only, the longest Chinese ones first."""
    latin = [word for word in words if not _HAN.search(word)]
    han = sorted((word for word in words if _HAN.search(word)), key=_plain_length, reverse=True)
    bounded = [rf"(?<![a-z])(?:{'|'.join(latin)})(?![a-z])"] if latin else []
    return "|".join([*bounded, *han])


def _plain_length(expression: str) -> int:
    return len(re.sub(r"\([^)]*\)|\[[^\]]*\]", "", expression))
