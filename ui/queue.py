"""A fair queue for work that gains nothing from being done all at once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK_S = 1.0


class Queue:
    """Lets so many be worked on at a time, in the order they came."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._line: list[object] = []
        """Those being worked on, then those waiting."""

        self._moved = threading.Condition()

    def is_busy(self) -> bool:
        return bool(self._line)

    @contextmanager
    def turn(self, wait: Callable[[int], None]) -> Iterator[None]:
        """Hold a place in the line; the block runs once it is its turn.

        `wait` is told how many must end before, when it has to wait and when that has changed.
        """
        me = object()
        with self._moved:
            self._line.append(me)
            ahead = self._ahead(me)
        try:
            told = 0
            while ahead > 0:
                if ahead != told:
                    wait(ahead)
                    told = ahead
                with self._moved:
                    self._moved.wait_for(lambda: self._ahead(me) <= 0, timeout=_LOOK_S)
                    ahead = self._ahead(me)
            yield
        finally:
            with self._moved:
                self._line.remove(me)
                self._moved.notify_all()

    def _ahead(self, me: object) -> int:
        """How many must end before it is this one's turn."""
        return self._line.index(me) - self._at_once + 1
