"""Replies as they are kept: one list for each owner, in the SQL database."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import Column, Engine, MetaData, String, Table, Text, delete, insert, select, update

from assistant.errors import AssistantError
from assistant.reply import Reply
from language.script import Language

_METADATA = MetaData()

_REPLIES = Table(
    "replies",
    _METADATA,
    Column("id", String(43), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("changed_at", String(32), nullable=False),
    Column("reply", Text, nullable=False),
)

_REPLY = TypeAdapter(Reply)


class UnknownReply(AssistantError):
    """No reply of this owner has this id."""

    def __init__(self, id: str) -> None:
        super().__init__(f"there is no draft {id!r}: start a new one")


@dataclass(frozen=True, slots=True)
class ReplyInfo:
    """A reply in a list."""

    id: str
    title: str
    changed_at: str
    """ISO 8601, UTC."""


class Replies:
    """Keeps replies in the table `replies`, made when missing; each owner sees only their own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        _METADATA.create_all(engine)

    def create(self, title: str, language: Language, *, owner: str = "") -> str:
        """Start a reply; its id is random, and safe in a URL."""
        id = secrets.token_urlsafe(18)
        row = {"id": id, "owner": owner, "changed_at": _now()}
        row["reply"] = _REPLY.dump_json(Reply(title, language)).decode()
        with self._engine.begin() as connection:
            connection.execute(insert(_REPLIES), row)
        return id

    def get(self, id: str, *, owner: str = "") -> Reply:
        """Raises `UnknownReply`."""
        with self._engine.connect() as connection:
            kept = connection.execute(
                select(_REPLIES.c.reply).where(_REPLIES.c.id == id, _REPLIES.c.owner == owner)
            ).scalar()
        if kept is None:
            raise UnknownReply(id)
        return _REPLY.validate_json(kept)

    def put(self, id: str, reply: Reply, *, owner: str = "") -> None:
        """Keep the reply in place of the one before; raises `UnknownReply`."""
        with self._engine.begin() as connection:
            changed = connection.execute(
                update(_REPLIES)
                .where(_REPLIES.c.id == id, _REPLIES.c.owner == owner)
                .values(reply=_REPLY.dump_json(reply).decode(), changed_at=_now())
            )
        if not changed.rowcount:
            raise UnknownReply(id)

    def delete(self, id: str, *, owner: str = "") -> None:
        """Remove it; an id that is not there is no error."""
        with self._engine.begin() as connection:
            connection.execute(
                delete(_REPLIES).where(_REPLIES.c.id == id, _REPLIES.c.owner == owner)
            )

    def list(self, *, owner: str = "") -> Sequence[ReplyInfo]:
        """The owner's replies, the last changed first."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(_REPLIES.c.id, _REPLIES.c.reply, _REPLIES.c.changed_at)
                .where(_REPLIES.c.owner == owner)
                .order_by(_REPLIES.c.changed_at.desc(), _REPLIES.c.id)
            )
            return [
                ReplyInfo(row.id, _REPLY.validate_json(row.reply).title, row.changed_at)
                for row in rows
            ]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
