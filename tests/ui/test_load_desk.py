"""What the pages ask, asked of the process that really answers."""

from pathlib import Path

import pytest

from assistant.desk_process import DeskProcess
from assistant.errors import ModelUnusable
from assistant.facets import NO_FILTERS
from assistant.types import Answer, Finished, Verdict
from language.script import Language
from ui.stores import load_desk

QUESTION = "How many parking spaces did the pilot have?"


@pytest.fixture
def desk(own_home: Path) -> DeskProcess:
    return load_desk()


def answered(desk: DeskProcess) -> Answer:
    [answer] = [
        event.answer
        for event in desk.ask(QUESTION, filters=NO_FILTERS)
        if isinstance(event, Finished)
    ]
    return answer


def test_it_answers_checks_and_looks_for_more(desk: DeskProcess) -> None:
    answer = answered(desk)

    assert answer.question == QUESTION
    assert answer.passages
    assert answer.record is not None
    again = desk.answer(QUESTION, language=Language.EN, filters=NO_FILTERS)
    assert [claim.text for claim in again.claims] == [claim.text for claim in answer.claims]
    assert isinstance(desk.follow_ups(answer), tuple)
    check = desk.check("The pilot had 150 spaces.", ["The pilot had 120 spaces."])
    assert check.verdict is Verdict.UNSUPPORTED
    assert "150" in " ".join(check.reasons_in(Language.ZH))


def test_what_cannot_be_opened_is_told_to_who_asks(
    desk: DeskProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_MODEL", "openai:no-key")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    with pytest.raises(ModelUnusable):
        answered(desk)
    with pytest.raises(ModelUnusable):
        desk.warm_up()
