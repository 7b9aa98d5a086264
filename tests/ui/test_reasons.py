"""Readers of Chinese are told in Chinese why a document cannot be read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.paper_pdf import FontMissing
from assistant.reasons import reason_words
from ingest.build import ingest
from ingest.errors import UploadRefused
from ingest.index import Index
from ingest.outcome import Line, State
from ingest.readers import left_out, sniff
from language.script import Language
from tests.ui.tabs import ROOT
from ui.errors import error_words
from ui.library_edit_words import CHINESE, ENGLISH
from ui.library_upload import outcome
from ui.words import Screen

_RAISED = {"Unreadable", "NoText", "UploadRefused"}
_CHINESE = re.compile("[\u4e00-\u9fff]")


def said_by_ingest() -> Iterator[str]:
    """The sentences that these errors are raised with, as far as they stand there as they are."""
    for file in sorted((ROOT / "ingest").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                name = node.func.id
                first = 0 if name == "UploadRefused" else 1  # the others begin with the file
                if name in _RAISED:
                    for argument in node.args[first:]:
                        yield from _sentence(argument, constants)


def _sentence(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    match node:
        case ast.Name(id=name) if name in constants:
            yield from _sentence(constants[name], {})
        case ast.Constant(value=str(said)):
            yield said
        case ast.JoinedStr(values=parts):
            yield "".join(
                part.value if isinstance(part, ast.Constant) else "7"  # type: ignore[misc]
                for part in parts
            )


def noted_by_ingest() -> Iterator[str]:
    """The notes that are added to a document's warnings, as far as they stand there as they are."""
    for file in sorted((ROOT / "ingest").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=to, attr="append" | "insert")) if (
                    ast.unparse(to).rpartition(".")[2] == "warnings"
                ):
                    for argument in node.args:
                        yield from _sentence(argument, {})
                case ast.keyword(arg="warnings", value=ast.IfExp(body=ast.Tuple(elts=notes))):
                    for note in notes:
                        yield from _sentence(note, {})


def counted_by_readers() -> Iterator[str]:
    """What several formats leave out, with how often."""
    return (f"{what}: 7" for name, what in vars(left_out).items() if name.isupper())


def test_there_are_notes_to_look_at() -> None:
    assert len(set(noted_by_ingest())) > 8


@pytest.mark.parametrize("said", sorted({*noted_by_ingest(), *counted_by_readers()}))
def test_what_reading_notes_has_its_chinese(said: str) -> None:
    assert _CHINESE.search(reason_words(said, Language.ZH)), said


def test_there_are_sentences_to_look_at() -> None:
    assert len(set(said_by_ingest())) > 60


@pytest.mark.parametrize("said", sorted(set(said_by_ingest())))
def test_what_ingest_says_has_its_chinese(said: str) -> None:
    if said == "7 and ingest that":  # its verbs stand in a table of `sniff`
        return

    assert _CHINESE.search(reason_words(said, Language.ZH)), said
    assert reason_words(said, Language.EN) == said


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            "it is damaged or not a Word document (File is not a zip file)",
            "檔案已損壞，或不是Word 文件（File is not a zip file）",
            id="a sentence within",
        ),
        pytest.param(
            "it unpacks to more than 100 MB, or all of its archive to more than 500 MB",
            "解開後超過 100 MB，或整個壓縮檔超過 500 MB",
            id="two gaps",
        ),
        pytest.param(
            "reading it did not end within 20 s on page 3",
            "讀取超過 20 秒，停在第 3 頁",
            id="a page within",
        ),
        pytest.param("something new", "something new", id="unknown: as it is"),
        pytest.param(
            "it is {0.__class__}, which is not read", "這是{0.__class__}，無法讀取", id="braces"
        ),
    ],
)
def test_reasons(said: str, expected: str) -> None:
    assert reason_words(said, Language.ZH) == expected


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"isuer: A", id="a name that is nearly one"),
        pytest.param(b"colour: red", id="an unknown name"),
        pytest.param(b"issued: soon", id="a value"),
        pytest.param(b"words", id="no fields"),
        pytest.param(b"a: [", id="no YAML"),
        pytest.param(b"\0\1\2", id="no text"),
        pytest.param(b"# " + b"x" * 200_000, id="too large"),
    ],
)
def test_why_a_correction_beside_a_document_cannot_be_used_has_its_chinese(
    index: Index, tmp_path: Path, content: bytes
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "fund.md").write_text("# A fund\n\nIt began in 2006.\n", encoding="utf-8")
    (folder / "fund.md.meta.yaml").write_bytes(content)

    (line,) = ingest([folder], index=index)

    assert _CHINESE.search(reason_words(line.warnings[0], Language.ZH)), line.warnings


def test_formats_that_are_not_read_have_names_and_cures_in_chinese() -> None:
    table = [*sniff._SIGNATURES.values(), *sniff._OLE_STREAMS.values()]
    for what, cure in table:
        assert _CHINESE.search(reason_words(what, Language.ZH)), what
        assert _CHINESE.search(reason_words(f"{cure} and ingest that", Language.ZH)), cure


def test_the_outcome_of_an_upload_is_told_in_the_screen_s_language() -> None:
    line = Line("a.pdf", State.QUARANTINED, reason="it has no pages", cure="fetch the file again")

    assert outcome(line, screen=Screen.ZH_HANT, said=CHINESE) == (
        "a.pdf",
        "無法讀取：檔案沒有頁面。請重新取得檔案。",
    )
    assert outcome(line, screen=Screen.EN, said=ENGLISH)[1] == (
        "could not be read: it has no pages. Fetch the file again."
    )


def test_the_notes_of_an_upload_and_what_was_put_right_are_told_in_the_screen_s_language() -> None:
    note = "damaged pages were left out: 1, 2"
    read = Line("page 1.pdf", State.ADDED, chunks=3, warnings=(note,))
    lost = Line("the words of 3 chunks that had been lost", State.REPAIRED)

    name, sentence = outcome(read, screen=Screen.ZH_HANT, said=CHINESE)
    assert (name, sentence.endswith("略過已損壞的頁面：第 1, 2 頁")) == ("page 1.pdf", True)
    assert outcome(read, screen=Screen.EN, said=ENGLISH)[1].endswith(note)
    assert outcome(lost, screen=Screen.ZH_HANT, said=CHINESE) == (
        "遺失的 3 個段落的關鍵字",
        "已修復。",
    )


def test_a_font_that_lacks_is_told_in_chinese() -> None:
    assert "中文字型" in reason_words(str(FontMissing()), Language.ZH)


def test_what_is_refused_is_told_in_the_screen_s_language() -> None:
    error = UploadRefused("it is empty: check the file")

    assert error_words(error, Screen.ZH_HANT) == "檔案是空的：請檢查檔案"
    assert error_words(error, Screen.EN) == "it is empty: check the file"
