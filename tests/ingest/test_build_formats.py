"""Ingest of files within files and of tables."""

import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.build import ingest, remove
from ingest.index import Index
from ingest.keywords import Keywords
from ingest.outcome import State
from ingest.readers import ocr
from ingest.workers import Workers
from tests.ingest.building import states_of
from tests.ingest.conftest import At, MakePdf

TABLE = """Table 1 Growth (%)

| Country | 2022 | 2023 |
|---|---|---|
| Poland | 5.3 | 0.1 |
"""


@pytest.fixture
def archive(tmp_path: Path, make_pdf: MakePdf) -> Path:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "The fee", "a@example.org"
    letter.set_content("The fee is attached.")
    pdf = make_pdf([At(72, 100, "The fee is 250 euros for every firm.")], name="fee.pdf")
    letter.add_attachment(
        pdf.read_bytes(), maintype="application", subtype="pdf", filename="fee.pdf"
    )
    path = tmp_path / "documents" / "all.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mails/mail.eml", bytes(letter))
        made.writestr("rates.md", TABLE)
        made.writestr("broken.pdf", b"%PDF-1.7\n1 0 obj <<")
        made.writestr("old/rates.xls", b"not read")
        made.writestr("__MACOSX/._rates.md", b"\0\5\26\7")
    return path


def test_what_is_packed_is_a_document_of_its_own(index: Index, archive: Path) -> None:
    lines = ingest([archive.parent], index=index)

    assert states_of(lines) == {
        "all.zip/mails/mail.eml": State.ADDED,
        "all.zip/mails/mail.eml/fee.pdf": State.ADDED,
        "all.zip/rates.md": State.ADDED,
        "all.zip/broken.pdf": State.QUARANTINED,
        "all.zip/old/rates.xls": State.SKIPPED,
    }
    kept = {info.document: info for info in index.catalogue.documents()}
    pdf = kept["all.zip/mails/mail.eml/fee.pdf"]
    original = index.catalogue.original(pdf.version)
    assert original is not None
    assert original.read_bytes().startswith(b"%PDF-")
    assert not (index.home / "unpacked").exists()


def test_what_an_unchanged_archive_passes_over_is_told_again(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as made:
        made.writestr("rates.md", TABLE)
        made.writestr("old/rates.xls", b"not read")
    first = ingest([tmp_path / "all.zip"], index=index)
    monkeypatch.setattr(Workers, "_take", lambda *_: pytest.fail("it was unpacked again"))

    again = ingest([tmp_path / "all.zip"], index=index)

    assert states_of(again) == {
        "all.zip/rates.md": State.UNCHANGED,
        "all.zip/old/rates.xls": State.SKIPPED,
    }
    told = [
        [(line.reason, line.cure) for line in lines if line.state is State.SKIPPED]
        for lines in (first, again)
    ]
    assert told[0] == told[1]


def test_packed_documents_that_are_unchanged_cost_nothing(
    index: Index, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([archive.parent], index=index)
    monkeypatch.setattr(Keywords, "add", lambda *_: pytest.fail("something was written"))

    again = states_of(ingest([archive.parent], index=index))

    assert set(again.values()) == {State.UNCHANGED, State.QUARANTINED, State.SKIPPED}
    assert len(index.catalogue.quarantined()) == 1


def test_an_unchanged_archive_is_unpacked_again_only_when_something_of_it_is_not_served(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("rates.md", TABLE)
        made.writestr("fees.md", "The fee is 250 euros for every firm.")
    added = ingest([path], index=index)
    prepares = Workers.prepare
    monkeypatch.setattr(Workers, "prepare", lambda _, jobs: (pytest.fail(str(one)) for one in jobs))

    again = ingest([path], index=index)

    assert [line.source for line in again] == [line.source for line in added]
    assert {line.state for line in again} == {State.UNCHANGED}

    monkeypatch.setattr(Workers, "prepare", prepares)
    remove("all.zip/fees.md", index=index)
    assert states_of(ingest([path], index=index)) == {
        "all.zip/rates.md": State.UNCHANGED,
        "all.zip/fees.md": State.ADDED,
    }


def test_archives_of_one_name_in_two_folders_are_both_served(
    index: Index, archive: Path, tmp_path: Path
) -> None:
    ingest([archive.parent], index=index)
    other = tmp_path / "others" / "all.zip"
    other.parent.mkdir()
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("rates.md", TABLE.replace("0.1", "0.2"))

    assert states_of(ingest([other], index=index)) == {"all.zip/rates.md": State.ADDED}
    assert len(index.catalogue.origins("all.zip/rates.md")) == 2


def test_a_table_s_cells_and_heads_come_back_from_the_catalogue(
    index: Index, tmp_path: Path
) -> None:
    (tmp_path / "rates.md").write_text(TABLE)
    ingest([tmp_path / "rates.md"], index=index)
    (info,) = index.catalogue.documents()

    page = index.catalogue.page(info.version, 0)
    (chunk,) = index.catalogue.chunks(index.catalogue.served_chunks()).values()

    assert page is not None
    (table,) = page.tables
    assert page.text[slice(*table.title)] == "Table 1 Growth (%)"  # type: ignore[misc]
    assert [page.text[cell.start : cell.end] for cell in table.rows[1]] == ["Poland", "5.3", "0.1"]
    assert [context.text for context in chunk.tables] == [
        "Table 1 Growth (%) Country | 2022 | 2023"
    ]


def test_tesseract_without_chinese_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")

    assert not ocr.is_installed()
