"""Where the PDFs lie, and what is done to them with pypdf: counting pages, packing objects."""

import zlib
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject

PDFS = Path(__file__).parent / "pdf"

_PACKED = 200
"""Objects in one stream: few enough that a reader need not unpack the whole file for one."""


def pdf_path(name: str, *, folder: Path | None = None) -> Path:
    """The PDF of a document named as in `Source.name`."""
    return (folder or PDFS) / f"{name}.pdf"


def body_pages(path: Path) -> int:
    """How many pages a PDF has, those with roman labels not counted."""
    return sum(label.isdigit() for label in PdfReader(path).page_labels)


def packed(pdf: bytes) -> bytes:
    """The same PDF with its objects in compressed object streams (PDF 1.5 and later).

    The typesetter writes the tags of a tagged PDF as thousands of plain objects, a third of the
    file; packed they take a fifth of that.
    """
    reader = PdfReader(BytesIO(pdf))
    size = int(str(reader.trailer["/Size"]))
    out = BytesIO()
    out.write(pdf[: pdf.index(b"\n")] + b"\n%\xe2\xe3\xcf\xd3\n")
    # Of each object: (1, offset) where it stands by itself, (2, stream, place in it) where packed.
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    plain: list[tuple[int, bytes]] = []
    for number in range(1, size):
        found = reader.get_object(IndirectObject(number, 0, reader))
        if found is None:
            entries[number] = (0, 0, 65535)
            continue
        body = BytesIO()
        found.write_to_stream(body)
        if isinstance(found, StreamObject):
            entries[number] = (1, out.tell(), 0)
            out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body.getvalue()))
        else:
            plain.append((number, body.getvalue()))
    number = size
    for first in range(0, len(plain), _PACKED):
        group = plain[first : first + _PACKED]
        for place, (inside, _) in enumerate(group):
            entries[inside] = (2, number, place)
        entries[number] = (1, out.tell(), 0)
        _write_stream(out, number, *_object_stream(group))
        number += 1
    start = out.tell()
    entries[number] = (1, start, 0)
    table = b"".join(
        kind.to_bytes(1) + value.to_bytes(4) + place.to_bytes(2)
        for _, (kind, value, place) in sorted(entries.items())
    )
    root, info = (reader.trailer.raw_get(key) for key in ("/Root", "/Info"))
    ids = BytesIO()
    reader.trailer["/ID"].write_to_stream(ids)
    head = b"/Type /XRef /W [1 4 2] /Size %d /Root %d 0 R /Info %d 0 R /ID %b" % (
        number + 1,
        root.idnum,
        info.idnum,
        ids.getvalue(),
    )
    _write_stream(out, number, head, table)
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def _object_stream(objects: list[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    """The head and the content of a stream that holds these objects."""
    offsets, position = [], 0
    for number, body in objects:
        offsets.append(b"%d %d" % (number, position))
        position += len(body) + 1
    index = b" ".join(offsets) + b"\n"
    head = b"/Type /ObjStm /N %d /First %d" % (len(objects), len(index))
    return head, index + b"\n".join(body for _, body in objects)


def _write_stream(out: BytesIO, number: int, head: bytes, content: bytes) -> None:
    data = zlib.compress(content, 9)
    out.write(
        b"%d 0 obj\n<< %b /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream\nendobj\n"
        % (number, head, len(data), data)
    )
