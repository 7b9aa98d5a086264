"""What is ingested: documents, their versions, pages and chunks, and what could not be read.

A document's new version is written beside the one being served and takes its place in one
transaction, so that a reader sees the whole old or the whole new version. Pages of replaced
versions stay: earlier answers quote them.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, func, insert, select, update

from ingest.chunk import Cut
from ingest.tables import CHUNKS, CURRENT, HELD, PAGES, QUARANTINE, SAME, VERSIONS, create_tables
from ingest.types import Chunk, DocumentInfo, Page, Quarantined
from ingest.version import NewVersion, PageRow, contexts_of, page_of
from language.script import Language

_BUILDING, _OLD, _REMOVED = "building", "old", "removed"
_ROWS_AT_ONCE = 50

# Made once: they are asked several times for each question.
_COUNT_CHUNKS = (
    select(func.count()).select_from(CHUNKS).join(VERSIONS).where(VERSIONS.c.state == CURRENT)
)
_ANY_CHUNK = select(CHUNKS.c.id).join(VERSIONS).where(VERSIONS.c.state == CURRENT).limit(1)


class Catalogue:
    """The SQL side of an index; `originals` is the folder of kept copies."""

    def __init__(self, engine: Engine, *, originals: Path) -> None:
        self._engine = engine
        self._originals = originals
        create_tables(engine)

    # Reading: what is being served

    def documents(self) -> list[DocumentInfo]:
        """Every document in the version being served, by name."""
        return self._infos(VERSIONS.c.state == CURRENT)

    def set_aside(self) -> list[DocumentInfo]:
        """The documents that say what one being served says, by name."""
        return self._infos(VERSIONS.c.state == SAME)

    def document(self, version: int) -> DocumentInfo | None:
        """A version of a document, also one that has been replaced; None once it is removed."""
        infos = self._infos(VERSIONS.c.id == version)
        return infos[0] if infos else None

    def _infos(self, where: Any) -> list[DocumentInfo]:
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(VERSIONS).where(where).order_by(VERSIONS.c.document, VERSIONS.c.id)
            ).all()
            wanted = select(VERSIONS.c.id).where(where)
            chunks: dict[int, int] = {
                row.version: row.n
                for row in connection.execute(
                    select(CHUNKS.c.version, func.count().label("n"))
                    .where(CHUNKS.c.version.in_(wanted))
                    .group_by(CHUNKS.c.version)
                )
            }
            states: dict[int, dict[str, int]] = {}
            for row in connection.execute(
                select(PAGES.c.version, PAGES.c.state, func.count().label("n"))
                .where(PAGES.c.version.in_(wanted))
                .group_by(PAGES.c.version, PAGES.c.state)
            ):
                states.setdefault(row.version, {})[row.state] = row.n
        return [
            DocumentInfo(
                version=row.id,
                document=row.document,
                source=row.source,
                title=row.title,
                format=row.format,
                language=Language(row.language),
                paginated=bool(row.paginated),
                pages=sum(states.get(row.id, {}).values()),
                chunks=chunks.get(row.id, 0),
                metadata=row.metadata,
                ingested_at=row.ingested_at,
                seconds=row.seconds,
                page_states=states.get(row.id, {}),
                warnings=tuple(row.warnings),
            )
            for row in rows
        ]

    def page(self, version: int, page_index: int) -> Page | None:
        """A page of a version, also of one that has been replaced; None once it is removed."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(PAGES).where(PAGES.c.version == version, PAGES.c.page_index == page_index)
            ).one_or_none()
        return None if row is None else page_of(row)

    def original(self, version: int) -> Path | None:
        """The kept copy of the file a version was read from; None when there is none."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(VERSIONS.c.sha256, VERSIONS.c.format, VERSIONS.c.origin).where(
                    VERSIONS.c.id == version
                )
            ).one_or_none()
        if row is None:
            return None
        path = self.original_path(row.sha256, row.format)
        return path if path.exists() else None

    def original_path(self, sha256: str, format_: str) -> Path:
        """Where the copy of a file with this content is kept."""
        return self._originals / sha256[:2] / f"{sha256}.{format_}"

    def chunks(self, ids: Sequence[int]) -> dict[int, Chunk]:
        """Chunks of versions being served, by number; others are left out."""
        return {
            chunk.id: chunk
            for chunk in self._chunks(CHUNKS.c.id.in_(ids), VERSIONS.c.state == CURRENT)
        }

    def chunks_of(self, version: int) -> list[Chunk]:
        """The chunks of a version that is being served, in reading order."""
        return self._chunks(CHUNKS.c.version == version, VERSIONS.c.state == CURRENT)

    def chunk_at(self, version: int, page_index: int, offset: int) -> Chunk | None:
        """The chunk that holds this character of a page; None between chunks."""
        found = self._chunks(
            CHUNKS.c.version == version,
            CHUNKS.c.page_index == page_index,
            CHUNKS.c.start <= offset,
            CHUNKS.c.end > offset,
        )
        return found[0] if found else None

    def _chunks(self, *where: Any) -> list[Chunk]:
        length = CHUNKS.c.end - CHUNKS.c.start
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(
                    CHUNKS,
                    func.substr(PAGES.c.text, CHUNKS.c.start + 1, length).label("text"),
                    PAGES.c.label,
                    VERSIONS.c.document,
                    VERSIONS.c.source,
                    VERSIONS.c.title,
                )
                .join(VERSIONS, VERSIONS.c.id == CHUNKS.c.version)
                .join(
                    PAGES,
                    (PAGES.c.version == CHUNKS.c.version)
                    & (PAGES.c.page_index == CHUNKS.c.page_index),
                )
                .where(*where)
                .order_by(CHUNKS.c.id)
            ).all()
        return [
            Chunk(
                id=row.id,
                version=row.version,
                document=row.document,
                source=row.source,
                title=row.title,
                page_index=row.page_index,
                page_label=row.label,
                start=row.start,
                end=row.end,
                text=row.text,
                language=Language(row.language),
                headings=tuple(row.headings),
                tables=contexts_of(row.tables),
            )
            for row in rows
        ]

    def served_chunks(self) -> list[int]:
        """The numbers of all chunks being served, the longest first.

        Texts of like length are embedded together, and an ingest goes on as fast as it began.
        """
        with self._engine.connect() as connection:
            return list(
                connection.execute(
                    select(CHUNKS.c.id)
                    .join(VERSIONS)
                    .where(VERSIONS.c.state == CURRENT)
                    .order_by(CHUNKS.c.start - CHUNKS.c.end, CHUNKS.c.id)
                ).scalars()
            )

    def count_chunks(self) -> int:
        """How many chunks are being served."""
        with self._engine.connect() as connection:
            return int(connection.execute(_COUNT_CHUNKS).scalar_one())

    def is_empty(self) -> bool:
        """Whether nothing is being served; as quick to tell of many chunks as of few."""
        with self._engine.connect() as connection:
            return connection.execute(_ANY_CHUNK).first() is None

    def quarantined(self) -> list[Quarantined]:
        """Documents that could not be read, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(QUARANTINE).order_by(QUARANTINE.c.source)).all()
        return [Quarantined(row.source, row.reason, row.cure, row.at) for row in rows]

    # Writing: one ingest at a time

    def fingerprint(self, origin: str) -> str | None:
        """`sha256/recipe` of the version served for this origin; None when there is none."""
        known = self._fingerprints(VERSIONS.c.origin == origin, VERSIONS.c.state.in_(HELD))
        return known.get(origin)

    def fingerprints(self) -> dict[str, str]:
        """By origin, `sha256/recipe` of every document's newest version."""
        return self._fingerprints(VERSIONS.c.state.in_(HELD))

    def fingerprints_within(self, file: str) -> dict[str, str]:
        """By origin, `sha256/recipe` of what is served of a file and what it holds."""
        return self._fingerprints(
            (VERSIONS.c.origin == file) | VERSIONS.c.origin.startswith(f"{file}#", autoescape=True),
            VERSIONS.c.state.in_(HELD),
        )

    def _fingerprints(self, *where: Any) -> dict[str, str]:
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(VERSIONS.c.origin, VERSIONS.c.sha256, VERSIONS.c.recipe).where(*where)
            ).all()
        return {row.origin: f"{row.sha256}/{row.recipe}" for row in rows}

    def held_below(self, folder: str) -> list[tuple[str, str]]:
        """Documents whose files were in a folder, each with its origin."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(VERSIONS.c.document, VERSIONS.c.origin)
                .where(
                    VERSIONS.c.origin.startswith(f"{folder}{os.sep}", autoescape=True),
                    VERSIONS.c.state.in_(HELD),
                )
                .order_by(VERSIONS.c.document)
            ).all()
        return [(row.document, row.origin) for row in rows]

    def count_building(self) -> int:
        """How many versions were begun and are not served."""
        with self._engine.connect() as connection:
            return int(
                connection.execute(
                    select(func.count()).select_from(VERSIONS).where(VERSIONS.c.state == _BUILDING)
                ).scalar_one()
            )

    def quarantined_origins(self) -> list[str]:
        """Where the documents that could not be read came from."""
        with self._engine.connect() as connection:
            return list(connection.execute(select(QUARANTINE.c.origin)).scalars())

    def origins(self, document: str) -> list[str]:
        """Where the documents served under this name came from."""
        with self._engine.connect() as connection:
            return list(
                connection.execute(
                    select(VERSIONS.c.origin).where(
                        VERSIONS.c.document == document, VERSIONS.c.state.in_(HELD)
                    )
                ).scalars()
            )

    def move(self, document: str, *, old: str, new: str) -> None:
        """A document's file is elsewhere now."""
        with self._engine.begin() as connection:
            connection.execute(
                update(VERSIONS)
                .where(VERSIONS.c.document == document, VERSIONS.c.origin == old)
                .values(origin=new)
            )

    def write(self, new: NewVersion) -> list[Chunk]:
        """Write a version beside the one being served; it is not served before `serve`."""
        with self._engine.begin() as connection:
            version = int(
                connection.execute(
                    insert(VERSIONS).returning(VERSIONS.c.id),
                    {
                        "document": new.document,
                        "origin": new.origin,
                        "source": new.source,
                        "sha256": new.sha256,
                        "recipe": new.recipe,
                        "format": new.format,
                        "title": new.title,
                        "language": new.language.value,
                        "paginated": int(new.paginated),
                        "metadata": dict(new.metadata),
                        "warnings": list(new.warnings),
                        "seconds": new.seconds,
                        "ingested_at": _now(),
                        "state": _BUILDING,
                    },
                ).scalar_one()
            )
            for rows in _batches(new.pages):
                connection.execute(insert(PAGES), [{"version": version, **row} for row in rows])
            if new.cuts:
                connection.execute(insert(CHUNKS), [_chunk_row(version, cut) for cut in new.cuts])
        return self._chunks(CHUNKS.c.version == version)

    def serve(self, versions: Iterable[int]) -> None:
        """Serve these versions instead of those they replace, in one transaction."""
        wanted = list(versions)
        with self._engine.begin() as connection:
            origins = select(VERSIONS.c.origin).where(VERSIONS.c.id.in_(wanted))
            connection.execute(
                update(VERSIONS)
                .where(VERSIONS.c.origin.in_(origins), VERSIONS.c.state.in_(HELD))
                .values(state=_OLD)
            )
            connection.execute(
                update(VERSIONS).where(VERSIONS.c.id.in_(wanted)).values(state=CURRENT)
            )
            connection.execute(delete(QUARANTINE).where(QUARANTINE.c.origin.in_(origins)))

    def serve_for(self, versions: Iterable[int]) -> None:
        """Let others that say the same be served for these, whose chunks are leftovers then."""
        with self._engine.begin() as connection:
            connection.execute(
                update(VERSIONS)
                .where(VERSIONS.c.id.in_(list(versions)), VERSIONS.c.state == CURRENT)
                .values(state=SAME)
            )

    def cut_again(self, version: int, cuts: Sequence[Cut]) -> list[Chunk]:
        """Write the chunks of a version that has none any more; `serve` serves it."""
        with self._engine.begin() as connection:
            connection.execute(delete(CHUNKS).where(CHUNKS.c.version == version))
            connection.execute(insert(CHUNKS), [_chunk_row(version, cut) for cut in cuts])
        return self._chunks(CHUNKS.c.version == version)

    def leftovers(self) -> list[int]:
        """Chunks of versions that are not being served, which the engines may still hold."""
        with self._engine.connect() as connection:
            return list(
                connection.execute(
                    select(CHUNKS.c.id).join(VERSIONS).where(VERSIONS.c.state != CURRENT)
                ).scalars()
            )

    def forget_leftovers(self) -> None:
        """Drop chunks of versions not being served, and versions removed or never served.

        Pages of replaced versions stay, since earlier answers quote them; the kept copy of a file
        goes with the last version that was read from it.
        """
        is_forgotten = VERSIONS.c.state.in_([_BUILDING, _REMOVED])
        content = select(VERSIONS.c.sha256, VERSIONS.c.format)
        with self._engine.begin() as connection:
            for sha256, format_ in connection.execute(
                content.where(is_forgotten).except_(content.where(~is_forgotten))
            ):
                self.original_path(sha256, format_).unlink(missing_ok=True)
            stale = select(VERSIONS.c.id).where(VERSIONS.c.state != CURRENT)
            connection.execute(delete(CHUNKS).where(CHUNKS.c.version.in_(stale)))
            connection.execute(delete(VERSIONS).where(is_forgotten))

    def remove(self, document: str) -> bool:
        """Stop serving a document; False when none of that name is served.

        All its versions are leftovers then, until they are forgotten.
        """
        # By origin, since a file ingested through another folder had another name before.
        origins = select(VERSIONS.c.origin).where(
            VERSIONS.c.document == document, VERSIONS.c.state.in_(HELD)
        )
        with self._engine.begin() as connection:
            return bool(
                connection.execute(
                    update(VERSIONS).where(VERSIONS.c.origin.in_(origins)).values(state=_REMOVED)
                ).rowcount
            )

    def quarantine(self, origin: str, *, source: str, reason: str, cure: str) -> None:
        """List a document as unreadable; the version being served, if any, goes on being served."""
        row = {"origin": origin, "source": source, "reason": reason, "cure": cure, "at": _now()}
        with self._engine.begin() as connection:
            connection.execute(delete(QUARANTINE).where(QUARANTINE.c.origin == origin))
            connection.execute(insert(QUARANTINE), row)

    def clear_quarantine(self, file: str) -> None:
        """Take a file, or all lines of a `.jsonl`, off the list of unreadable ones."""
        origin = QUARANTINE.c.origin
        with self._engine.begin() as connection:
            connection.execute(
                delete(QUARANTINE).where(
                    (origin == file) | origin.startswith(f"{file}#", autoescape=True)
                )
            )

    def release(self, source: str) -> bool:
        """Take a document off the list of unreadable ones; False when it is not on it."""
        with self._engine.begin() as connection:
            return bool(
                connection.execute(delete(QUARANTINE).where(QUARANTINE.c.source == source)).rowcount
            )


def _batches(rows: Iterable[PageRow]) -> Iterator[list[PageRow]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _ROWS_AT_ONCE)):
        yield batch


def _chunk_row(version: int, cut: Cut) -> dict[str, Any]:
    return {
        "version": version,
        "page_index": cut.page_index,
        "start": cut.start,
        "end": cut.end,
        "language": cut.language.value,
        "headings": list(cut.headings),
        "tables": [list(context) for context in cut.tables] or None,
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
