"""Word documents that would do harm or cannot be read are refused, in words."""

import zipfile
from pathlib import Path

import docx
import pytest

from ingest.errors import PasswordNeeded, Unreadable
from ingest.readers import package
from ingest.readers.docx import read_docx
from tests.ingest.readers.word_files import rewrite, save, shown


def with_entities(tmp_path, declared: str, used: bytes) -> Path:
    document = docx.Document()
    document.add_paragraph("before").add_run("MARK")
    document.add_paragraph("after")
    path = save(document, tmp_path)
    doctype = f"<!DOCTYPE w [{declared}]><w:document"
    rewrite(path, "word/document.xml", b"<w:document", doctype.encode())
    return rewrite(path, "word/document.xml", b"MARK", used)


def test_an_entity_brings_in_no_other_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    path = with_entities(tmp_path, f'<!ENTITY f SYSTEM "{secret.as_uri()}">', b"&f;")

    assert [line.text for line in shown(path)] == ["before", "after"]


def test_entities_that_multiply_are_refused(tmp_path):
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 50}">' for n in range(1, 12))
    path = with_entities(tmp_path, f'<!ENTITY e0 "ha">{laughs}', b"&e11;")

    with pytest.raises(Unreadable, match="amplification"):
        read_docx(path)


def test_a_document_that_unpacks_to_too_much_is_refused_unopened(tmp_path):
    document = docx.Document()
    document.add_paragraph("text")
    path = save(document, tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/bomb.xml", b" " * 100_000_001)

    with pytest.raises(Unreadable, match="it unpacks to more than 500 MB or 100 MB of text; split"):
        read_docx(path)


def test_pictures_count_towards_the_other_limit(tmp_path, monkeypatch):
    document = docx.Document()
    document.add_paragraph("text")
    path = save(document, tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/media/a.png", b" " * 1_000_000)
    monkeypatch.setattr(package, "MAX_BYTES", 1_000_000)

    with pytest.raises(Unreadable, match="it unpacks to more than"):
        read_docx(path)


def test_an_encrypted_archive_asks_for_the_password(tmp_path):
    document = docx.Document()
    path = save(document, tmp_path)
    content = bytearray(path.read_bytes())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    path.write_bytes(bytes(content))

    with pytest.raises(PasswordNeeded):
        read_docx(path)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def spoil(path: Path) -> None:
    rewrite(path, "word/document.xml", b"</w:body>", b"</w:bod>")


def strict(path: Path) -> None:
    rewrite(
        path,
        "word/document.xml",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )


def with_macros(path: Path) -> None:
    rewrite(
        path,
        "[Content_Types].xml",
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml",
    )


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        pytest.param(cut, "it is damaged or not a Word document (", id="cut off"),
        pytest.param(spoil, "it is damaged or not a Word document (", id="broken XML"),
        pytest.param(with_macros, "it is damaged or not a Word document (", id="macros"),
        pytest.param(strict, "it is in the Strict Open XML form", id="strict form"),
        pytest.param(lambda path: None, "it holds no text", id="blank"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, damage, reason):
    path = save(docx.Document(), tmp_path)
    damage(path)

    with pytest.raises(Unreadable) as caught:
        read_docx(path)

    assert caught.value.source == "a.docx"
    assert caught.value.reason.startswith(reason)
    assert "\n" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)
