"""Words of one language for words of the other: CC-CEDICT, and name pairs given beside it."""

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache as once
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import BaseModel, TypeAdapter

from language.cedict import packed_cedict, read_cedict
from language.function_words import FUNCTION_WORDS
from language.kept import kept
from language.normalise import match_key
from language.sounds import without_names
from language.tables import LONGEST_PHRASE, ChineseOf, chinese_of, made_tables, turned_round
from language.tokens import STOP_WORDS, phrase_key, stem, words

_VERSION = 2
"""Raised when the tables made from the dictionary change, so that kept ones are made anew."""


_NAME_COST = 4.0
_WORD_COST = 11.0
_UNKNOWN_COST = 15.0
"""Natural logarithms, against some 3 to 13 for the dictionary's words: a name wins, a character
that is no word is the last resort."""


class Name(NamedTuple):
    """One organisation, programme, place or term, by all that it is called."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    """Full names and abbreviations."""


class Translation(NamedTuple):
    """One way to say a word in the other language."""

    text: str
    """Search form: English as stems joined by spaces, Chinese as Simplified characters."""

    weight: float
    """1 for a name pair or a first sense, less for later senses."""


class Unit(NamedTuple):
    """A stretch of a question that is translated as one."""

    source: str
    translations: tuple[Translation, ...]


@dataclass(frozen=True)
class Lexicon:
    """Translations both ways, in the forms that search compares."""

    glosses: dict[str, tuple[str, ...]]
    """Chinese word (Simplified) -> English glosses as a reader would read them, best first."""

    proper: frozenset[str]
    """English names (stems) that the dictionary has only as names: countries, cities, people."""

    costs: Mapping[str, float] = field(default_factory=dict, repr=False)
    """Chinese word -> how rare it is (-ln of its share), by how many of the words hold it."""

    plain: Mapping[str, int] = field(default_factory=dict, repr=False)
    """Chinese word -> which of its glosses has the commonest English, where not the first."""

    names: tuple[Name, ...] = ()

    load_chinese: Callable[[], ChineseOf] | None = field(default=None, compare=False, repr=False)
    """The glosses turned round, where they are kept ready; turned round when needed if None."""

    def with_names(self, names: Iterable[Name]) -> "Lexicon":
        """The same dictionary with these names before it."""
        return replace(self, names=(*self.names, *names))

    def with_names_after(self, names: Iterable[Name]) -> "Lexicon":
        """The same dictionary with these names after its own, which win where both know one."""
        return replace(self, names=(*names, *self.names))

    @cached_property
    def _by_zh(self) -> dict[str, Name]:
        return {match_key(zh).replace(" ", ""): name for name in self.names for zh in name.zh}

    @cached_property
    def _by_en(self) -> dict[str, Name]:
        return {phrase_key(en): name for name in self.names for en in name.en if phrase_key(en)}

    @cached_property
    def _chinese(self) -> ChineseOf:
        return self.load_chinese() if self.load_chinese else turned_round(self.glosses)

    @cached_property
    def _chinese_names(self) -> ChineseOf:
        return chinese_of(
            (en, match_key(zh).replace(" ", ""), 2.0 - 0.1 * rank)
            for name in self.names
            for en in name.en
            for rank, zh in enumerate(name.zh)
        )

    @cached_property
    def _longest_names(self) -> dict[str, int]:
        """By their first stem, how many stems the glossary's English names have."""
        longest: dict[str, int] = {}
        for key in self._chinese_names:
            first, *more = key.split()
            longest[first] = max(longest.get(first, 0), 1 + len(more))
        return longest

    def _in_chinese(self, key: str) -> dict[str, float]:
        """Chinese words for an English phrase (stems), the higher weight where two are known."""
        found = dict(self._chinese.get(key, {}))
        for zh, weight in self._chinese_names.get(key, {}).items():
            found[zh] = max(found.get(zh, 0.0), weight)
        return found

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        """All known Chinese words, names before the dictionary."""
        return self.glosses | {
            zh: (*name.en, *self.glosses.get(zh, ())) for zh, name in self._by_zh.items()
        }

    @cached_property
    def english_words(self) -> frozenset[str]:
        """The words of all English glosses, as they are written: read in a third of a second."""
        glosses = chain.from_iterable(self.glosses.values())
        return frozenset(_LATIN_WORD.findall(" ".join(glosses)))

    def is_name(self, word: str) -> bool:
        """Whether a Chinese word (Simplified) or an English phrase is a name rather than a word.

        Glossaries hold both: "European Union" is a name, "proof of concept" is not.
        """
        if called := self.other_names(word).en:
            return called[0][:1].isupper()
        if word in self.glosses:
            return all(gloss[:1].isupper() for gloss in self.glosses[word])
        return phrase_key(word) in self.proper

    def other_names(self, word: str) -> Name:
        """All that a named thing is called; empty when the word is in no glossary."""
        if word in self._by_zh:
            return self._by_zh[word]
        # Chinese alone has no stems, which would take long to see.
        stems = "" if _HAN_ONLY.fullmatch(word) else phrase_key(word)
        return self._by_en.get(stems) or Name((), ())

    @cached_property
    def _costs_of_words(self) -> dict[str, float]:
        """How unlikely each known word is, names included."""
        words = dict.fromkeys(self.glosses, _WORD_COST)
        return words | dict(self.costs) | dict.fromkeys(self._by_zh, _NAME_COST)

    @cached_property
    def _longest(self) -> dict[str, int]:
        """By their first two characters, with which most stretches of a text begin no word, how
        long known words are."""
        longest: dict[str, int] = {}
        for word in chain(self.glosses, self._by_zh):
            if len(word) > longest.get(word[:2], 1):
                longest[word[:2]] = len(word)
        return longest

    @cached_property
    def _mixed(self) -> re.Pattern[str] | None:
        """Chinese names with Latin letters or digits in them: 「5G專網」, 「AI 法」."""
        mixed = sorted((zh for zh in self._by_zh if not _HAN_ONLY.fullmatch(zh)), key=len)
        parts = [r"\s*".join(map(re.escape, zh)) for zh in reversed(mixed) if _HAN.search(zh)]
        return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(parts)})") if parts else None

    def cut(self, text: str) -> list[str]:
        """The known words and lone characters in the Chinese parts of a text, in order.

        Names with Latin letters or digits in them are among the words, without their spaces.
        """
        return [word for word, _ in self._cut(match_key(text)) if word]

    def _cut(self, key: str) -> Iterator[tuple[str, str]]:
        """Chinese words, and what is between them; one of each pair is empty."""
        at = 0
        for match in self._mixed.finditer(key) if self._mixed else ():
            yield from self._cut_plain(key[at : match.start()])
            yield "".join(match.group().split()), ""
            at = match.end()
        yield from self._cut_plain(key[at:])

    def _cut_plain(self, key: str) -> Iterator[tuple[str, str]]:
        for run, other in _runs(key):
            if other:
                yield "", other
            for word in self.segment(run):
                yield word, ""

    def segment(self, run: str, *, without: Container[str] = ()) -> tuple[str, ...]:
        """A run of Simplified characters cut into the known words that are likeliest together.

        Unknown characters come out alone, and words `without` are not used. A unigram model, its
        best path found by Viterbi's algorithm; see Manning and Schütze, Foundations of Statistical
        Natural Language Processing, chapters 4 and 9.
        """
        return self._best_cut(run, without) if without else self._usual_cut(run)

    @cached_property
    def _usual_cut(self) -> Callable[[str], tuple[str, ...]]:
        """Kept, since a claim is cut whole, by its clauses and for its names."""
        return lru_cache(maxsize=8192)(lambda run: self._best_cut(run, ()))

    def _best_cut(self, run: str, without: Container[str]) -> tuple[str, ...]:
        best = [0.0, *[math.inf] * len(run)]
        begun = [0] * (len(run) + 1)
        costs, longest = self._costs_of_words, self._longest
        for start in range(len(run)):
            reach = start + longest.get(run[start : start + 2], 1)
            for end in range(start + 1, min(len(run), reach) + 1):
                word = run[start:end]
                cost = costs.get(word, _UNKNOWN_COST if end - start == 1 else math.inf)
                if best[start] + cost < best[end] and word not in without:
                    best[end] = best[start] + cost
                    begun[end] = start
        cut: list[str] = []
        end = len(run)
        while end:
            cut.append(run[begun[end] : end])
            end = begun[end]
        return tuple(reversed(cut))

    def glosses_of(self, word: str) -> tuple[str, ...]:
        """English for a Chinese word (Simplified), best first; empty when it is not known."""
        return self._words.get(word, ())

    def to_english(self, word: str, *, most: int | None = None) -> tuple[Translation, ...]:
        """English search forms of a Chinese word (Simplified), best first; at `most` so many."""
        found: dict[str, float] = {}
        names = len(self._by_zh[word].en) if word in self._by_zh else 0
        for rank, gloss in enumerate(self.glosses_of(word)):
            if len(found) == most:
                break
            if key := phrase_key(gloss):
                weight = 1.0 if rank < names else 1.0 / (1 + rank - names) ** 0.5
                found.setdefault(key, weight)
        return tuple(Translation(text, weight) for text, weight in found.items())

    def to_chinese(self, text: str) -> list[Unit]:
        """English text cut into the longest known phrases, each with its Chinese words.

        Names are cut out first: a phrase of the dictionary never breaks one up.
        """
        plain = [word for word in words(text) if word not in STOP_WORDS]
        stems = [stem(word) for word in plain]
        units: list[Unit] = []
        begun = at = 0
        while at < len(stems):
            longest = self._longest_names.get(stems[at], 0)
            if size := _known(stems, at, len(stems), longest, self._chinese_names):
                units.extend(self._units(plain, stems, begun, at))
                units.append(self._unit(plain, stems, at, at + size))
                begun = at + size
            at += size or 1
        return [*units, *self._units(plain, stems, begun, len(stems))]

    def _units(self, plain: list[str], stems: list[str], at: int, end: int) -> Iterator[Unit]:
        while at < end:
            size = _known(stems, at, end, LONGEST_PHRASE, self._chinese) or 1
            yield self._unit(plain, stems, at, at + size)
            at += size

    def _unit(self, plain: list[str], stems: list[str], at: int, end: int) -> Unit:
        return Unit(" ".join(plain[at:end]), self._ranked(" ".join(stems[at:end])))

    @cached_property
    def _ranked(self) -> Callable[[str], tuple[Translation, ...]]:
        """The Chinese words for an English phrase (stems), best first; kept, as words recur."""

        def rank(key: str) -> tuple[Translation, ...]:
            ranked = sorted(
                self._in_chinese(key).items(),
                key=lambda item: (-item[1], self.costs.get(item[0], _WORD_COST), item[0]),
            )
            return tuple(Translation(zh, weight) for zh, weight in ranked)

        return lru_cache(maxsize=8192)(rank)

    def gloss_text(self, text: str) -> str:
        """Chinese text as a row of English words, so that an English embedding can place it.

        Each word gives the gloss that English uses most; what is not Chinese stays as it is.
        """
        out: list[str] = []
        unknown = ""
        for word, other in [*self._cut(match_key(text)), ("", "")]:
            if len(word) == 1 and word not in FUNCTION_WORDS and word not in self._by_zh:
                unknown += word
                continue
            # The senses of the characters that a name is transcribed with (諾曼: "promise",
            # "handsome") say nothing of it.
            out.extend(map(self._gloss, without_names(unknown)))
            unknown = ""
            out.append(other or self._gloss(word))
        return " ".join(part for part in out if part)

    def _gloss(self, word: str) -> str:
        if word in self._by_zh:
            return self._by_zh[word].en[0]
        if word in FUNCTION_WORDS:
            return FUNCTION_WORDS[word]
        told = self.glosses.get(word)
        return told[self.plain.get(word, 0)] if told else ""


def _known(stems: list[str], at: int, end: int, longest: int, entries: ChineseOf) -> int:
    """How many stems from `at` the longest entry takes; 0 when there is none."""
    for size in range(min(longest, end - at), 0, -1):
        if " ".join(stems[at : at + size]) in entries:
            return size
    return 0


class _Entry(BaseModel, frozen=True, extra="forbid"):
    """A line of a glossary file."""

    zh: str
    en: str
    abbreviation: str | None = None
    also_zh: tuple[str, ...] = ()
    also_en: tuple[str, ...] = ()
    source: str
    """Where the pair comes from: a fact id, or title and publisher."""


_GLOSSARY = TypeAdapter(tuple[_Entry, ...])


def read_glossary(text: str) -> tuple[Name, ...]:
    """Names from a glossary's YAML; raises `ValueError` that says which entry is wrong."""
    entries = _GLOSSARY.validate_python(yaml.load(text, Loader=yaml.CSafeLoader) or ())
    return tuple(
        Name(
            zh=(entry.zh, *entry.also_zh),
            en=(entry.en, *((entry.abbreviation,) if entry.abbreviation else ()), *entry.also_en),
        )
        for entry in entries
    )


def load_cedict(cache: Path | None = None) -> Lexicon:
    """CC-CEDICT: made in about 5 s of CPU, or in half a second from files in `cache`."""
    packed = packed_cedict()
    made_from = f"{_VERSION} {version('pystemmer')} ".encode() + packed
    key = sha256(made_from).hexdigest()[:16]

    def path(table: str) -> Path | None:
        return cache and cache / f"cedict-{table}-{key}.json"

    tables = kept(path("words"), lambda: made_tables(read_cedict(packed)))
    glosses = {word: tuple(senses) for word, senses in tables["glosses"].items()}
    # Apart, and only when asked for: a question in Chinese alone does without.
    load_chinese = once(lambda: kept(path("chinese"), lambda: turned_round(glosses)))
    return Lexicon(
        glosses,
        frozenset(tables["proper"]),
        costs=tables["costs"],
        plain=tables["plain"],
        load_chinese=load_chinese,
    )


_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
_LATIN_WORD = re.compile("[A-Za-z]+")
_HAN_ONLY = re.compile(rf"{_HAN.pattern}+")
_MIXED = re.compile(
    r"([\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+)|([^\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+)"
)


def _runs(text: str) -> Iterable[tuple[str, str]]:
    for match in _MIXED.finditer(text):
        yield match.group(1) or "", (match.group(2) or "").strip()
