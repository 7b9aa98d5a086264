"""Conversations as they are kept: questions with their answers, in order, in the SQL database."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from assistant.errors import AssistantError
from assistant.records import Records
from assistant.serialise import answer_from_json, answer_to_json
from assistant.types import Answer
from language.normalise import match_key

NAME_LENGTH = 60
"""Longest name of a conversation, in characters."""

_METADATA = MetaData()

_CONVERSATIONS = Table(
    "conversations",
    _METADATA,
    Column("id", String(43), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("name", String(NAME_LENGTH), nullable=False),
    Column("active_at", String(32), nullable=False),
)

_TURNS = Table(
    "turns",
    _METADATA,
    # One sequence for all conversations, so that two tabs of one conversation never want the
    # same number.
    Column("id", Integer, primary_key=True),
    Column(
        "conversation",
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("answer", Text, nullable=False),
)


class UnknownConversation(AssistantError):
    """No conversation has this id: it was deleted, or the address was mistyped."""

    def __init__(self, id: str) -> None:
        super().__init__(f"there is no conversation {id!r}: start a new one")


@dataclass(frozen=True, slots=True)
class ConversationInfo:
    """A conversation in a list."""

    id: str

    name: str
    """The first question, shortened, unless it was renamed; empty before the first answer."""

    active_at: str
    """When it last got an answer; ISO 8601, UTC."""


class Conversations:
    """Keeps conversations in the tables `conversations` and `turns`, made when missing.

    An id is a secret: whoever has it can read the conversation. `owner` tells apart the people
    (or browsers) that share one database: each lists only their own.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._records = Records(engine)
        _METADATA.create_all(engine)

    def create(self, *, owner: str = "") -> str:
        """Start a conversation; its id is random, and safe in a URL."""
        id = secrets.token_urlsafe(18)
        with self._engine.begin() as connection:
            connection.execute(
                insert(_CONVERSATIONS).values(id=id, owner=owner, name="", active_at=_now())
            )
        return id

    def turns(self, id: str) -> tuple[Answer, ...]:
        """The answers in the order they were given; raises `UnknownConversation`."""
        with self._engine.connect() as connection:
            known = connection.execute(select(_CONVERSATIONS.c.id).where(_CONVERSATIONS.c.id == id))
            if known.first() is None:
                raise UnknownConversation(id)
            rows = connection.execute(
                select(_TURNS.c.answer).where(_TURNS.c.conversation == id).order_by(_TURNS.c.id)
            )
            return tuple(answer_from_json(text) for text in rows.scalars())

    def append(self, id: str, answer: Answer) -> None:
        """Add an answer; the first one names the conversation. Raises `UnknownConversation`."""
        own_name = func.nullif(_CONVERSATIONS.c.name, "")
        with self._engine.begin() as connection:
            _update(
                connection,
                id,
                name=func.coalesce(own_name, _shortened(answer.question)),
                active_at=_now(),
            )
            connection.execute(
                insert(_TURNS).values(conversation=id, answer=answer_to_json(answer))
            )

    def rename(self, id: str, name: str) -> None:
        """Give it another name, shortened to `NAME_LENGTH`; a blank name changes nothing.

        Raises `UnknownConversation`.
        """
        with self._engine.begin() as connection:
            _update(connection, id, name=_shortened(name) or _CONVERSATIONS.c.name)

    def delete(self, id: str) -> None:
        """Remove it with its answers and their records; an id that is not there is no error."""
        with self._engine.connect() as connection:
            texts = connection.execute(
                select(_TURNS.c.answer).where(_TURNS.c.conversation == id)
            ).scalars()
            answers = [answer_from_json(text) for text in texts]
        self._records.forget(answer.record for answer in answers if answer.record)
        with self._engine.begin() as connection:
            connection.execute(delete(_CONVERSATIONS).where(_CONVERSATIONS.c.id == id))

    def list(self, *, owner: str = "") -> Sequence[ConversationInfo]:
        """The owner's conversations, the last active first."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(_CONVERSATIONS.c.id, _CONVERSATIONS.c.name, _CONVERSATIONS.c.active_at)
                .where(_CONVERSATIONS.c.owner == owner)
                .order_by(_CONVERSATIONS.c.active_at.desc(), _CONVERSATIONS.c.id)
            )
            return [ConversationInfo(*row) for row in rows]

    def search(self, words: str, *, owner: str = "") -> Sequence[ConversationInfo]:
        """The owner's conversations that hold all the words, the last active first.

        They may stand in the name, in the questions or in the answers' sentences, in either script.
        """
        wanted = match_key(words).split()
        infos = self.list(owner=owner)
        said = {info.id: [info.name] for info in infos}
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(_TURNS.c.conversation, _TURNS.c.answer).where(
                    _TURNS.c.conversation.in_(said)
                )
            )
            for id, text in rows:
                answer = answer_from_json(text)
                said[id] += [answer.question, *(claim.text for claim in answer.claims)]
        keys = {id: match_key("\n".join(texts)) for id, texts in said.items()}
        return [info for info in infos if all(word in keys[info.id] for word in wanted)]


def _update(connection: Connection, id: str, **values: Any) -> None:
    """Change a conversation's columns; raises `UnknownConversation`."""
    changed = connection.execute(
        update(_CONVERSATIONS).where(_CONVERSATIONS.c.id == id).values(**values)
    )
    if not changed.rowcount:
        raise UnknownConversation(id)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= NAME_LENGTH else line[: NAME_LENGTH - 1] + "…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
