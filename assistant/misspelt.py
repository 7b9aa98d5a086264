"""Misspelt words of a question, each with the word that was meant.

An unheard name must not become another one: a word is read as another only where it stands
nowhere, neither in the documents nor in a dictionary, and one word alone that the documents know is
a slip of the finger away. What was read so is told with the answer.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from assistant.asked import tells_little
from assistant.homophones import Homophones
from assistant.types import ReadAs
from language.edits import Meant, Slip, one_slip_from, slips_between
from language.lexicon import Lexicon
from language.normalise import match_key
from language.places import city_words, market_words
from language.tokens import STOP_WORDS, han_runs, ngrams, stem

_LETTERS = "A-Za-z0-9_\u00c0-\u024f"
_WORD = re.compile(
    # Not `\b`: no boundary lies between Latin letters and Han ones.
    rf"(?<![{_LETTERS}&@/+.'’-])[A-Za-z]+(?![{_LETTERS}&@/+-]|\.[{_LETTERS}]|['’](?!s\b))"
)
_LEFT_ALONE = re.compile(
    r"“[^”]*”|\"[^\"]*\"|「[^」]*」|『[^』]*』|《[^》]*》|〈[^〉]*〉|‘[^’]*’|(?<!\w)'[^']*'(?!\w)"
    r"|\S*(?:://|www\.|@)\S*"
)
"""Words in quotation marks, and addresses."""

_OF_A_FIRM = re.compile(
    r"[ ,]+(?:Ltd|Limited|Inc|Incorporated|Co|Corp|Corporation|Company|LLC|PLC|GmbH|AG|SA|Sdn|Bhd"
    r"|Pte|Pty|Technologies|Systems|Electronics|Group|Holdings)\b"
)
_OPENS = re.compile(r"(?:^|[.:;!?。：；！？\n])\W*$")

_SHORTEST = 4
_SHORTEST_ORDINARY = 5
_SHORTEST_REPLACED = 6
"""Letters of a word for one of its letters to be another than was meant."""

_SHORTEST_ADDED = 7
"""The same for an ordinary word to have a letter too many: "bashed" is not "based"."""

_OTHER_FIRST = 7
"""Letters from which on the first two may be swapped."""

_TWO_SLIPS = 8
"""Letters from which on two are, in a name."""

_HEARD_OF = 3
"""In how many chunks of the documents an ordinary word stands that may be meant."""

_BY_FAR = 10
"""How much commoner than any other a word must be that is as near as it."""

_UNHEARD = 3
_UNHEARD_SHARE = 0.5
"""From so many unknown words on, and this share of all, a question is in another language."""

_BEGINNINGS = (
    "re",
    "un",
    "non",
    "pre",
    "co",
    "over",
    "out",
    "sub",
    "inter",
    "multi",
    "micro",
    "in",
)
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly")


class _Typed(NamedTuple):
    """A word of a question."""

    text: str
    start: int
    end: int
    opens: bool
    """Whether it opens a sentence, where any word has a capital."""

    @property
    def is_capitalised(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_short_form(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


class _Named(NamedTuple):
    """A word of a name."""

    written: str
    chunks: int
    """In how many of the documents' chunks it stands, in either language."""


class Spelling:
    """Knows the words of one index and of the dictionaries; threads may share one."""

    def __init__(
        self, lexicon: Lexicon, asking: Lexicon, *, frequency: Callable[[str], int]
    ) -> None:
        """Names of the lexicon may be meant; what others there are for `asking` is only heard of.

        `frequency` tells in how many chunks a stem, or a pair of Chinese characters, stands.
        """
        self._lexicon = lexicon
        self._called = asking.names
        self._frequency = frequency
        chinese = (zh for name in lexicon.names for zh in name.zh)
        self._homophones = Homophones(asking, chinese, frequency=frequency)

    def read(self, question: str, own: str = "") -> tuple[ReadAs, ...]:
        """The words that are read as others, in order; `own` words of the asker's are left."""
        left = [match.span() for match in _LEFT_ALONE.finditer(question)]
        found = [
            one
            for one in (*self._latin(question), *self._homophones.read(question))
            if not any(begun <= one.start < until for begun, until in left)
            and one.typed.lower() not in own.lower()
        ]
        return tuple(sorted(found, key=lambda one: one.start))

    def _latin(self, question: str) -> Iterator[ReadAs]:
        typed = list(_typed(question))
        unknown = [one for one in typed if not self._knows(one)]
        if len(unknown) >= _UNHEARD and len(unknown) >= _UNHEARD_SHARE * len(typed):
            return
        meant = {one: word for one in unknown if (word := self._meant(one))}
        for one, word in meant.items():
            if not self._is_part_of_a_name(one, typed, question, meant):
                yield ReadAs(question[one.start : one.end], word, one.start)

    def _knows(self, one: _Typed) -> bool:
        word = one.text.lower()
        if len(word) < _SHORTEST or not (one.text[1:].islower() or one.text.isupper()):
            return True
        return (
            word in STOP_WORDS
            or tells_little(word)
            or (word[:-2] in STOP_WORDS and word[-2:] in {"nt", "re", "ve", "ll"})  # "doesnt"
            or stem(word) in STOP_WORDS  # "whats"
            or self._chunks(word) > 0
            or self._is_heard(word)
        )

    def _is_heard(self, word: str) -> bool:
        """Whether a word that the documents lack is one all the same."""
        forms = {word, *(word.removesuffix(ending) for ending in _ENDINGS)}
        forms |= {form.removeprefix(beginning) for form in forms for beginning in _BEGINNINGS}
        return any(len(form) >= _SHORTEST and form in self._heard for form in forms)

    def _is_part_of_a_name(
        self, one: _Typed, typed: Sequence[_Typed], question: str, meant: Container[_Typed]
    ) -> bool:
        """Whether it stands beside other words of a firm's or a person's name."""
        if not one.is_capitalised:
            return False
        return bool(_OF_A_FIRM.match(question, one.end)) or any(
            other.is_capitalised
            and not other.opens
            and other.text.lower() not in self._names
            and other not in meant
            and not question[min(one.end, other.end) : max(one.start, other.start)].strip(" ")
            for other in typed
            if other is not one
        )

    def _meant(self, one: _Typed) -> str | None:
        """The word that was meant, in its usual spelling; None where that is not plain."""
        word, names = one.text.lower(), self._names
        near = set(one_slip_from(word))
        likely = [meant for meant in near if _is_likely(meant, word)]
        found = {
            meant.word: names[meant.word].chunks
            for meant in likely
            if meant.word in names and _may_be_name(meant, one, names[meant.word].written)
        }
        if one.opens or not one.is_capitalised:
            found |= {
                meant.word: self._chunks(meant.word)
                for meant in likely
                if meant.word not in found and self._is_ordinary(meant, len(word))
            }
        nearest = {meant.word for meant in near}
        if one.is_short_form:  # what is written otherwise was not meant by capitals
            nearest &= self._short_forms
        rivals: dict[str, int] = {}
        if found:
            rivals = {
                other: self._chunks(other) or 1
                for other in nearest & self._lexicon.english_words
                if other not in found
            }
            rivals |= {name: names[name].chunks for name in nearest & names.keys() - found.keys()}
        elif len(word) >= _TWO_SLIPS and not one.is_short_form and nearest.isdisjoint(self._heard):
            found = {name: names[name].chunks for name in _two_slips_from(word, names)}
            nearest = {*_two_slips_from(word, self._names_elsewhere)}
        best = _commonest(found, rivals) if found else None
        if best is None:
            return None
        others = {other for other in {*found, *rivals} if stem(other) != stem(best)}
        if best in names and not (
            nearest.isdisjoint(self._names_elsewhere) and others.isdisjoint(names)
        ):
            return None  # however often the documents name one: the asker may mean the other
        is_word = best in self._lexicon.english_words and not one.is_capitalised
        name = best if is_word or best not in names else names[best].written
        return name[:1].upper() + name[1:] if one.is_capitalised else name

    def _is_ordinary(self, meant: Meant, length: int) -> bool:
        """Whether it is an ordinary word that the documents know, or a question is asked with."""
        word = meant.word
        if word in STOP_WORDS or tells_little(word):
            return meant.slip is Slip.SWAPPED or (
                length >= _SHORTEST_ORDINARY and meant.slip in {Slip.DROPPED, Slip.DOUBLED}
            )
        return (
            length >= (_SHORTEST_ADDED if meant.slip is Slip.ADDED else _SHORTEST_ORDINARY)
            and word in self._lexicon.english_words
            and self._chunks(word) >= _HEARD_OF
        )

    @cached_property
    def _all_names(self) -> dict[str, str]:
        """Words of names as they are written, with a place's Chinese name."""
        in_glossary = (
            word
            for name in self._lexicon.names
            for en in name.en
            for word in re.findall(r"(?<![A-Za-z-])[A-Z][A-Za-z]+(?![A-Za-z-])", en)
        )
        written = dict.fromkeys(in_glossary, "") | dict(market_words())
        return {word: written[word] for word in sorted(written) if len(word) >= _SHORTEST}

    @cached_property
    def _names(self) -> dict[str, _Named]:
        """Words of names that the documents hold, by their small letters."""
        found = {}
        for word, chinese in self._all_names.items():
            chunks = max(self._chunks(word.lower()), self._chunks_with(chinese))
            if chunks:
                found[word.lower()] = _Named(word, chunks)
        return found

    @cached_property
    def _short_forms(self) -> frozenset[str]:
        """Small letters of names that are written in capitals."""
        return frozenset(name.lower() for name in self._all_names if name.isupper())

    @cached_property
    def _names_elsewhere(self) -> frozenset[str]:
        """Small letters of names that the documents lack: who writes nearly so may mean them."""
        words = (word.lower() for word in {*self._all_names, *city_words()})
        return frozenset(words).difference(self._names)

    def _chunks(self, word: str) -> int:
        return self._frequency(stem(word))

    def _chunks_with(self, chinese: str) -> int:
        """In how many chunks a Chinese name may stand: those of its rarest pair of characters."""
        pairs = [pair for pair in ngrams(match_key(chinese)) if len(pair) > 1]
        return min(map(self._frequency, pairs), default=0)

    @cached_property
    def _heard(self) -> frozenset[str]:
        """Lower-case words of dictionaries and lists of names."""
        called = (word for name in self._called for en in name.en for word in en.split())
        words = {*self._lexicon.english_words, *market_words(), *city_words(), *called}
        return frozenset(word.lower() for word in words)


def _typed(question: str) -> Iterator[_Typed]:
    # Latin words among Chinese ones are in capitals where they are short forms.
    shouted = question.upper() == question and not han_runs(question)
    for match in _WORD.finditer(question):
        start, end = match.span()
        text = match.group().lower() if shouted else match.group()
        if text[:2].isupper() and text[2:].islower():  # the key held too long
            text = text.capitalize()
        yield _Typed(text, start, end, bool(_OPENS.search(question, 0, start)))


def _is_likely(meant: Meant, word: str) -> bool:
    """Whether fingers slip so, and no other form or spelling of the same word is typed so."""
    at_the_end = meant.at == len(word) - 1
    if meant.slip is Slip.ADDED and at_the_end:
        return False  # "grantz"
    if meant.word[0] != word[0]:
        return meant.slip is Slip.SWAPPED and len(word) >= _OTHER_FIRST
    if meant.slip is Slip.REPLACED:
        letters = {word[meant.at], meant.word[meant.at]}
        return len(word) >= _SHORTEST_REPLACED and letters != {"s", "z"}
    return True


def _may_be_name(meant: Meant, one: _Typed, name: str) -> bool:
    """Whether a name is so near that it was meant: short ones and short forms have near ones."""
    if name.isupper():
        return (one.is_short_form or not one.is_capitalised) and (
            meant.slip in {Slip.SWAPPED, Slip.DROPPED, Slip.DOUBLED}
        )
    at_the_end = meant.at >= len(one.text) - (meant.slip is not Slip.DROPPED)
    if one.is_short_form or (at_the_end and meant.slip in {Slip.DROPPED, Slip.ADDED}):
        return False  # names are made of names: "Bulgari", "Taiwania"
    return len(one.text) > _SHORTEST or meant.slip in {Slip.SWAPPED, Slip.DROPPED}


def _two_slips_from(word: str, names: Iterable[str]) -> Iterator[str]:
    """Long names two slips away, none of them at the end: "Egyptair" is no "Egyptian"."""
    for name in names:
        if (
            len(name) >= _TWO_SLIPS
            and abs(len(name) - len(word)) <= 2
            and (name[0], name[-2:]) == (word[0], word[-2:])
            and slips_between(name, word) == 2
        ):
            yield name


def _commonest(found: Mapping[str, int], rivals: Mapping[str, int]) -> str | None:
    """The word that was meant: the only one, or the commonest by far; forms of one are one."""
    by_stem: dict[str, str] = {}
    for word in sorted(found, key=len):
        by_stem.setdefault(stem(word), word)
    best, *others = sorted(by_stem.values(), key=lambda word: -found[word])
    counts = [found[other] for other in others]
    counts += [count for rival, count in rivals.items() if stem(rival) != stem(best)]
    return best if all(found[best] >= _BY_FAR * count for count in counts) else None
