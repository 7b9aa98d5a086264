"""A fair queue for work that gains nothing from being done all at once."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK_S = 1.0


class _Place:
    """One in the line; who is due first is next."""

    def __init__(self, due: float) -> None:
        self.due = due
        self.called = threading.Event()
        """Set once it is its turn."""


class Queue:
    """Lets so many be worked on at a time, in the order they came."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._line: list[_Place] = []
        """Those being worked on, then those waiting."""

        self._lock = threading.Lock()

    def is_busy(self) -> bool:
        return bool(self._line)

    @contextmanager
    def turn(
        self, wait: Callable[[int], None] | None = None, *, patience_s: float = 0.0
    ) -> Iterator[None]:
        """Hold a place in the line; the block runs once it is its turn.

        `wait` is told how many must end before, when it has to wait and when that has changed.
        Who has patience lets everyone pass who comes within that time, and nobody after it.
        """
        me = _Place(time.monotonic() + patience_s)
        with self._lock:
            self._line.append(me)
            self._call()
        try:
            told = 0
            while not me.called.is_set():
                ahead = self._ahead(me)
                if wait and ahead not in (0, told):
                    wait(ahead)
                    told = ahead
                me.called.wait(_LOOK_S)
            yield
        finally:
            with self._lock:
                self._line.remove(me)
                self._call()

    def _call(self) -> None:
        """Call whose turn it is, each once: nobody else need wake up."""
        self._line.sort(key=lambda place: place.due)
        for place in self._line[: self._at_once]:
            place.due = -math.inf  # nobody comes before who has begun
            place.called.set()

    def _ahead(self, me: _Place) -> int:
        """How many must end before it is this one's turn."""
        with self._lock:
            return max(0, self._line.index(me) - self._at_once + 1)
