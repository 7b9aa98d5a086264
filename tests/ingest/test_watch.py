"""An index kept in step with a folder."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from filelock import FileLock

from ingest.index import Index
from ingest.outcome import Line, State
from ingest.watch import Waiting, watch


class _Ended(Exception):
    """The steps of a test are over."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    _write(folder, "fund.md", "The fund was set up in 1991.")
    return folder


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(f"{text}\n", encoding="utf-8")


def _watched(
    folder: Path, index: Index, *steps: Callable[[], object]
) -> list[dict[str, State] | str]:
    """What is said while one step is done after each look, by document."""
    coming: Iterator[Callable[[], object]] = iter(steps)

    def pause() -> None:
        step = next(coming, None)
        if step is None:
            raise _Ended
        step()

    said: list[dict[str, State] | str] = []
    with suppress(_Ended):
        for came in watch([folder], index=index, pause=pause):
            said.append(came.why if isinstance(came, Waiting) else _states(came))
    return said


def _states(lines: list[Line]) -> dict[str, State]:
    return {line.source: line.state for line in lines}


def _nothing() -> None:
    """A look without any change."""


def test_what_changes_is_ingested_once_it_is_left_alone(index: Index, folder: Path) -> None:
    said = _watched(
        folder,
        index,
        _nothing,
        lambda: _write(folder, "loan.md", "A loan takes"),
        lambda: _write(folder, "loan.md", "A loan takes thirty days."),
        _nothing,
        _nothing,
        lambda: _write(folder, "fund.md", "The fund was closed in 2006."),
        _nothing,
        _nothing,
    )

    assert said == [
        {"fund.md": State.ADDED},
        {"fund.md": State.UNCHANGED, "loan.md": State.ADDED},
        {"fund.md": State.UPDATED, "loan.md": State.UNCHANGED},
    ]
    texts = {chunk.text for chunk in index.catalogue.chunks(range(100)).values()}
    assert texts == {"The fund was closed in 2006.", "A loan takes thirty days."}


def test_a_file_that_is_always_written_holds_up_no_other(index: Index, folder: Path) -> None:
    lengths = iter(range(1, 100))

    def grow() -> None:
        _write(folder, "log.txt", "Something happened. " * next(lengths))

    grow()
    said = _watched(
        folder,
        index,
        grow,
        lambda: (grow(), _write(folder, "loan.md", "A loan takes thirty days.")),
        grow,
        grow,
    )

    assert said == [
        {"fund.md": State.ADDED},
        {"fund.md": State.UNCHANGED, "loan.md": State.ADDED},
    ]


def test_a_correction_beside_a_file_and_a_file_that_goes_are_noticed(
    index: Index, folder: Path
) -> None:
    _write(folder, "loan.md", "A loan takes thirty days.")
    said = _watched(
        folder,
        index,
        _nothing,
        lambda: _write(folder, "fund.md.meta.yaml", "issuer: The Bank"),
        _nothing,
        (folder / "loan.md").unlink,
        _nothing,
    )

    assert said[1:] == [
        {"fund.md": State.CORRECTED, "loan.md": State.UNCHANGED},
        {"fund.md": State.UNCHANGED, "loan.md": State.GONE},
    ]


def test_a_folder_that_goes_is_said_once_and_read_when_it_is_back(
    index: Index, folder: Path, tmp_path: Path
) -> None:
    aside = tmp_path / "aside"
    said = _watched(
        folder,
        index,
        _nothing,
        lambda: folder.rename(aside),
        _nothing,
        lambda: (aside.rename(folder), _write(folder, "loan.md", "A loan takes thirty days.")),
        _nothing,
    )

    assert said[0] == {"fund.md": State.ADDED}
    assert said[1] == f"there is no file or folder {str(folder)!r}: check the path"
    assert said[2:] == [{"fund.md": State.UNCHANGED, "loan.md": State.ADDED}]


def test_another_ingest_is_waited_for(index: Index, folder: Path) -> None:
    lock = FileLock(index.home / "ingest.lock")
    lock.acquire()

    said = _watched(folder, index, _nothing, _nothing, lock.release, _nothing)

    assert len(said) == 2
    assert said[0] == "another ingest is running; this goes on when that ends"
    assert said[1] == {"fund.md": State.ADDED}


def test_vectors_that_could_not_be_made_are_tried_again(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[list[Path]] = []

    def ingest(paths: list[Path], **_: object) -> list[Line]:
        tries.append(paths)
        return [Line("the vectors of 1 chunk", State.WAITING)] if len(tries) < 3 else []

    monkeypatch.setattr("ingest.watch.ingest", ingest)

    _watched(folder, index, *[_nothing] * 100)

    assert len(tries) == 3
