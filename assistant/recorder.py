"""Keeping what went into an answer, as it is given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assistant.facets import Filters
from assistant.made_with import made_with
from assistant.record import Record, ServedVersion
from assistant.records import Records
from assistant.settings import Settings
from assistant.types import Answer, Finished, Turn
from ingest.database import open_database
from ingest.index import Index


@dataclass(frozen=True)
class Recorder:
    """Keeps the records of one index's answers."""

    index: Index
    records: Records
    most: int

    @classmethod
    def open(cls, settings: Settings, index: Index) -> "Recorder":
        database = open_database(settings.database_url, home=settings.home)
        return cls(index, Records(database), settings.records)

    def begin(self) -> "Recording":
        """To be called before anything is searched: what is served may change meanwhile."""
        return Recording(self, served_now(self.index), embeddings_of(self.index))


@dataclass(frozen=True)
class Recording:
    """One answer on its way."""

    recorder: Recorder
    served: tuple[ServedVersion, ...]
    embeddings: str | None

    def keep(
        self,
        finished: Finished,
        *,
        history: Sequence[Turn],
        filters: Filters | None,
        limit: int,
        found: int,
    ) -> Answer:
        """The answer with the id of its record, or as it is when none could be kept."""
        record = Record(
            answer=finished.answer,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            history=tuple(history),
            filters=filters or Filters(),
            limit=limit,
            found=found,
            embeddings=self.embeddings,
            made_with=made_with(),
            exchanges=finished.exchanges,
            served=self.served,
        )
        id = self.recorder.records.keep(record, most=self.recorder.most)
        return replace(finished.answer, record=id)


def served_now(index: Index) -> tuple[ServedVersion, ...]:
    return tuple(ServedVersion(*one) for one in index.served.versions())


def embeddings_of(index: Index) -> str | None:
    """The model whose vectors are searched."""
    serving = index.sets.serving()
    return serving.embedder if serving else None
