"""An ingest that is cut short, finds another running, or has lost words or vectors."""

from pathlib import Path

import pytest
from filelock import FileLock

from ingest.build import ingest, remove
from ingest.catalogue import Catalogue
from ingest.errors import IndexBusy
from ingest.index import Index
from ingest.keywords import Keywords
from ingest.outcome import State
from tests.ingest.building import found, is_consistent, states_of


def test_an_ingest_cut_short_serves_the_old_version_and_is_cleared_by_the_next(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], index=index)
    (folder / "fund.md").write_text("# Fund\n\nThe fund began in 2006.\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Keywords, "add", _lost_power)
        with pytest.raises(OSError, match="power"):
            ingest([folder], index=index)

    served = {info.document: info.version for info in index.catalogue.documents()}["fund.md"]
    assert "1991" in index.catalogue.page(served, 0).text  # type: ignore[union-attr]

    ingest([folder], index=index)
    assert is_consistent(index)


def _lost_power(*_: object) -> None:
    raise OSError("power")


def test_one_ingest_at_a_time(index: Index, folder: Path) -> None:
    with FileLock(index.home / "ingest.lock"), pytest.raises(IndexBusy, match="another ingest"):
        ingest([folder], index=index)


@pytest.mark.parametrize("step", ["write", "words", "serve"])
def test_wherever_an_ingest_stops_nothing_half_done_is_served(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    ingest([folder], index=index)
    for name in ("fund.md", "new.md"):
        (folder / name).write_text(f"The fund of {name} began in 2006.\n", encoding="utf-8")
    owner, method = {
        "write": (Catalogue, "write"),
        "words": (Keywords, "add"),
        "serve": (Catalogue, "serve"),
    }[step]
    with monkeypatch.context() as patch:
        patch.setattr(owner, method, _lost_power)
        with pytest.raises(OSError, match="power"):
            ingest([folder], index=index)

    assert [info.document for info in index.catalogue.documents()] == ["fund.md", "parking.txt"]
    assert any("1991" in text for text in _served_texts(index))
    assert not any("2006" in text for text in _served_texts(index))

    states = states_of(ingest([folder], index=index))
    assert states["fund.md"] is State.UPDATED
    assert states["new.md"] is State.ADDED
    assert is_consistent(index)
    assert len(found(index, "2006")) == 3


def _served_texts(index: Index) -> list[str]:
    chunks = index.catalogue.chunks(index.catalogue.served_chunks())
    return [chunk.text for chunk in chunks.values()]


def test_ingests_cut_short_again_and_again_do_not_pile_up(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Keywords, "add", _lost_power)

    for _ in range(3):
        with pytest.raises(OSError, match="power"):
            ingest([folder], index=index)
        assert index.catalogue.count_building() == 2


def test_removing_that_was_cut_short_is_finished_by_the_next_ingest(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], index=index)
    with monkeypatch.context() as patch:
        patch.setattr(Index, "remove", _lost_power)
        with pytest.raises(OSError, match="power"):
            remove("parking.txt", index=index)

    ingest([folder / "fund.md"], index=index)

    assert [info.document for info in index.catalogue.documents()] == ["fund.md"]
    assert is_consistent(index)


@pytest.mark.parametrize("lost", ["keywords", "vectors"])
def test_what_an_engine_lost_is_put_back(index: Index, folder: Path, lost: str) -> None:
    ingest([folder], index=index)
    getattr(index, lost).remove(index.catalogue.served_chunks()[:1])
    assert not is_consistent(index)

    lines = ingest([folder], index=index)

    said = {line.source for line in lines if line.state is State.REPAIRED}
    assert said == {f"the {lost} of 1 chunk that had been lost".replace("keywords", "words")}
    assert {line.state for line in lines} == {State.UNCHANGED, State.REPAIRED}
    assert is_consistent(index)


def test_busy_is_no_harm_to_removing_either(index: Index, folder: Path) -> None:
    ingest([folder], index=index)

    with FileLock(index.home / "ingest.lock"), pytest.raises(IndexBusy, match="another ingest"):
        remove("fund.md", index=index)
    assert len(index.catalogue.documents()) == 2
