"""The quotes writer: the sentences that answer, as printed, or an honest refusal.

A sentence is scored by how much of what the question asks for it holds (rare things count more;
its headings and the rest of its chunk count in part), by the likeness of the two vectors, and by
whether it has a figure or a time when that is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple

import numpy as np

from assistant.asked import AnswerKind, Asked, Question
from assistant.types import Passage
from ingest.embed import Embedder
from language.normalise import match_key
from language.quantities import QuantityKind, quantities
from language.script import Language, detect_language
from language.sentences import sentence_spans
from language.tokens import ngrams, stem, words

_CAPTION = re.compile(r"(?:表|圖|Table|Figure)\s*\d+\b")
_LEADER = re.compile(r"\.{6,}|…{3,}")
_ENDED = re.compile(r"[。！？!?.；;：:][」』）)”’\"'】》〉\]]*$")

_MOST_SENTENCES = 4
_MOST_EMBEDDED = 24
"""Sentences whose likeness is computed: the best by words. About 2 ms each."""

_CONTEXT_SHARE = 0.6
"""What a thing asked for counts when it stands in the sentence's chunk or headings only."""

_RELATED_SHARE = 0.8
_FAMILY = 5
"""Letters that words of one family share at the least, and what such a word counts."""

_UNTRANSLATED_SHARE = 0.3
"""What a thing counts among those asked for when nobody knows its form in a text's language."""

_SAID = 0.15
"""The least share of what is asked beside names that the best sentence must hold itself."""

_NO_FIGURE = 0.15
"""How much more is enough when an amount or a time is asked and the sentence gives none."""

_LIKENESS = 0.45
_KIND_BONUS = 0.12
_RANK_BONUS = 0.10
_OWN_LANGUAGE = 0.10
_WHOLE_SENTENCE = 0.15
"""What ending as a sentence adds: a table's row says little without its head."""

_ENOUGH = 0.76
_ENOUGH_ACROSS = 0.65
"""What coverage and half the likeness must reach together, within a language and across.

On development halves of DRCD and XQuAD, with the answering paragraph taken out, 0.76 answers 15 to
17 in 100 questions wrongly, and declines 9 in 100 of those it could answer.
"""

_NEAR_BEST = 0.72
_NEAR_BEST_SAID = 0.6
"""Further sentences are quoted when they reach these shares of the best one's score and of what it
holds itself: the neighbours of an answer are about the same things and answer nothing."""


class Chosen(NamedTuple):
    """A sentence to quote, by its offsets in the passage's page."""

    passage: Passage
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Choice:
    """The sentences to quote, best page first; none when the passages do not answer."""

    chosen: tuple[Chosen, ...]
    missing: tuple[str, ...]
    """What was asked for and is in none of the passages."""


@dataclass(slots=True)
class _Sentence:
    passage: Passage
    start: int
    end: int
    text: str
    covered: float
    """Share of the asked weight that it holds; what its headings and chunk hold counts in part."""

    said: float
    """Share of what is asked beside names that it holds itself: a name says what a question is
    about, and the rest what it wants to know."""

    alike: float = 0.0
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Searchable:
    """A text in the forms that asked things are looked for in."""

    key: str
    stems: frozenset[str]
    figures: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "_Searchable":
        return cls(
            match_key(text),
            frozenset(stem(word) for word in words(text)),
            frozenset(str(quantity.value.normalize()) for quantity in quantities(text)),
        )


def choose(question: Question, passages: Sequence[Passage], *, embedder: Embedder) -> Choice:
    """Pick the sentences of these passages that answer the question."""
    wholes = [_whole(passage) for passage in passages]
    absent = tuple(
        asked.text
        for asked in question.asked
        if max((_held(asked, whole) for whole in wholes), default=0.0) < 0.5
    )
    needed = [asked for asked in question.asked if asked.must and asked.weight > 0]
    if any(asked.text in absent for asked in needed):
        return Choice((), absent)
    figures = _figures(question)
    sentences = [
        sentence
        for passage, whole in zip(passages, wholes, strict=True)
        if figures <= whole.figures
        and all(
            _held(asked, whole) >= 0.5
            for asked in needed
            if _can_be_said(asked, passage.chunk.language)
        )
        for sentence in _sentences(question, passage, whole)
    ]
    sentences.sort(key=lambda sentence: -sentence.covered)
    ranked = _own_language_first(
        question, _rank(question, sentences[:_MOST_EMBEDDED], embedder=embedder)
    )
    if not ranked or not _answers(ranked[0], question):
        return Choice((), absent or _uncovered(question, wholes))
    return Choice(_in_reading_order(_distinct(ranked, question.kind)), absent)


def _own_language_first(question: Question, ranked: list[_Sentence]) -> list[_Sentence]:
    """Only sentences in the question's language where one of them answers, else all."""
    own = detect_language(question.text)
    same = [sentence for sentence in ranked if sentence.passage.chunk.language is own]
    return same if same and _answers(same[0], question) else ranked


def _whole(passage: Passage) -> _Searchable:
    chunk = passage.chunk
    return _Searchable.of("\n".join((chunk.title, *chunk.headings, chunk.text)))


def _figures(question: Question) -> frozenset[str]:
    return frozenset(str(quantity.value.normalize()) for quantity in quantities(question.text))


def _held(asked: Asked, text: _Searchable) -> float:
    """How far a text holds the thing: 1 for any of its forms, part of it for part of its own."""
    best = 0.0
    for form in asked.han_forms:
        if form in text.key:
            return 1.0
    for stems in asked.word_forms:
        if stems and text.stems.issuperset(stems):
            return 1.0
        if len(stems) == 1 and _related(stems[0], text.stems):
            best = max(best, _RELATED_SHARE)
        if len(stems) > 1:
            best = max(best, 0.5 * sum(one in text.stems for one in stems) / len(stems))
    if asked.han_forms and len(asked.han_forms[0]) > 2:
        own = [pair for pair in ngrams(asked.han_forms[0]) if len(pair) == 2]
        best = max(best, 0.6 * sum(pair in text.key for pair in own) / len(own))
    return best


def _related(stem_: str, stems: frozenset[str]) -> bool:
    """Whether a text holds a word of the same family: the stemmer parts register, registration."""
    return len(stem_) >= _FAMILY and any(
        other.startswith(stem_) or (len(other) >= _FAMILY and stem_.startswith(other))
        for other in stems
    )


def _can_be_said(asked: Asked, language: Language) -> bool:
    """Whether a form of it is known in this language: most people's names have only one."""
    return bool(asked.han_forms if language is Language.ZH else asked.word_forms)


def _sentences(question: Question, passage: Passage, whole: _Searchable) -> list[_Sentence]:
    chunk = passage.chunk
    head = _Searchable.of("\n".join((chunk.title, *chunk.headings)))
    language = chunk.language
    weights = [
        asked.weight * (1.0 if _can_be_said(asked, language) else _UNTRANSLATED_SHARE)
        for asked in question.asked
    ]
    beside_names = [
        0.0 if asked.must or asked.vague else weight
        for asked, weight in zip(question.asked, weights, strict=True)
    ]
    if not any(beside_names):
        beside_names = weights
    held_in_context = [
        _CONTEXT_SHARE * max(_held(asked, head), _held(asked, whole)) for asked in question.asked
    ]
    found: list[_Sentence] = []
    for start, end in sentence_spans(chunk.text):
        text = chunk.text[start:end]
        if text in chunk.headings or not _is_sentence(text):
            continue
        own = _Searchable.of(text)
        held = [_held(asked, own) for asked in question.asked]
        found.append(
            _Sentence(
                passage,
                chunk.start + start,
                chunk.start + end,
                text,
                covered=_share(weights, list(map(max, held, held_in_context))),
                said=_share(beside_names, held),
            )
        )
    return found


def _share(weights: Sequence[float], held: Sequence[float]) -> float:
    return float(sum(map(mul, weights, held)) / (sum(weights) or 1.0))


def _is_sentence(text: str) -> bool:
    """Whether it can be quoted alone: long enough, and no caption or line of a contents list."""
    if _CAPTION.match(text) or _LEADER.search(text):
        return False
    if detect_language(text) is Language.ZH:
        return len(text) >= 8
    return len(text.split()) >= 4


def _rank(
    question: Question, sentences: Sequence[_Sentence], *, embedder: Embedder
) -> list[_Sentence]:
    if not sentences:
        return []
    vectors = embedder.embed([question.text, *(sentence.text for sentence in sentences)])
    likeness = vectors[1:] @ vectors[0]
    own = detect_language(question.text)
    for sentence, alike in zip(sentences, np.clip(likeness, 0.0, 1.0), strict=True):
        sentence.alike = float(alike)
        sentence.score = (
            sentence.covered
            + _LIKENESS * sentence.alike
            + _KIND_BONUS * _has_kind(question.kind, sentence.text)
            + _RANK_BONUS / sentence.passage.number
            + _OWN_LANGUAGE * (sentence.passage.chunk.language is own)
            + _WHOLE_SENTENCE * bool(_ENDED.search(sentence.text))
        )
    return sorted(sentences, key=lambda sentence: -sentence.score)


def _has_kind(kind: AnswerKind, text: str) -> bool:
    if kind is AnswerKind.ANY:
        return False
    times = {QuantityKind.YEAR, QuantityKind.DATE}
    return any((one.kind in times) == (kind is AnswerKind.TIME) for one in quantities(text))


def _answers(best: _Sentence, question: Question) -> bool:
    across = best.passage.chunk.language is not detect_language(question.text)
    enough = _ENOUGH_ACROSS if across else _ENOUGH
    if question.kind is not AnswerKind.ANY and not _has_kind(question.kind, best.text):
        enough += _NO_FIGURE
    return best.said >= _SAID and best.covered + 0.5 * best.alike >= enough


def _distinct(ranked: Sequence[_Sentence], kind: AnswerKind) -> list[_Sentence]:
    """The best sentences, without those that say again what one before them says."""
    kept: list[_Sentence] = []
    seen: list[set[str]] = []
    for sentence in ranked:
        if sentence.score < _NEAR_BEST * ranked[0].score or len(kept) == _MOST_SENTENCES:
            break
        if sentence.said < _NEAR_BEST_SAID * ranked[0].said:
            continue
        if _has_kind(kind, ranked[0].text) and not _has_kind(kind, sentence.text):
            continue
        grams = set(ngrams(match_key(sentence.text)))
        if all(len(grams & other) < 0.7 * min(len(grams), len(other)) for other in seen):
            kept.append(sentence)
            seen.append(grams)
    return kept


def _in_reading_order(kept: Sequence[_Sentence]) -> tuple[Chosen, ...]:
    """Pages by their best sentence; within a page, as printed."""
    page_rank: dict[tuple[int, int], int] = {}
    for sentence in kept:
        chunk = sentence.passage.chunk
        page_rank.setdefault((chunk.version, chunk.page_index), len(page_rank))
    ordered = sorted(
        kept,
        key=lambda one: (
            page_rank[one.passage.chunk.version, one.passage.chunk.page_index],
            one.start,
        ),
    )
    return tuple(Chosen(one.passage, one.start, one.end, one.score) for one in ordered)


def _uncovered(question: Question, wholes: Sequence[_Searchable]) -> tuple[str, ...]:
    """The asked things that no single passage holds together with the rest, rarest first."""
    best = max(
        wholes,
        key=lambda whole: sum(asked.weight * _held(asked, whole) for asked in question.asked),
        default=None,
    )
    if best is None:
        return ()
    lacking = [asked for asked in question.asked if _held(asked, best) < 0.5]
    return tuple(asked.text for asked in sorted(lacking, key=lambda asked: -asked.weight))
