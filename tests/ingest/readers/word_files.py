"""Word files as these tests make them, and what is read of them."""

import zipfile
from pathlib import Path
from typing import NamedTuple

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.readers.docx import read_docx


class Shown(NamedTuple):
    heading: int | None
    text: str


def save(document, tmp_path) -> Path:
    path = tmp_path / "a.docx"
    document.save(str(path))
    return path


def shown(path: Path) -> list[Shown]:
    document = read_docx(path)
    (page,) = document.pages
    assert (document.paginated, page.label, page.boxes) == (False, None, None)
    return [Shown(line.heading, page.text[line.start : line.end]) for line in page.lines]


def body_of(tmp_path, xml: str) -> Path:
    """A document whose body is the given WordprocessingML."""
    document = docx.Document()
    body = parse_xml(
        f'<w:body {nsdecls("w", "wp", "a", "pic")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/'
        'officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006">{xml}</w:body>'
    )
    for child in reversed(list(body)):
        document.element.body.insert(0, child)
    return save(document, tmp_path)


def rewrite(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """Replace bytes in one of the archive's entries."""
    with zipfile.ZipFile(path) as archive:
        entries = {entry: archive.read(entry) for entry in archive.namelist()}
    assert old in entries[name]
    entries[name] = entries[name].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries.items():
            archive.writestr(entry, content)
    return path


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
