"""Archives and letters as they were when all in them was served: then they need no unpacking."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Engine, delete, insert, select

from ingest.tables import CONTAINERS, HELD, VERSIONS


class Contents(NamedTuple):
    """What is in such a file, by the documents' names."""

    documents: list[str]
    passed_over: list[str]
    """Of formats that are not read."""


class Containers:
    """What is known of files that hold others."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def contents(self, origin: str, fingerprint: str) -> Contents | None:
        """What is in such a file, when it is as it was and has documents that are all served."""
        with self._engine.connect() as connection:
            known = connection.execute(
                select(CONTAINERS.c.documents, CONTAINERS.c.passed_over).where(
                    CONTAINERS.c.origin == origin, CONTAINERS.c.fingerprint == fingerprint
                )
            ).one_or_none()
        found = self._served(origin)
        if known is None or not found or len(found) != known.documents:
            return None
        return Contents(found, known.passed_over or [])

    def note(self, origin: str, fingerprint: str, passed_over: Sequence[str]) -> None:
        """All that is in such a file is served, but for what is passed over."""
        row = {
            "origin": origin,
            "fingerprint": fingerprint,
            "documents": len(self._served(origin)),
            "passed_over": list(passed_over),
        }
        with self._engine.begin() as connection:
            connection.execute(delete(CONTAINERS).where(CONTAINERS.c.origin == origin))
            connection.execute(insert(CONTAINERS), row)

    def _served(self, origin: str) -> list[str]:
        held = VERSIONS.c.origin
        inside = (held == origin) | held.startswith(f"{origin}#", autoescape=True)
        with self._engine.connect() as connection:
            return list(
                connection.execute(
                    select(VERSIONS.c.document)
                    .where(inside, VERSIONS.c.state.in_(HELD))
                    .order_by(VERSIONS.c.id)
                ).scalars()
            )
