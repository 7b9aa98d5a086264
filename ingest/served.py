"""What ranking and filters ask of the documents being served."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from ingest.tables import CHUNKS, CURRENT, VERSIONS
from language.script import Language

# Made once: it is asked several times for each question.
_GENERATION = select(func.coalesce(func.max(VERSIONS.c.id), 0), func.count()).where(
    VERSIONS.c.state == CURRENT
)


class Served(NamedTuple):
    """A document being served, as far as ranking asks."""

    version: int
    document: str
    source: str
    title: str
    language: Language
    metadata: Mapping[str, object]


class ServedDocuments:
    """The documents being served, in a catalogue's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Served]:
        """Every document being served, in the order their versions were made."""
        columns = [VERSIONS.c[name] for name in ("id", *Served._fields[1:])]
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(*columns).where(VERSIONS.c.state == CURRENT).order_by(VERSIONS.c.id)
            ).all()
        return [
            Served(
                row.id, row.document, row.source, row.title, Language(row.language), row.metadata
            )
            for row in rows
        ]

    def versions(self) -> list[tuple[int, str]]:
        """Every version being served with its document, in the order they were made."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(VERSIONS.c.id, VERSIONS.c.document)
                .where(VERSIONS.c.state == CURRENT)
                .order_by(VERSIONS.c.id)
            ).all()
        return [(row.id, row.document) for row in rows]

    def contents(self, versions: Sequence[int]) -> dict[int, str]:
        """The SHA-256 of the files that these versions were read from; removed ones left out."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(VERSIONS.c.id, VERSIONS.c.sha256).where(VERSIONS.c.id.in_(versions))
            ).all()
        return {row.id: row.sha256 for row in rows}

    def generation(self) -> tuple[int, int]:
        """Changes whenever other versions are served."""
        with self._engine.connect() as connection:
            row = connection.execute(_GENERATION).one()
        return int(row[0]), int(row[1])

    def versions_of(self, chunks: Sequence[int]) -> dict[int, int]:
        """The version each of these chunks belongs to."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(CHUNKS.c.id, CHUNKS.c.version).where(CHUNKS.c.id.in_(chunks))
            ).all()
        return {row.id: row.version for row in rows}
