"""Whose turn it is: a first sentence for everyone, then the rest, then what nobody waits for."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from assistant import desk as desk_module
from assistant.desk import Desk
from assistant.facets import NO_FILTERS
from assistant.queue import Queue
from assistant.types import Answer, Claimed, Finished, Found
from assistant.work import Began, Paused, Waiting
from language.script import Language
from tests.ui.fake_assistant import FakeAssistant


class Slow(FakeAssistant):
    """Answers once it may, and keeps what was done in order."""

    def __init__(self) -> None:
        super().__init__()
        self.may, self.done = threading.Event(), list[tuple[str, object]]()

    def ask(self, question: str, history: Sequence[Any] = (), **options: Any) -> Any:
        assert self.may.wait(timeout=10)
        for event in super().ask(question, history, **options):
            yield event
            self.done.append((question, type(event)))  # once the next one is wanted

    def answer(self, question: str, **_: object) -> Answer:
        if threading.current_thread().name != "asked":
            self.done.append((question, Answer))
        return super().answer(question)

    def quoted(self, question: str, **_: object) -> Answer:
        self.done.append((question, "quoted"))
        return super().answer(question)


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def desk(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(desk_module, "_PATIENCE_S", 3600.0)
    assistant: Any = slow
    return Desk(assistant, FakeChecker(), Queue(1))


class FakeChecker:
    def check(self, claim: str, evidence: Sequence[str]) -> Any:
        raise AssertionError("nothing is checked here")


class Asked:
    """A question on its way."""

    def __init__(self, desk: Desk, question: str) -> None:
        self.told: list[object] = []
        self.joined = threading.Event()
        """Set once it is being worked on, or was told to wait."""

        self._thread = threading.Thread(target=self._run, args=(desk, question), name="asked")
        self._thread.start()
        assert self.joined.wait(10)

    def _run(self, desk: Desk, question: str) -> None:
        desk.ask(question, (), filters=NO_FILTERS, tell=self._tell)

    def _tell(self, what: object) -> None:
        self.told.append(what)
        self.joined.set()

    def end(self) -> None:
        self._thread.join(10)
        assert not self._thread.is_alive()


def test_everyone_gets_a_first_sentence_before_anyone_gets_the_rest(desk: Desk, slow: Slow) -> None:
    first, second = Asked(desk, "a"), Asked(desk, "b")
    assert second.told == [Waiting(1)]
    slow.may.set()
    for asked in (first, second):
        asked.end()
        events = [one for one in asked.told if not isinstance(one, Began | Paused | Waiting)]
        assert [type(event) for event in events] == [Found, *[Claimed] * 4, Finished]

    # A sentence is done when the step after it is begun, which is part of the rest.
    rest = [Claimed] * 4
    assert slow.done == [
        *[("a", Found), ("b", Found)],
        *[(name, kind) for name in ("a", "b") for kind in rest],
    ]


def test_what_nobody_waits_for_by_itself_lets_those_who_ask_pass(desk: Desk, slow: Slow) -> None:
    with ThreadPoolExecutor(1) as threads:
        first = Asked(desk, "a")
        joined = threading.Event()
        brief = threads.submit(_answered, desk, joined.set)
        assert joined.wait(10)
        late = Asked(desk, "b")
        slow.may.set()
        assert brief.result(10)
        first.end()
        late.end()

    order = [question for question, _ in slow.done]
    assert order.index("b") < order.index("of a brief")


def _answered(desk: Desk, joined: Callable[[], object]) -> Answer:
    joined()
    return desk.answer("of a brief", language=Language.EN, filters=NO_FILTERS, tell=lambda _: None)


def test_follow_ups_are_looked_for_while_nobody_asks(
    desk: Desk, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(answer: Answer, *, answering: Callable[[str], Answer], **_: object) -> tuple[str, ...]:
        answering("?")
        return ("?",)

    monkeypatch.setattr(desk_module, "follow_ups", look)
    with ThreadPoolExecutor(1) as threads:
        asked = Asked(desk, "a")
        looked_for = threads.submit(
            desk.follow_ups, FakeAssistant().answer("a"), tell=lambda _: None
        )
        slow.may.set()
        asked.end()
        assert looked_for.result(10) == ("?",)

    assert slow.done[-1] == ("?", "quoted")
