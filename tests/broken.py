"""Files of every format, broken in ways that a seed decides: cut off, altered, misnamed."""

import random
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from io import BytesIO
from typing import NamedTuple

import docx
import openpyxl
import pptx
from odfdo import Document, Header, Paragraph

from tests.ingest.conftest import At, write_pdf

_TEXT = "The fund was set up in 1991. 基金於 1991 年設立，協助臺灣廠商進入歐洲市場。"


class Broken(NamedTuple):
    name: str
    how: str
    content: bytes


def broken_files(seed: int, count: int) -> Iterator[Broken]:
    """`count` files, each broken another way."""
    whole = whole_files()
    for number in range(count):
        # Of its own, since some formats hold the hour they were made at and vary in length.
        chance = random.Random(f"{seed} {number}")
        suffix = chance.choice(sorted(whole))
        how = chance.choice(sorted(_WAYS))
        content = _WAYS[how](whole[suffix], chance)
        if how == "renamed":
            suffix = chance.choice(sorted(set(whole) - {suffix}))
        yield Broken(f"broken{suffix}", how, content)


def whole_files() -> dict[str, bytes]:
    """A small document in each format, by suffix."""
    page = [At(72, 100, "The fund was set up in 1991."), At(72, 130, "基金於一九九一年設立")]
    files = {
        ".pdf": write_pdf([page, page]),
        ".docx": _docx(),
        ".pptx": _pptx(),
        ".xlsx": _xlsx(),
        ".odt": _odt(),
        ".eml": _eml(),
        ".html": f"<html><body><h1>Fund</h1><p>{_TEXT}</p></body></html>".encode(),
        ".md": f"---\ntitle: Fund\n---\n# Fund\n\n{_TEXT}\n\n|a|b|\n|-|-|\n|1|2|\n".encode(),
        ".txt": (_TEXT * 20).encode("big5"),
        ".jsonl": f'{{"id": "a", "text": "{_TEXT}"}}\n{{"id": "b", "text": "x"}}\n'.encode(),
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix, content in files.items():
            archive.writestr(f"docs/a{suffix}", content)
    return {**files, ".zip": buffer.getvalue()}


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    buffer = BytesIO()
    save(buffer)
    return buffer.getvalue()


def _docx() -> bytes:
    made = docx.Document()
    made.add_heading("Fund", 1)
    made.add_paragraph(_TEXT)
    table = made.add_table(2, 2)
    for cell, text in zip(table._cells, ("Year", "Sum", "1991", "5"), strict=True):
        cell.text = text
    return _saved(made.save)


def _pptx() -> bytes:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = _TEXT
    return _saved(made.save)


def _xlsx() -> bytes:
    made = openpyxl.Workbook()
    for row in (["Year", "Sum"], [1991, 5.5], ["說明", _TEXT]):
        made.active.append(row)
    return _saved(made.save)


def _odt() -> bytes:
    made = Document("text")
    made.body.append(Header(1, "Fund"))
    made.body.append(Paragraph(_TEXT))
    return _saved(made.save)


def _eml() -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"] = "Fund", "a@example.org"
    made.set_content(_TEXT)
    made.add_attachment(_TEXT.encode(), maintype="text", subtype="plain", filename="a.txt")
    return bytes(made)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    altered = bytearray(content)
    for _ in range(chance.choice((1, 10, 100))):
        altered[chance.randrange(len(altered))] ^= 1 << chance.randrange(8)
    return bytes(altered)


def _holed(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    length = chance.randrange(1, len(content) // 4 + 2)
    return content[:start] + bytes(length) + content[start + length :]


def _doubled(content: bytes, chance: random.Random) -> bytes:
    return content + content[chance.randrange(len(content)) :]


_WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "cut off": _cut,
    "bits flipped": _flipped,
    "zeros in it": _holed,
    "part of it again": _doubled,
    "renamed": lambda content, _: content,
    "random bytes": lambda content, chance: chance.randbytes(len(content)),
}
