"""Where everyone's questions come in: whose turn it is, and what can wait.

Answers of quotes share Python's lock: begun all at once they would all end late, and together. So
one is worked on at a time; of those that wait for a model's service, several. A question has two
turns: the first ends with its first sentence, and the second, for the rest, lets questions without
a sentence pass, so that everyone has something to read before anyone has all.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial

from assistant.ask import Assistant
from assistant.facets import Filters
from assistant.follow_ups import follow_ups
from assistant.queue import Queue
from assistant.types import Answer, Claimed, Event, Finished, Turn
from assistant.verify_check import Check, Checker
from assistant.work import Began, Paused, Waiting
from language.script import Language

AT_ONCE = 1
AT_ONCE_WITH_MODEL = 4
"""Answers worked on at a time."""

_PATIENCE_S = 3.0
"""How long what can wait, as the rest of an answer, lets questions without a sentence pass."""

_LOOK_S = 0.1

Tell = Callable[[Event | Waiting | Began | Paused], None]
"""Is given each thing as it happens; what it raises breaks the work off."""


class Desk:
    """Works on what is asked of one assistant; threads may share it."""

    def __init__(self, assistant: Assistant, verifier: Checker, queue: Queue) -> None:
        self._assistant, self._verifier = assistant, verifier
        self._queue = queue
        self._following = threading.Lock()
        """Held by whoever looks for follow-ups: one at a time, and only while nobody asks."""

    def ask(self, question: str, history: Sequence[Turn], *, filters: Filters, tell: Tell) -> None:
        """Answer a question, telling each thing a reader can be shown."""
        asking = self._assistant.ask(question, history, filters=filters)
        with closing(asking) as events:
            with self._turn(tell, lambda ahead: tell(Waiting(ahead))):
                is_whole = _pass_on(events, tell, until=Claimed)
            # The rest follows once those who asked after have something to read, too.
            if not is_whole:
                with self._turn(tell):
                    _pass_on(events, tell, until=Finished)

    def answer(self, question: str, *, language: Language, filters: Filters, tell: Tell) -> Answer:
        """The whole answer to one question of many that nobody waits for by itself."""
        with self._turn(tell):
            return self._assistant.answer(question, language=language, filters=filters)

    def follow_ups(self, answer: Answer, *, tell: Tell) -> tuple[str, ...]:
        """Questions to go on with, looked for only while no question is being answered."""
        with self._following:
            tell(Began())
            return follow_ups(
                answer,
                catalogue=self._assistant.catalogue,
                answering=partial(self._quoted, filters=answer.filters),
            )

    def check(self, claim: str, evidence: Sequence[str], *, tell: Tell) -> Check:
        tell(Began())
        return self._verifier.check(claim, evidence)

    def warm_up(self) -> None:
        self._assistant.warm_up()

    def _quoted(self, question: str, *, filters: Filters) -> Answer:
        while self._queue.is_busy():
            time.sleep(_LOOK_S)
        return self._assistant.quoted(question, filters=filters)

    @contextmanager
    def _turn(self, tell: Tell, wait: Callable[[int], None] | None = None) -> Iterator[None]:
        """A turn; without a word for who waits, one that lets questions pass for a while."""
        with self._queue.turn(wait, patience_s=0.0 if wait else _PATIENCE_S):
            tell(Began())
            yield
        tell(Paused())


def _pass_on(events: Iterator[Event], tell: Tell, *, until: type[Claimed] | type[Finished]) -> bool:
    """Whether the answer is whole."""
    for event in events:
        tell(event)
        if isinstance(event, until):
            return isinstance(event, Finished)
    return True
