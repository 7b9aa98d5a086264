"""Names of a Chinese question with a character in place of one that sounds the same: 越男 for 越南.

Chinese is typed by its sound, so a slip is a wrong choice among characters that are read alike. A
stretch is read as a name only where no dictionary joins its characters otherwise and the documents
have no such pair.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from assistant.person_names import SURNAMES
from assistant.types import ReadAs
from language.cedict import readings
from language.function_words import FUNCTION_WORDS
from language.lexicon import Lexicon
from language.places import chinese_names
from language.script import to_simplified
from language.sounds import chinese_names as transcribed
from language.tokens import STOP_HAN

_RUN = re.compile("[\u4e00-\u9fff]{2,}")

_SHORTEST = 2
_SHORTEST_OF_GLOSSARY = 4
"""Characters of a glossary's name; shorter ones sound like too much."""

_TONE_COUNTS = 3
"""Characters up to which a name must sound the same in its tone as well."""

_WORDS = frozenset(
    "难好高低大小多少贵快慢早晚新旧强弱远近长短重轻深浅报申找买卖付收交办开关进出到想问看听说写读学教"
    "住租借还送签订投标参加入设立建造卖销运寄拿取得选换改变增减升降分合同聘雇请帮助管理查核准验测试"
)
"""Characters (Simplified) that are often words by themselves: 「越難」 is "the harder"."""


class _Name(NamedTuple):
    simplified: str
    written: str


class Homophones:
    """Knows the names that one index holds; threads may share one."""

    def __init__(
        self, lexicon: Lexicon, names: Iterable[str], *, frequency: Callable[[str], int]
    ) -> None:
        """`lexicon` cuts questions into words; `frequency` tells in how many chunks a pair of
        characters (Simplified) stands."""
        self._lexicon = lexicon
        self._glossary = tuple(names)
        self._frequency = frequency

    def read(self, question: str) -> Iterator[ReadAs]:
        """The stretches that are read as names, in order."""
        plain = to_simplified(question)
        if len(plain) != len(question):
            return  # not character by character
        taken = 0
        for match in _RUN.finditer(plain):
            for start, end, at, name in self._found(match.group()):
                begun, until = match.start() + start, match.start() + end
                typed = question[begun:until]
                right = (name.simplified if plain == question else name.written)[at]
                # One character may be two in Simplified ones, by what stands beside it.
                if begun >= taken and right != typed[at]:
                    yield ReadAs(typed, typed[:at] + right + typed[at + 1 :], begun)
                    taken = until

    def _found(self, run: str) -> Iterator[tuple[int, int, int, _Name]]:
        """Stretches from `start` to `end` with another character at `at`; the longest first."""
        edges, lone = [0], []
        for word in self._lexicon.segment(run):
            if len(word) == 1 and word not in FUNCTION_WORDS and word not in STOP_HAN:
                lone.append(edges[-1])
            edges.append(edges[-1] + len(word))
        for number, start in enumerate(edges):
            for end in reversed(edges[number + 1 :]):
                if 1 < end - start <= self._longest:
                    for place in lone:
                        if start <= place < end and (
                            name := self._named(run, start, end, place - start)
                        ):
                            yield start, end, place - start, name

    def _named(self, run: str, start: int, end: int, at: int) -> _Name | None:
        typed = run[start:end]
        names = self._by_rest.get((typed[:at], typed[at + 1 :]), ())
        if not names:
            return None
        wrong = typed[at]
        if typed in self._lexicon.glosses:
            return None
        if len(typed) == _SHORTEST and (
            wrong in _WORDS
            or (start and run[start - 1] in SURNAMES)
            or any(typed in name and typed != name for name in transcribed(run))
        ):
            return None  # 「越難」, 「李芬藍」, 「埃吉爾」
        alike = [name for name in names if _sound_alike(wrong, name.simplified[at], len(typed))]
        pairs = [typed[i : i + 2] for i in (at - 1, at) if i >= 0 and i + 2 <= len(typed)]
        if len(alike) != 1 or all(self._frequency(pair) for pair in pairs):
            return None
        return alike[0]

    @cached_property
    def _by_rest(self) -> dict[tuple[str, str], list[_Name]]:
        """The names that documents hold, by what is left of them without a character."""
        found: dict[tuple[str, str], list[_Name]] = {}
        long = (name for name in self._glossary if len(name) >= _SHORTEST_OF_GLOSSARY)
        names = {to_simplified(name): name for name in (*long, *chinese_names())}
        for simplified, written in names.items():
            pairs = [simplified[at : at + 2] for at in range(len(simplified) - 1)]
            if (
                len(simplified) == len(written) > 1
                and _RUN.fullmatch(simplified)
                and all(map(self._frequency, pairs))
            ):
                for at in range(len(simplified)):
                    rest = (simplified[:at], simplified[at + 1 :])
                    found.setdefault(rest, []).append(_Name(simplified, written))
        return found

    @cached_property
    def _longest(self) -> int:
        return max((len(before) + len(after) + 1 for before, after in self._by_rest), default=0)


def _sound_alike(one: str, other: str, length: int) -> bool:
    if one == other:
        return False
    known = readings()
    sounds = [known.get(character, frozenset[str]()) for character in (one, other)]
    if length > _TONE_COUNTS:
        sounds = [frozenset(sound[:-1] for sound in either) for either in sounds]
    return not sounds[0].isdisjoint(sounds[1])
