"""What readers think of answers comes back as it was kept, and goes with the answer."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from assistant.cli import main
from assistant.conversations import Conversations
from assistant.feedback import COMMENT_LENGTH, Feedback, Reason, Thumb
from assistant.records import Records, UnknownRecord
from ingest.database import open_database
from tests.assistant.test_records import RECORD


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(None, home=tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def feedback(engine: Engine) -> Feedback:
    return Feedback(engine)


@pytest.fixture
def record(engine: Engine, feedback: Feedback) -> str:
    """The id of an answer that is kept."""
    id = Records(engine).keep(RECORD, most=10)
    assert id is not None
    return id


def test_an_opinion_comes_back_whole(feedback: Feedback, record: str) -> None:
    said = feedback.add(record, Thumb.DOWN, reason=Reason.OUT_OF_DATE, comment=" 已修法。\n")

    assert (said.reason, said.comment) == (Reason.OUT_OF_DATE, "已修法。")
    assert list(feedback.all()) == feedback.of(record) == [said]
    assert feedback.of("another") == []


def test_another_opinion_of_the_same_person_takes_its_place(
    feedback: Feedback, record: str
) -> None:
    feedback.add(record, Thumb.DOWN, reason=Reason.WRONG, comment="no", owner="a")
    other = feedback.add(record, Thumb.UP, owner="b")

    mended = feedback.add(record, Thumb.UP, owner="a")
    assert feedback.of(record) == [other, mended]
    assert (mended.reason, mended.comment) == (None, "")

    feedback.take_back(record, owner="a")
    feedback.take_back(record, owner="nobody")
    assert feedback.of(record) == [other]


def test_a_long_comment_is_cut(feedback: Feedback, record: str) -> None:
    feedback.add(record, Thumb.DOWN, comment="長" * (COMMENT_LENGTH + 1))

    assert feedback.of(record)[0].comment == "長" * COMMENT_LENGTH


def test_it_goes_with_the_answer_s_conversation(engine: Engine, feedback: Feedback) -> None:
    kept = Records(engine).keep(RECORD, most=10)
    assert kept is not None
    conversations = Conversations(engine)
    id = conversations.create()
    conversations.append(id, replace(RECORD.answer, record=kept))
    feedback.add(kept, Thumb.UP)

    conversations.delete(id)

    assert list(feedback.all()) == []
    with pytest.raises(UnknownRecord, match=kept):
        feedback.add(kept, Thumb.UP)
    assert list(feedback.all()) == []


def test_it_goes_with_a_record_that_newer_ones_push_out(
    engine: Engine, feedback: Feedback, record: str
) -> None:
    feedback.add(record, Thumb.UP)

    Records(engine).keep(RECORD, most=1)

    assert list(feedback.all()) == []


def test_the_command_lists_what_was_said(tmp_path: Path, feedback: Feedback, record: str) -> None:
    def run(*arguments: str) -> str:
        result = CliRunner().invoke(main, ["--home", str(tmp_path), "feedback", *arguments])
        assert result.exit_code == 0, result.output
        return result.stdout

    assert run() == "nobody has said what they think of an answer yet\n"
    feedback.add(record, Thumb.UP, owner="a")
    feedback.add(record, Thumb.DOWN, reason=Reason.NOT_SUPPORTED, comment="見第 3 頁", owner="b")

    question = RECORD.answer.question
    up, down = f"{record}  up    {question}\n", f"{record}  down  {question}\n"
    said = "    not supported: “見第 3 頁”\n"
    assert run() == up + down + said
    assert run("--down") == down + said
    listed = json.loads(run("--json"))
    assert [one["reason"] for one in listed] == [None, "not supported"]
    assert listed[1]["question"] == question
    assert "owner" not in listed[1]
