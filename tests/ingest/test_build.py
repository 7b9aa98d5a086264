import os
from pathlib import Path

import pytest
from filelock import FileLock

from ingest.build import ingest, remove
from ingest.catalogue import Catalogue
from ingest.errors import IndexBusy, NothingToIngest
from ingest.index import Index
from ingest.keywords import Keywords, Term, Wanted
from ingest.outcome import State, Step
from language.script import Language
from tests.ingest.conftest import At, MakePdf


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
    monkeypatch.setattr(Keywords, "add", lambda *_: pytest.fail("something was written"))

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
        patch.setattr(Keywords, "add", _lost_power)
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


def _found(index: Index, *tokens: str) -> list[str]:
    """The texts that either engine finds."""
    vector = index.embedder.embed([" ".join(tokens)])[0]
    hits = [
        hit
        for language in Language
        for hit in (
            *index.keywords.search(
                [Wanted((Term((token,)),)) for token in tokens],
                language=language,
                limit=50,
                head_weight=0.5,
            ),
            *index.vectors.search(vector, language=language, limit=50),
        )
    ]
    chunks = index.catalogue.chunks([hit.chunk for hit in hits])
    assert {hit.chunk for hit in hits} == set(chunks), "an engine holds what is not served"
    return [chunk.text for chunk in chunks.values()]


def test_old_words_are_found_no_more_after_an_update(index: Index, folder: Path) -> None:
    ingest([folder], index=index)
    assert any("1991" in text for text in _found(index, "1991"))
    (folder / "fund.md").write_text("# Fund\n\nThe fund began in 2006.\n", encoding="utf-8")

    ingest([folder], index=index)

    assert not any("1991" in text for text in _found(index, "1991"))
    assert any("2006" in text for text in _found(index, "2006"))


def test_many_updates_leave_nothing_behind(index: Index, folder: Path) -> None:
    for year in range(1991, 1996):
        text = "\n\n".join(f"# Fund {n}\n\nIt opened in {year}." for n in range(year - 1989))
        (folder / "fund.md").write_text(text, encoding="utf-8")
        ingest([folder], index=index)

    assert index.catalogue.count_chunks() == 7
    assert _is_consistent(index)
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

    states = _states(ingest([elsewhere], index=index))

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

    assert _states(lines) == {"x": State.UNCHANGED}
    assert len(index.catalogue.documents()) == 1


def test_a_file_named_twice_is_one_document(index: Index, folder: Path) -> None:
    for _ in range(2):
        lines = ingest([folder, folder / "fund.md"], index=index)

    assert set(_states(lines)) == {"fund.md", "parking.txt"}
    assert len(index.catalogue.documents()) == 2


def test_only_the_changed_line_of_a_batch_is_updated(index: Index, tmp_path: Path) -> None:
    batch = tmp_path / "a.jsonl"
    line = '{{"id": "{}", "text": "The fund was set up in {}."}}\n'
    batch.write_text(line.format("x", 1991) + line.format("y", 1992), encoding="utf-8")
    ingest([batch], index=index)
    batch.write_text(line.format("x", 1991) + line.format("y", 2006), encoding="utf-8")

    lines = ingest([batch], index=index)

    assert _states(lines) == {"x": State.UNCHANGED, "y": State.UPDATED}
    assert _is_consistent(index)


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

    assert _states(ingest([folder], index=index))["fund.md"] is State.QUARANTINED
    assert any("1991" in text for text in _found(index, "1991"))

    (folder / "fund.md").write_bytes(good)
    assert _states(ingest([folder], index=index))["fund.md"] is State.UNCHANGED
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

    states = _states(ingest([folder], index=index))
    assert states["fund.md"] is State.UPDATED
    assert states["new.md"] is State.ADDED
    assert _is_consistent(index)
    assert len(_found(index, "2006")) == 3


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
    assert _is_consistent(index)


def test_a_removed_document_leaves_no_page_and_no_copy(index: Index, folder: Path) -> None:
    ingest([folder], index=index)
    version = index.catalogue.documents()[0].version
    copy = index.catalogue.original(version)
    assert copy is not None

    remove("fund.md", index=index)

    assert index.catalogue.page(version, 0) is None
    assert not copy.exists()


def test_a_quarantined_document_can_be_removed(index: Index, folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    ingest([folder], index=index)

    assert remove("broken.pdf", index=index)
    assert index.catalogue.quarantined() == []


@pytest.mark.parametrize("lost", ["keywords", "vectors"])
def test_what_an_engine_lost_is_put_back(index: Index, folder: Path, lost: str) -> None:
    ingest([folder], index=index)
    getattr(index, lost).remove(index.catalogue.served_chunks()[:1])
    assert not _is_consistent(index)

    lines = ingest([folder], index=index)

    said = {line.source for line in lines if line.state is State.REPAIRED}
    assert said == {f"the {lost} of 1 chunk that had been lost".replace("keywords", "words")}
    assert {line.state for line in lines} == {State.UNCHANGED, State.REPAIRED}
    assert _is_consistent(index)


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


def test_progress_names_each_file_and_ends_full(index: Index, folder: Path) -> None:
    said: list[Step] = []

    ingest([folder], index=index, progress=said.append)

    assert said == [
        Step("file", 1, 2, "fund.md"),
        Step("file", 2, 2, "parking.txt"),
        Step("chunk", 0, 2),
        Step("chunk", 2, 2),
    ]


def test_busy_is_no_harm_to_removing_either(index: Index, folder: Path) -> None:
    ingest([folder], index=index)

    with FileLock(index.home / "ingest.lock"), pytest.raises(IndexBusy, match="another ingest"):
        remove("fund.md", index=index)
    assert len(index.catalogue.documents()) == 2
