from pathlib import Path

import pytest
from filelock import FileLock

from ingest.build import State, ingest, remove
from ingest.errors import IndexBusy, NothingToIngest
from ingest.index import Index


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "fund.md").write_text("# Fund\n\nThe fund was set up in 1991.\n", encoding="utf-8")
    (folder / "parking.txt").write_text("泰國的智慧停車場域有二十處。\n", encoding="utf-8")
    return folder


def _states(lines: object) -> dict[str, State]:
    return {line.source: line.state for line in lines}  # type: ignore[attr-defined]


def _is_consistent(index: Index) -> bool:
    chunks = index.catalogue.count_chunks()
    return index.keywords.count() == chunks and index.vectors.count() == chunks


def test_documents_are_added_to_both_engines(index: Index, folder: Path) -> None:
    lines = ingest([folder], index=index)

    assert _states(lines) == {"fund.md": State.ADDED, "parking.txt": State.ADDED}
    assert index.catalogue.count_chunks() == 2
    assert _is_consistent(index)


def test_unchanged_documents_cost_nothing(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], index=index)
    monkeypatch.setattr(Index, "add", lambda *_: pytest.fail("something was embedded"))

    assert set(_states(ingest([folder], index=index)).values()) == {State.UNCHANGED}


def test_a_changed_document_replaces_its_old_version(index: Index, folder: Path) -> None:
    ingest([folder], index=index)
    old = {info.document: info.version for info in index.catalogue.documents()}["fund.md"]
    (folder / "fund.md").write_text("# Fund\n\nThe fund began in 2006.\n", encoding="utf-8")

    lines = ingest([folder], index=index)

    assert _states(lines)["fund.md"] is State.UPDATED
    assert _is_consistent(index)
    new = {info.document: info.version for info in index.catalogue.documents()}["fund.md"]
    assert "2006" in index.catalogue.page(new, 0).text  # type: ignore[union-attr]
    assert "1991" in index.catalogue.page(old, 0).text  # type: ignore[union-attr]


def test_a_moved_file_keeps_its_document(index: Index, folder: Path, tmp_path: Path) -> None:
    ingest([folder], index=index)
    folder.rename(tmp_path / "elsewhere")

    lines = ingest([tmp_path / "elsewhere"], index=index)

    assert set(_states(lines).values()) == {State.UNCHANGED}
    assert len(index.catalogue.documents()) == 2


def test_files_of_one_name_in_two_folders_are_both_served(
    index: Index, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "fund.md").write_text("# Fund\n\nAnother fund began in 2014.\n", encoding="utf-8")

    ingest([folder], index=index)
    ingest([other], index=index)

    names = [info.document for info in index.catalogue.documents()]
    assert sorted(names) == ["fund.md", "fund.md", "parking.txt"]


def test_a_bad_line_leaves_the_others_as_they_are(index: Index, tmp_path: Path) -> None:
    batch = tmp_path / "documents.jsonl"
    good = '{{"id": "{0}", "title": "{0}", "text": "Text of document {0} is here."}}'
    batch.write_text("\n".join([good.format("a"), "{bad", good.format("b")]), encoding="utf-8")

    states = _states(ingest([batch], index=index))

    assert [states["a"], states["b"]] == [State.ADDED, State.ADDED]
    assert [state for name, state in states.items() if "2" in name] == [State.QUARANTINED]
    assert len(index.catalogue.quarantined()) == 1


def test_an_unreadable_document_is_listed_and_the_rest_is_served(
    index: Index, folder: Path
) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")

    states = _states(ingest([folder], index=index))

    assert states["broken.pdf"] is State.QUARANTINED
    assert states["fund.md"] is State.ADDED
    listed = index.catalogue.quarantined()[0]
    assert listed.source == "broken.pdf"
    assert listed.reason
    assert listed.cure


@pytest.mark.parametrize(
    ("name", "says"),
    [
        pytest.param("missing", "no file or folder", id="missing path"),
        pytest.param("empty", "no document in", id="empty folder"),
        pytest.param("sheet.xyz", "not a format", id="unknown format"),
    ],
)
def test_nothing_to_ingest_is_one_clear_sentence(
    index: Index, tmp_path: Path, name: str, says: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "sheet.xyz").write_text("a", encoding="utf-8")

    with pytest.raises(NothingToIngest, match=says):
        ingest([tmp_path / name], index=index)


def test_an_ingest_cut_short_serves_the_old_version_and_is_cleared_by_the_next(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], index=index)
    (folder / "fund.md").write_text("# Fund\n\nThe fund began in 2006.\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Index, "add", _lost_power)
        with pytest.raises(OSError, match="power"):
            ingest([folder], index=index)

    served = {info.document: info.version for info in index.catalogue.documents()}["fund.md"]
    assert "1991" in index.catalogue.page(served, 0).text  # type: ignore[union-attr]

    ingest([folder], index=index)
    assert _is_consistent(index)


def _lost_power(*_: object) -> None:
    raise OSError("power")


def test_one_ingest_at_a_time(index: Index, folder: Path) -> None:
    with FileLock(index.home / "ingest.lock"), pytest.raises(IndexBusy, match="another ingest"):
        ingest([folder], index=index)


def test_a_removed_document_leaves_both_engines(index: Index, folder: Path) -> None:
    ingest([folder], index=index)

    assert remove("fund.md", index=index)
    assert not remove("fund.md", index=index)
    assert [info.document for info in index.catalogue.documents()] == ["parking.txt"]
    assert _is_consistent(index)


def test_ignored_and_hidden_files_are_left_out(index: Index, folder: Path) -> None:
    (folder / ".advisorignore").write_text("parking.txt\n", encoding="utf-8")
    (folder / ".hidden.md").write_text("Hidden words stand here.", encoding="utf-8")

    assert set(_states(ingest([folder], index=index))) == {"fund.md"}
