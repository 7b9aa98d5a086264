"""Names that documents give in both languages, kept beside the catalogue.

They are mined when a version is written, so that a question needs to read none of its pages.
"""

from collections.abc import Iterable

from sqlalchemy import Engine, delete, insert, select

from ingest.tables import CURRENT, NAMES, VERSIONS
from ingest.types import Page
from language.lexicon import Name
from language.pairs import name_pairs


class DocumentNames:
    """The names of each version of a document, in a catalogue's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, version: int, names: Iterable[Name]) -> None:
        """Store a version's names; they go when the version goes."""
        rows = [
            {"version": version, "position": position, "zh": list(name.zh), "en": list(name.en)}
            for position, name in enumerate(names)
        ]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(insert(NAMES), rows)

    def served(self) -> tuple[Name, ...]:
        """The names in documents being served, each once, in the order they were ingested."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(NAMES.c.zh, NAMES.c.en)
                .join(VERSIONS, VERSIONS.c.id == NAMES.c.version)
                .where(VERSIONS.c.state == CURRENT)
                .order_by(NAMES.c.version, NAMES.c.position)
            ).all()
        return tuple(dict.fromkeys(Name(tuple(row.zh), tuple(row.en)) for row in rows))

    def forget_leftovers(self) -> None:
        """Drop the names of versions that are not being served."""
        stale = select(VERSIONS.c.id).where(VERSIONS.c.state != CURRENT)
        with self._engine.begin() as connection:
            connection.execute(delete(NAMES).where(NAMES.c.version.in_(stale)))


def names_in(pages: Iterable[Page]) -> tuple[Name, ...]:
    """The names that a document's pages give in both languages, each once, in order."""
    return tuple(dict.fromkeys(name for page in pages for name in name_pairs(page.text)))
