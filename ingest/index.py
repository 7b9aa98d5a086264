"""An index: the catalogue, the two engines beside it, and the model that makes the vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.catalogue import Catalogue
from ingest.database import open_database
from ingest.embed import Embedder, MiniLM
from ingest.errors import IndexMissing
from ingest.gloss import Glossed
from ingest.keywords import Keywords
from ingest.types import Chunk
from ingest.vectors import Vectors
from language.lexicon import Lexicon

_BATCH = 256
"""How many chunks are embedded at once."""


@dataclass(frozen=True)
class Index:
    """Everything that ingest writes and retrieval reads."""

    home: Path
    catalogue: Catalogue
    keywords: Keywords
    vectors: Vectors
    embedder: Embedder
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
    ) -> "Index":
        """The index in `home`, made when there is none; the model's files go to `cache`."""
        home.mkdir(parents=True, exist_ok=True)
        embedder = Glossed(MiniLM(cache=cache or home / "cache"), lexicon)
        return cls(
            home=home,
            catalogue=Catalogue(
                open_database(database_url, home=home), originals=home / "originals"
            ),
            keywords=Keywords(home / "keywords"),
            vectors=Vectors(home / "vectors", embedder=embedder.name, url=chroma_url),
            embedder=embedder,
            lexicon=lexicon,
        )

    def require_documents(self) -> None:
        """Raise `IndexMissing` when nothing has been ingested."""
        if not self.catalogue.count_chunks():
            raise IndexMissing(self.home)

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Put chunks into both engines."""
        if chunks:
            self.vectors.add(chunks, self.embedder.embed([chunk.text for chunk in chunks]))
            self.keywords.add(chunks)

    def mend(self) -> None:
        """Put back what an engine has lost: its folder was deleted, or the model is another."""
        served = self.catalogue.served_chunks()
        if min(self.keywords.count(), self.vectors.count()) >= len(served):
            return
        for at in range(0, len(served), _BATCH):
            chunks = self.catalogue.chunks(served[at : at + _BATCH])
            self.remove(list(chunks))
            self.add(list(chunks.values()))

    def remove(self, chunks: Sequence[int]) -> None:
        """Take chunks out of both engines."""
        if chunks:
            self.vectors.remove(chunks)
            self.keywords.remove(chunks)
