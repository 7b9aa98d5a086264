"""What every system that is compared can be asked, one JSON line at a time.

This module is read by the peers' Python as well as ours: it imports the standard library alone.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol


class Made(NamedTuple):
    """What an ingest has made."""

    pages: int
    chunks: int


class Found(NamedTuple):
    """Where a passage stands: its document (a file's name, a text's id) and page."""

    document: str
    page_index: int | None


class System(Protocol):
    """Reads, ingests and searches as its own documentation says."""

    def read(self, files: Sequence[str]) -> int:
        """Read PDFs, as an ingest begins with; how many pages they have."""

    def ingest(self, files: Sequence[str], folder: str, *, random_vectors: bool) -> Made:
        """Index PDFs and texts (`.jsonl`: id, title, text) in `folder`, and stay open for search.

        With `random_vectors` texts get vectors at random: a search takes as long, and filling a
        large index takes minutes, not hours.
        """

    def open(self, folder: str) -> None:
        """Open what another process has ingested."""

    def search(self, question: str, limit: int) -> list[Found]:
        """Places in the order found, by words and vectors together."""


def text_lines(file: str) -> list[dict[str, Any]]:
    with open(file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def serve(system: System) -> None:
    """Answer requests from standard input until it ends: value, seconds by clock and processor."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is no answer
    for line in sys.stdin:
        request = json.loads(line)
        wall, cpu = time.perf_counter(), _cpu_s()
        value = _do(system, request.pop("do"), request)
        spent = time.perf_counter() - wall, _cpu_s() - cpu
        print(json.dumps([value, *spent]), file=answers, flush=True)


def _do(system: System, what: str, given: dict[str, Any]) -> object:
    match what:
        case "read":
            return system.read(given["files"])
        case "ingest":
            return system.ingest(**given)
        case "open":
            system.open(**given)
            return None
        case "search":
            return [_timed(system, question, given["limit"]) for question in given["questions"]]
    raise ValueError(what)


def _timed(system: System, question: str, limit: int) -> tuple[list[Found], float]:
    started = time.perf_counter()
    found = system.search(question, limit)
    return found, time.perf_counter() - started


def _cpu_s() -> float:
    """Of this process and those of its children that have ended."""
    spent = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)
