"""From a question to the passages that may answer it.

Each language has its own candidates from keywords and from vectors; the two are fused by the sum
of their z-scores. (Rank fusion, the usual choice, lets a weak list outvote a strong one: it took
Chinese recall@1 from 0.94 to 0.63.)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from assistant.query import wanted
from assistant.types import Passage
from ingest.index import Index
from ingest.vectors import Hit
from language.script import Language, detect_language

_CANDIDATES = 60
"""How many chunks each engine offers per language."""

_HEAD_WEIGHT = 0.4
"""What a word in a title or heading counts beside one in the text."""

_VECTOR_WEIGHT = 0.4
_VECTOR_WEIGHT_ACROSS = 0.5
"""The vectors' share of the fused score: words carry more within a language than across."""

_NO_CHUNK = 0
"""The catalogue counts from 1."""

_OWN_LANGUAGE = 0.5
"""Added, in z-score units, to passages in the question's language."""


@dataclass(frozen=True)
class Retriever:
    """Searches one index."""

    index: Index

    def search(self, question: str, *, limit: int) -> list[Passage]:
        """The best passages, numbered from 1."""
        own = detect_language(question)
        nearest = self.index.nearest(question, limit=_CANDIDATES)
        scored: dict[int, float] = {}
        for language in Language:
            bonus = _OWN_LANGUAGE if language is own else 0.0
            weight = _VECTOR_WEIGHT if language is own else _VECTOR_WEIGHT_ACROSS
            for hit in self._candidates(question, nearest[language], language, weight):
                scored[hit.chunk] = hit.score + bonus
        chunks = self.index.catalogue.chunks(list(scored))
        best = sorted(chunks.values(), key=lambda chunk: (-scored[chunk.id], chunk.id))[:limit]
        return [
            Passage(number, chunk, scored[chunk.id]) for number, chunk in enumerate(best, start=1)
        ]

    def _candidates(
        self, question: str, by_vector: Sequence[Hit], language: Language, vector_weight: float
    ) -> list[Hit]:
        by_keyword = self.index.keywords.search(
            wanted(question, language=language, lexicon=self.index.lexicon),
            language=language,
            limit=_CANDIDATES,
            head_weight=_HEAD_WEIGHT,
        )
        return fuse(by_keyword, by_vector, vector_weight=vector_weight)


def fuse(keyword: Sequence[Hit], vector: Sequence[Hit], *, vector_weight: float) -> list[Hit]:
    """Both engines' hits as one list, best first, by the weighted sum of z-scores.

    A chunk that one engine did not offer gets the lowest score that engine gave. The keyword
    scores are seen beside the 0 of a chunk that has none of the words.
    """
    # Without the 0 a single hit would be its own mean and count for nothing.
    by_keyword = _z_scores([*keyword, Hit(_NO_CHUNK, 0.0)]) if keyword else {}
    by_keyword.pop(_NO_CHUNK, None)
    by_vector = _z_scores(vector)
    lowest_keyword = min(by_keyword.values(), default=0.0)
    lowest_vector = min(by_vector.values(), default=0.0)
    return sorted(
        (
            Hit(
                chunk,
                (1 - vector_weight) * by_keyword.get(chunk, lowest_keyword)
                + vector_weight * by_vector.get(chunk, lowest_vector),
            )
            for chunk in by_keyword.keys() | by_vector.keys()
        ),
        key=lambda hit: (-hit.score, hit.chunk),
    )


def _z_scores(hits: Iterable[Hit]) -> dict[int, float]:
    scores = {hit.chunk: hit.score for hit in hits}
    if not scores:
        return {}
    mean, spread = fmean(scores.values()), pstdev(scores.values())
    return {chunk: (score - mean) / spread if spread else 0.0 for chunk, score in scores.items()}
