"""A question as each language's index can look for it."""

from collections.abc import Iterator

from ingest.keywords import Term, Wanted
from language.lexicon import Lexicon
from language.script import Language
from language.tokens import STOP_HAN, STOP_WORDS, han_runs, ngrams, stem, words

_MOST_TRANSLATIONS = 12
"""Translations tried for one word; the dictionary has up to 60, the later ones ever stranger."""


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
    for run in han_runs(question):
        for word in lexicon.segment(run):
            translations = lexicon.to_english(word)[:_MOST_TRANSLATIONS]
            if translations and word not in STOP_HAN:
                yield Wanted(
                    tuple(
                        Term(tuple(translation.text.split()), translation.weight)
                        for translation in translations
                    )
                )
