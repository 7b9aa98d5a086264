"""The keyword side of an index: tantivy (BM25, on disk, commits that survive a crash).

Texts and questions come as tokens made by `language.tokens`; tantivy itself only splits at spaces.
"""

import logging
import math
import shutil
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import tantivy

from ingest.types import Chunk
from ingest.vectors import Hit
from language.script import Language
from language.sounds import sounds_of
from language.tokens import search_tokens

_LOG = logging.getLogger(__name__)

_TOKENIZER = "spaces"
_WRITER_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that must stand together in a chunk, and what finding them is worth."""

    tokens: tuple[str, ...]
    weight: float = 1.0

    sound: bool = False
    """Whether the tokens are sounds of names (`language.sounds`) rather than words."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing asked for: the best of its alternatives counts (disjunction max).

    Alternatives are translations of one word, so they are weighed as one word is: by in how many
    chunks any of them stands. A rare word that a dictionary gives as a late sense would otherwise
    count more than the common one that was meant (Pirkola's structured queries, SIGIR 1998, with
    the weights of Darwish and Oard, SIGIR 2003).
    """

    alternatives: tuple[Term, ...]


class Keywords:
    """Chunks by their words: per language a field of text, one of titles and one of sounds."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("chunk", stored=False, indexed=True, fast=True)
        for language in Language:
            builder.add_text_field(
                language.value, tokenizer_name=_TOKENIZER, index_option="position"
            )
            builder.add_text_field(
                _head(language), tokenizer_name=_TOKENIZER, index_option="position"
            )
            builder.add_text_field(_sound(language), tokenizer_name=_TOKENIZER, index_option="freq")
        self._schema = builder.build()
        self._index = self._open(folder)
        self._index.register_tokenizer(
            _TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        )
        self._lock = threading.Lock()

    def _open(self, folder: Path) -> tantivy.Index:
        """The index in a folder; one that has other fields is begun anew, as ingest fills it."""
        try:
            return tantivy.Index(self._schema, path=str(folder), reuse=True)
        except ValueError as error:
            if "schema" not in str(error).lower():
                raise
            _LOG.warning("the keyword index in %s is of an earlier version: ingest again", folder)
            shutil.rmtree(folder)
            folder.mkdir()
            return tantivy.Index(self._schema, path=str(folder), reuse=True)

    def add(self, chunks: Iterable[Chunk]) -> None:
        """Store chunks; searchable when this returns."""
        with self._lock:
            writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
            for chunk in chunks:
                document = tantivy.Document()
                document.add_unsigned("chunk", chunk.id)
                document.add_text(chunk.language.value, " ".join(search_tokens(chunk.text)))
                head = " ".join(chunk.context)
                document.add_text(_head(chunk.language), " ".join(search_tokens(head)))
                document.add_text(_sound(chunk.language), " ".join(sounds_of(chunk.text)))
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
        self._index.reload()

    def remove(self, chunks: Iterable[int]) -> None:
        with self._lock:
            writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
            for chunk in chunks:
                writer.delete_documents_by_query(
                    tantivy.Query.term_query(self._schema, "chunk", chunk)
                )
            writer.commit()
            writer.wait_merging_threads()
        self._index.reload()

    def search(
        self, wanted: Sequence[Wanted], *, language: Language, limit: int, head_weight: float
    ) -> list[Hit]:
        """The chunks of one language that hold most of what is wanted, by BM25."""
        self._index.reload()
        searcher = self._index.searcher()
        parts = [
            query
            for want in wanted
            if (query := self._best_of(want, language, head_weight, searcher))
        ]
        if not parts:
            return []
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        hits = searcher.search(query, limit, count=False).hits
        chunks = searcher.fast_field_values("chunk", [address for _, address in hits])
        return [
            Hit(int(chunk or 0), float(score))
            for chunk, (score, _) in zip(chunks, hits, strict=True)
        ]

    def _best_of(
        self,
        want: Wanted,
        language: Language,
        head_weight: float,
        searcher: tantivy.Searcher,
    ) -> tantivy.Query | None:
        queries = []
        for term in _weighed(want.alternatives, language, searcher):
            fields = (
                ((_sound(language), 1.0),)
                if term.sound
                else ((language.value, 1.0), (_head(language), head_weight))
            )
            for field, factor in fields:
                if query := self._term(field, term.tokens):
                    queries.append(tantivy.Query.boost_query(query, term.weight * factor))
        if not queries:
            return None
        return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)

    def _term(self, field: str, tokens: tuple[str, ...]) -> tantivy.Query | None:
        if not tokens:
            return None
        if len(tokens) == 1:
            return tantivy.Query.term_query(self._schema, field, tokens[0])
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, tantivy.Query.term_query(self._schema, field, token))
                for token in tokens
            ]
        )

    def document_frequency(self, token: str, *, language: Language) -> int:
        """In how many chunks of a language a token stands."""
        return int(self._index.searcher().doc_freq(language.value, token))

    def chunks(self) -> set[int]:
        """The chunks that are stored, those of replaced versions included."""
        self._index.reload()
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return set()
        everything = tantivy.Query.all_query()
        hits = searcher.search(everything, searcher.num_docs, count=False).hits
        chunks = searcher.fast_field_values("chunk", [address for _, address in hits])
        return {int(chunk or 0) for chunk in chunks}

    def count(self) -> int:
        """How many chunks are stored, those of replaced versions included."""
        return int(self._index.searcher().num_docs)


def _weighed(
    terms: Sequence[Term], language: Language, searcher: tantivy.Searcher
) -> Sequence[Term]:
    """Alternatives, weighed so that each counts as rare as all of them together."""
    if len(terms) == 1:
        return terms
    found: list[tuple[Term, list[int]]] = []
    for term in terms:
        field = _sound(language) if term.sound else language.value
        counts = [int(searcher.doc_freq(field, token)) for token in term.tokens]
        if counts:
            found.append((term, counts))
    chunks = int(searcher.num_docs)
    together = min(chunks, sum(min(counts) * term.weight for term, counts in found))
    rarity = _rarity(together, chunks)
    return [
        replace(
            term,
            weight=term.weight * min(1.0, rarity / sum(_rarity(count, chunks) for count in counts)),
        )
        for term, counts in found
    ]


def _rarity(count: float, chunks: int) -> float:
    """BM25's inverse document frequency, as tantivy has it."""
    return math.log(1 + (chunks - count + 0.5) / (count + 0.5))


def _head(language: Language) -> str:
    return f"{language.value}_head"


def _sound(language: Language) -> str:
    return f"{language.value}_sound"
