"""From a question to the passages that may answer it.

Each language has its own candidates from keywords and from vectors. The most promising are looked
into, and `rank` puts both languages' into one order. (Rank fusion, the usual choice, lets a weak
list outvote a strong one: it took Chinese recall@1 from 0.94 to 0.63.)
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from assistant.asked import Question, rarity_by_frequency, take_apart
from assistant.everyday import knowing_everyday
from assistant.facets import Facets, Filters, facets_of, kinds_asked, years_named
from assistant.misspelt import Spelling
from assistant.query import wanted
from assistant.rank import Measures, by_engines, coverage, first_look, likeness, score
from assistant.steer import Steering
from assistant.types import CASE, Passage, ReadAs
from assistant.verify_names import Names
from ingest.index import Index
from ingest.types import Chunk
from ingest.vectors import Hit
from language.lexicon import Lexicon
from language.pairs import taught
from language.places import market_codes
from language.script import Language, detect_language

_CANDIDATES = 60
"""How many chunks each engine offers per language."""

_LOOKED_INTO = 30
"""How many candidates per language are read: about a third of a millisecond each."""

_MOST_FILTERED = 16_000
"""The most hits an engine is asked for when filters leave too few."""

_HEAD_WEIGHT = 0.4
"""What a word in a title or heading counts beside one in the text."""

_MARKET_NAMED = 0.5
_KIND_NAMED = 0.3
"""Added for a document on a market, or of a kind, that the question names."""

_MARKET = "market"
"""The kind of a report on a market."""

_UNDER_SUCCESSOR = 1e-6

_REMEMBERED = 256
"""Questions whose parts are remembered."""

_Nearest = Callable[[int], Mapping[Language, list[Hit]]]
"""From a number of hits to that many in each language, nearest by vector."""


class Candidate(NamedTuple):
    """A chunk that may answer, and what is known of it."""

    chunk: Chunk
    measures: Measures
    own: bool
    """Whether it is in the question's language."""


class _Known(NamedTuple):
    """What is read again when what is served has changed."""

    generation: tuple[int, ...]
    facets: Mapping[int, Facets]
    """Of every served version."""

    lexicon: Lexicon
    """The index's, with the names that the served documents give in both languages, and everyday
    words: for questions."""

    names: Names
    """Finds those names in texts, without everyday words."""

    take_apart: Callable[[str], Question]
    """Takes a question apart; the last ones are remembered, since each step of an answer asks."""

    misspelt: Callable[[str, str], tuple[ReadAs, ...]]
    """Finds misspelt words in a question, beside the asker's own; the last ones are remembered."""


@dataclass
class Retriever:
    """Searches one index; threads may share one."""

    index: Index
    _last_known: _Known | None = field(default=None, init=False, repr=False)
    _reading: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def search(self, question: str, *, limit: int, filters: Filters | None = None) -> list[Passage]:
        """The best passages, numbered from 1.

        A market or kind that the question names lifts documents on it, and keeps none out; that
        is what `filters` are for. A superseded edition comes after its successor, unless the
        question names a year and it is that of the old one. A profile lifts, too, and what it
        changes is told by the passages.
        """
        filters = filters or Filters()
        known = self._known()
        facets = known.facets
        steering = Steering.of(filters.profile, question, take_apart=known.take_apart)
        candidates = self.candidates(question, filters=filters, steering=steering)
        lift = _Lift.of(question)
        covered = max((one.measures.chunk for one in candidates), default=0.0)
        scored = {
            one.chunk.id: score(one.measures, own=one.own, covered=covered)
            + lift.of_document(facets[version])
            for one in candidates
            if (version := one.chunk.version) in facets
        }
        chunks = [one.chunk for one in candidates if one.chunk.id in scored]
        lifts = {chunk.id: steering.lifts(chunk, facets[chunk.version]) for chunk in chunks}
        years = years_named(question)
        best = _best_first(
            chunks, {id: own + sum(lifts[id].values()) for id, own in scored.items()}, facets, years
        )[:limit]
        anyway = _best_first(chunks, scored, facets, years)[:limit] if any(lifts.values()) else best
        found = {one.chunk.id for one in anyway}
        return [
            Passage(number, one.chunk, one.score, tuple(lifts[one.chunk.id]))
            if one.chunk.id not in found or (number == 1 and one.chunk.id != anyway[0].chunk.id)
            else Passage(number, one.chunk, one.score)
            for number, one in enumerate(best, start=1)
        ]

    def speaking_of(self, text: str, *, limit: int, filters: Filters | None = None) -> list[Chunk]:
        """The chunks that hold most of a few words, at most so many of each language.

        By keywords alone, which takes a tenth of a search: to see whether documents speak of a
        thing at all.
        """
        known, filters = self._known(), filters or Filters()
        found: list[Chunk] = []
        for language in filters.languages or Language:
            terms = wanted(text, language=language, lexicon=known.lexicon)
            hits = self.index.keywords.search(
                terms, language=language, limit=_CANDIDATES, head_weight=_HEAD_WEIGHT
            )
            served = self._let_through(hits, filters)[:limit]
            found += self.index.catalogue.chunks([hit.chunk for hit in served]).values()
        return found

    def on_markets(
        self, markets: frozenset[str], language: Language, *, filters: Filters | None = None
    ) -> list[Sequence[Chunk]]:
        """The chunks, in order, of each document in a language whose title names a place of these.

        Those on fewer places first, and of these reports on a market; a superseded edition is
        left out.
        """
        filters = filters or Filters()
        if filters.languages and language not in filters.languages:
            return []
        facets = self._known().facets
        on = sorted(
            (len(own.named), own.kind != _MARKET, version)
            for version, own in facets.items()
            if own.named & markets and own.successor is None and own.pass_(filters)
        )
        return self._documents([version for _, _, version in on], language)

    def on_going_anywhere(
        self, language: Language, *, filters: Filters | None = None
    ) -> list[Sequence[Chunk]]:
        """The same of each document that is on going abroad, wherever that may be; what one firm
        did is none."""
        filters = filters or Filters()
        if filters.languages and language not in filters.languages:
            return []
        on = [
            version
            for version, own in sorted(self._known().facets.items())
            if own.anywhere and own.kind != CASE and own.successor is None and own.pass_(filters)
        ]
        return self._documents(on, language)

    def cases_on(
        self, markets: frozenset[str], language: Language, *, filters: Filters | None = None
    ) -> list[Sequence[Chunk]]:
        """The same of each document that tells one case, on any of these markets where some are
        given; those first whose title names one."""
        filters = filters or Filters()
        if filters.languages and language not in filters.languages:
            return []
        on = sorted(
            (not own.named & markets, version)
            for version, own in self._known().facets.items()
            if own.kind == CASE
            and (not markets or own.markets & markets)
            and own.successor is None
            and own.pass_(filters)
        )
        return self._documents([version for _, version in on], language)

    def _documents(self, versions: Iterable[int], language: Language) -> list[Sequence[Chunk]]:
        documents = map(self.index.catalogue.chunks_of, versions)
        return [chunks for chunks in documents if chunks and chunks[0].language is language]

    def facets(self) -> Mapping[int, Facets]:
        """What is known of every served version."""
        return self._known().facets

    def names(self) -> Names:
        """Finds names in texts, by all that the lexicon and the served documents call them."""
        return self._known().names

    def take_apart(self, question: str) -> Question:
        """What the question asks for, weighed by how rare it is in this index."""
        return self._known().take_apart(question)

    def misspelt(self, question: str, *, own: str = "") -> tuple[ReadAs, ...]:
        """Words of a question that are read as others; none of the asker's `own`."""
        return self._known().misspelt(question, own)

    def _taking_apart(self, lexicon: Lexicon) -> Callable[[str], Question]:
        keywords = self.index.keywords

        @lru_cache(maxsize=_REMEMBERED)
        def taken_apart(question: str) -> Question:
            rarity = rarity_by_frequency(
                keywords.count(),
                lambda token: keywords.document_frequency(token, language=Language.ZH),
                self._frequency,
            )
            return take_apart(question, lexicon=lexicon, rarity=rarity)

        return taken_apart

    def _spelling(self, asking: Lexicon) -> Callable[[str, str], tuple[ReadAs, ...]]:
        spelling = Spelling(self.index.lexicon, asking, frequency=self._frequency)
        return lru_cache(maxsize=_REMEMBERED)(spelling.read)

    def _frequency(self, token: str) -> int:
        """In how many chunks a token stands, in the language that has it most often."""
        return max(
            self.index.keywords.document_frequency(token, language=language)
            for language in Language
        )

    def candidates(
        self, question: str, *, filters: Filters, steering: Steering | None = None
    ) -> list[Candidate]:
        """The most promising chunks of each language, in no order, with their measures."""
        own = detect_language(question)
        known = self._known()
        asked = known.take_apart(question)
        vector = self.index.embedder.embed_question(question)
        nearest = cache(lambda limit: self.index.nearest(question, limit=limit))
        found: list[Candidate] = []
        for language in filters.languages or Language:
            measured = self._by_engines(question, nearest, language, filters, known)
            lifted = self._lifted(measured, steering) if steering and steering.markets else {}
            promising = sorted(
                measured,
                key=lambda chunk: -first_look(measured[chunk]) - lifted.get(chunk, 0.0),
            )
            chunks = self.index.catalogue.chunks(promising[:_LOOKED_INTO])
            alike = likeness(
                vector,
                self.index.sentences.of(
                    list(chunks),
                    embedder=self.index.embedder.name,
                    dimensions=self.index.embedder.dimensions,
                ),
            )
            least = min(alike.values(), default=0.0)
            for chunk in chunks.values():
                whole, sentence = coverage(asked, chunk)
                measures = measured[chunk.id]._replace(
                    chunk=whole, sentence=sentence, likeness=alike.get(chunk.id, least)
                )
                found.append(Candidate(chunk, measures, language is own))
        return found

    def _by_engines(
        self,
        question: str,
        nearest: _Nearest,
        language: Language,
        filters: Filters,
        known: _Known,
    ) -> dict[int, Measures]:
        terms = wanted(question, language=language, lexicon=known.lexicon)
        asked_for = _CANDIDATES
        while True:
            by_keyword = self.index.keywords.search(
                terms, language=language, limit=asked_for, head_weight=_HEAD_WEIGHT
            )
            by_vector = nearest(asked_for)[language]
            exhausted = max(len(by_keyword), len(by_vector)) < asked_for
            if filters.narrow:
                by_keyword = self._let_through(by_keyword, filters)
                by_vector = self._let_through(by_vector, filters)
            enough = min(len(by_keyword), len(by_vector)) >= _CANDIDATES
            if not filters.narrow or enough or exhausted or asked_for >= _MOST_FILTERED:
                return by_engines(by_keyword, by_vector)
            asked_for *= 4

    def _lifted(self, chunks: Iterable[int], steering: Steering) -> dict[int, float]:
        """Chunks of documents that a profile leads to, and how far."""
        facets = self._known().facets
        versions = self.index.served.versions_of(list(chunks))
        return {
            chunk: steering.towards(facets[version])
            for chunk, version in versions.items()
            if version in facets
        }

    def _let_through(self, hits: Iterable[Hit], filters: Filters) -> list[Hit]:
        facets = self._known().facets
        hits = list(hits)
        versions = self.index.served.versions_of([hit.chunk for hit in hits])
        passing = {
            chunk
            for chunk, version in versions.items()
            if version in facets and facets[version].pass_(filters)
        }
        return [hit for hit in hits if hit.chunk in passing][:_CANDIDATES]

    def _known(self) -> _Known:
        known, generation = self._last_known, self._generation()
        if known is not None and known.generation == generation:
            return known
        with self._reading:  # once, however many ask at the same moment
            known = self._last_known
            if known is None or known.generation != generation:
                lexicon = taught(self.index.lexicon, self.index.names.served())
                facets = facets_of(self.index.served.all(), self.index.surveys.alike())
                asking = knowing_everyday(lexicon)
                known = self._last_known = _Known(
                    generation,
                    facets,
                    asking,
                    Names(lexicon),
                    self._taking_apart(asking),
                    self._spelling(asking),
                )
            return known

    def _generation(self) -> tuple[int, ...]:
        return *self.index.served.generation(), *self.index.corrections.generation()


@dataclass(frozen=True, slots=True)
class _Lift:
    """What a question says of the documents it wants."""

    markets: frozenset[str]
    kinds: frozenset[str]

    @classmethod
    def of(cls, question: str) -> "_Lift":
        return cls(market_codes(question), kinds_asked(question))

    def of_document(self, facets: Facets) -> float:
        return _MARKET_NAMED * (not self.markets.isdisjoint(facets.markets)) + _KIND_NAMED * (
            facets.kind in self.kinds
        )


class _Placed(NamedTuple):
    chunk: Chunk
    score: float


def _best_first(
    chunks: Sequence[Chunk],
    scored: Mapping[int, float],
    facets: Mapping[int, Facets],
    years: frozenset[str],
) -> list[_Placed]:
    placed = dict(scored)
    _put_under_successors(chunks, placed, facets, years)
    best = sorted(chunks, key=lambda chunk: (-placed[chunk.id], chunk.id))
    return [_Placed(chunk, placed[chunk.id]) for chunk in best]


def _put_under_successors(
    chunks: Iterable[Chunk],
    scored: dict[int, float],
    facets: Mapping[int, Facets],
    years: frozenset[str],
) -> None:
    best: dict[int, float] = {}
    for chunk in chunks:
        best[chunk.version] = max(best.get(chunk.version, -np.inf), scored[chunk.id])
    for chunk in chunks:
        issued, successor = facets[chunk.version].issued, facets[chunk.version].successor
        named = issued is not None and issued[:4] in years
        if successor is not None and successor in best and not named:
            scored[chunk.id] = min(scored[chunk.id], best[successor] - _UNDER_SUCCESSOR)
