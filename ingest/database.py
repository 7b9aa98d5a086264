"""Opening the SQL database that catalogue and conversations are kept in."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event

from ingest.errors import IngestError

_PACKAGES = {
    "psycopg": "'psycopg[binary]'",
    "psycopg2": "psycopg2-binary",
    "MySQLdb": "mysqlclient",
}
"""Where a driver is not installed under the name that it is imported by."""


def open_database(url: str | None, *, home: Path) -> Engine:
    """The database at `url`, or the SQLite file in `home` when there is no url.

    SQLite runs in write-ahead mode, so that readers go on while an ingest writes. Raises
    IngestError where the address names a driver that is not installed.
    """
    if url is None:
        home.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{home / 'advisor.sqlite'}"
    try:
        engine = create_engine(url)
    except ModuleNotFoundError as error:
        raise IngestError(
            f"ADVISOR_DATABASE_URL needs the package {error.name!r}, which is not installed: run "
            f"`pip install {_PACKAGES.get(str(error.name), error.name)}`"
        ) from error
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
