"""A question as each language's index can look for it."""

from collections.abc import Iterator

from assistant.everyday import meant_by
from assistant.wider import UNION_FORMS, in_union
from ingest.keywords import Term, Wanted
from language.function_words import FUNCTION_WORDS
from language.lexicon import Lexicon, Unit
from language.script import Language, regional_forms
from language.sounds import (
    chinese_names,
    chinese_sounds,
    latin_names,
    latin_sounds,
    parts_of,
)
from language.tokens import STOP_HAN, STOP_WORDS, han_runs, ngrams, stem, words

_MOST_TRANSLATIONS = 24
"""Translations tried for one word; the dictionary has up to 60, the later ones ever stranger."""

_MOST_TRANSLATIONS_OF_PART = 12

_APART = 0.7
"""What a pair of characters counts that belong to two words, as 的基 in 「的基金」 do."""

_LONE = 0.4
_HEAD = 0.5
_PART = 0.5
"""What counts less than a word's own translations: those of a lone character, which has many
senses; the last word of a phrase; those of a word within the word or phrase."""

_CALLED_OTHERWISE = 0.7
"""What documents' words for a thing count, beside everyday ones that a text may have."""

_SHORT_SOUND = 0.6
"""What a sound of two consonants counts beside a longer one: many names share it."""


def wanted(question: str, *, language: Language, lexicon: Lexicon) -> list[Wanted]:
    """The question in search terms of `language`, translated where it is not in it."""
    in_language = _in_chinese if language is Language.ZH else _in_english
    found = list(in_language(question, lexicon))
    if in_union(question):
        found.append(Wanted(tuple(Term(_term(name)) for name in UNION_FORMS[language])))
    return found


def _in_chinese(question: str, lexicon: Lexicon) -> Iterator[Wanted]:
    pairs: set[str] = set()
    for run in han_runs(question):
        within = {pair for word in lexicon.segment(run) for pair in _pairs(word)}
        pairs.update(_pairs(run))
        for token in ngrams(run):
            if token not in STOP_HAN:
                is_apart = len(token) > 1 and token not in within
                yield Wanted((Term((token,), _APART if is_apart else 1.0),))
        for said in lexicon.segment(run):
            if meant := meant_by(said).zh:
                yield Wanted(tuple(Term(_term(one), _CALLED_OTHERWISE) for one in meant))
    elsewhere = {
        pair for form in regional_forms(question) for run in han_runs(form) for pair in _pairs(run)
    }
    for pair in sorted(elsewhere - pairs):
        yield Wanted((Term((pair,)),))
    for unit in lexicon.to_chinese(question):
        own = Term(tuple(stem(word) for word in unit.source.split()))
        means = tuple(Term(_term(one)) for one in meant_by(unit.source).zh)
        yield Wanted((own, *_chinese_terms(unit, 1.0), *means))
        for part in unit.source.split() if len(own.tokens) > 1 else []:
            for word in lexicon.to_chinese(part):
                if terms := _chinese_terms(word, _PART):
                    yield Wanted(terms)
    for name in latin_names(question):
        if question.lstrip().startswith(name) and lexicon.to_chinese(name)[0].translations:
            continue  # in upper case as the first word, not as a name
        yield from _sounding([(sound, 1.0) for sound in latin_sounds(name)])


def _chinese_terms(unit: Unit, weight: float) -> tuple[Term, ...]:
    return tuple(
        Term(_term(translation.text), weight * translation.weight)
        for translation in unit.translations[:_MOST_TRANSLATIONS]
    )


def _term(word: str) -> tuple[str, ...]:
    """A word as tokens that must all be there: a Chinese one's pairs, or its character alone."""
    tokens: list[str] = []
    for run in han_runs(word):
        tokens.extend(_pairs(run) or [run])
    tokens.extend(stem(other) for other in words(word))
    return tuple(tokens)


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _in_english(question: str, lexicon: Lexicon) -> Iterator[Wanted]:
    for token in words(question):
        if token not in STOP_WORDS:
            yield Wanted((Term((stem(token),)),))
    for said in lexicon.to_chinese(question):
        if means := meant_by(said.source).en:
            yield Wanted(tuple(Term(_term(one), _CALLED_OTHERWISE) for one in means))
    for word in lexicon.cut(question):
        if word in FUNCTION_WORDS and not lexicon.other_names(word).zh:
            continue
        if terms := _english_terms(word, lexicon):
            yield Wanted(tuple(Term(tokens, weight) for tokens, weight in terms.items()))
    for run in chinese_names(question):
        if not _is_known(run, lexicon):
            yield from _sounding(
                [
                    (sound, (len(part) / len(run)) ** 0.5)
                    for part in parts_of(run)
                    for sound in chinese_sounds(part)
                ]
            )


def _english_terms(word: str, lexicon: Lexicon) -> dict[tuple[str, ...], float]:
    """English stems for a Chinese word, with what finding them is worth.

    "Feral horse" also stands for "horse", and 「不服從」 for what 「服從」 is, but less so.
    """
    whole = _LONE if len(word) == 1 else 1.0
    found = {
        tuple(translation.text.split()): whole * translation.weight
        for translation in lexicon.to_english(word)[:_MOST_TRANSLATIONS]
    } | {_term(one): whole for one in meant_by(word).en}
    for tokens, weight in list(found.items()):
        if len(tokens) > 1:
            found[tokens[-1:]] = max(found.get(tokens[-1:], 0.0), _HEAD * weight)
    for part in [] if lexicon.other_names(word).zh else _parts(word):
        for translation in lexicon.to_english(part)[:_MOST_TRANSLATIONS_OF_PART]:
            found.setdefault(tuple(translation.text.split()), _PART * translation.weight)
    return found


def _parts(word: str) -> list[str]:
    """The shorter words that may stand in a word of three characters or more."""
    return [
        word[start:end]
        for start in range(len(word) - 1)
        for end in range(start + 2, len(word) + 1)
        if end - start < len(word) and word[start:end] not in FUNCTION_WORDS
    ]


def _is_known(run: str, lexicon: Lexicon) -> bool:
    """Whether the dictionary has a run of name characters, all of it or all but one."""
    return any(
        len(word) >= max(2, len(run) - 1) and lexicon.glosses_of(word)
        for word in lexicon.segment(run)
    )


def _sounding(sounds: list[tuple[str, float]]) -> Iterator[Wanted]:
    best: dict[str, float] = {}
    for sound, weight in sounds:
        worth = weight if len(sound) > 2 else weight * _SHORT_SOUND
        best[sound] = max(best.get(sound, 0.0), worth)
    if best:
        yield Wanted(tuple(Term((sound,), weight, sound=True) for sound, weight in best.items()))
