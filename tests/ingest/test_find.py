from pathlib import Path

from ingest.find import IGNORE_FILE, find_files


def _write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("Text.\n", encoding="utf-8")


def test_a_folder_gives_its_documents_by_their_path_below_it(tmp_path: Path) -> None:
    _write(tmp_path, "b.md", "a/c.txt", "a/D.TXT", "sheet.xyz", ".hidden.md", ".git/e.md")

    found = find_files([tmp_path])

    assert [file.document for file in found] == ["a/D.TXT", "a/c.txt", "b.md"]
    assert all(file.path.is_absolute() for file in found)


def test_a_named_file_is_known_by_its_name(tmp_path: Path) -> None:
    _write(tmp_path, "a/c.txt")

    assert [file.document for file in find_files([tmp_path / "a/c.txt"])] == ["c.txt"]


def test_ignored_files_are_left_out(tmp_path: Path) -> None:
    _write(tmp_path, "keep.md", "draft.md", "old/a.md", "old/keep.md")
    (tmp_path / IGNORE_FILE).write_text("# not yet\ndraft.*\nold/*\n!old/keep.md\n", "utf-8")

    assert [file.document for file in find_files([tmp_path])] == ["keep.md", "old/keep.md"]
