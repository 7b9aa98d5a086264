"""How fast the chat is for its readers: `python -m benchmarks.chat --home HOME`.

The app runs as its readers run it, as a process of its own, over what is indexed in HOME. Readers
are simulated by the messages that a browser sends and gets, so that no browser shares the
processors; what a browser then takes to draw is not in the figures of `start` and `users`.

`start`: from the start of the process until the box to ask in can be used, several times.
`users`: so many readers, each with a page of their own, ask a starter question at the same moment.
`marker`: a marker is pressed until the quote stands beside the answer; one reader, each source new.
"""

import argparse
import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

import websockets.sync.client as websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.questions import eval_cases
from ui.browser import OWNER_COOKIE

_ROOT = Path(__file__).parents[1]
_PATIENCE_S = 120.0
_WRITING = 'class="status"'
"""In an answer that is not yet whole."""


class Answered(NamedTuple):
    """Seconds from the question on."""

    first: float
    """Until the first sentence; until the answer where it has none."""

    whole: float
    turns: int


class Reader:
    """A reader's page: what it was sent last, and what it sends."""

    def __init__(self, port: int, name: str) -> None:
        self._closing = ExitStack()
        connection = websockets.connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": f"{OWNER_COOKIE}={name:a<24}"},
            max_size=None,
            ping_interval=None,  # on a busy machine an answer may take longer than its patience
        )
        self._socket = self._closing.enter_context(connection)
        self._chat_input = ""
        self._query = "lang=en"
        self._rerun()
        self.html = ""
        """What was drawn in this run."""
        for _ in self._until_finished():
            pass

    def close(self) -> None:
        self._closing.close()

    @property
    def can_ask(self) -> bool:
        return bool(self._chat_input)

    def ask(self, question: str) -> Answered:
        """Ask, and read until the conversation is drawn anew with the answer in it."""
        asked_before = self._turns
        started = time.perf_counter()
        self._rerun(question)
        first = None
        for drawn in self._until_finished(turns=asked_before + 1):
            # Earlier answers are drawn anew first, and have sentences too.
            is_new = self._turns > asked_before
            has_some = 'class="claim"' in drawn or 'class="shortfall"' in drawn
            if first is None and is_new and has_some:
                first = time.perf_counter() - started
        whole = time.perf_counter() - started
        return Answered(first or whole, whole, self._turns)

    def open(self, source: str) -> float:
        """Seconds until the source's quote was sent."""
        started = time.perf_counter()
        query, self._query = self._query, f"{self._query}&s={source}"
        self._rerun()
        took = None
        for drawn in self._until_finished():
            if took is None and "<mark>" in drawn:
                took = time.perf_counter() - started
        self._query = query
        if took is None:
            raise AssertionError(f"{source} opened nothing")
        return took

    def _rerun(self, question: str | None = None) -> None:
        message = BackMsg()
        message.rerun_script.query_string = self._query
        if question is not None:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self._chat_input
            state.chat_input_value.data = question
        self._socket.send(message.SerializeToString())

    @property
    def _turns(self) -> int:
        return self.html.count('class="question"')

    def _until_finished(self, *, turns: int = 0) -> Iterator[str]:
        """Each piece of HTML that is drawn, until a run has drawn so many whole answers."""
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            got = self._socket.recv(timeout=max(deadline - time.monotonic(), 0.01))
            message = ForwardMsg()
            message.ParseFromString(got if isinstance(got, bytes) else got.encode())
            match message.WhichOneof("type"):
                case "new_session":
                    self.html = ""
                case "page_info_changed":
                    self._query = message.page_info_changed.query_string
                case "delta" if message.delta.WhichOneof("type") == "new_element":
                    element: Any = message.delta.new_element
                    if (
                        element.WhichOneof("type") == "chat_input"
                        and not element.chat_input.disabled
                    ):
                        self._chat_input = element.chat_input.id
                    if element.WhichOneof("type") == "html":
                        self.html += element.html.body
                        yield element.html.body
                case "script_finished" if self._turns >= turns and _WRITING not in self.html:
                    return


@contextmanager
def app(home: Path) -> Iterator[tuple[int, float]]:
    """The app's port, and when it was started; over a copy, so that HOME stays as it is."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    started = time.perf_counter()
    with (home / "app.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603
            [
                *(sys.executable, "-m", "streamlit", "run", "streamlit_app.py"),
                *("--server.address", "127.0.0.1", "--server.port", str(port)),
            ],
            cwd=_ROOT,
            env={k: v for k, v in os.environ.items() if k != "ADVISOR_MODEL"}
            | {"ADVISOR_HOME": str(home)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    if process.poll() is not None:
                        raise SystemExit(
                            f"the app did not start:\n{(home / 'app.log').read_text()}"
                        ) from None
                    time.sleep(0.02)
            yield port, started
        finally:
            process.terminate()
            process.wait(timeout=30)


def measure_start(home: Path, *, rounds: int) -> None:
    seconds = []
    for number in range(rounds):
        with app(home) as (port, started):
            reader = Reader(port, f"start{number}")
            if not reader.can_ask:
                raise SystemExit(
                    f"nothing is indexed in {str(home)!r}: run `advisor ingest corpus`"
                )
            seconds.append(time.perf_counter() - started)
            reader.close()
    print(f"start: median {median(seconds):.1f} s, longest {max(seconds):.1f} s of {rounds}")


def measure_users(home: Path, *, users: int, rounds: int) -> None:
    questions = itertools.cycle([case.question for case in eval_cases("starter")])
    first: list[float] = []
    whole: list[float] = []
    with app(home) as (port, _), ThreadPoolExecutor(users) as threads:
        readers = list(threads.map(lambda n: Reader(port, f"user{n}"), range(users)))
        readers[0].ask("How large is the market in Thailand?")
        for _ in range(rounds):
            at_once = threading.Barrier(users)

            def ask(
                reader: Reader, question: str, at_once: threading.Barrier = at_once
            ) -> Answered:
                at_once.wait()
                return reader.ask(question)

            for one in threads.map(ask, readers, itertools.islice(questions, users)):
                first.append(one.first)
                whole.append(one.whole)
        for reader in readers:
            reader.close()
    for name, seconds in (("first sentence", first), ("whole answer", whole)):
        print(
            f"users: {users} at once, {name}: median {median(seconds):.2f} s, "
            f"p95 {quantiles(seconds, n=20)[-1]:.2f} s, longest {max(seconds):.2f} s "
            f"over {len(seconds)}"
        )


def measure_marker(home: Path, *, rounds: int) -> None:
    seconds = []
    with app(home) as (port, _):
        reader = Reader(port, "marker")
        questions = [case.question for case in eval_cases("starter")][:rounds]
        for question in questions:
            turns = reader.ask(question).turns
            for source in sorted(set(_sources(reader.html, turn=turns))):
                seconds.append(reader.open(source))
        reader.close()
    print(
        f"marker: median {median(seconds) * 1000:.0f} ms, "
        f"p95 {quantiles(seconds, n=20)[-1] * 1000:.0f} ms over {len(seconds)}"
    )


def _sources(html: str, *, turn: int) -> Iterator[str]:
    for part in html.split('data-source="')[1:]:
        address = part.partition('"')[0]
        if address.startswith(f"{turn}.") and ".0." not in address:
            yield address


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", default=[], help="start, users, marker; all of them")
    parser.add_argument("--home", type=Path, default=Path(".advisor"))
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    wanted = options.what or ["start", "users", "marker"]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(options.home, home)
        if "start" in wanted:
            measure_start(home, rounds=options.rounds)
        if "users" in wanted:
            measure_users(home, users=options.users, rounds=options.rounds)
        if "marker" in wanted:
            measure_marker(home, rounds=2 * options.rounds)


if __name__ == "__main__":
    main()
