"""So many at a time, in the order they came."""

import threading
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

import pytest

from assistant import queue
from assistant.queue import Queue


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "_LOOK_S", 0.05)


class Worker:
    """Takes a turn and keeps it until it is let go."""

    def __init__(self, line: Queue, *, patience_s: float = 0.0) -> None:
        self.told: SimpleQueue[int] = SimpleQueue()
        self.joined, self.began, self.let_go = (threading.Event() for _ in range(3))
        self._line, self._patience_s = line, patience_s

    def run(self) -> None:
        with self._line.turn(self._tell, patience_s=self._patience_s):
            self.joined.set()
            self.began.set()
            assert self.let_go.wait(10)

    def _tell(self, ahead: int) -> None:
        self.told.put(ahead)
        self.joined.set()


def test_the_first_who_came_is_the_next_and_is_told_how_many_are_before() -> None:
    line = Queue(2)
    workers = [Worker(line) for _ in range(5)]
    with ThreadPoolExecutor(5) as threads:
        running = []
        for worker in workers:
            running.append(threads.submit(worker.run))
            assert worker.joined.wait(10)
        assert [worker.began.is_set() for worker in workers] == [True, True, False, False, False]
        assert [worker.told.get(timeout=10) for worker in workers[2:]] == [1, 2, 3]

        workers[1].let_go.set()
        assert workers[2].began.wait(10)
        assert [worker.told.get(timeout=10) for worker in workers[3:]] == [1, 2]
        assert not workers[3].began.is_set()

        for worker in workers:
            worker.let_go.set()
        for one in running:
            one.result(10)
    assert workers[0].told.empty()
    assert not line.is_busy()


def test_who_has_patience_lets_those_pass_who_come_after_and_none_who_has_begun() -> None:
    line = Queue(1)
    begun, patient, late = Worker(line), Worker(line, patience_s=3600), Worker(line)
    with ThreadPoolExecutor(3) as threads:
        running = []
        for worker in (begun, patient, late):
            running.append(threads.submit(worker.run))
            assert worker.joined.wait(10)
        assert [worker.began.is_set() for worker in (begun, patient, late)] == [True, False, False]

        begun.let_go.set()
        assert late.began.wait(10)
        assert not patient.began.is_set()

        late.let_go.set()
        assert patient.began.wait(10), "nobody is before it any more"
        patient.let_go.set()
        for one in running:
            one.result(10)


def test_a_turn_that_fails_is_given_up() -> None:
    line = Queue(1)

    with pytest.raises(RuntimeError), line.turn(lambda ahead: None):
        raise RuntimeError

    with line.turn(lambda ahead: pytest.fail("nobody is before")):
        assert line.is_busy()
