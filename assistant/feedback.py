"""What readers think of answers, kept beside the answers' records in the SQL database."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    Column,
    Delete,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from assistant.records import RECORDS, Records, UnknownRecord

COMMENT_LENGTH = 2_000
"""Longest comment, in characters; a longer one is cut."""

_METADATA = MetaData()

_FEEDBACK = Table(
    "feedback",
    _METADATA,
    Column("number", Integer, primary_key=True),
    # What is said of an answer goes with the answer's record, and so with its conversation.
    Column("record", ForeignKey(RECORDS.c.id, ondelete="CASCADE"), nullable=False),
    Column("owner", String(64), nullable=False),
    Column("thumb", String(8), nullable=False),
    Column("reason", String(32)),
    Column("comment", Text, nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("record", "owner"),
)


class Thumb(StrEnum):
    UP = "up"
    DOWN = "down"


class Reason(StrEnum):
    """What is wrong with an answer, as its reader sees it."""

    WRONG = "wrong"
    """What it says is not so."""

    NOT_SUPPORTED = "not supported"
    """A sentence says more than, or other than, its source."""

    BESIDE = "beside the question"
    MISSING = "missing something"
    OUT_OF_DATE = "out of date"
    SHOULD_DECLINE = "should have declined"
    """The documents do not say it, and it was answered all the same."""

    SHOULD_ANSWER = "should not have declined"
    """The documents say it, and it was declined, wholly or in part."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person thinks of one answer."""

    record: str
    """The id of the answer's record."""

    thumb: Thumb

    reason: Reason | None
    """None with a thumb up, or when none was chosen."""

    comment: str
    """In the reader's own words; empty when nothing was written."""

    at: str
    """ISO 8601, UTC."""

    owner: str = ""
    """The person (or browser) whose opinion it is, as `Conversations` tells them apart."""


class Feedback:
    """Keeps opinions in the table `feedback`, made when missing: one of each owner and answer."""

    def __init__(self, engine: Engine) -> None:
        Records(engine)  # the table that each opinion points at
        self._engine = engine
        _METADATA.create_all(engine)

    def add(
        self,
        record: str,
        thumb: Thumb,
        *,
        reason: Reason | None = None,
        comment: str = "",
        owner: str = "",
    ) -> Opinion:
        """Keep what the owner thinks, in place of what they thought before.

        Raises `UnknownRecord` when the answer's record is not there, or not any more.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        said = comment.strip()[:COMMENT_LENGTH]
        opinion = Opinion(record, thumb, reason, said, now, owner)
        try:
            with self._engine.begin() as connection:
                connection.execute(_of(record, owner))
                connection.execute(
                    insert(_FEEDBACK).values(
                        record=record,
                        owner=owner,
                        thumb=thumb.value,
                        reason=reason.value if reason else None,
                        comment=said,
                        at=now,
                    )
                )
        except IntegrityError as error:
            raise UnknownRecord(record) from error
        return opinion

    def take_back(self, record: str, *, owner: str = "") -> None:
        """Forget what the owner thinks of it; to have thought nothing is no error."""
        with self._engine.begin() as connection:
            connection.execute(_of(record, owner))

    def of(self, record: str) -> Sequence[Opinion]:
        """What everybody thinks of one answer, oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(_FEEDBACK).where(_FEEDBACK.c.record == record).order_by(_FEEDBACK.c.number)
            )
            return [_opinion(row) for row in rows]

    def by(self, owner: str, records: Collection[str]) -> dict[str, Opinion]:
        """What one person thinks of these answers, by record."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(_FEEDBACK).where(
                    _FEEDBACK.c.owner == owner, _FEEDBACK.c.record.in_(list(records))
                )
            )
            return {row.record: _opinion(row) for row in rows}

    def all(self) -> Iterator[Opinion]:
        """Every opinion, oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(_FEEDBACK).order_by(_FEEDBACK.c.number)).all()
        return map(_opinion, rows)


def _of(record: str, owner: str) -> Delete:
    return delete(_FEEDBACK).where(_FEEDBACK.c.record == record, _FEEDBACK.c.owner == owner)


def _opinion(row: Row[tuple[object, ...]]) -> Opinion:
    return Opinion(
        row.record,
        Thumb(row.thumb),
        Reason(row.reason) if row.reason else None,
        row.comment,
        row.at,
        row.owner,
    )
