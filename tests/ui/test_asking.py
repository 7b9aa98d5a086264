"""An answer is read to its end, whoever is watching."""

import threading
from collections.abc import Iterator

import pytest

from assistant.errors import BadQuestion
from assistant.types import Answer, Claimed, Event, Finished, Found
from tests.ui.fake_assistant import FakeAssistant
from ui.asking import Asking, Said


def followed(asking: Asking) -> list[Said]:
    return [event for events in asking.follow() for event in events]


def test_everyone_who_follows_sees_all_events() -> None:
    asking = Asking(
        "怎麼用？", ask=lambda: FakeAssistant().ask("怎麼用？"), keep=lambda answer: "c1"
    )

    first, second = followed(asking), followed(asking)

    assert [type(event) for event in first] == [Found, *[Claimed] * 4, Finished]
    assert first == second


def test_the_answer_is_kept_before_it_is_called_finished() -> None:
    kept: list[Answer] = []

    def keep(answer: Answer) -> str:
        kept.append(answer)
        return "c1"

    asking = Asking("怎麼用？", ask=lambda: FakeAssistant().ask("怎麼用？"), keep=keep)
    for event in followed(asking):
        if isinstance(event, Finished):
            assert (kept, asking.conversation) == ([event.answer], "c1")
    assert kept


def test_events_come_before_the_answer_is_whole() -> None:
    gate = threading.Event()

    def ask() -> Iterator[Event]:
        for event in FakeAssistant().ask("怎麼用？"):
            if isinstance(event, Finished):
                assert gate.wait(timeout=10)
            yield event

    asking = Asking("怎麼用？", ask=ask, keep=lambda answer: "c1")
    following = asking.follow()

    before = [type(event) for event in next(following)]
    while len(before) < 5:
        before += [type(event) for event in next(following)]
    assert before == [Found, *[Claimed] * 4]
    gate.set()
    assert [type(event) for events in following for event in events] == [Finished]


def test_an_error_with_a_cure_is_told() -> None:
    def ask() -> Iterator[Event]:
        raise BadQuestion("the question is empty: type what you want to know")

    asking = Asking("", ask=ask, keep=lambda answer: "c1")

    assert followed(asking) == []
    assert str(asking.error) == "the question is empty: type what you want to know"
    assert asking.conversation is None


def test_a_fault_is_logged_and_ends_the_answer(caplog: pytest.LogCaptureFixture) -> None:
    asking = Asking("fault", ask=lambda: FakeAssistant().ask("fault"), keep=lambda answer: "c1")

    assert followed(asking) == []
    assert (asking.error, asking.conversation) == (None, None)
    assert "answering failed" in caplog.text
    assert "RuntimeError" in caplog.text
