"""A worker process: reads jobs from its standard input, prepares them, says how far it is.

It is a process of its own because a parser may hang, crash or eat the memory, and cost one
document by it. Run by `ingest.workers` as `python -m ingest.worker`, and by nobody else: what
passes is pickled.
"""

import gc
import pickle
import resource
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from ingest.disk import is_full
from ingest.pipes import take_pipes
from ingest.prepare import prepare
from ingest.readers import read_part
from ingest.work import Began, Done, Failed, Full, Order, PartOrder, TooLarge

_ALONE_S = 90
"""After so long on one page the kernel ends it, if whoever was to stop it is gone."""


def main() -> None:
    """Work until there are no more jobs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it stops it
    orders, answers = take_pipes()
    _limit_memory(int(sys.argv[1]))
    gc.freeze()  # or each full collection would go through all that was imported
    while True:
        try:
            order: Order | PartOrder = pickle.load(orders)  # noqa: S301
        except EOFError:
            return
        _work(order, answers)


def _limit_memory(most: int) -> None:
    """A wall behind the watch over it: an allocation may be quicker than any look at it."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return  # macOS knows the limit and does not take it; the watch is enough there


def _work(order: Order | PartOrder, answers: BinaryIO) -> None:
    def say(what: object) -> None:
        pickle.dump(what, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()

    def begin(document: str, page: int) -> None:
        say(Began(document, page))
        signal.alarm(_ALONE_S)

    signal.alarm(_ALONE_S)
    try:
        match order:
            case Order(job, spool, parts):
                for item in prepare(job, spool, begin=begin, parts=parts):
                    say(item)
            case PartOrder():
                _read_part(order, begin, say)
    except MemoryError:
        say(TooLarge())
    except OSError as error:
        say(Full(error.strerror or str(error)))
    else:
        say(Done())
    finally:
        signal.alarm(0)


def _read_part(
    order: PartOrder, begin: Callable[[str, int], None], say: Callable[[object], None]
) -> None:
    def wanted(index: int) -> bool:
        begin(order.job.document, index)
        return (order.job.document, index) not in order.job.skipped

    try:
        with order.file.open("wb") as file:
            read_part(order.job.path, file, number=order.number, count=order.count, begin=wanted)
    except MemoryError:
        raise
    except Exception as error:
        if is_full(error):
            raise
        # Whatever it is, it is told, or mended, when the file is read as a whole.
        say(Failed())


if __name__ == "__main__":
    main()
