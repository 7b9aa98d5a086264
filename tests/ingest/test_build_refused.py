"""What cannot be read is listed with the reason and the cure; the rest is served."""

import os
from pathlib import Path

import pytest

from ingest.build import ingest, remove
from ingest.errors import NothingToIngest
from ingest.index import Index
from ingest.outcome import State
from tests.ingest.building import found, states_of
from tests.ingest.conftest import At, MakePdf


def test_a_bad_line_leaves_the_others_as_they_are(index: Index, tmp_path: Path) -> None:
    batch = tmp_path / "documents.jsonl"
    good = '{{"id": "{0}", "title": "{0}", "text": "Text of document {0} is here."}}'
    batch.write_text("\n".join([good.format("a"), "{bad", good.format("b")]), encoding="utf-8")

    states = states_of(ingest([batch], index=index))

    assert [states["a"], states["b"]] == [State.ADDED, State.ADDED]
    assert [state for name, state in states.items() if "2" in name] == [State.QUARANTINED]
    assert len(index.catalogue.quarantined()) == 1


def test_an_unreadable_document_is_listed_and_the_rest_is_served(
    index: Index, folder: Path
) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")

    states = states_of(ingest([folder], index=index))

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


def test_a_bad_line_is_named_by_its_number_until_it_is_mended(index: Index, tmp_path: Path) -> None:
    batch = tmp_path / "a.jsonl"
    line = '{{"id": "{}", "text": "The fund was set up in 1991."}}\n'
    batch.write_text(line.format("x") + "{bad\n" + line.format("y"), encoding="utf-8")

    lines = ingest([batch], index=index)

    states = [line.state for line in lines]
    assert sorted(states) == [State.ADDED, State.ADDED, State.QUARANTINED]
    (bad,) = [line for line in lines if line.state is State.QUARANTINED]
    assert bad.source == "a.jsonl line 2"
    assert bad.reason is not None
    assert "not valid JSON" in bad.reason
    assert [one.source for one in index.catalogue.quarantined()] == ["a.jsonl line 2"]

    batch.write_text(line.format("x") + line.format("z") + line.format("y"), encoding="utf-8")
    ingest([batch], index=index)
    assert index.catalogue.quarantined() == []


def test_a_password_and_pages_without_text_are_each_one_sentence(
    index: Index, folder: Path, make_pdf: MakePdf
) -> None:
    text = [At(72, 100, "The fund was set up in 1991.")]
    make_pdf(text, name="documents/locked.pdf", secret="word")  # noqa: S106  opens nothing
    make_pdf([], name="documents/scan.pdf")
    make_pdf(text, name="documents/open.pdf")

    lines = {line.source: line for line in ingest([folder], index=index)}

    assert (lines["locked.pdf"].reason, lines["locked.pdf"].cure) == (
        "it is protected by a password",
        "save a copy without one and ingest that",
    )
    assert (lines["scan.pdf"].reason, lines["scan.pdf"].cure) == (
        "no text was found on its pages (they are blank, or hold drawings or pictures only)",
        "look at it in a PDF viewer, and ingest a copy that holds text",
    )
    assert lines["open.pdf"].state is State.ADDED
    served = [info.document for info in index.catalogue.documents()]
    assert served == ["fund.md", "open.pdf", "parking.txt"]
    assert [one.source for one in index.catalogue.quarantined()] == ["locked.pdf", "scan.pdf"]


def test_a_file_that_becomes_unreadable_goes_on_being_served_as_it_was(
    index: Index, folder: Path
) -> None:
    ingest([folder], index=index)
    good = (folder / "fund.md").read_bytes()
    (folder / "fund.md").write_bytes(b"")

    (line,) = [one for one in ingest([folder], index=index) if one.source == "fund.md"]
    assert line.state is State.QUARANTINED
    assert line.cure == (
        "ingest a copy that holds its text; until then what was read of it before is served"
    )
    assert index.catalogue.quarantined()[-1].cure == line.cure
    assert any("1991" in text for text in found(index, "1991"))

    (folder / "fund.md").write_bytes(good)
    assert states_of(ingest([folder], index=index))["fund.md"] is State.UNCHANGED
    assert index.catalogue.quarantined() == []


def test_a_file_whose_name_is_not_utf8_is_listed(index: Index, folder: Path) -> None:
    name = os.fsdecode("基金.md".encode("big5"))
    try:
        (folder / name).write_text("The fund was set up in 1991.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")

    lines = ingest([folder], index=index)

    (refused,) = [line for line in lines if line.state is State.QUARANTINED]
    assert "\ufffd" in refused.source
    assert (refused.reason, refused.cure) == (
        "its path is not UTF-8",
        "rename the file or its folder",
    )
    assert len(lines) == 3


def test_a_quarantined_document_can_be_removed(index: Index, folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    ingest([folder], index=index)

    assert remove("broken.pdf", index=index)
    assert index.catalogue.quarantined() == []


def test_files_of_other_formats_are_reported(index: Index, folder: Path) -> None:
    for name in ("budget.xls", "LICENSE", ".hidden.xls"):
        (folder / name).write_text("Words.", encoding="utf-8")

    lines = ingest([folder], index=index)

    skipped = {line.source: line for line in lines if line.state is State.SKIPPED}
    assert set(skipped) == {"budget.xls", "LICENSE"}
    assert skipped["budget.xls"].reason == "files named .xls are not read"
    assert skipped["LICENSE"].reason == "files without a suffix are not read"
    assert skipped["LICENSE"].cure is not None
    assert ".pdf" in skipped["LICENSE"].cure


def test_a_file_that_could_not_be_read_and_is_gone_is_listed_no_longer(
    index: Index, folder: Path
) -> None:
    for name in ("broken.pdf", "cut.pdf"):
        (folder / name).write_bytes(b"%PDF-1.7 and nothing else")
    ingest([folder], index=index)
    (folder / "broken.pdf").unlink()

    ingest([folder], index=index)

    assert [one.source for one in index.catalogue.quarantined()] == ["cut.pdf"]
