"""Words of one language for words of the other: CC-CEDICT, and name pairs given beside it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache as once
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel, TypeAdapter

from language.cedict import Senses, packed_cedict, read_cedict
from language.kept import kept
from language.normalise import match_key
from language.tokens import STOP_WORDS, stem, words

_VERSION = 1
"""Raised when the tables made from the dictionary change, so that kept ones are made anew."""

_LONGEST_WORD = 12
_LONGEST_PHRASE = 4


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


ChineseOf = Mapping[str, Mapping[str, float]]
"""English phrase (stems) -> Chinese words (Simplified) with weights."""


@dataclass(frozen=True)
class Lexicon:
    """Translations both ways, in the forms that search compares."""

    glosses: dict[str, tuple[str, ...]]
    """Chinese word (Simplified) -> English glosses as a reader would read them, best first."""

    proper: frozenset[str]
    """English names (stems) that the dictionary has only as names: countries, cities, people."""

    names: tuple[Name, ...] = ()

    load_chinese: Callable[[], ChineseOf] | None = field(default=None, compare=False, repr=False)
    """The glosses turned round, where they are kept ready; turned round when needed if None."""

    def with_names(self, names: Iterable[Name]) -> "Lexicon":
        """The same dictionary with these names before it."""
        return replace(self, names=(*self.names, *names))

    @cached_property
    def _by_zh(self) -> dict[str, Name]:
        return {match_key(zh).replace(" ", ""): name for name in self.names for zh in name.zh}

    @cached_property
    def _by_en(self) -> dict[str, Name]:
        return {phrase_key(en): name for name in self.names for en in name.en if phrase_key(en)}

    @cached_property
    def _chinese(self) -> ChineseOf:
        return self.load_chinese() if self.load_chinese else _turned_round(self.glosses)

    @cached_property
    def _chinese_names(self) -> ChineseOf:
        return _chinese_of(
            (en, match_key(zh).replace(" ", ""), 2.0 - 0.1 * rank)
            for name in self.names
            for en in name.en
            for rank, zh in enumerate(name.zh)
        )

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
        return self._by_zh.get(word) or self._by_en.get(phrase_key(word)) or Name((), ())

    def segment(self, run: str) -> list[str]:
        """A run of Simplified characters cut into known words, the longest first from the left.

        Unknown characters come out alone. Forward maximum matching; see Manning and Schütze,
        Foundations of Statistical Natural Language Processing, chapter 4.
        """
        known = self._words
        cut: list[str] = []
        at = 0
        while at < len(run):
            for size in range(min(_LONGEST_WORD, len(run) - at), 0, -1):
                if size == 1 or run[at : at + size] in known:
                    cut.append(run[at : at + size])
                    at += size
                    break
        return cut

    def glosses_of(self, word: str) -> tuple[str, ...]:
        """English for a Chinese word (Simplified), best first; empty when it is not known."""
        return self._words.get(word, ())

    def to_english(self, word: str) -> tuple[Translation, ...]:
        """English search forms of a Chinese word (Simplified)."""
        found: dict[str, float] = {}
        names = len(self._by_zh[word].en) if word in self._by_zh else 0
        for rank, gloss in enumerate(self.glosses_of(word)):
            if key := phrase_key(gloss):
                weight = 1.0 if rank < names else 1.0 / (1 + rank - names) ** 0.5
                found[key] = max(found.get(key, 0.0), weight)
        return tuple(Translation(text, weight) for text, weight in found.items())

    def to_chinese(self, text: str) -> list[Unit]:
        """English text cut into the longest known phrases, each with its Chinese words."""
        stems = [(word, stem(word)) for word in words(text) if word not in STOP_WORDS]
        units: list[Unit] = []
        at = 0
        while at < len(stems):
            for size in range(min(_LONGEST_PHRASE, len(stems) - at), 0, -1):
                key = " ".join(form for _, form in stems[at : at + size])
                entry = self._in_chinese(key)
                if entry or size == 1:
                    source = " ".join(word for word, _ in stems[at : at + size])
                    ranked = sorted(entry.items(), key=lambda item: (-item[1], item[0]))
                    units.append(Unit(source, tuple(Translation(z, w) for z, w in ranked)))
                    at += size
                    break
        return units

    def gloss_text(self, text: str) -> str:
        """Chinese text as a row of English words, so that an English embedding can place it.

        Each word gives its first gloss; what is not Chinese stays as it is.
        """
        out: list[str] = []
        for run, other in _runs(match_key(text)):
            if other:
                out.append(other)
                continue
            for word in self.segment(run):
                if word_glosses := self.glosses_of(word):
                    out.append(word_glosses[0])
        return " ".join(out)


def phrase_key(text: str) -> str:
    """English text as stems joined by spaces, without stop words."""
    return " ".join(stem(word) for word in words(text) if word not in STOP_WORDS)


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
    """CC-CEDICT: made in about 2 s of CPU, or in a quarter of one from files left in `cache`."""
    packed = packed_cedict()
    made_from = f"{_VERSION} {version('snowballstemmer')} ".encode() + packed
    key = sha256(made_from).hexdigest()[:16]

    def path(table: str) -> Path | None:
        return cache and cache / f"cedict-{table}-{key}.json"

    tables = kept(path("words"), lambda: _tables(read_cedict(packed)))
    glosses = {word: tuple(senses) for word, senses in tables["glosses"].items()}
    # Apart, and only when asked for: a question in Chinese alone does without.
    load_chinese = once(lambda: kept(path("chinese"), lambda: _turned_round(glosses)))
    return Lexicon(glosses, frozenset(tables["proper"]), load_chinese=load_chinese)


def _tables(senses: Senses) -> dict[str, Any]:
    """`glosses` and `proper` of a `Lexicon`, as lists."""
    glosses = {word: list(told) for word, told in senses.ordinary.items()}
    for word, told in senses.names.items():
        glosses.setdefault(word, []).extend(told)
    ordinary = {
        phrase_key(sense)
        for word, told in glosses.items()
        if word not in senses.names
        for sense in told[:3]
        if sense[:1].islower()
    }
    proper = {
        phrase_key(sense)
        for told in senses.names.values()
        for sense in told
        if sense[:1].isupper() and len(sense.split()) <= 3
    }
    return {
        "glosses": {word: list(dict.fromkeys(told)) for word, told in glosses.items() if told},
        "proper": sorted(proper - ordinary),
    }


def _turned_round(glosses: Mapping[str, Sequence[str]]) -> ChineseOf:
    return _chinese_of(
        (gloss, zh, 1.0 / (1 + rank) ** 0.5)
        for zh, told in glosses.items()
        for rank, gloss in enumerate(told)
    )


def _chinese_of(pairs: Iterable[tuple[str, str, float]]) -> ChineseOf:
    """English, Chinese and weight, by the English phrase's stems."""
    found: dict[str, dict[str, float]] = {}
    for en, zh, weight in pairs:
        key = phrase_key(en)
        size = len(key.split())
        if 0 < size <= _LONGEST_PHRASE:
            entry = found.setdefault(key, {})
            # "of no use" is hardly a translation of "use": what the stop words took counts.
            entry[zh] = max(entry.get(zh, 0.0), weight * size / max(size, len(en.split())))
    return found


_MIXED = re.compile(
    r"([\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+)|([^\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+)"
)


def _runs(text: str) -> Iterable[tuple[str, str]]:
    for match in _MIXED.finditer(text):
        yield match.group(1) or "", (match.group(2) or "").strip()
