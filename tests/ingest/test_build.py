"""Documents come into an index, change, move and go."""

from pathlib import Path

import pytest

from ingest.build import ingest, remove
from ingest.index import Index
from ingest.keywords import Keywords
from ingest.outcome import State, Step
from tests.ingest.building import found, is_consistent, states_of


def test_documents_are_added_to_both_engines(index: Index, folder: Path) -> None:
    lines = ingest([folder], index=index)

    assert states_of(lines) == {"fund.md": State.ADDED, "parking.txt": State.ADDED}
    assert index.catalogue.count_chunks() == 2
    assert is_consistent(index)


def test_unchanged_documents_cost_nothing(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], index=index)
    monkeypatch.setattr(Keywords, "add", lambda *_: pytest.fail("something was written"))

    assert set(states_of(ingest([folder], index=index)).values()) == {State.UNCHANGED}


def test_a_changed_document_replaces_its_old_version(index: Index, folder: Path) -> None:
    ingest([folder], index=index)
    old = {info.document: info.version for info in index.catalogue.documents()}["fund.md"]
    (folder / "fund.md").write_text("# Fund\n\nThe fund began in 2006.\n", encoding="utf-8")

    lines = ingest([folder], index=index)

    assert states_of(lines)["fund.md"] is State.UPDATED
    assert is_consistent(index)
    new = {info.document: info.version for info in index.catalogue.documents()}["fund.md"]
    assert "2006" in index.catalogue.page(new, 0).text  # type: ignore[union-attr]
    assert "1991" in index.catalogue.page(old, 0).text  # type: ignore[union-attr]


def test_a_moved_file_keeps_its_document(index: Index, folder: Path, tmp_path: Path) -> None:
    ingest([folder], index=index)
    folder.rename(tmp_path / "elsewhere")

    lines = ingest([tmp_path / "elsewhere"], index=index)

    assert set(states_of(lines).values()) == {State.UNCHANGED}
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


def test_a_removed_document_leaves_both_engines(index: Index, folder: Path) -> None:
    ingest([folder], index=index)

    assert remove("fund.md", index=index)
    assert not remove("fund.md", index=index)
    assert [info.document for info in index.catalogue.documents()] == ["parking.txt"]
    assert is_consistent(index)


def test_ignored_and_hidden_files_are_left_out(index: Index, folder: Path) -> None:
    (folder / ".advisorignore").write_text("parking.txt\n", encoding="utf-8")
    (folder / ".hidden.md").write_text("Hidden words stand here.", encoding="utf-8")

    assert set(states_of(ingest([folder], index=index))) == {"fund.md"}


def test_old_words_are_found_no_more_after_an_update(index: Index, folder: Path) -> None:
    ingest([folder], index=index)
    assert any("1991" in text for text in found(index, "1991"))
    (folder / "fund.md").write_text("# Fund\n\nThe fund began in 2006.\n", encoding="utf-8")

    ingest([folder], index=index)

    assert not any("1991" in text for text in found(index, "1991"))
    assert any("2006" in text for text in found(index, "2006"))


def test_many_updates_leave_nothing_behind(index: Index, folder: Path) -> None:
    for year in range(1991, 1996):
        text = "\n\n".join(f"# Fund {n}\n\nIt opened in {year}." for n in range(year - 1989))
        (folder / "fund.md").write_text(text, encoding="utf-8")
        ingest([folder], index=index)

    assert index.catalogue.count_chunks() == 7
    assert is_consistent(index)
    assert index.catalogue.leftovers() == []


def test_a_version_that_was_replaced_still_opens_as_a_file(index: Index, folder: Path) -> None:
    before = (folder / "fund.md").read_bytes()
    ingest([folder], index=index)
    old = index.catalogue.documents()[0].version
    (folder / "fund.md").write_text("# Fund\n\nThe fund began in 2006.\n", encoding="utf-8")
    ingest([folder], index=index)
    (folder / "fund.md").unlink()

    kept = index.catalogue.original(old)

    assert kept is not None
    assert kept.read_bytes() == before


def test_a_file_that_moved_and_changed_replaces_its_document(
    index: Index, folder: Path, tmp_path: Path
) -> None:
    ingest([folder], index=index)
    elsewhere = folder.rename(tmp_path / "elsewhere")
    (elsewhere / "fund.md").write_text("# Fund\n\nThe fund began in 2006.\n", encoding="utf-8")

    states = states_of(ingest([elsewhere], index=index))

    assert states == {"fund.md": State.UPDATED, "parking.txt": State.UNCHANGED}
    assert [info.document for info in index.catalogue.documents()] == ["fund.md", "parking.txt"]


def test_a_hash_sign_in_a_path_is_part_of_it(index: Index, tmp_path: Path) -> None:
    for name, year in (("C#", 1991), ("other", 2006)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "fund.md").write_text(f"The fund began in {year}.", encoding="utf-8")
        ingest([tmp_path / name], index=index)

    assert len(index.catalogue.documents()) == 2


def test_a_moved_batch_of_lines_keeps_its_documents(index: Index, tmp_path: Path) -> None:
    batch = tmp_path / "a.jsonl"
    batch.write_text('{"id": "x", "text": "The fund was set up in 1991."}\n', encoding="utf-8")
    ingest([batch], index=index)

    lines = ingest([batch.rename(tmp_path / "b.jsonl")], index=index)

    assert states_of(lines) == {"x": State.UNCHANGED}
    assert len(index.catalogue.documents()) == 1


def test_a_file_named_twice_is_one_document(index: Index, folder: Path) -> None:
    for _ in range(2):
        lines = ingest([folder, folder / "fund.md"], index=index)

    assert set(states_of(lines)) == {"fund.md", "parking.txt"}
    assert len(index.catalogue.documents()) == 2


def test_only_the_changed_line_of_a_batch_is_updated(index: Index, tmp_path: Path) -> None:
    batch = tmp_path / "a.jsonl"
    line = '{{"id": "{}", "text": "The fund was set up in {}."}}\n'
    batch.write_text(line.format("x", 1991) + line.format("y", 1992), encoding="utf-8")
    ingest([batch], index=index)
    batch.write_text(line.format("x", 1991) + line.format("y", 2006), encoding="utf-8")

    lines = ingest([batch], index=index)

    assert states_of(lines) == {"x": State.UNCHANGED, "y": State.UPDATED}
    assert is_consistent(index)


def test_a_removed_document_leaves_no_page_and_no_copy(index: Index, folder: Path) -> None:
    ingest([folder], index=index)
    version = index.catalogue.documents()[0].version
    copy = index.catalogue.original(version)
    assert copy is not None

    remove("fund.md", index=index)

    assert index.catalogue.page(version, 0) is None
    assert not copy.exists()


def test_progress_names_each_file_and_ends_full(index: Index, folder: Path) -> None:
    said: list[Step] = []

    ingest([folder], index=index, progress=said.append)

    assert said == [
        Step("file", 1, 2, "fund.md"),
        Step("file", 2, 2, "parking.txt"),
        Step("chunk", 0, 2),
        Step("chunk", 2, 2),
    ]
