import errno
import os
from pathlib import Path

import pytest

from ingest.errors import IngestError, NothingToIngest
from ingest.find import IGNORE_FILE, Found, find_files


def _write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("Text.\n", encoding="utf-8")


def _names(files: list[Found]) -> list[str]:
    return [file.document for file in files]


def test_a_folder_gives_its_documents_by_their_path_below_it(tmp_path: Path) -> None:
    _write(tmp_path, "b.md", "a/c.txt", "a/D.TXT", "sheet.xyz", ".hidden.md", ".git/e.md")

    found = find_files([tmp_path]).documents

    assert _names(found) == ["a/D.TXT", "a/c.txt", "b.md"]
    assert all(file.path.is_absolute() for file in found)


def test_a_named_file_is_known_by_its_name(tmp_path: Path) -> None:
    _write(tmp_path, "a/c.txt")

    assert _names(find_files([tmp_path / "a/c.txt"]).documents) == ["c.txt"]


def test_files_of_other_formats_are_told_apart_from_hidden_and_ignored_ones(
    tmp_path: Path,
) -> None:
    _write(tmp_path, "a.md", "b/sheet.xls", "LICENSE", ".hidden.xls", ".git/f.xls", "old.xls")
    (tmp_path / IGNORE_FILE).write_text("old.*\n", "utf-8")

    assert _names(find_files([tmp_path]).others) == ["LICENSE", "b/sheet.xls"]


@pytest.mark.parametrize(
    ("named", "documents"),
    [
        pytest.param([".", "a/c.txt"], ["a/c.txt", "b.md"], id="a folder and a file in it"),
        pytest.param(["a", "."], ["c.txt", "b.md"], id="a folder and the one around it"),
        pytest.param([".", "."], ["a/c.txt", "b.md"], id="twice the same"),
    ],
)
def test_a_file_named_twice_is_one_document(
    tmp_path: Path, named: list[str], documents: list[str]
) -> None:
    _write(tmp_path, "a/c.txt", "b.md")

    assert _names(find_files([tmp_path / name for name in named]).documents) == documents


def test_ignored_files_are_left_out(tmp_path: Path) -> None:
    _write(tmp_path, "keep.md", "draft.md", "old/a.md", "old/keep.md")
    (tmp_path / IGNORE_FILE).write_text("# not yet\ndraft.*\nold/*\n!old/keep.md\n", "utf-8")

    assert _names(find_files([tmp_path]).documents) == ["keep.md", "old/keep.md"]


@pytest.mark.parametrize(
    "content",
    [pytest.param("草稿".encode("big5"), id="not UTF-8"), pytest.param(b"!", id="no pattern")],
)
def test_an_ignore_file_that_cannot_be_used_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    _write(tmp_path, "keep.md")
    (tmp_path / IGNORE_FILE).write_bytes(content)

    with pytest.raises(IngestError, match=r"\.advisorignore' cannot be used .*: write it as UTF-8"):
        find_files([tmp_path])


def test_a_folder_of_other_formats_only_holds_no_document(tmp_path: Path) -> None:
    _write(tmp_path, "sheet.xls")

    with pytest.raises(NothingToIngest, match=r"no document in .*\.pdf"):
        find_files([tmp_path])


def test_a_name_that_is_not_utf8_can_be_shown(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode("案.md".encode("big5"))).write_text("Text.\n", "utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")

    assert _names(find_files([tmp_path]).documents) == ["\ufffd\ufffd.md"]


def test_what_programs_leave_beside_documents_is_passed_over(tmp_path: Path) -> None:
    _write(tmp_path, "plan.docx", "~$plan.docx", "Thumbs.db", "__MACOSX/plan.docx")

    found = find_files([tmp_path])

    assert (_names(found.documents), found.others) == (["plan.docx"], [])


def test_what_is_said_of_a_document_that_is_not_there_is_told(tmp_path: Path) -> None:
    for name in ("a.md", "a.md.meta.yaml", "b.md.meta.yaml", "plan.yaml"):
        (tmp_path / name).write_text("title: A", encoding="utf-8")

    found = find_files([tmp_path])

    assert [one.document for one in found.documents] == ["a.md"]
    assert [(one.document, one.reason) for one in found.others] == [
        ("b.md.meta.yaml", "the document that it is about, b.md, is not there"),
        ("plan.yaml", "files named .yaml are not read"),
    ]


def test_links_that_are_not_followed_are_told(tmp_path: Path) -> None:
    _write(tmp_path, "a.md", "b/c.md")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "dead.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "same.md").symlink_to(tmp_path / "a.md")

    found = find_files([tmp_path])

    assert _names(found.documents) == ["a.md", "b/c.md", "same.md"]
    assert {one.document: one.reason for one in found.others} == {
        "dead.md": "a link that leads to no file",
        "round": "links to folders are not followed",
    }


def test_a_folder_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, "a.md", "closed/b.md")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)

    found = find_files([tmp_path])
    assert _names(found.documents) == ["a.md"]
    assert [one[:2] for one in found.others] == [
        ("closed", "a folder that cannot be opened (Permission denied)")
    ]
    with pytest.raises(NothingToIngest, match=r"cannot be opened \(Permission denied\)"):
        find_files([tmp_path / "closed"])
