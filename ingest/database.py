"""Opening the SQL database that catalogue and conversations are kept in."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event


def open_database(url: str | None, *, home: Path) -> Engine:
    """The database at `url`, or the SQLite file in `home` when there is no url.

    SQLite runs in write-ahead mode, so that readers go on while an ingest writes.
    """
    if url is None:
        home.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{home / 'advisor.sqlite'}"
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()
