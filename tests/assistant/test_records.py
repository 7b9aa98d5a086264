"""Records of answers come back as they were kept, and do not grow without end."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from assistant.conversations import Conversations
from assistant.facets import Filters
from assistant.model import Message
from assistant.record import Exchange, Judged, Purpose, Record, ServedVersion
from assistant.records import Records, RecordUnreadable, UnknownRecord
from assistant.types import Turn, Verdict
from ingest.database import open_database
from tests.assistant.test_serialise import ANSWER

RECORD = Record(
    answer=ANSWER,
    at="2026-01-02T03:04:05+00:00",
    history=(Turn("越南？", "越南？"),),
    filters=Filters.of(markets=["泰國"], since="2024"),
    limit=8,
    found=1,
    embeddings="minilm",
    made_with={"the verifier": "abc"},
    exchanges=(
        Exchange(
            Purpose.DRAFT,
            (Message("system", "規則"), Message("human", "<passage>…")),
            "押金為兩個月租金 [1]。\u2028",
            None,
            (Judged("押金為兩個月租金。", (1,), Verdict.SUPPORTED, 0.91, ()),),
        ),
        Exchange(Purpose.REPAIR, (), "", "openai:x is too slow", ()),
    ),
    served=(ServedVersion(2, "guide/a.pdf"), ServedVersion(5, "b.pdf")),
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(None, home=tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def records(engine: Engine) -> Records:
    return Records(engine)


def _count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(f"select count(*) from {table}")).scalar_one())  # noqa: S608


def test_a_record_comes_back_whole_with_its_id(records: Records) -> None:
    id = records.keep(RECORD, most=10)

    assert id is not None
    assert records.read(id) == replace(RECORD, answer=replace(ANSWER, record=id))


def test_the_last_ones_are_kept_with_what_was_served(records: Records, engine: Engine) -> None:
    served = [(ServedVersion(number // 2, "a"),) for number in range(6)]
    ids = [records.keep(replace(RECORD, served=one), most=3) for one in served]

    assert [record.answer.record for record in records.all()] == ids[3:]
    assert [record.served for record in records.all()] == served[3:]
    assert _count(engine, "records_served") == 2, "each list of documents once"


def test_none_are_kept_when_none_are_wanted(records: Records, engine: Engine) -> None:
    records.keep(RECORD, most=10)

    assert records.keep(RECORD, most=0) is None
    assert list(records.all()) == []
    assert _count(engine, "records_served") == 0


def test_an_id_that_is_not_there_is_one_sentence(records: Records) -> None:
    with pytest.raises(UnknownRecord, match="there is no record 'x': copy the id"):
        records.read("x")


def test_a_record_of_another_version_is_one_sentence_and_stops_no_others(
    records: Records, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    ids = [str(records.keep(RECORD, most=10)) for _ in range(2)]
    with engine.begin() as connection:
        connection.execute(
            text("update records set content = :content where id = :id"),
            {"content": zlib.compress(b"{}"), "id": ids[0]},
        )

    with pytest.raises(RecordUnreadable, match="cannot be read: it is damaged, or was kept by"):
        records.read(ids[0])
    assert [record.answer.record for record in records.all()] == ids[1:]
    assert ids[0] in caplog.text


def test_a_record_that_cannot_be_kept_costs_no_answer(
    records: Records, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with engine.begin() as connection:
        connection.execute(text("drop table records"))

    assert records.keep(RECORD, most=10) is None
    assert "could not be kept" in caplog.text


def test_records_go_with_their_conversation(records: Records, engine: Engine) -> None:
    conversations = Conversations(engine)
    ids = [records.keep(RECORD, most=10) for _ in range(3)]
    gone, stays = conversations.create(), conversations.create()
    for conversation, id in zip((gone, gone, stays), ids, strict=True):
        conversations.append(conversation, replace(ANSWER, record=id))

    conversations.delete(gone)

    assert [record.answer.record for record in records.all()] == ids[2:]
