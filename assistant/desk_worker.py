"""The process that answers: reads orders from its standard input, says what comes of each.

It is a process of its own because the threads of one share Python's lock: with answers in the app,
its pages would wait for them, and one processor is all that both together could use. Run by
`assistant.desk_process` as `python -m assistant.desk_worker`, and by nobody else: what passes is
pickled. It ends when its standard input does.
"""

import gc
import logging
import os
import pickle
import signal
import threading
from collections.abc import Callable
from typing import BinaryIO

from assistant.ask import Assistant
from assistant.desk import AT_ONCE, AT_ONCE_WITH_MODEL, Desk
from assistant.errors import AssistantError
from assistant.known_answers import KnownAnswers
from assistant.queue import Queue
from assistant.settings import Settings
from assistant.verify import Verifier
from assistant.work import Ask, CheckClaim, Done, Failed, Follow, Leave, Order, Reply, WarmUp, Write
from ingest.errors import IngestError
from ingest.pipes import take_pipes

_LOG = logging.getLogger(__name__)


class _LeftError(Exception):
    """Nobody waits any more for what is being done."""


class _Worker:
    """Works on several orders at once, each on a thread of its own."""

    def __init__(self, open_desk: Callable[[], Desk], replies: BinaryIO) -> None:
        self._open_desk = open_desk
        self._replies, self._writing = replies, threading.Lock()
        self._desk: Desk | None = None
        self._opening = threading.Lock()
        self._waited_for: set[int] = set()
        """Numbers of the orders that somebody waits for."""

    def take(self, order: Order) -> None:
        if isinstance(order.job, Leave):
            self._waited_for.discard(order.number)
            return
        self._waited_for.add(order.number)
        threading.Thread(target=self._work, args=(order,), daemon=True).start()

    def _work(self, order: Order) -> None:
        try:
            self._say(order, Done(self._do(order)))
        except _LeftError:
            pass
        except (AssistantError, IngestError) as error:
            self._say(order, Failed(type(error), str(error)))
        except Exception:
            _LOG.exception("answering failed")
            self._say(order, Failed())
        finally:
            self._waited_for.discard(order.number)

    def _do(self, order: Order) -> object:
        desk = self._opened()

        def tell(what: object) -> None:
            if order.number not in self._waited_for:
                raise _LeftError
            self._say(order, what)

        match order.job:
            case Ask(question, history, filters):
                desk.ask(question, history, filters=filters, tell=tell)
            case Write(question, language, filters):
                return desk.answer(question, language=language, filters=filters, tell=tell)
            case Follow(answer):
                return desk.follow_ups(answer, tell=tell)
            case CheckClaim(claim, evidence):
                return desk.check(claim, evidence, tell=tell)
            case WarmUp():
                desk.warm_up()
                # The lexicon's millions of objects stay: without this, whoever's answer happens to
                # set off a collection waits until all of them were looked through.
                gc.collect()
                gc.freeze()
        return None

    def _opened(self) -> Desk:
        """The desk, opened by the first order; a failure is told to its asker and not kept."""
        with self._opening:
            if self._desk is None:
                self._desk = self._open_desk()
            return self._desk

    def _say(self, order: Order, what: object) -> None:
        packed = pickle.dumps(Reply(order.number, what), protocol=pickle.HIGHEST_PROTOCOL)
        with self._writing:
            self._replies.write(packed)
            self._replies.flush()


def open_desk() -> Desk:
    """The desk of the settings; raises `AssistantError` or `IngestError`."""
    settings = Settings.load()
    # A model on a server may be away for a moment: what was found without it must not stay.
    known = KnownAnswers() if settings.embeddings is None else None
    assistant = Assistant.open(settings, known=known)
    index = assistant.index
    verifier = Verifier(embedder=index.embedder, lexicon=index.lexicon)
    queue = Queue(AT_ONCE if assistant.writer is None else AT_ONCE_WITH_MODEL)
    return Desk(assistant, verifier, queue)


def main(open_desk: Callable[[], Desk] = open_desk) -> None:
    """Work until whoever started it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it stops it
    orders, replies = take_pipes()
    worker = _Worker(open_desk, replies)
    while True:
        try:
            order: Order = pickle.load(orders)  # noqa: S301  whoever started it wrote it
        except (EOFError, pickle.UnpicklingError):
            os._exit(0)  # at once: nobody waits for what is being done
        worker.take(order)


if __name__ == "__main__":
    main()
