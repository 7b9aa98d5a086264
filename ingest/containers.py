"""Archives and letters as they were when all in them was served: then they need no unpacking."""

from sqlalchemy import Engine, delete, insert, select

from ingest.tables import CONTAINERS, HELD, VERSIONS


class Containers:
    """What is known of files that hold others."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def documents(self, origin: str, fingerprint: str) -> list[str]:
        """The documents in such a file, when it is as it was and all of them are still served;
        none otherwise."""
        with self._engine.connect() as connection:
            known = connection.execute(
                select(CONTAINERS.c.documents).where(
                    CONTAINERS.c.origin == origin, CONTAINERS.c.fingerprint == fingerprint
                )
            ).scalar()
        found = self._served(origin)
        return found if len(found) == known else []

    def note(self, origin: str, fingerprint: str) -> None:
        """All that is in such a file is served."""
        row = {
            "origin": origin,
            "fingerprint": fingerprint,
            "documents": len(self._served(origin)),
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
