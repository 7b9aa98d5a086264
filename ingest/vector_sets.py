"""Which set of vectors is served: one row a set, and one transaction to change it.

A set is made beside the one being served and takes its place when it is whole. Readers look here
for every question, so other processes notice the change.
"""

import uuid
from dataclasses import dataclass, replace

from sqlalchemy import Engine, delete, insert, select, update

from ingest.tables import VECTOR_SETS

_BUILDING, _SERVING, _REPLACED = "building", "serving", "replaced"


@dataclass(frozen=True, slots=True)
class VectorSet:
    """What one embedding model makes of all chunks."""

    id: str
    """Random, so that indexes that share a Chroma server do not meet."""

    embedder: str
    """The model's name."""

    dimensions: int | None
    """None until the first vector is made."""


class VectorSets:
    """The record of sets in the catalogue's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def serving(self) -> VectorSet | None:
        """The set to search; None before the first ingest."""
        return next(iter(self._sets(_SERVING)), None)

    def building(self) -> VectorSet | None:
        """The set that will be served once it is whole; None when none is on its way."""
        return next(iter(self._sets(_BUILDING)), None)

    def replaced(self) -> list[VectorSet]:
        """Sets that are served no more, or were given up; their vectors may still stand."""
        return self._sets(_REPLACED)

    def _sets(self, state: str) -> list[VectorSet]:
        columns = VECTOR_SETS.c
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(columns.id, columns.embedder, columns.dimensions).where(
                    columns.state == state
                )
            ).all()
        return [VectorSet(row.id, row.embedder, row.dimensions) for row in rows]

    def begin(self, embedder: str, *, dimensions: int | None = None) -> VectorSet:
        """A new set to build; one that was on its way is given up."""
        new = VectorSet(uuid.uuid4().hex[:12], embedder, dimensions)
        with self._engine.begin() as connection:
            connection.execute(
                update(VECTOR_SETS).where(VECTOR_SETS.c.state == _BUILDING).values(state=_REPLACED)
            )
            connection.execute(
                insert(VECTOR_SETS),
                {
                    "id": new.id,
                    "embedder": embedder,
                    "dimensions": dimensions,
                    "state": _BUILDING,
                },
            )
        return new

    def serve(self, wanted: VectorSet) -> None:
        """Serve this set and no other, in one transaction; one on its way is given up."""
        with self._engine.begin() as connection:
            connection.execute(
                update(VECTOR_SETS).where(VECTOR_SETS.c.id != wanted.id).values(state=_REPLACED)
            )
            connection.execute(
                update(VECTOR_SETS).where(VECTOR_SETS.c.id == wanted.id).values(state=_SERVING)
            )

    def measured(self, known: VectorSet, *, dimensions: int) -> VectorSet:
        """Write down how long the set's vectors are; the set as it is known then."""
        with self._engine.begin() as connection:
            connection.execute(
                update(VECTOR_SETS)
                .where(VECTOR_SETS.c.id == known.id)
                .values(dimensions=dimensions)
            )
        return replace(known, dimensions=dimensions)

    def forget(self, dropped: VectorSet) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(VECTOR_SETS).where(VECTOR_SETS.c.id == dropped.id))
