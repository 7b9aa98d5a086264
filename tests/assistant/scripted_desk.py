"""A process that answers as its orders say: `python -m tests.assistant.scripted_desk`.

"crash" ends it at once, "wait FILE" waits for the file, "on FILE" goes on until nobody listens and
then makes the file, "missing" raises an error that names its cure, and "fault" one that nobody can
do anything about; whatever else is asked has one sentence.
"""

import os
import signal
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from assistant.desk import Desk
from assistant.desk_worker import main
from assistant.facets import Filters
from assistant.queue import Queue
from assistant.types import Answer, Claim, Claimed, Event, Finished, Found, Outcome, Verdict, Writer
from assistant.verify_check import Check
from ingest.errors import IndexMissing
from language.script import Language


class ScriptedAssistant:
    def ask(
        self, question: str, history: Sequence[object] = (), *, filters: Filters | None = None
    ) -> Generator[Event, None, None]:
        yield Found(question, ())
        claimed = Claimed(Claim(question, Verdict.SUPPORTED, (), ()))
        yield claimed
        what, _, file = question.partition(" ")
        try:
            while what == "on":
                time.sleep(0.01)
                yield claimed
        finally:
            if what == "on":
                Path(file).touch()
        _do(question)
        yield Finished(self.answer(question))

    def answer(self, question: str, **_: object) -> Answer:
        _do(question)
        return Answer(
            question=question,
            searched=question,
            language=Language.EN,
            outcome=Outcome.ANSWERED,
            reason=None,
            missing=(),
            claims=(),
            passages=(),
            writer=Writer.QUOTES,
            seconds=float(os.getpid()),
        )

    def warm_up(self) -> None:
        print("what a library prints does not come between the replies")


class ScriptedChecker:
    def check(self, claim: str, evidence: Sequence[str]) -> Check:
        _do(claim)
        return Check(Verdict.SUPPORTED, 1.0, ())


def _do(what: str) -> None:
    match what.partition(" "):
        case "crash", _, _:
            os.kill(os.getpid(), signal.SIGKILL)
        case "wait", _, file:
            deadline = time.monotonic() + 30
            while not Path(file).exists():
                assert time.monotonic() < deadline
                time.sleep(0.01)
        case "missing", _, _:
            raise IndexMissing(Path("home"))
        case "fault", _, _:
            raise RuntimeError("a fault")


def scripted_desk() -> Desk:
    assistant: Any = ScriptedAssistant()
    return Desk(assistant, ScriptedChecker(), Queue(2))


if __name__ == "__main__":
    main(scripted_desk)
