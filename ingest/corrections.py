"""Corrections of what is known of a document, kept in the catalogue by the document's name.

A correction goes before what the file says, and before guesses. What the file said is kept aside,
so that taking a correction back restores it.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from ingest.tables import AS_READ, CORRECTIONS, HELD, VERSIONS

FILE, HAND = "file", "hand"
"""By whom: the file beside the document, or somebody in the app, who has the last word."""


# Made once: it is asked several times for each question.
_GENERATION = select(func.coalesce(func.max(CORRECTIONS.c.id), 0), func.count()).select_from(
    CORRECTIONS
)


class Correction(NamedTuple):
    """The fields that are corrected, and who corrects them."""

    by: str
    fields: Mapping[str, object]
    """A field that is None is taken away."""

    fault: str | None = None
    """Why the file beside the document cannot be used."""


class Corrections:
    """The corrections in a catalogue's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, document: str) -> list[Correction]:
        """A document's corrections, the one that has the last word last."""
        with self._engine.connect() as connection:
            return _of(connection, document)

    def faults(self) -> dict[str, str]:
        """Why files beside documents cannot be used, by document."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(CORRECTIONS.c.document, CORRECTIONS.c.fault).where(
                    CORRECTIONS.c.fault.is_not(None)
                )
            ).all()
        return {row.document: row.fault for row in rows}

    def by_file(self) -> set[str]:
        """The documents that files correct."""
        with self._engine.connect() as connection:
            return set(
                connection.execute(
                    select(CORRECTIONS.c.document).where(CORRECTIONS.c.by == FILE)
                ).scalars()
            )

    def put(self, document: str, correction: Correction | None, *, by: str) -> bool:
        """Put a correction in place of the one by the same hand; False when nothing changes."""
        if correction in self.of(document) or (
            correction is None and all(one.by != by for one in self.of(document))
        ):
            return False
        with self._engine.begin() as connection:
            connection.execute(
                delete(CORRECTIONS).where(
                    CORRECTIONS.c.document == document, CORRECTIONS.c.by == by
                )
            )
            if correction is not None:
                row = {
                    "document": document,
                    **correction._asdict(),
                    "fields": dict(correction.fields),
                }
                connection.execute(insert(CORRECTIONS), row)
        return True

    def unapplied(self) -> set[str]:
        """Corrected documents with a version that was written since."""
        with self._engine.connect() as connection:
            return set(
                connection.execute(
                    select(VERSIONS.c.document)
                    .join(CORRECTIONS, CORRECTIONS.c.document == VERSIONS.c.document)
                    .where(
                        VERSIONS.c.state.in_(HELD),
                        VERSIONS.c.id.not_in(select(AS_READ.c.version)),
                        CORRECTIONS.c.fault.is_(None),
                    )
                ).scalars()
            )

    def apply(self, document: str) -> list[int]:
        """Bring what is shown of a document up to date; the versions whose titles changed."""
        renamed = []
        with self._engine.begin() as connection:
            corrections = [one for one in _of(connection, document) if one.fault is None]
            rows = connection.execute(
                select(
                    VERSIONS.c.id, VERSIONS.c.title, VERSIONS.c.language, VERSIONS.c.metadata
                ).where(VERSIONS.c.document == document, VERSIONS.c.state.in_(HELD))
            ).all()
            for row in rows:
                read = connection.execute(
                    select(AS_READ).where(AS_READ.c.version == row.id)
                ).one_or_none()
                stated = read or row
                title, language, metadata = _corrected(
                    stated.title, stated.language, stated.metadata, corrections
                )
                connection.execute(
                    update(VERSIONS)
                    .where(VERSIONS.c.id == row.id)
                    .values(title=title, language=language, metadata=metadata)
                )
                if read is None and corrections:
                    connection.execute(
                        insert(AS_READ),
                        {
                            "version": row.id,
                            "title": row.title,
                            "language": row.language,
                            "metadata": row.metadata,
                        },
                    )
                elif not corrections:
                    connection.execute(delete(AS_READ).where(AS_READ.c.version == row.id))
                if title != row.title:
                    renamed.append(row.id)
        return renamed

    def generation(self) -> tuple[int, int]:
        """Changes whenever a correction does."""
        with self._engine.connect() as connection:
            row = connection.execute(_GENERATION).one()
        return int(row[0]), int(row[1])


def _of(connection: Connection, document: str) -> list[Correction]:
    rows = connection.execute(
        select(CORRECTIONS)
        .where(CORRECTIONS.c.document == document)
        .order_by(CORRECTIONS.c.by, CORRECTIONS.c.id)
    ).all()
    return [Correction(row.by, row.fields, row.fault) for row in rows]


def _corrected(
    title: str, language: str, metadata: Mapping[str, object], corrections: list[Correction]
) -> tuple[str, str, dict[str, object]]:
    """What is shown: the stated fields under the corrections, and the guesses that remain."""
    fields: dict[str, object] = {}
    for correction in corrections:
        fields |= correction.fields
    shown: dict[str, object] = {**metadata, **fields}
    guessed = metadata.get("guessed")
    left = (
        {name: value for name, value in guessed.items() if name not in fields}
        if isinstance(guessed, Mapping)
        else {}
    )
    shown["guessed"], shown["corrected"] = left, sorted(fields)
    title = str(shown.pop("title", None) or title)
    language = str(shown.get("language") or language)
    return (
        title,
        language,
        {name: value for name, value in shown.items() if value not in (None, {}, [])},
    )
