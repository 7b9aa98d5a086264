"""A question as each language's index can look for it."""

from collections.abc import Iterator

from ingest.keywords import Term, Wanted
from language.function_words import FUNCTION_WORDS
from language.lexicon import Lexicon
from language.script import Language
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

_SHORT_SOUND = 0.6
"""What a sound of two consonants counts beside a longer one: many names share it."""


def wanted(question: str, *, language: Language, lexicon: Lexicon) -> list[Wanted]:
    """The question in search terms of `language`, translated where it is not in it."""
    in_language = _in_chinese if language is Language.ZH else _in_english
    return list(in_language(question, lexicon))


def _in_chinese(question: str, lexicon: Lexicon) -> Iterator[Wanted]:
    for run in han_runs(question):
        for token in ngrams(run):
            if token not in STOP_HAN:
                yield Wanted((Term((token,)),))
    for unit in lexicon.to_chinese(question):
        own = Term(tuple(stem(word) for word in unit.source.split()))
        translations = tuple(
            Term(_han_term(translation.text), translation.weight)
            for translation in unit.translations[:_MOST_TRANSLATIONS]
        )
        yield Wanted((own, *translations))
    for name in latin_names(question):
        if question.lstrip().startswith(name) and lexicon.to_chinese(name)[0].translations:
            continue  # in upper case as the first word, not as a name
        yield from _sounding([(sound, 1.0) for sound in latin_sounds(name)])


def _han_term(word: str) -> tuple[str, ...]:
    """A Chinese word as tokens that must all be there: its pairs, or the character alone."""
    tokens: list[str] = []
    for run in han_runs(word):
        tokens.extend(run[i : i + 2] for i in range(len(run) - 1)) if len(
            run
        ) > 1 else tokens.append(run)
    tokens.extend(stem(other) for other in words(word))
    return tuple(tokens)


def _in_english(question: str, lexicon: Lexicon) -> Iterator[Wanted]:
    for token in words(question):
        if token not in STOP_WORDS:
            yield Wanted((Term((stem(token),)),))
    for word in lexicon.cut(question):
        if word in FUNCTION_WORDS and not lexicon.other_names(word).zh:
            continue
        if translations := lexicon.to_english(word)[:_MOST_TRANSLATIONS]:
            yield Wanted(
                tuple(
                    Term(tuple(translation.text.split()), translation.weight)
                    for translation in translations
                )
            )
    for run in chinese_names(question):
        if not _is_known(run, lexicon):
            yield from _sounding(
                [
                    (sound, (len(part) / len(run)) ** 0.5)
                    for part in parts_of(run)
                    for sound in chinese_sounds(part)
                ]
            )


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
