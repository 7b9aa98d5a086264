"""English words within Chinese questions, put into Chinese.

Owners of Taiwanese firms mix them in (「Poland 的 market size 多大」). A search finds such words in
either language, but what sort of answer is wanted is told by words of the question's own.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter

from language.places import place_name, places
from language.script import Language, detect_language
from language.tokens import stem

_RUN = re.compile(
    r"(?<![A-Za-z0-9_.@/:&+-])[A-Za-z][A-Za-z'’-]*(?: [A-Za-z][A-Za-z'’-]*)*"
    r"(?![0-9_@/:&+-]|\.\w)"
)
"""English words in a row, none of which is part of an address or of a name with digits."""

_HAN = "\u3400-\u9fff"
_SPACE_IN_CHINESE = re.compile(rf"(?<=[{_HAN}]) +(?=[{_HAN}])")

_MOST_WORDS = 3
"""Words of the table's longest phrases."""


def in_chinese(question: str) -> str:
    """A Chinese question with its common English words, and the names of countries, in Chinese.

    Other names stay as they are, with the words behind them that may be part of them ("TC fund");
    and so does an English question, whatever Chinese it holds.
    """
    if detect_language(question) is not Language.ZH:
        return question
    read = _RUN.sub(_run_in_chinese, question)
    return question if read == question else _SPACE_IN_CHINESE.sub("", read)


def _run_in_chinese(run: re.Match[str]) -> str:
    words = run.group().split(" ")
    opens = not run.string[: run.start()].strip()
    told: list[str] = []
    within_name, at = False, 0
    while at < len(words):
        count, chinese = (1, "") if within_name else _longest(words[at:], opens=opens and not at)
        within_name = not chinese and not words[at].islower()
        told.append(chinese or words[at])
        at += count
    return " ".join(told)


def _longest(words: Sequence[str], *, opens: bool) -> tuple[int, str]:
    """How many of the words at the beginning are a phrase, and its Chinese; else one, and nothing.

    The first word of a question has a capital, which elsewhere only names have.
    """
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        phrase = words[:count]
        name_follows = len(words) > count and not words[count].islower()
        common = "".join(phrase).islower() or (opens and not name_follows)
        chinese = _table().get(tuple(map(stem, map(str.lower, phrase))), "") if common else ""
        if chinese := chinese or ("" if name_follows else _country(" ".join(phrase))):
            return count, chinese
    return 1, ""


def _country(name: str) -> str:
    named = places(name)
    whole = len(named) == 1 and named[0].start == 0 and named[0].end == len(name)
    return place_name(named[0].code, Language.ZH) if whole else ""


@cache
def _table() -> Mapping[tuple[str, ...], str]:
    text = files("assistant").joinpath("borrowed.yaml").read_text(encoding="utf-8")
    table = TypeAdapter(dict[str, str]).validate_python(yaml.safe_load(text))
    return {tuple(map(stem, phrase.split())): chinese for phrase, chinese in table.items()}
