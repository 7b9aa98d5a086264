"""How candidates of both languages are put into one order.

A candidate has five measures, each relative to its own question: both engines' scores, as z-scores
among the candidates of its language; the share of what is asked that the chunk holds, and that its
best sentence holds; and how like the question its best sentence is, as a z-score. Their weights
are those under which the right paragraph is most likely to be chosen from all candidates (a
conditional logit, McFadden 1974), fitted by `benchmarks/ranking.py`.

Those questions share words with their paragraphs. One asked in other words than the documents' is
known by what no candidate holds; there, what whole passages are about counts more (`lean`).
"""

from collections.abc import Iterable, Mapping
from operator import mul
from statistics import fmean, pstdev
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.asked import Question
from assistant.coverage import Searchable, held
from assistant.read_chunk import read_chunk
from ingest.types import Chunk
from ingest.vectors import Hit


class Measures(NamedTuple):
    """What is known of one candidate."""

    keyword: float
    vector: float
    chunk: float = 0.0
    sentence: float = 0.0
    likeness: float = 0.0


OWN = Measures(keyword=1.05, vector=0.02, chunk=1.74, sentence=1.60, likeness=1.07)
OTHER = Measures(keyword=0.69, vector=0.05, chunk=1.56, sentence=1.12, likeness=1.54)
"""Weights of the measures, for candidates in the question's language and in the other."""

OWN_LANGUAGE = -0.28
"""Added to candidates in the question's language."""

_IN_OTHER_WORDS = 2.0
"""How much the vectors of whole passages count more when nothing of what is asked is held."""

_FIRST_LOOK = Measures(keyword=0.6, vector=0.4)
"""Weights by which candidates are chosen to be looked into."""

_NO_CHUNK = 0
"""The catalogue counts from 1."""


def score(measures: Measures, *, own: bool, covered: float) -> float:
    """Comparable between the candidates of one question, whatever their language.

    `covered` is the largest share of what is asked that any of the candidates holds.
    """
    weights, bonus = (OWN, OWN_LANGUAGE) if own else (OTHER, 0.0)
    return float(sum(map(mul, measures, weights))) + bonus + lean(measures, covered=covered)


def lean(measures: Measures, *, covered: float) -> float:
    """What a candidate gains where the question's words are not the documents'.

    It goes with the square of what no candidate holds: near nothing where most is held, as it is
    of nearly all questions that were typed from a page.
    """
    return _IN_OTHER_WORDS * (1 - covered) ** 2 * measures.vector


def first_look(measures: Measures) -> float:
    """How promising a candidate is by the engines alone."""
    return float(sum(map(mul, measures, _FIRST_LOOK)))


def by_engines(keyword: Iterable[Hit], vector: Iterable[Hit]) -> dict[int, Measures]:
    """Both engines' hits of one language, by chunk, as z-scores.

    A chunk that one engine did not offer gets the lowest score that engine gave. The keyword
    scores are seen beside the 0 of a chunk that has none of the words: without it a single hit
    would be its own mean and count for nothing.
    """
    keywords = {hit.chunk: hit.score for hit in keyword}
    by_keyword = z_scores(keywords | {_NO_CHUNK: 0.0}) if keywords else {}
    by_keyword.pop(_NO_CHUNK, None)
    by_vector = z_scores({hit.chunk: hit.score for hit in vector})
    lowest_keyword = min(by_keyword.values(), default=0.0)
    lowest_vector = min(by_vector.values(), default=0.0)
    return {
        chunk: Measures(by_keyword.get(chunk, lowest_keyword), by_vector.get(chunk, lowest_vector))
        for chunk in by_keyword.keys() | by_vector.keys()
    }


def coverage(question: Question, chunk: Chunk) -> tuple[float, float]:
    """Shares of what is asked that the chunk, its title included, and its best sentence hold."""
    total = sum(asked.weight for asked in question.asked)
    if not total:
        return 0.0, 0.0
    read = read_chunk(chunk)
    by_whole = [held(asked, read.whole) for asked in question.asked]

    def share(text: Searchable) -> float:
        # What the whole does not hold, no part of it can hold.
        return (
            sum(
                asked.weight * held(asked, text)
                for asked, possible in zip(question.asked, by_whole, strict=True)
                if possible
            )
            / total
        )

    by_weight = sum(asked.weight * one for asked, one in zip(question.asked, by_whole, strict=True))
    return by_weight / total, max(share(one.held) for one in read.sentences)


def likeness(
    vector: NDArray[np.float32], sentences: Mapping[int, NDArray[np.float32]]
) -> dict[int, float]:
    """By chunk, the cosine of the question and the chunk's likest sentence, as a z-score."""
    return z_scores({chunk: float(np.max(own @ vector)) for chunk, own in sentences.items()})


def z_scores(scores: Mapping[int, float]) -> dict[int, float]:
    """Each score's distance from the mean in standard deviations; 0 where all are alike."""
    if not scores:
        return {}
    mean, spread = fmean(scores.values()), pstdev(scores.values())
    return {key: (one - mean) / spread if spread else 0.0 for key, one in scores.items()}
