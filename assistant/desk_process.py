"""The desk that answers, as the app has it: in a process of its own, which may die and come back.

The pages have one processor so, and the answers another; a fault in a library that takes the
process down costs the questions that were being worked on, and neither the app nor the others.
"""

import itertools
import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from assistant.errors import AnsweringFailed
from assistant.facets import Filters
from assistant.types import Answer, Event, Turn
from assistant.verify_check import UNCHECKED, Check
from assistant.work import (
    Ask,
    Began,
    BegunAgain,
    CheckClaim,
    Done,
    Failed,
    Follow,
    Job,
    Leave,
    Order,
    Paused,
    Reply,
    Waiting,
    WarmUp,
    Write,
)
from language.script import Language

_LOG = logging.getLogger(__name__)

_MOST_TRIES = 3
"""Processes that may die over an order which none of them was working on."""

_NOBODYS = 0
"""The number of an order that nobody waits for."""

_ENDED = (
    "the answer could not be finished, since the process that works on answers ended; it is "
    "started anew, so ask again, and if it happens again, have the log looked at"
)


@dataclass(eq=False)
class _Waited:
    """An order that somebody waits for."""

    order: Order
    said: SimpleQueue[object] = field(default_factory=SimpleQueue)
    is_worked_on: bool = False
    tries: int = 0


class DeskProcess:
    """Gives orders to the process and starts it when there is none; threads may share it."""

    def __init__(self, module: str = "assistant.desk_worker", *, silence_s: float) -> None:
        """A process that says nothing of what it works on for `silence_s` is ended."""
        self._module = module
        self._silence_s = silence_s
        self._heard_s = time.monotonic()
        """When the process last said something."""

        self._process: subprocess.Popen[bytes] | None = None
        self._waited: dict[int, _Waited] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def ask(
        self, question: str, history: Sequence[Turn] = (), *, filters: Filters
    ) -> Generator[Event | Waiting | BegunAgain, None, None]:
        """Answer a question, yielding each thing a reader can be shown, once it is its turn.

        Raises `AssistantError` or `IngestError`. Who closes it breaks the answer off.
        """
        yield from self._all_of(Ask(question, history, filters))

    def answer(self, question: str, *, language: Language, filters: Filters) -> Answer:
        """The whole answer to one question of many; who asks by `ask` goes before."""
        result: Answer = self._result(Write(question, language, filters))
        return result

    def follow_ups(self, answer: Answer) -> tuple[str, ...]:
        """Questions to go on with; they may be long in coming while others ask."""
        result: tuple[str, ...] = self._result(Follow(answer))
        return result

    def check(self, claim: str, evidence: Sequence[str]) -> Check:
        """Whether the evidence says what the claim says; `unchecked` when that cannot be told."""
        try:
            result: Check = self._result(CheckClaim(claim, evidence))
        except AnsweringFailed:
            return UNCHECKED
        return result

    def warm_up(self) -> None:
        """Have what the first question needs loaded; raises what its asker would be told."""
        self._result(WarmUp())

    def close(self) -> None:
        """End the process; whoever still waits is told."""
        with self._lock:
            process, self._process = self._process, None
            self._lose(list(self._waited.values()))
        if process is not None:
            process.kill()

    def _result(self, job: Job) -> Any:
        events = self._all_of(job)
        while True:
            try:
                next(events)
            except StopIteration as end:
                return end.value

    def _all_of(self, job: Job) -> Generator[Any, None, Any]:
        """What comes of a job as it comes, and its result at the end."""
        waited = _Waited(Order(next(self._numbers), job))
        with self._lock:
            self._give(waited)
        try:
            while True:
                said = self._next(waited)
                match said:
                    case Done(result):
                        return result
                    case Failed() as failed:
                        raise failed.error() or AnsweringFailed(
                            "the answer could not be finished over a fault of this program: ask "
                            "again, and if it happens again, have its log looked at"
                        )
                    case _:
                        yield said
        finally:
            with self._lock:
                if self._waited.pop(waited.order.number, None) is not None:
                    self._send(Order(waited.order.number, Leave()))

    def _next(self, waited: _Waited) -> object:
        """What is said of it next; a process that has fallen silent over it is ended."""
        while True:
            try:
                return waited.said.get(timeout=self._silence_s / 4)
            except Empty:
                with self._lock:
                    silent_s = time.monotonic() - self._heard_s
                    hangs = waited.is_worked_on and silent_s > self._silence_s
                    if hangs and self._process is not None:
                        _LOG.error("the process that answers has said nothing for %d s", silent_s)
                        self._process.kill()  # whoever listens to it does what is to be done

    def _give(self, waited: _Waited) -> None:
        """Have it worked on, by a new process where there is none."""
        waited.tries += 1
        self._waited[waited.order.number] = waited
        if self._process is None:
            try:
                self._process = _started(self._module)
            except OSError:
                _LOG.exception("no process that answers can be started")
                self._lose([waited])
                return
            threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
            if not isinstance(waited.order.job, WarmUp):
                self._send(Order(_NOBODYS, WarmUp()))
        self._send(waited.order)

    def _send(self, order: Order) -> None:
        if self._process is None or self._process.stdin is None:
            return
        with suppress(OSError):  # it has just ended: whoever listens to it does what is to be done
            pickle.dump(order, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        """Hand on what a process says, until it ends."""
        assert process.stdout is not None  # noqa: S101  made so
        while True:
            try:
                reply: Reply = pickle.load(process.stdout)  # noqa: S301  it is a process of ours
            except (EOFError, pickle.UnpicklingError):
                break
            except Exception:  # as when the program was replaced by another version meanwhile
                _LOG.exception("what the process that answers says cannot be read")
                break
            self._heard_s = time.monotonic()
            waited = self._waited.get(reply.number)
            match reply.said:
                case Began() | Paused() as turn if waited:
                    waited.is_worked_on = isinstance(turn, Began)
                case said if waited:
                    if isinstance(said, Done | Failed):
                        self._waited.pop(reply.number, None)
                    waited.said.put(said)
        self._mourn(process)

    def _mourn(self, process: subprocess.Popen[bytes]) -> None:
        """A process has ended: what it did not work on is given to another."""
        process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it had not taken yet goes with it
                    pipe.close()
        with self._lock:
            if self._process is not process:  # it was closed
                return
            self._process = None
            lost: list[_Waited] = []
            others: list[_Waited] = []
            for waited in self._waited.values():
                is_lost = waited.is_worked_on or waited.tries == _MOST_TRIES
                (lost if is_lost else others).append(waited)
            _LOG.error(
                "the process that answers ended with exit code %d over %d questions; %d that it "
                "was not working on are given to a new one",
                *(code, len(lost), len(others)),
            )
            self._lose(lost)
            for waited in others:
                waited.said.put(BegunAgain())
                self._give(waited)

    def _lose(self, lost: Sequence[_Waited]) -> None:
        for waited in lost:
            self._waited.pop(waited.order.number, None)
            waited.said.put(Failed(AnsweringFailed, _ENDED))


def _started(module: str) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(filter(None, sys.path))
    return subprocess.Popen(  # noqa: S603  ourselves
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": paths},
    )
