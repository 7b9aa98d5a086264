"""The process that answers: what goes to it and comes back, and what its death costs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.desk_process import DeskProcess
from assistant.errors import AnsweringFailed
from assistant.facets import NO_FILTERS
from assistant.types import Answer, Claimed, Finished, Found, Verdict
from assistant.verify_check import UNCHECKED
from assistant.work import BegunAgain, Waiting
from ingest.errors import IndexMissing
from language.script import Language

_SCRIPTED = "tests.assistant.scripted_desk"


@pytest.fixture
def desk() -> Iterator[DeskProcess]:
    desk = DeskProcess(_SCRIPTED, silence_s=60)
    yield desk
    desk.close()


def asked(desk: DeskProcess, question: str) -> list[object]:
    """What comes of a question; an error, too, at the end."""
    found: list[object] = []
    try:
        found.extend(desk.ask(question, filters=NO_FILTERS))
    except (AnsweringFailed, IndexMissing) as error:
        found.append(error)
    return found


def answer(desk: DeskProcess, question: str) -> Answer:
    return desk.answer(question, language=Language.EN, filters=NO_FILTERS)


def process_of(desk: DeskProcess) -> int:
    """The scripted answer's `seconds` are the number of the process that gave it."""
    return int(answer(desk, "who?").seconds)


def wait_until_gone(process: int) -> None:
    deadline = time.monotonic() + 20
    while Path(f"/proc/{process}/status").exists():
        if "zombie" in Path(f"/proc/{process}/status").read_text("utf-8"):
            return
        assert time.monotonic() < deadline, "it is still there"
        time.sleep(0.02)


def test_events_results_and_errors_come_back_as_they_are(
    desk: DeskProcess, capfd: pytest.CaptureFixture[str]
) -> None:
    desk.warm_up()
    found, claimed, finished = asked(desk, "How large is it?")
    assert isinstance(found, Found)
    assert isinstance(claimed, Claimed)
    assert isinstance(finished, Finished)
    assert finished.answer.question == "How large is it?"
    assert desk.check("It is large.", ["It is large."]).verdict is Verdict.SUPPORTED

    assert str(asked(desk, "missing")[-1]) == str(IndexMissing(Path("home")))
    with pytest.raises(IndexMissing, match=r"^nothing has been ingested into 'home'"):
        answer(desk, "missing")

    # The log has what nobody can do anything about.
    assert "ask again" in str(asked(desk, "fault")[-1])
    assert "RuntimeError: a fault" in capfd.readouterr().err
    assert isinstance(asked(desk, "And now?")[-1], Finished)


def test_two_are_worked_on_at_once_and_who_comes_after_is_told_to_wait(
    desk: DeskProcess, tmp_path: Path
) -> None:
    files = [tmp_path / "a", tmp_path / "b"]
    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(answer, desk, f"wait {file}") for file in files]
        _until_begun(desk, 2)
        third = desk.ask("And I?", filters=NO_FILTERS)
        assert next(third) == Waiting(1)

        files[1].touch()  # the second goes on while the first still works
        assert waiting[1].result(20).question == f"wait {files[1]}"
        assert not waiting[0].done()
        assert isinstance(list(third)[-1], Finished)
        files[0].touch()
        assert waiting[0].result(20)


def _until_begun(desk: DeskProcess, count: int) -> None:
    deadline = time.monotonic() + 30
    while sum(one.is_worked_on for one in desk._waited.values()) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_process_that_falls_silent_over_an_answer_is_ended(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk = DeskProcess(_SCRIPTED, silence_s=2.0)
    try:
        process = process_of(desk)
        assert isinstance(asked(desk, f"wait {tmp_path / 'never'}")[-1], AnsweringFailed)
        wait_until_gone(process)
        assert "has said nothing for 2 s" in caplog.text
        assert process_of(desk) != process
    finally:
        desk.close()


def test_a_death_costs_what_was_worked_on_and_nothing_else(
    desk: DeskProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    gate = tmp_path / "gate"
    process = process_of(desk)
    with ThreadPoolExecutor(3) as threads:
        lost = [threads.submit(asked, desk, f"wait {gate}") for _ in range(2)]
        _until_begun(desk, 2)
        other = desk.ask("And I?", filters=NO_FILTERS)
        assert isinstance(next(other), Waiting)

        os.kill(process, signal.SIGKILL)

        for one in lost:
            error = one.result(20)[-1]
            assert isinstance(error, AnsweringFailed)
            assert "ask again" in str(error)
        came = list(other)
    assert isinstance(came[0], BegunAgain)
    assert isinstance(came[-1], Finished)
    assert process_of(desk) != process
    assert "exit code -9 over 2 questions" in caplog.text


def test_a_check_that_dies_is_unchecked(desk: DeskProcess) -> None:
    assert desk.check("crash", ["It is large."]) == UNCHECKED
    assert desk.check("It is large.", ["It is large."]).verdict is Verdict.SUPPORTED


def test_a_process_that_cannot_start_is_told_and_not_started_for_ever() -> None:
    desk = DeskProcess("tests.no_such_module", silence_s=60)

    [error] = [one for one in asked(desk, "?") if not isinstance(one, BegunAgain)]

    assert isinstance(error, AnsweringFailed)


def test_who_leaves_breaks_the_answer_off(desk: DeskProcess, tmp_path: Path) -> None:
    broken_off = tmp_path / "broken off"
    events = desk.ask(f"on {broken_off}", filters=NO_FILTERS)
    assert [type(next(events)) for _ in range(3)] == [Found, Claimed, Claimed]
    assert not broken_off.exists()

    events.close()

    deadline = time.monotonic() + 20
    while not broken_off.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert isinstance(asked(desk, "And I?")[-1], Finished)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, None])
def test_it_ends_with_whoever_started_it(how: signal.Signals | None) -> None:
    script = f"""
import sys
from tests.assistant.test_desk_process import DeskProcess, process_of
print(process_of(DeskProcess({_SCRIPTED!r}, silence_s=60)), flush=True)
sys.stdin.read()
"""
    starter = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert starter.stdin is not None
    assert starter.stdout is not None
    with starter:
        process = int(starter.stdout.readline())
        if how is None:
            starter.stdin.close()
        else:
            starter.send_signal(how)
        starter.wait(20)

    wait_until_gone(process)
