"""Which sentences of the evidence a claim leans on, and how much of it they hold."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assistant.verify_read import AKIN, HAN_RUN, NOT, Reading, is_figure
from language.lexicon import Lexicon
from language.polarity import TurnWord
from language.script import Language
from language.tokens import STOP_HAN, phrase_key, stem

_MOST_SENTENCES = 3
_ADDS = 0.08
"""How much more of the claim a further sentence must hold to be looked at."""

_MOST_TRANSLATIONS = 12
_DENIES = re.compile(r"\b(?:no|not|nor)\b")


Forms = tuple[tuple[tuple[str, ...], float], ...]


class Unit(NamedTuple):
    """One thing a claim says, with its weight and the forms it may take in the evidence."""

    text: str
    start: int
    """Where it stands in the claim."""

    weight: float
    own: tuple[str, ...]
    """Stems, pairs of characters or characters, all of which must be there."""

    synonyms: Forms
    translations: Forms
    """Each with how sure it is."""

    is_name: bool


@dataclass(frozen=True, slots=True)
class Leaning:
    """The sentences a claim leans on."""

    sentences: tuple[int, ...]
    """Indices into the evidence, in its order."""

    first: int
    """The index of the one that holds most."""

    held_by_first: float
    held: float
    """Shares of the claim's weight, in [0, 1]: by the first sentence, by all chosen."""

    held_by_all: float
    per_unit_all: tuple[float, ...]
    """For each unit, how sure the evidence holds it."""


class Units:
    """Takes claims apart into units; remembers what words mean."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._english = lru_cache(maxsize=8192)(self._of_english)
        self._chinese = lru_cache(maxsize=8192)(self._of_chinese)
        self._said = lru_cache(maxsize=8192)(self._rarity)

    def of(self, claim: Reading, *, languages: frozenset[Language]) -> list[Unit]:
        """The claim's content, figures left out: those are checked by themselves.

        `languages` are those of the evidence.
        """
        same, across = claim.language in languages, len(languages - {claim.language}) > 0
        units = self._english_units(claim, same, across)
        for run in HAN_RUN.finditer(_without_figures(claim)):
            units += self._chinese_units(run, same, across)
        return units

    def is_part_of_said(self, word: TurnWord, text: Reading, other: Reading) -> bool:
        """Whether a turning word is only part of a word, or sense, that the other language has:
        the 非 of 非暴力 beside "nonviolent", the "free" that is 自由.
        """
        if text.language is Language.ZH:
            around = self._undenied(self._around(text, word.start, word.end))
            turns = {(stem(other.key[turn.start : turn.end]),) for turn in other.turns}
            return _is_any_in(around, other) or any(form in turns for form, _ in around)
        said = stem(text.key[word.start : word.end])
        denials = {other.key[turn.start : turn.end] for turn in other.turns}
        return any(
            (said,) == form
            for run in HAN_RUN.findall(other.key)
            for one in self._lexicon.segment(run)
            # 不能 and "cannot" deny alike: neither is part of something.
            if one not in denials
            for form, _ in self._chinese(one, True)
        )

    def _undenied(self, word: str) -> Forms:
        """What a Chinese word is in English, left out what denies there as well: 無效 is "invalid",
        and "not valid" no other sense of it."""
        glosses = [one for one in self._lexicon.glosses_of(word) if not _DENIES.search(one)]
        return tuple((tuple(key.split()), 1.0) for one in glosses if (key := phrase_key(one)))

    def _around(self, text: Reading, start: int, end: int) -> str:
        """The dictionary's word that holds a place and more; empty when there is none."""
        for match in HAN_RUN.finditer(text.key):
            at = match.start()
            for word in self._lexicon.segment(match.group()):
                if at <= start and end <= at + len(word) and len(word) > end - start:
                    return word
                at += len(word)
        return ""

    def _english_units(self, claim: Reading, same: bool, across: bool) -> list[Unit]:
        units = []
        phrases = self._phrases(claim.text) if across else {}
        opening = len(claim.text) - len(claim.text.lstrip())
        for token in claim.others:
            if (
                not token.content
                or is_figure(token)
                or token.form == NOT
                or not token.form.isascii()
            ):
                continue
            raw = claim.text[token.start : token.end]
            opens = token.start == opening
            name = (raw[:1].isupper() and (not opens or raw[1:2].isupper())) or any(
                char.isdigit() for char in raw
            )
            weight = self._said(token.form) * (1.3 if name else 1.0)
            low = raw.lower()
            synonyms = self._english(low, False) if same else ()
            translations = self._english(low, True) if across else ()
            translations = (*translations, *phrases.get(low, ()))
            units.append(
                Unit(raw, token.start, weight, (token.form,), synonyms, translations, name)
            )
        return units

    def _phrases(self, text: str) -> dict[str, Forms]:
        """For the words of phrases that the dictionary has, what the phrases are in Chinese."""
        found: dict[str, Forms] = {}
        for unit in self._lexicon.to_chinese(text):
            if " " in unit.source:
                forms = tuple(
                    ((zh.text,), min(1.0, zh.weight))
                    for zh in unit.translations[:_MOST_TRANSLATIONS]
                )
                for word in unit.source.split():
                    found[word] = (*found.get(word, ()), *forms)
        return found

    def _chinese_units(self, run: re.Match[str], same: bool, across: bool) -> list[Unit]:
        units: list[Unit] = []
        end = run.start()
        for word in self._lexicon.segment(run.group()):
            start, end = end, end + len(word)
            if word in STOP_HAN:
                continue
            own = tuple(word[i : i + 2] for i in range(len(word) - 1)) or (word,)
            name = len(word) > 1 and self._lexicon.is_name(word)
            weight = 0.35 if len(word) == 1 else 1.0 + 0.3 * (len(word) > 2)
            synonyms = self._chinese(word, False) if same else ()
            translations = self._chinese(word, True) if across else ()
            units.append(Unit(word, start, weight, own, synonyms, translations, name))
        return units

    def _of_english(self, word: str, across: bool) -> Forms:
        found = self._lexicon.to_chinese(word)
        chinese = [zh for unit in found for zh in unit.translations[:_MOST_TRANSLATIONS]]
        if across:
            return tuple(((zh.text,), min(1.0, zh.weight)) for zh in chinese)
        synonyms: dict[str, float] = {}
        for zh in chinese[:6]:
            for back in self._lexicon.to_english(zh.text, most=3):
                synonyms[back.text] = max(synonyms.get(back.text, 0), 0.8 * zh.weight * back.weight)
        return tuple((tuple(text.split()), weight) for text, weight in synonyms.items() if text)

    def _of_chinese(self, word: str, across: bool) -> Forms:
        if across:
            english = self._lexicon.to_english(word, most=_MOST_TRANSLATIONS)
            return tuple((tuple(one.text.split()), min(1.0, one.weight)) for one in english)
        return tuple(((zh,), 0.9) for zh in self._lexicon.other_names(word).zh)

    def _rarity(self, form: str) -> float:
        """A word with many translations says little; one with none is likely a name."""
        known = sum(len(unit.translations) for unit in self._lexicon.to_chinese(form))
        return 1.0 / (1.0 + 0.25 * math.log1p(known))


def share_held(units: Sequence[Unit], sentence: Reading, *, language: Language) -> float:
    """Share of the units' weight that one sentence holds, in [0, 1]; `language` is the units'."""
    same = sentence.language is language
    total = sum(unit.weight for unit in units) or 1.0
    return sum(unit.weight * _held(unit, sentence, same) for unit in units) / total


def _is_any_in(forms: Forms, sentence: Reading) -> bool:
    return any(all(part in sentence.forms for part in form) for form, _ in forms)


def _without_figures(claim: Reading) -> str:
    key = claim.key
    for quantity in claim.quantities:
        key = key[: quantity.start] + " " * (quantity.end - quantity.start) + key[quantity.end :]
    return key


def lean(units: Sequence[Unit], evidence: Sequence[Reading], *, language: Language) -> Leaning:
    """Choose the sentences that together hold most of a claim in `language`, at most three."""
    held = [[_held(unit, one, one.language is language) for unit in units] for one in evidence]
    weights = [unit.weight for unit in units]
    total = sum(weights) or 1.0

    def share(row: Sequence[float]) -> float:
        return sum(w * h for w, h in zip(weights, row, strict=True)) / total

    shares = [share(row) for row in held]
    first = max(range(len(held)), key=shares.__getitem__)
    chosen, row = [first], held[first]
    while len(chosen) < _MOST_SENTENCES:
        best, best_row, most = None, row, share(row)
        for i, other in enumerate(held):
            both = [max(a, b) for a, b in zip(row, other, strict=True)]
            if i not in chosen and (more := share(both)) > most:
                best, best_row, most = i, both, more
        if best is None or most < share(row) + _ADDS:
            break
        chosen.append(best)
        row = best_row
    whole = [max(column) for column in zip(*held, strict=True)]
    return Leaning(
        tuple(sorted(chosen)),
        first,
        shares[first],
        share(row),
        share(whole),
        tuple(whole),
    )


def _held(unit: Unit, sentence: Reading, same: bool) -> float:
    forms, pairs, own = sentence.forms, sentence.pairs, unit.own
    if len(own) == 1:
        if own[0] in forms or own[0] in pairs:
            return 1.0
    elif all(form in forms or form in pairs for form in own):
        return 1.0
    key, best = sentence.key, 0.0
    for form, sure in unit.synonyms if same else unit.translations:
        if sure > best:
            # In line, as it is asked of each word in each sentence.
            for part in form:
                if part not in forms and (part.isascii() or part not in key):
                    break
            else:
                best = sure
    is_word = len(own) == 1 and own[0].isascii() and len(own[0]) >= AKIN
    if best < 0.6 and is_word and own[0][:AKIN] in sentence.openings:
        return 0.6
    if len(own) > 1 and not own[0].isascii():
        best = max(best, sum(form in pairs for form in own) / len(own))
    return best
