"""Everyday words of questions, with what documents call the same things."""

import re
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, TypeAdapter

from language.lexicon import Lexicon, Name
from language.normalise import match_key
from language.tokens import phrase_key


class Words(BaseModel, frozen=True, extra="forbid"):
    """Words for one thing, in both languages."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


class Saying(BaseModel, frozen=True, extra="forbid"):
    """What people say, and what documents call it."""

    said: Words
    means: Words


@cache
def everyday() -> tuple[Saying, ...]:
    """The table of `everyday.yaml`."""
    text = files("assistant").joinpath("everyday.yaml").read_text(encoding="utf-8")
    return TypeAdapter(tuple[Saying, ...]).validate_python(yaml.safe_load(text))


def knowing_everyday(lexicon: Lexicon) -> Lexicon:
    """The lexicon with what is said, for questions alone; a name of its own keeps its meaning."""
    return lexicon.with_names_after(Name(one.said.zh, one.said.en) for one in everyday())


def meant_by(word: str) -> Words:
    """What documents call a thing that is said by this word, Chinese in Simplified characters; not
    the other way round: "price" in a question is no "price war".
    """
    return _by_word().get(word) or _by_word().get(phrase_key(word)) or _NOTHING


def reworded(text: str) -> str:
    """A text with what documents call them in place of everyday words."""
    pattern, means = _rewording()
    return pattern.sub(lambda match: means[match.group().lower()], text)


@cache
def _rewording() -> tuple[re.Pattern[str], dict[str, str]]:
    means: dict[str, str] = {}
    for one in everyday():
        means.update(dict.fromkeys(one.said.zh, one.means.zh[0]))
        means.update(dict.fromkeys((word.lower() for word in one.said.en), one.means.en[0]))
    longest_first = sorted(means, key=len, reverse=True)
    latin = "|".join(re.escape(word) for word in longest_first if word.isascii())
    other = "|".join(word for word in longest_first if not word.isascii())
    return re.compile(rf"\b(?:{latin})\b|{other}", re.IGNORECASE), means


_NOTHING = Words(zh=(), en=())


@cache
def _by_word() -> dict[str, Words]:
    found: dict[str, Words] = {}
    for one in everyday():
        means = Words(zh=tuple(map(match_key, one.means.zh)), en=one.means.en)
        found.update(dict.fromkeys(map(match_key, one.said.zh), means))
        found.update(dict.fromkeys(map(phrase_key, one.said.en), means))
    return found
