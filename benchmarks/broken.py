"""Does every broken file end as read or refused in words? `python -m benchmarks.broken`.

Broken files of every format, then the odd PDFs of the shared data where they are there: nothing may
crash, hang or grow. Each is read in this one process, so that memory that is not given back shows.
"""

import gc
import os
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from ingest.chunk import cut_pages
from ingest.clean import clean
from ingest.errors import Unreadable
from ingest.readers import format_of, read, unpack
from tests.broken import broken_files

_LONGEST_S = 60


class Tried(NamedTuple):
    name: str
    outcome: str
    seconds: float


@click.command()
@click.option("--count", default=2000, help="How many broken files.")
@click.option("--seed", default=1, help="Decides how each is broken.")
def main(count: int, seed: int) -> None:
    """Read broken files, and say how each ended."""
    signal.signal(signal.SIGALRM, _hung)
    tried = list(_try_all(count, seed))
    outcomes = Counter(one.outcome for one in tried)
    for outcome, number in outcomes.most_common():
        click.echo(f"{number:6}  {outcome}")
    slowest = max(tried, key=lambda one: one.seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    click.echo(
        f"{len(tried)} files; slowest {slowest.name}, {slowest.seconds:.1f} s; {peak:.0f} MB"
    )
    failed = [one for one in tried if one.outcome.startswith(("CRASH", "HANG"))]
    for one in failed:
        click.echo(f"{one.name}: {one.outcome}")
    sys.exit(bool(failed))


def _try_all(count: int, seed: int) -> Iterator[Tried]:
    with tempfile.TemporaryDirectory() as folder:
        for number, broken in enumerate(broken_files(seed, count)):
            path = Path(folder, f"{number}{broken.name}")
            path.write_bytes(broken.content)
            yield _try(path, f"{path.name} ({broken.how})")
            path.unlink()
        shared = Path(os.environ.get("ADVISOR_SHARED", "../shared"), "bench", "pdfs")
        for path in sorted(shared.glob("*.pdf")):
            yield _try(path, path.name)
    gc.collect()


def _try(path: Path, name: str) -> Tried:
    started = time.perf_counter()
    signal.alarm(_LONGEST_S)
    try:
        outcome = _outcome(path)
    except TimeoutError:
        outcome = f"HANG after {_LONGEST_S} s"
    except BaseException as error:
        outcome = f"CRASH {type(error).__name__}: {error}"
    finally:
        signal.alarm(0)
    return Tried(name, outcome, time.perf_counter() - started)


def _outcome(path: Path) -> str:
    try:
        for document in read(path):
            if not isinstance(document, Unreadable):
                list(cut_pages(clean(document)))
        if format_of(path) in (".zip", ".eml"):
            with tempfile.TemporaryDirectory() as folder:
                suffix = format_of(path)
                list(
                    unpack(
                        path,
                        Path(folder),
                        suffix=suffix,
                        is_read=lambda _: True,
                        is_hidden=lambda _: False,
                    )
                )
    except Unreadable as error:
        return f"refused: {error.reason.partition(' (')[0]}"
    return "read"


def _hung(*_: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main()
