"""A file is read as what it is, or refused with the true reason."""

import errno
import io
import os
import zipfile

import docx
import pytest

from ingest.errors import NoText, PasswordNeeded, Unreadable
from ingest.readers import SUFFIXES, read, text
from ingest.types import RawDocument

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def pdf() -> bytes:
    """A PDF of one page that says "A page of a fund"."""
    stream = b"BT /F1 12 Tf 72 700 Td (A page of a fund) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    content = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        content
        + b"xref\n0 6\n0000000000 65535 f \n"
        + entries
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    )


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("A page of a fund")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as written:
        for name in names:
            written.writestr(name, "x")
    return buffer.getvalue()


TEXT = b"A page of a fund"
HTML = b"\xef\xbb\xbf <!-- saved --> <!DOCTYPE html><p>A page of a fund"


@pytest.mark.parametrize(
    ("name", "content", "paginated"),
    [
        pytest.param("a.pdf", pdf(), True, id="PDF"),
        pytest.param("a.txt", pdf(), True, id="PDF named .txt"),
        pytest.param("a", pdf(), True, id="PDF without a suffix"),
        pytest.param("a.pdf", b"junk\r\n" + pdf(), True, id="PDF after junk"),
        pytest.param("a.docx", word(), False, id="Word"),
        pytest.param("a.pdf", word(), False, id="Word named .pdf"),
        pytest.param("a.HTML", HTML, False, id="HTML"),
        pytest.param("a.htm", b"<p>A page of a fund", False, id="HTML without a head"),
        pytest.param("a.pdf", HTML, False, id="HTML named .pdf"),
        pytest.param("a.docx", b"<html><p>A page of a fund", False, id="HTML named .docx"),
        pytest.param("a.md", b"**A page** of a fund", False, id="Markdown"),
        pytest.param("a.markdown", TEXT, False, id="Markdown, long suffix"),
        pytest.param("a.txt", TEXT, False, id="text"),
        pytest.param("a.jsonl", b'{"id": "x", "text": "A page of a fund"}', False, id="JSON lines"),
    ],
)
def test_a_file_is_read_as_what_it_is(tmp_path, name, content, paginated):
    path = tmp_path / name
    path.write_bytes(content)

    (document,) = read(path)

    assert isinstance(document, RawDocument)
    assert document.paginated == paginated
    assert document.pages[0].text.strip() == "A page of a fund"


def test_every_suffix_is_listed():
    assert set(SUFFIXES) == {
        *(".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".html", ".htm", ".eml", ".zip"),
        *(".md", ".markdown", ".txt", ".jsonl"),
    }


def test_a_bad_line_is_yielded_and_not_raised(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "x"}\nnot json\n{"id": "b", "text": "y"}\n')

    assert [type(each) for each in read(path)] == [RawDocument, Unreadable, RawDocument]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        *(
            pytest.param(f"a{suffix}", b"", "it is empty", id=f"empty {suffix}")
            for suffix in (*SUFFIXES, ".doc", "")
        ),
        pytest.param("a.docx", TEXT, "it is not a Word document", id="text named .docx"),
        pytest.param("a.csv", b"a,b", "files named .csv are not read", id="another suffix"),
        pytest.param("a", TEXT, "files named without a suffix are not read", id="no suffix"),
        pytest.param(
            "a.doc", OLE + "WordDocument".encode("utf-16-le"), "it is an old Word", id="doc"
        ),
        pytest.param(
            "a.docx", OLE + "Workbook".encode("utf-16-le"), "it is an old Excel", id="xls"
        ),
        pytest.param("a.txt", OLE, "it is an old Office document", id="another old one"),
        pytest.param(
            "a.docx",
            archive("[Content_Types].xml", "xl/workbook.xml"),
            "it is damaged or not an Excel workbook",
            id="a workbook named .docx",
        ),
        pytest.param(
            "a.pptx",
            archive("[Content_Types].xml", "ppt/a.xml"),
            "it is damaged or not a PowerPoint presentation",
            id="pptx",
        ),
        pytest.param(
            "a.odt", archive("content.xml"), "it is damaged or not an OpenDocument text", id="odt"
        ),
        pytest.param("a.docx", word()[:500], "it is a damaged or cut off archive", id="cut off"),
        pytest.param("a.docx", b"{\\rtf1 x}", "it is a rich text file", id="RTF"),
        pytest.param("a.pdf", b"\x89PNG\r\n\x1a\n", "it is a picture", id="picture"),
        pytest.param("a.txt", b"\x1f\x8b\x08", "it is a compressed file", id="gzip"),
        pytest.param(
            "a.html",
            b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n",
            "it is a web archive (MHTML)",
            id="MHTML",
        ),
        pytest.param("a.pdf", TEXT, "", id="text named .pdf"),
        pytest.param("a.txt", b"\0" * 999, "it is not text", id="zeros"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(Unreadable) as caught:
        list(read(path))

    assert type(caught.value) is Unreadable
    assert caught.value.source == name
    assert caught.value.reason.startswith(reason)
    assert caught.value.cure
    assert str(tmp_path) not in str(caught.value)


def test_an_encrypted_word_document_asks_for_the_password(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))

    with pytest.raises(PasswordNeeded):
        list(read(path))


def test_a_file_that_cannot_be_opened_says_why(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")

    for name, reason in [
        ("none.txt", r"it cannot be opened \(No such file"),
        ("folder.txt", "it is not a regular file"),
        ("pipe.txt", "it is not a regular file"),
    ]:
        with pytest.raises(Unreadable, match=f"{name}: {reason}"):
            list(read(tmp_path / name))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        pytest.param(RecursionError(), "its parts are nested too deeply", id="recursion"),
        pytest.param(KeyError("x"), "reading it failed (KeyError: 'x')", id="any other"),
        pytest.param(
            PermissionError(13, "Permission denied"), "it cannot be opened", id="permission"
        ),
    ],
)
def test_nothing_but_unreadable_leaves(tmp_path, monkeypatch, error, reason):
    def fail(path):
        raise error

    monkeypatch.setattr(text, "read_text", fail)
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT)

    with pytest.raises(Unreadable) as caught:
        list(read(path))

    assert caught.value.reason.startswith(reason)
    assert not isinstance(caught.value, NoText)


def test_a_full_disk_is_not_the_file_s_fault(tmp_path, monkeypatch):
    def fail(path):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(text, "read_text", fail)
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT)

    with pytest.raises(OSError, match="No space left"):
        list(read(path))
