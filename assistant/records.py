"""Records of answers as they are kept: the last so many, in the SQL database."""

import hashlib
import logging
import secrets
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import AssistantError
from assistant.record import Record, ServedVersion

_LOG = logging.getLogger(__name__)

_RECORD = TypeAdapter(Record)
_SERVED = TypeAdapter(tuple[ServedVersion, ...])

_METADATA = MetaData()

RECORDS = Table(
    "records",
    _METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", String(12), nullable=False, unique=True),
    Column("served", String(64), nullable=False, index=True),
    Column("content", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

_SERVED_SETS = Table(
    "records_served",
    _METADATA,
    # What is served changes seldom: each list of documents is kept once, under its digest.
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)


class UnknownRecord(AssistantError):
    """No record has this id."""

    def __init__(self, id: str) -> None:
        super().__init__(
            f"there is no record {id!r}: copy the id under the answer; records go with their "
            "conversation, and when ADVISORRECORDS newer ones have come"
        )


class RecordUnreadable(AssistantError):
    """The record is damaged, or of a version of the program that kept other things."""

    def __init__(self, id: str) -> None:
        super().__init__(
            f"the record {id!r} cannot be read: it is damaged, or was kept by another version of "
            "the program, which can still read it"
        )


class Records:
    """Keeps records in the tables `records` and `records_served`, made when missing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        try:
            _METADATA.create_all(engine)
        except SQLAlchemyError as error:  # a database that can only be read still gives answers
            _LOG.warning("records of answers cannot be kept: %s", type(error).__name__)

    def keep(self, record: Record, *, most: int) -> str | None:
        """Keep it with the last `most`, and return its id; None when it could not be kept.

        An answer is not lost because its record is: the log says why.
        """
        id = secrets.token_hex(6)
        named = replace(record, answer=replace(record.answer, record=id), served=())
        served = _SERVED.dump_json(record.served)
        digest = hashlib.sha256(served).hexdigest()
        try:
            with self._engine.begin() as connection:
                if most:
                    _keep_served(connection, digest, zlib.compress(served))
                    content = zlib.compress(_RECORD.dump_json(named))
                    connection.execute(
                        insert(RECORDS).values(id=id, served=digest, content=content)
                    )
                _prune(connection, most)
        except SQLAlchemyError as error:
            _LOG.warning("the record of an answer could not be kept: %s", type(error).__name__)
            return None
        return id if most else None

    def read(self, id: str) -> Record:
        """Raises `UnknownRecord` or `RecordUnreadable`."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(RECORDS.c.content, _SERVED_SETS.c.content)
                .join(_SERVED_SETS, _SERVED_SETS.c.digest == RECORDS.c.served)
                .where(RECORDS.c.id == id)
            ).one_or_none()
        if row is None:
            raise UnknownRecord(id)
        try:
            record = _RECORD.validate_json(zlib.decompress(row[0]))
            served = _SERVED.validate_json(zlib.decompress(row[1]))
        except (ValidationError, zlib.error) as error:
            raise RecordUnreadable(id) from error
        return replace(record, served=served)

    def all(self) -> Iterator[Record]:
        """All that are kept and can be read, oldest first; the log names the others."""
        with self._engine.connect() as connection:
            ids = list(
                connection.execute(select(RECORDS.c.id).order_by(RECORDS.c.number)).scalars()
            )
        for id in ids:
            try:
                yield self.read(id)
            except (UnknownRecord, RecordUnreadable) as error:  # one deleted meanwhile, or damaged
                _LOG.warning("%s", error)

    def forget(self, ids: Iterable[str]) -> None:
        """Delete these; one that is not there is no error."""
        with self._engine.begin() as connection:
            connection.execute(delete(RECORDS).where(RECORDS.c.id.in_(list(ids))))
            _forget_unused(connection)


def _keep_served(connection: Connection, digest: str, content: bytes) -> None:
    """Insert it unless it is there, in one statement: two processes may answer at once."""
    known = select(_SERVED_SETS.c.digest).where(_SERVED_SETS.c.digest == digest)
    row = select(literal(digest), literal(content, LargeBinary)).where(~known.exists())
    connection.execute(insert(_SERVED_SETS).from_select(["digest", "content"], row))


def _prune(connection: Connection, most: int) -> None:
    newest = connection.execute(select(func.max(RECORDS.c.number))).scalar()
    if newest is None:
        return
    if connection.execute(delete(RECORDS).where(RECORDS.c.number <= newest - most)).rowcount:
        _forget_unused(connection)


def _forget_unused(connection: Connection) -> None:
    connection.execute(
        delete(_SERVED_SETS).where(_SERVED_SETS.c.digest.not_in(select(RECORDS.c.served)))
    )
