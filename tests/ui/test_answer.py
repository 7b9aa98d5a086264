"""What is drawn of an answer beside its claims."""

from dataclasses import replace

import pytest

from tests.assistant.test_serialise import ANSWER
from ui.answer import View, answer_html
from ui.words import WORDS, Screen


@pytest.mark.parametrize(
    ("screen", "shown"),
    [
        pytest.param(Screen.EN, "Record 3f9a01c2de77", id="English"),
        pytest.param(Screen.ZH_HANT, "紀錄 3f9a01c2de77", id="Chinese"),
    ],
)
def test_the_id_of_its_record_stands_below_an_answer(screen: Screen, shown: str) -> None:
    view = View(screen=screen, words=WORDS[screen], conversation=None, opened=None)

    with_record = answer_html(replace(ANSWER, record="3f9a01c2de77"), turn=1, view=view)
    without = answer_html(ANSWER, turn=1, view=view)

    assert shown in with_record
    assert with_record.replace(f'<p class="record">{shown}</p>', "") == without
