"""The tables of a lexicon, made from the senses of a dictionary."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from language.cedict import Senses
from language.tokens import phrase_key

ChineseOf = Mapping[str, Mapping[str, float]]
"""English phrase (stems) -> Chinese words (Simplified) with weights."""

LONGEST_PHRASE = 6
"""Stems; no sense that is kept has more words."""

_LONGEST_PART = 6
_ENGLISH_WORD = re.compile("[a-z]+")

_SENSES = 4
"""How many of a word's senses may stand for it in an English text."""

_LATER = 0.6
_LONGER = 0.3
"""How much commoner (powers of ten) a sense must be for each one before it, and for each word."""


def made_tables(senses: Senses) -> dict[str, Any]:
    """`glosses`, `proper`, `costs` and `plain` of a `Lexicon`, as JSON has them."""
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
    distinct = {word: list(dict.fromkeys(told)) for word, told in glosses.items() if told}
    return {
        "glosses": distinct,
        "proper": sorted(proper - ordinary),
        "costs": _costs(distinct),
        "plain": _plainest(distinct),
    }


def _costs(glosses: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """-ln of each word's share, a word counting once for every word that it is a part of.

    The dictionary has no frequencies, but a common word is in many others.
    """
    held = Counter(
        part
        for word in glosses
        for start in range(len(word))
        for end in range(start + 1, min(len(word), start + _LONGEST_PART) + 1)
        if (part := word[start:end]) in glosses
    )
    held.update(word for word in glosses if len(word) > _LONGEST_PART)
    total = sum(map(len, glosses))
    return {word: round(math.log(total / held[word]), 2) for word in glosses}


def _plainest(glosses: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Which of a word's first senses has the commonest English words, where not the first.

    A sense is as common as its rarest word; later and longer ones are held back.
    """
    told = Counter(
        english
        for senses in glosses.values()
        for sense in senses
        for english in _ENGLISH_WORD.findall(sense.lower())
    )
    total = sum(told.values())

    def score(rank: int, sense: str) -> float:
        shares = [math.log10(told[english] / total) for english in words_of(sense)]
        return min(shares, default=-9.0) - _LATER * rank - _LONGER * len(sense.split())

    def words_of(sense: str) -> list[str]:
        return _ENGLISH_WORD.findall(sense.lower())

    best = {
        word: max(range(len(senses[:_SENSES])), key=lambda rank: score(rank, senses[rank]))
        for word, senses in glosses.items()
    }
    return {word: rank for word, rank in best.items() if rank}


def turned_round(glosses: Mapping[str, Sequence[str]]) -> ChineseOf:
    return chinese_of(
        (gloss, zh, 1.0 / (1 + rank) ** 0.5)
        for zh, told in glosses.items()
        for rank, gloss in enumerate(told)
    )


def chinese_of(pairs: Iterable[tuple[str, str, float]]) -> ChineseOf:
    """English, Chinese and weight, by the English phrase's stems."""
    found: dict[str, dict[str, float]] = {}
    for en, zh, weight in pairs:
        key = phrase_key(en)
        size = len(key.split())
        if 0 < size <= LONGEST_PHRASE:
            entry = found.setdefault(key, {})
            # "of no use" is hardly a translation of "use": what the stop words took counts.
            entry[zh] = max(entry.get(zh, 0.0), weight * size / max(size, len(en.split())))
    return found
