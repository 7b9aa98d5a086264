"""An answer is read to its end, whoever is watching."""

import threading
from collections.abc import Iterator

import pytest

from assistant.errors import BadQuestion
from assistant.types import Answer, Claimed, Event, Finished, Found
from tests.ui.fake_assistant import FakeAssistant
from ui import asking as asking_module
from ui.asking import Asking, Waiting
from ui.queue import Queue


def test_everyone_who_follows_sees_all_events() -> None:
    asking = Asking(
        "怎麼用？", ask=lambda: FakeAssistant().ask("怎麼用？"), keep=lambda answer: "c1"
    )

    first, second = list(asking.follow()), list(asking.follow())

    assert [type(event) for event in first] == [Found, *[Claimed] * 4, Finished]
    assert first == second


def test_the_answer_is_kept_before_it_is_called_finished() -> None:
    kept: list[Answer] = []

    def keep(answer: Answer) -> str:
        kept.append(answer)
        return "c1"

    asking = Asking("怎麼用？", ask=lambda: FakeAssistant().ask("怎麼用？"), keep=keep)
    for event in asking.follow():
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

    assert isinstance(next(following), Found)
    assert isinstance(next(following), Claimed)
    gate.set()
    assert isinstance(list(following)[-1], Finished)


def test_an_error_with_a_cure_is_told() -> None:
    def ask() -> Iterator[Event]:
        raise BadQuestion("the question is empty: type what you want to know")

    asking = Asking("", ask=ask, keep=lambda answer: "c1")

    assert list(asking.follow()) == []
    assert str(asking.error) == "the question is empty: type what you want to know"
    assert asking.conversation is None


def test_a_fault_is_logged_and_ends_the_answer(caplog: pytest.LogCaptureFixture) -> None:
    asking = Asking("fault", ask=lambda: FakeAssistant().ask("fault"), keep=lambda answer: "c1")

    assert list(asking.follow()) == []
    assert (asking.error, asking.conversation) == (None, None)
    assert "answering failed" in caplog.text
    assert "RuntimeError" in caplog.text


def test_who_asks_while_two_are_answered_is_told_to_wait_and_then_answered() -> None:
    gate = threading.Event()

    def ask() -> Iterator[Event]:
        assert gate.wait(timeout=10)
        yield from FakeAssistant().ask("怎麼用？")

    others = [Asking("怎麼用？", ask=ask, keep=lambda answer: "c1") for _ in range(2)]
    asking = Asking("怎麼用？", ask=ask, keep=lambda answer: "c2")
    following = asking.follow()

    assert next(following) == Waiting(1)
    gate.set()
    assert isinstance(list(following)[-1], Finished)
    assert [list(other.follow())[-1] for other in others]


def test_everyone_gets_a_first_sentence_before_anyone_gets_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking_module, "_QUEUE", Queue(1))
    monkeypatch.setattr(asking_module, "_PATIENCE_S", 3600.0)
    all_asked, done = threading.Event(), []

    def ask(name: str) -> Iterator[Event]:
        assert all_asked.wait(timeout=10)
        for event in FakeAssistant().ask("怎麼用？"):
            yield event
            done.append((name, type(event)))  # once the next one is wanted

    def asked(name: str) -> Asking:
        return Asking("怎麼用？", ask=lambda: ask(name), keep=lambda answer: name)

    first = asked("a")
    second = asked("b")
    assert next(second.follow()) == Waiting(1)
    all_asked.set()
    for asking in (first, second):
        assert isinstance(list(asking.follow())[-1], Finished)

    # A sentence is done when the step after it is begun, which is part of the rest.
    rest = [Claimed] * 4
    assert done == [
        *[("a", Found), ("b", Found)],
        *[(name, kind) for name in ("a", "b") for kind in rest],
    ]
