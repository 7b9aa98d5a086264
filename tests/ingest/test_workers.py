"""Files that hang, crash or outgrow the process that reads them."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.prepare import Job, Refused, hash_file
from ingest.version import NewVersion
from ingest.work import PartOrder
from ingest.workers import Limits, Prepared, Workers
from tests.ingest.conftest import At, MakePdf

_MISCHIEF = """
    import os, signal, sys, time
    from pathlib import Path
    from ingest import prepare
    from ingest.readers import pdf, text

    cleans = prepare.clean

    def cleaning(raw, *, begin, folder):
        for index, page in enumerate(raw.pages):
            begin(index)
            if "sticks" in page.text or (index == 1 and "clings" in raw.pages[0].text):
                time.sleep(1000)
        return cleans(raw, begin=begin, folder=folder)

    prepare.clean = cleaning
    reads = pdf.read_page

    def reading(page):
        read = reads(page)
        if "signs" in read.text:
            Path(os.environ["SIGNED"]).open("a").write(f"{os.getpid()}\\n")
        if "hangs" in read.text:
            time.sleep(1000)
        if "breaks" in read.text:
            raise OSError("broken data stream")
        if "crashes" in read.text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "grows" in read.text:
            grown = b"x" * 400_000_000
            time.sleep(1000)
        if "explodes" in read.text:
            grown = b"x" * 4_000_000_000
        return read

    pdf.read_page = reading
    text.read_text = lambda path: time.sleep(1000)
"""


@pytest.fixture(autouse=True)
def _mischief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python that is started meanwhile reads some words in its own way."""
    shim = tmp_path / "shim"
    shim.mkdir()
    (shim / "sitecustomize.py").write_text(textwrap.dedent(_MISCHIEF), encoding="utf-8")
    monkeypatch.syspath_prepend(str(shim))


@pytest.fixture(params=["whole", "in parts"])
def workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Workers]:
    """Two, who read a PDF of these tests one after the other, or together as they do long ones."""
    if request.param == "in parts":
        monkeypatch.setattr("ingest.workers._PARTED", range(10**9))
    limits = Limits(page_s=3, file_s=30, memory=350_000_000)
    with Workers(tmp_path, limits=limits, processes=2) as workers:
        yield workers
        pids = [worker.process.pid for worker in workers._all]
    assert not any(_is_running(pid) for pid in pids)
    assert list(tmp_path.glob("reading-*")) == []


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _job(file: Path) -> Job:
    return Job(file, file.name, hash_file(file))


@pytest.fixture
def of_words(make_pdf: MakePdf) -> object:
    def make(name: str, *words: str) -> Job:
        pages = [[At(72, 100 + 90 * n, f"Here it {word}.")] for n, word in enumerate(words)]
        return _job(make_pdf(*pages, name=name))

    return make


def _refused(prepared: Prepared) -> str:
    (refused,) = prepared.items
    assert isinstance(refused, Refused)
    return refused.reason


def test_files_come_back_in_order(workers: Workers, of_words) -> None:  # type: ignore[no-untyped-def]
    jobs = [of_words(f"{number}.pdf", *["begins"] * (9 - number)) for number in range(9)]

    assert [job.document for job, _, _ in workers.prepare(jobs)] == [f"{n}.pdf" for n in range(9)]


def test_the_workers_read_a_long_pdf_together_and_as_one_does(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    of_words,  # type: ignore[no-untyped-def]
) -> None:
    signed = tmp_path / "signed"
    monkeypatch.setenv("SIGNED", str(signed))
    job = of_words("a.pdf", *(f"signs page {number} of a long file" for number in range(9)))

    def prepared(sizes: range) -> tuple[list[object], int]:
        signed.write_text("")
        monkeypatch.setattr("ingest.workers._PARTED", sizes)
        with Workers(tmp_path, processes=2) as workers:
            (prepared,) = workers.prepare([job])
            (version,) = prepared.items
            assert isinstance(version, NewVersion)
            rows = [{**row, "boxes": bytes(row["boxes"] or b"")} for row in version.pages]
            # Nothing is left of the parts.
            assert list(prepared.spool.parent.iterdir()) == [prepared.spool]
        signatures = signed.read_text().split()
        assert len(signatures) == 9
        return [replace(version, seconds=0, pages=(), survey=None), rows], len(set(signatures))

    whole, by_one = prepared(range(0))
    together, by_two = prepared(range(10**9))

    assert (by_one, by_two) == (1, 2)
    assert together == whole


def test_only_what_would_leave_workers_idle_is_read_by_several(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    of_words,  # type: ignore[no-untyped-def]
) -> None:
    monkeypatch.setattr("ingest.workers._PARTED", range(10**9))
    parted: set[str] = set()
    read_part = Workers._read_part

    def noting(self: Workers, order: PartOrder) -> frozenset[tuple[str, int]] | None:
        parted.add(order.job.document)
        return read_part(self, order)

    monkeypatch.setattr(Workers, "_read_part", noting)
    # The first is longer than all behind it together, and so is the last.
    lengths = {"long.pdf": 400, "a.pdf": 2, "b.pdf": 2, "c.pdf": 2}
    jobs = [of_words(name, *["begins"] * pages) for name, pages in lengths.items()]
    assert jobs[0].path.stat().st_size > sum(job.path.stat().st_size for job in jobs[1:])

    with Workers(tmp_path, processes=2) as workers:
        assert len(list(workers.prepare(jobs))) == 4

    assert parted == {"long.pdf", "c.pdf"}


@pytest.mark.parametrize("word", ["hangs", "sticks"])
def test_a_page_that_hangs_is_left_out_and_said(workers: Workers, of_words, word: str) -> None:  # type: ignore[no-untyped-def]
    (prepared,) = workers.prepare([of_words("a.pdf", "begins", word, "ends")])

    (version,) = prepared.items
    assert isinstance(version, NewVersion)
    assert [row["text"] for row in version.pages] == ["Here it begins.", "", "Here it ends."]
    assert version.warnings == ("pages that took longer than 3 s to read were left out: 2",)


def test_a_file_that_hangs_without_the_page_as_well_is_given_up(workers: Workers, of_words) -> None:  # type: ignore[no-untyped-def]
    (prepared,) = workers.prepare([of_words("a.pdf", "clings", "ends")])

    assert _refused(prepared) == "reading it did not end within 3 s on page 2"


def test_a_page_that_cannot_be_decoded_costs_its_file_alone(workers: Workers, of_words) -> None:  # type: ignore[no-untyped-def]
    broken, good = workers.prepare([of_words("a.pdf", "begins", "breaks"), of_words("b.pdf", "is")])

    assert _refused(broken) == "it cannot be opened (broken data stream)"
    assert isinstance(good.items[0], NewVersion)


def test_a_crash_a_bomb_and_a_glutton_cost_one_document_each(workers: Workers, of_words) -> None:  # type: ignore[no-untyped-def]
    jobs = [
        of_words("crash.pdf", "begins", "crashes"),
        of_words("good.pdf", "begins"),
        of_words("bomb.pdf", "explodes"),
        of_words("glutton.pdf", "begins", "grows"),
        of_words("also good.pdf", "ends"),
    ]

    crash, good, bomb, glutton, also_good = workers.prepare(jobs)

    assert _refused(crash) == "reading it crashed the reader on page 2 (SIGSEGV)"
    assert isinstance(good.items[0], NewVersion)
    assert _refused(bomb) == "reading it takes more than 350 MB on page 1"
    assert _refused(glutton) == "reading it takes more than 350 MB on page 2"
    assert isinstance(also_good.items[0], NewVersion)


def test_a_file_without_pages_that_hangs_is_given_up(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("A sentence stands here.", encoding="utf-8")

    with Workers(tmp_path, limits=Limits(file_s=8), processes=1) as workers:
        (prepared,) = workers.prepare([_job(file)])

    assert _refused(prepared) == "reading it did not end within 8 s"


def test_a_worker_whose_ingest_was_killed_ends_by_itself(tmp_path: Path) -> None:
    ingest = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(f"""
                import time
                from pathlib import Path
                from ingest.prepare import Job, hash_file
                from ingest.workers import Workers
                file = Path({str(tmp_path)!r}, "a.md")
                file.write_text("A sentence stands here.")
                with Workers(file.parent, processes=1) as workers:
                    list(workers.prepare([Job(file, "a.md", hash_file(file))]))
                    print(next(iter(workers._all)).process.pid, flush=True)
                    time.sleep(1000)
            """),
        ],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert ingest.stdout is not None
    with ingest, ingest.stdout:
        worker = int(ingest.stdout.readline())
        ingest.send_signal(signal.SIGKILL)
        ingest.wait()

    until = time.monotonic() + 30
    while _is_running(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _is_running(worker)
