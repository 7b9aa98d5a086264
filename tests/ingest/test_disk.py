"""A disk that fills up, which each library says in its own words."""

import errno
from pathlib import Path

import pytest

from ingest.build import ingest
from ingest.catalogue import Catalogue
from ingest.disk import telling_of_full_disks
from ingest.errors import DiskFull
from ingest.index import Index
from ingest.keywords import Keywords
from ingest.outcome import State
from ingest.vectors import Vectors, VectorsUnusable


def _no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _tantivy(*_: object) -> None:
    raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")


def _chroma(*_: object) -> None:
    try:
        raise RuntimeError("error returned from database: (code: 13) database or disk is full")
    except RuntimeError as error:
        raise VectorsUnusable("the vector store cannot be used") from error


@pytest.mark.parametrize(
    ("owner", "step", "full"),
    [
        pytest.param(Catalogue, "write", _no_space, id="catalogue"),
        pytest.param(Keywords, "add", _tantivy, id="keywords"),
        pytest.param(Vectors, "add", _chroma, id="vectors"),
    ],
)
def test_a_full_disk_ends_in_one_sentence_and_the_next_ingest_finishes(
    index: Index,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: type,
    step: str,
    full: object,
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "fund.md").write_text("The fund was set up in 1991.\n", encoding="utf-8")

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, full)
        with pytest.raises(DiskFull, match="free some space and run this again"):
            ingest([folder], index=index)

    ingest([folder], index=index)
    assert index.keywords.count() == index.vectors.count() == index.catalogue.count_chunks() == 1


def test_other_errors_are_left_alone(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="wrong"), telling_of_full_disks(tmp_path):
        raise ValueError("something else is wrong")


def test_a_document_whose_file_is_gone_stays_and_is_said(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("fund.md", "loan.md"):
        (folder / name).write_text(f"The {name} was set up in 1991.\n", encoding="utf-8")
    ingest([folder], index=index)
    (folder / "loan.md").unlink()

    lines = ingest([folder], index=index)

    (gone,) = [line for line in lines if line.state is State.GONE]
    assert (gone.source, gone.cure) == (
        "loan.md",
        "put the file back, or run `advisor remove loan.md`",
    )
    assert len(index.catalogue.documents()) == 2
