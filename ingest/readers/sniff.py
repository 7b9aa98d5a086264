"""What a file is by its first bytes, whatever its name says."""

import re
import zipfile
import zlib
from pathlib import Path

from ingest.errors import PasswordNeeded, Unreadable

_HEAD = 4096

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {
    "WordDocument": ("an old Word document (.doc)", "save it as Word Document (.docx)"),
    "Workbook": ("an old Excel workbook (.xls)", "save it as Excel Workbook (.xlsx)"),
    "PowerPoint Document": (
        "an old PowerPoint presentation (.ppt)",
        "save it as PowerPoint Presentation (.pptx)",
    ),
    "__substg1.0_": ("an Outlook message (.msg)", "save it as an e-mail (.eml) or as text"),
}
_FORMATS = {"word/": ".docx", "ppt/": ".pptx", "xl/": ".xlsx"}
"""What the folders of an Office document are named for."""

_OPEN_DOCUMENTS = {
    b"text": "",
    b"spreadsheet": "save it as Excel Workbook (.xlsx)",
    b"presentation": "save it as PowerPoint Presentation (.pptx)",
}
_SIGNATURES = {
    b"{\\rtf": ("a rich text file (RTF)", "save it as Word Document (.docx)"),
    b"\x89PNG\r\n": ("a picture", "run it through OCR"),
    b"\xff\xd8\xff": ("a picture", "run it through OCR"),
    b"GIF8": ("a picture", "run it through OCR"),
    b"II*\0": ("a picture", "run it through OCR"),
    b"MM\0*": ("a picture", "run it through OCR"),
    b"\x1f\x8b": ("a compressed file", "unpack it"),
    b"7z\xbc\xaf\x27\x1c": ("a 7z archive", "unpack it"),
    b"Rar!\x1a\x07": ("a RAR archive", "unpack it"),
}
_HTML = re.compile(rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_WEB_ARCHIVE = re.compile(rb"content-type:\s*multipart/related", re.I)


def sniff(path: Path) -> str | None:
    """The suffix of the format that the content is in; None for text and what has no signature.

    Raises:
        Unreadable: it is a format that is not read; the cure says what to make of it.
        PasswordNeeded: it is an encrypted Office document.
    """
    if path.exists() and not path.is_file():
        raise Unreadable(path.name, "it is not a regular file", "give the path of a document")
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise Unreadable(path.name, "it is empty", "ingest a copy that holds its text")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-"):
        return ".pdf"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_archive(path)
    if start.startswith(_OLE):
        raise _ole(path)
    for signature, (what, cure) in _SIGNATURES.items():
        if start.startswith(signature):
            raise _other(path, what, cure)
    saved_page = start.startswith((b"MIME-Version:", b"From:")) and _WEB_ARCHIVE.search(head)
    if saved_page and path.suffix.lower() != ".eml":
        raise _other(path, "a web archive (MHTML)", "open it in a browser, print it to PDF")
    return ".html" if _HTML.match(start) else None


def _other(path: Path, what: str, cure: str) -> Unreadable:
    return Unreadable(path.name, f"it is {what}, which is not read", f"{cure} and ingest that")


def _in_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise Unreadable(
            path.name, f"it is a damaged or cut off archive ({error})", "get another copy of it"
        ) from error
    main = {"[Content_Types].xml"} & set(names)
    for folder, format_ in _FORMATS.items():
        if main and any(name.startswith(folder) for name in names):
            return format_
    if "META-INF/container.xml" in names:
        raise _other(path, "an e-book (EPUB)", "convert it to PDF")
    if "content.xml" in names:
        return _open_document(path)
    return ".zip"


def _open_document(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive, archive.open("mimetype") as stream:
            kind = stream.read(100).rpartition(b".")[2].partition(b"-")[0]
    except (KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, OSError):
        kind = b"text"
    cure = _OPEN_DOCUMENTS.get(kind, "save it as PDF")
    if cure:
        raise _other(path, f"an OpenDocument {kind.decode('ascii', 'replace')}", cure)
    return ".odt"


def _ole(path: Path) -> Unreadable:
    """Old Office documents and encrypted ones, by the streams that their directory names."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        return PasswordNeeded(path.name)
    for stream, (what, cure) in _OLE_STREAMS.items():
        if stream.encode("utf-16-le") in data:
            return _other(path, what, cure)
    return _other(path, "an old Office document", "save it as PDF")
