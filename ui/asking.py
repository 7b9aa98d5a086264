"""A question being answered in the background.

A click anywhere on the page makes Streamlit stop the script and start it anew. An answer that is
still being written must survive that: it is read on a thread of its own, and every run of the
script follows it from its beginning.
"""

import itertools
import logging
import threading
from collections.abc import Callable, Iterator, Sequence

from assistant.errors import AssistantError
from assistant.types import Answer, Event, Finished
from assistant.work import BegunAgain, Waiting
from ingest.errors import IngestError

_LOG = logging.getLogger(__name__)

_NUMBERS = itertools.count(1)

Said = Event | Waiting | BegunAgain


class Asking:
    """One question on its way to its answer.

    `ask` gives the events; `keep` stores the finished answer and returns its conversation's id.
    """

    def __init__(
        self,
        question: str,
        *,
        ask: Callable[[], Iterator[Said]],
        keep: Callable[[Answer], str],
    ) -> None:
        self.question = question
        self.number = next(_NUMBERS)
        """No other question has it."""

        self.conversation: str | None = None
        """The id under which the answer is kept, once it is."""

        self.error: AssistantError | IngestError | None = None
        """What went wrong, where the reader can do something about it."""

        self._events: list[Said] = []
        self._done = False
        self._changed = threading.Condition()
        threading.Thread(target=self._run, args=(ask, keep), daemon=True).start()

    def follow(self) -> Iterator[Sequence[Said]]:
        """All events, those to come as they come; ends when the answer is kept or failed."""
        seen = 0
        while new := self._after(seen):
            yield new
            seen += len(new)

    def _after(self, seen: int) -> list[Said]:
        with self._changed:
            self._changed.wait_for(lambda: self._done or len(self._events) > seen)
            return self._events[seen:]

    def _run(self, ask: Callable[[], Iterator[Said]], keep: Callable[[Answer], str]) -> None:
        try:
            for event in ask():
                if isinstance(event, Finished):
                    self.conversation = keep(event.answer)
                self._tell(event)
        except (AssistantError, IngestError) as error:
            self.error = error
        except Exception:
            _LOG.exception("answering failed")
        finally:
            with self._changed:
                self._done = True
                self._changed.notify_all()

    def _tell(self, event: Said) -> None:
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()
