"""A question being answered in the background.

A click anywhere on the page makes Streamlit stop the script and start it anew. An answer that is
still being written must survive that: it is read on a thread of its own, and every run of the
script follows it from its beginning.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from assistant.errors import AssistantError
from assistant.types import Answer, Claimed, Event, Finished
from ingest.errors import IngestError
from ui.queue import Queue

_LOG = logging.getLogger(__name__)

_AT_ONCE = 2
"""Answers worked on at a time. They share Python's lock: more would all end late, and together."""

_PATIENCE_S = 3.0
"""How long what can wait, as the rest of an answer, lets questions without a sentence pass."""

_QUEUE = Queue(_AT_ONCE)
"""Of the process, as its processors are."""


def is_anyone_asking() -> bool:
    """Whether a question is being answered now, in any session: what can wait then does."""
    return _QUEUE.is_busy()


def giving_way() -> AbstractContextManager[None]:
    """A turn for one answer of many that nobody waits for by itself: who asks goes before."""
    return _QUEUE.turn(patience_s=_PATIENCE_S)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Others asked before, and are answered first."""

    ahead: int


class Asking:
    """One question on its way to its answer, once it is its turn.

    `ask` gives the events; `keep` stores the finished answer and returns its conversation's id.
    """

    def __init__(
        self,
        question: str,
        *,
        ask: Callable[[], Iterator[Event]],
        keep: Callable[[Answer], str],
    ) -> None:
        self.question = question
        self.conversation: str | None = None
        """The id under which the answer is kept, once it is."""

        self.error: AssistantError | IngestError | None = None
        """What went wrong, where the reader can do something about it."""

        self._events: list[Event | Waiting] = []
        self._done = False
        self._changed = threading.Condition()
        threading.Thread(target=self._run, args=(ask, keep), daemon=True).start()

    def follow(self) -> Iterator[Event | Waiting]:
        """All events, those to come as they come; ends when the answer is kept or failed."""
        seen = 0
        while new := self._after(seen):
            yield from new
            seen += len(new)

    def _after(self, seen: int) -> list[Event | Waiting]:
        with self._changed:
            self._changed.wait_for(lambda: self._done or len(self._events) > seen)
            return self._events[seen:]

    def _run(self, ask: Callable[[], Iterator[Event]], keep: Callable[[Answer], str]) -> None:
        try:
            events = ask()
            with _QUEUE.turn(lambda ahead: self._tell(Waiting(ahead))):
                self._pass_on(events, keep, until=Claimed)
            # The rest follows once those who asked after have something to read, too.
            if self.conversation is None:
                with giving_way():
                    self._pass_on(events, keep, until=Finished)
        except (AssistantError, IngestError) as error:
            self.error = error
        except Exception:
            _LOG.exception("answering failed")
        finally:
            with self._changed:
                self._done = True
                self._changed.notify_all()

    def _pass_on(
        self,
        events: Iterator[Event],
        keep: Callable[[Answer], str],
        *,
        until: type[Claimed] | type[Finished],
    ) -> None:
        for event in events:
            if isinstance(event, Finished):
                self.conversation = keep(event.answer)
            self._tell(event)
            if isinstance(event, until):
                return

    def _tell(self, event: Event | Waiting) -> None:
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()
