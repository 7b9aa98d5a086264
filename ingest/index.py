"""An index: the catalogue, the two engines beside it, and the models that make the vectors.

One set of vectors is searched at a time, with the model that made it. When another model is chosen,
`embed` makes a new set beside it, which takes its place when it is whole; until then, and while the
new model cannot be used, the old one serves.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ingest.catalogue import Catalogue
from ingest.containers import Containers
from ingest.corrections import Corrections
from ingest.database import open_database
from ingest.embed import Embedder, MiniLM, PartEmbedder, PartVectors
from ingest.errors import EmbedderUnusable, IndexMissing, VectorsLost, VectorsUnusable
from ingest.gloss import Glossed
from ingest.keywords import Keywords
from ingest.names import DocumentNames
from ingest.providers import open_embedder
from ingest.sentences import SentenceVectors, sentences_of
from ingest.served import ServedDocuments
from ingest.surveys import Surveys
from ingest.types import Chunk
from ingest.vector_sets import VectorSet, VectorSets
from ingest.vectors import Hit, Vectors, VectorStore
from language.lexicon import Lexicon
from language.script import Language

_BATCH = 256
"""How many chunks are embedded at once."""

_LOG = logging.getLogger(__name__)

EmbedProgress = Callable[[int, int], None]
"""Called with chunks that have a vector of the chosen model, and chunks in all."""


@dataclass(frozen=True, slots=True)
class VectorState:
    """Which model's vectors are searched, and what is to be done."""

    chosen: str
    """The model that the settings name."""

    serving: str | None
    """The model whose vectors are searched; None before any are made."""

    dimensions: int | None
    """How long those vectors are; None before any are made."""

    stored: int
    """How many vectors are searched."""

    rebuilt: int | None
    """How many vectors of the chosen model are made, when they are on their way."""

    chunks: int
    """How many chunks are to have one."""

    trouble: str | None
    """Why search goes by keywords alone, with the cure; None when it does not."""

    lacking: Mapping[str, int] = field(default_factory=dict)
    """How many chunks have no vectors yet, by document: keywords alone find those."""

    @property
    def progress(self) -> str:
        """Which model serves, and how far the vectors of another are on their way."""
        if self.serving is None:
            return "no vectors are made yet"
        if self.rebuilt is None:
            return f"vectors of {self.serving} serve"
        return (
            f"vectors of {self.serving} serve, until those of {self.chosen} are made "
            f"({self.rebuilt} of {self.chunks} chunks)"
        )


class Embedders:
    """The embedding models by name, each opened once."""

    def __init__(self, known: Sequence[Embedder], *, chosen: str | None, cache: Path) -> None:
        """`chosen` is a `provider:model`, or None for the first of those known.

        Raises `EmbedderUnusable` when the chosen one cannot be opened.
        """
        self._cache = cache
        self._open = {embedder.name: embedder for embedder in known}
        self.chosen = known[0] if chosen is None else self.named(chosen)

    def named(self, name: str) -> Embedder:
        """Raises `EmbedderUnusable` for a model that cannot be opened here."""
        if name not in self._open:
            embedder = open_embedder(name, cache=self._cache)
            self._open[embedder.name] = embedder
            return embedder
        return self._open[name]


@dataclass(frozen=True)
class Index:
    """Everything that ingest writes and retrieval reads."""

    home: Path
    catalogue: Catalogue
    served: ServedDocuments
    keywords: Keywords
    store: VectorStore
    sets: VectorSets
    embedders: Embedders
    sentences: SentenceVectors
    names: DocumentNames
    surveys: Surveys
    corrections: Corrections
    containers: Containers
    embedder: PartEmbedder
    """The built-in model, by which sentences are likened, whichever made the vectors."""

    lexicon: Lexicon

    @classmethod
    def open(
        cls,
        home: Path,
        *,
        lexicon: Lexicon,
        cache: Path | None = None,
        database_url: str | None = None,
        chroma_url: str | None = None,
        embeddings: str | None = None,
    ) -> "Index":
        """The index in `home`, made when there is none; the models' files go to `cache`.

        `embeddings` is the `provider:model` that makes the vectors instead of the built-in one.
        """
        home.mkdir(parents=True, exist_ok=True)
        cache = cache or home / "cache"
        built_in = Glossed(MiniLM(cache=cache), lexicon)
        database = open_database(database_url, home=home)
        return cls(
            home=home,
            catalogue=Catalogue(database, originals=home / "originals"),
            served=ServedDocuments(database),
            keywords=Keywords(home / "keywords"),
            store=VectorStore(home / "vectors", url=chroma_url),
            sets=VectorSets(database),
            embedders=Embedders([built_in], chosen=embeddings, cache=cache),
            sentences=SentenceVectors(database),
            names=DocumentNames(database),
            surveys=Surveys(database),
            corrections=Corrections(database),
            containers=Containers(database),
            embedder=built_in,
            lexicon=lexicon,
        )

    def require_documents(self) -> None:
        """Raise `IndexMissing` when nothing has been ingested."""
        if self.catalogue.is_empty():
            raise IndexMissing(self.home)

    # Reading

    @property
    def vectors(self) -> Vectors:
        """The vectors being served; raises `VectorsLost` before any are made."""
        return self.store.vectors(self._serving().id)

    def _serving(self) -> VectorSet:
        if (serving := self.sets.serving()) is None:
            raise VectorsLost("no vectors have been made yet: run `advisor embed`")
        return serving

    def nearest(self, question: str, *, limit: int) -> dict[Language, list[Hit]]:
        """The chunks of each language whose vectors are nearest to the question's.

        Where vectors cannot be used, nothing is found and the log says why, so that the keywords
        serve alone. The question's vector and those it is compared with are always of one model.
        """
        try:
            serving = self._serving()
            while True:
                try:
                    return self._nearest(question, serving, limit)
                except VectorsLost:
                    # Another process may just have served a new set, and dropped this one.
                    now = self._serving()
                    if now.id == serving.id:
                        raise
                    serving = now
        except (EmbedderUnusable, VectorsUnusable) as error:
            _LOG.warning("searching by keywords alone: %s", error)
            return {language: [] for language in Language}

    def _nearest(self, question: str, serving: VectorSet, limit: int) -> dict[Language, list[Hit]]:
        vector = self.embedders.named(serving.embedder).embed_question(question)
        _check_dimensions(serving, len(vector))
        vectors = self.store.vectors(serving.id)
        return {
            language: vectors.search(vector, language=language, limit=limit)
            for language in Language
        }

    def vector_state(self) -> VectorState:
        """Which model serves, how far a rebuild is, and whether vectors can be used at all.

        No text is embedded for it.
        """
        serving, building = self.sets.serving(), self.sets.building()
        chosen, stored, rebuilt, trouble = self.embedders.chosen.name, 0, None, None
        try:
            if serving is not None:
                stored = self.store.vectors(serving.id).count()
                self.embedders.named(serving.embedder)
            elif self.catalogue.count_chunks():
                self._serving()
            if building is not None and building.embedder == chosen:
                rebuilt = self._count_rebuilt(building)
        except (EmbedderUnusable, VectorsUnusable) as error:
            trouble = str(error)
        if rebuilt is None and serving is not None and serving.embedder != chosen:
            rebuilt = 0
        return VectorState(
            chosen=chosen,
            serving=None if serving is None else serving.embedder,
            dimensions=None if serving is None else serving.dimensions,
            stored=stored,
            rebuilt=rebuilt,
            chunks=self.catalogue.count_chunks(),
            trouble=trouble,
            lacking=self.sentences.lacking(),
        )

    def _count_rebuilt(self, building: VectorSet) -> int:
        try:
            return self.store.vectors(building.id).count()
        except VectorsLost:  # begun, and cut short before its first vector
            return 0

    # Writing: one process at a time

    def _embed_into(self, wanted: VectorSet, chunks: Sequence[Chunk]) -> VectorSet:
        """The set as it is known afterwards: its first vectors say how long they are."""
        made: Sequence[PartVectors] = ()
        if wanted.embedder == self.embedder.name:
            made = self._embed_parts(chunks)
            vectors = np.stack([one.whole for one in made])
        else:
            embedder = self.embedders.named(wanted.embedder)
            vectors = embedder.embed([chunk.text for chunk in chunks])
        _check_dimensions(wanted, vectors.shape[1])
        if wanted.dimensions is None:
            wanted = self.sets.measured(wanted, dimensions=vectors.shape[1])
        self.store.vectors(wanted.id).add(chunks, vectors)
        if made:
            # Last, since by these it is told whether a chunk has its vectors.
            self._keep_sentences(chunks, made)
        return wanted

    def _embed_parts(self, chunks: Sequence[Chunk]) -> list[PartVectors]:
        """The built-in model's vectors of chunks and of their sentences."""
        return self.embedder.embed_parts([sentences_of(chunk) for chunk in chunks])

    def _keep_sentences(self, chunks: Sequence[Chunk], made: Sequence[PartVectors]) -> None:
        self.sentences.add(
            {chunk.id: one.parts for chunk, one in zip(chunks, made, strict=True)},
            embedder=self.embedder.name,
        )

    def remove(self, chunks: Sequence[int]) -> None:
        """Take chunks out of both engines; raises `VectorsUnusable` when only words are gone."""
        if chunks:
            self.keywords.remove(chunks)
            for known in (self.sets.serving(), self.sets.building()):
                if known is not None:
                    self._remove_vectors(known, chunks)

    def _remove_vectors(self, known: VectorSet, chunks: Sequence[int]) -> None:
        try:
            self.store.vectors(known.id).remove(chunks)
        except VectorsLost:
            return  # nothing is left to remove; `embed` makes the set again

    def mend_keywords(self) -> int:
        """Put back words that the keyword engine has lost; how many chunks' these were.

        Words of chunks that nobody knows, as of a catalogue that was put back, are dropped.
        """
        served = self.catalogue.served_chunks()
        stored = self.keywords.chunks()
        if unknown := stored.difference(served):
            self.keywords.remove(unknown)
        lost = [chunk for chunk in served if chunk not in stored]
        for at in range(0, len(lost), _BATCH):
            self.keywords.add(self.catalogue.chunks(lost[at : at + _BATCH]).values())
        return len(lost)

    def embed(self, *, progress: EmbedProgress = lambda *_: None) -> int:
        """See that each served chunk has a vector of the chosen model, and serve those.

        Only vectors that are missing are made, so what was cut short goes on where it stopped. The
        set of another model serves until the new one is whole.

        Returns how many were made again, having been lost.
        """
        chosen = self.embedders.chosen
        serving = self.sets.serving()
        if serving is not None and self._is_of(serving, chosen):
            wanted = serving
        else:
            wanted = self._building(chosen)
        recorded = self.sentences.chunks(embedder=self.embedder.name)
        self.store.vectors(wanted.id).make(embedder=wanted.embedder)
        made = self._fill(wanted, progress)
        self.sets.serve(wanted)
        for replaced in self.sets.replaced():
            self._drop(replaced)
        self._mend_sentences()
        return len(recorded.intersection(made)) if wanted == serving else 0

    def _mend_sentences(self) -> None:
        """Make the sentences' vectors that lack: the set's are another model's, or one was lost."""
        served = self.catalogue.served_chunks()
        kept = self.sentences.chunks(embedder=self.embedder.name)
        missing = [chunk for chunk in served if chunk not in kept]
        for at in range(0, len(missing), _BATCH):
            chunks = list(self.catalogue.chunks(missing[at : at + _BATCH]).values())
            self._keep_sentences(chunks, self._embed_parts(chunks))

    def _is_of(self, known: VectorSet, embedder: Embedder) -> bool:
        """Whether a set is the model's, whose vectors may have changed under its name."""
        return known.embedder == embedder.name and (
            known.dimensions is None or known.dimensions == embedder.dimensions
        )

    def _building(self, chosen: Embedder) -> VectorSet:
        building = self.sets.building()
        if building is None or not self._is_of(building, chosen):
            return self.sets.begin(chosen.name)
        return building

    def _fill(self, wanted: VectorSet, progress: EmbedProgress) -> list[int]:
        """The chunks that had no vector."""
        served = self.catalogue.served_chunks()
        stored = self.store.vectors(wanted.id).ids()
        if unknown := stored.difference(served):
            self.store.vectors(wanted.id).remove(list(unknown))
        missing = [chunk for chunk in served if chunk not in stored]
        for at in range(0, len(missing), _BATCH):
            progress(len(served) - len(missing) + at, len(served))
            chunks = self.catalogue.chunks(missing[at : at + _BATCH])
            wanted = self._embed_into(wanted, list(chunks.values()))
        if missing:
            progress(len(served), len(served))
        return missing

    def _drop(self, replaced: VectorSet) -> None:
        try:
            self.store.drop(replaced.id)
        except VectorsUnusable as error:
            _LOG.warning("a set of vectors that is served no more stays: %s", error)
            return
        self.sets.forget(replaced)


def _check_dimensions(known: VectorSet, dimensions: int) -> None:
    if known.dimensions not in {None, dimensions}:
        raise EmbedderUnusable(
            f"the embedding model {known.embedder!r} gives {dimensions} dimensions now, and "
            f"{known.dimensions} are stored: run `advisor embed` to make all vectors again"
        )
