"""Answers that were given before: who asks the same of the same documents need not wait again."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Generator, Hashable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from assistant.types import Event, Finished
from ingest.index import Index

_MOST = 200
"""Answers: some 10 MB of passages and quotes."""

_LOOK_S = 2.0
"""Between two looks at the vectors."""


class KnownAnswers:
    """Keeps the events of the answers given last; threads may share one.

    Only for answers that are a function of what is asked: those of quotes, not a model's.
    """

    def __init__(self, *, most: int = _MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[Event, ...]] = OrderedDict()
        self._lock = threading.Lock()
        self._vectors: tuple[float, str] = (-math.inf, "")
        """When the vectors were last looked at, and what was seen."""

    def events(
        self, key: Hashable, answering: Callable[[], Generator[Event, None, None]]
    ) -> Iterator[Event]:
        """The events of the answer; `key` is all that it depends on.

        An answer that is broken off or fails is not kept.
        """
        started = time.perf_counter()
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
        if known is not None:
            for event in known:
                yield _as_of(event, started)
            return
        new: list[Event] = []
        with closing(answering()) as events:
            for event in events:
                new.append(event)
                if isinstance(event, Finished):
                    self._keep(key, new)  # before it is given: who has it may not come back
                yield event

    def state_of(self, index: Index) -> Hashable:
        """Changes whenever the documents do or what is known of them.

        It changes with their vectors, too, if two seconds late: to count those for every question
        takes a tenth of its answer.
        """
        now = time.monotonic()
        looked, vectors = self._vectors
        if now - looked > _LOOK_S:
            vectors = repr(index.vector_state())
            self._vectors = now, vectors
        return index.served.generation(), index.corrections.generation(), vectors

    def _keep(self, key: Hashable, events: Sequence[Event]) -> None:
        with self._lock:
            self._kept[key] = tuple(events)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _as_of(event: Event, started: float) -> Event:
    if not isinstance(event, Finished):
        return event
    return replace(event, answer=replace(event.answer, seconds=time.perf_counter() - started))
