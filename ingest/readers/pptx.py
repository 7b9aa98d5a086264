"""PowerPoint presentations (.pptx)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pptx
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from ingest.errors import NoText, Unreadable
from ingest.readers.blocks import Block, CellText, one_line, page_of, table_blocks
from ingest.readers.drawings import DIAGRAM, drawing_blocks, part_ids
from ingest.readers.formula import raised
from ingest.readers.left_out import PICTURES, STRUCK, told
from ingest.readers.metadata import core_properties, text_of
from ingest.readers.office_math import MATH, formula_text
from ingest.readers.package import check_package, damaged
from ingest.types import RawDocument
from language.script import Language, detect_language

_WHAT = "a PowerPoint presentation"
_SAVE_AGAIN = "open it in PowerPoint, save it again as PowerPoint Presentation (.pptx), ingest that"
_NOTES = {Language.ZH: "備忘稿", Language.EN: "Notes"}
_DEEPEST_GROUP = 20
_BLANK = datetime(2013, 1, 27, 9, 14, 16)

_RUNS = tuple(map(qn, ("a:r", "a:br", "a:fld")))
_UNPRINTED = frozenset(
    (
        *map(qn, ("a:pPr", "a:endParaRPr")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)

# python-pptx publishes no types: its objects are Any.
_Shape = Any


def read_pptx(path: Path) -> RawDocument:
    """Read a presentation: a slide is a page, labelled by its number.

    The title is a heading; tables and charts' figures are tables; the speaker's notes stand behind
    the slide's own text under a heading that says so. Formulas are read on one line. Slides that
    the presentation hides or that are pictures, other pictures, comments and what is struck out
    are left out with a warning; what stands on a slide's master is left out.

    Raises:
        Unreadable: it is damaged, not a presentation, or unpacks to more than is safe.
        PasswordNeeded: it is encrypted.
        NoText: it holds pictures only.
    """
    check_package(path, main="ppt/presentation.xml", what=_WHAT, cure=_SAVE_AGAIN)
    try:
        presentation = pptx.Presentation(str(path))
        slides = list(presentation.slides)
        hidden = [n for n, slide in enumerate(slides, start=1) if _is_hidden(slide)]
        pages = [
            page_of([] if number in hidden else _slide(slide), label=str(number))
            for number, slide in enumerate(slides, start=1)
        ]
    except Exception as error:
        # Whatever its parsers meet in a damaged file comes through python-pptx as it is.
        raise damaged(path, error, what=_WHAT, cure=_SAVE_AGAIN) from error
    if not any(page.text for page in pages):
        if not slides:
            raise Unreadable(path.name, "it has no slides", "ingest a copy that has some")
        raise NoText(path.name)
    title, metadata = _properties(presentation)
    warnings = []
    if hidden:
        warnings.append(f"slides that are hidden were left out: {_listed(hidden)}")
    pictures = [
        number
        for number, (slide, page) in enumerate(zip(slides, pages, strict=True), start=1)
        if number not in hidden and not page.text and _has_picture(slide)
    ]
    if pictures:
        warnings.append(f"slides that are pictures were not read: {_listed(pictures)}")
    shown = [slide for number, slide in enumerate(slides, start=1) if number not in hidden]
    struck = sum(map(_is_struck, (run for slide in shown for run in slide._element.iter(*_RUNS))))
    beside = sum(
        _is_picture(shape)
        for slide, page in zip(slides, pages, strict=True)
        if page.text
        for shape in _in_order(slide.shapes)
    )
    warnings += told({STRUCK: struck, PICTURES: beside})
    commented = [number for number, slide in enumerate(slides, start=1) if _is_commented(slide)]
    if commented:
        warnings.append(f"comments on slides were left out: {_listed(commented)}")
    return RawDocument(
        tuple(pages),
        paginated=False,
        title=title or next((text for slide in slides if (text := _title(slide))), None),
        metadata=metadata,
        warnings=tuple(warnings),
    )


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _has_picture(slide: Any) -> bool:
    return any(map(_is_picture, _in_order(slide.shapes)))


def _is_picture(shape: _Shape) -> bool:
    return bool(shape.shape_type == MSO_SHAPE_TYPE.PICTURE)


def _is_commented(slide: Any) -> bool:
    return any(relation.reltype.endswith("/comments") for relation in slide.part.rels.values())


def _is_hidden(slide: Any) -> bool:
    return slide._element.get("show") in ("0", "false")


def _title(slide: Any) -> str | None:
    title = slide.shapes.title
    return None if title is None else text_of(_text(title.text_frame))


def _slide(slide: Any) -> Iterator[Block]:
    title = slide.shapes.title
    if title is not None:
        yield Block(one_line(_text(title.text_frame)), heading=1)
    others = (shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id)
    for shape in _in_order(others):
        yield from _shape(shape)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = list(_paragraphs(slide.notes_slide.notes_text_frame))
        if notes:
            language = detect_language(" ".join(block.text for block in notes))
            yield Block(_NOTES[language], heading=2)
            yield from notes


def _in_order(shapes: Iterable[_Shape], depth: int = 0) -> Iterator[_Shape]:
    """Shapes as they are read, rows from the top and each from the left; groups are looked into."""
    found = sorted(shapes, key=lambda shape: (round((shape.top or 0) / 200_000), shape.left or 0))
    for shape in found:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            if depth < _DEEPEST_GROUP:
                yield from _in_order(shape.shapes, depth + 1)
        else:
            yield shape


def _shape(shape: _Shape) -> Iterator[Block]:
    if getattr(shape, "has_table", False) and shape.has_table:
        yield from _table(shape.table)
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        yield from drawing_blocks(shape.chart._chartSpace)
    elif _is_diagram(shape):
        yield from _diagram(shape)
    elif shape.has_text_frame:
        yield from _paragraphs(shape.text_frame)


def _is_diagram(shape: _Shape) -> bool:
    return any(True for _ in shape._element.iter(f"{DIAGRAM}relIds"))


def _paragraphs(frame: Any) -> Iterator[Block]:
    texts = ("".join(_said(paragraph._p)) for paragraph in frame.paragraphs)
    return (Block(text) for text in texts if text.strip())


def _text(frame: Any) -> str:
    return "\n".join(block.text for block in _paragraphs(frame))


def _said(element: Any) -> Iterator[str]:
    """What a paragraph says, without what is struck out."""
    for child in element.iterchildren():
        if child.tag in _RUNS:
            if not _is_struck(child):
                # A line break comes as a vertical tab.
                said = child.text.replace("\v", "\n")
                yield (raised(said) if _is_raised(child) else None) or said
        elif child.tag == f"{MATH}oMath":
            yield formula_text(child)
        elif isinstance(child.tag, str) and child.tag not in _UNPRINTED:
            yield from _said(child)


def _is_struck(run: Any) -> bool:
    properties = run.find(qn("a:rPr"))
    return properties is not None and properties.get("strike", "noStrike") != "noStrike"


def _is_raised(run: Any) -> bool:
    properties = run.find(qn("a:rPr"))
    height = "" if properties is None else properties.get("baseline", "")
    return bool(re.fullmatch("[1-9][0-9]*%?", height))


def _table(table: Any) -> Iterator[Block]:
    above: dict[int, str] = {}
    rows: list[list[CellText]] = []
    for row in table.rows:
        texts: list[CellText] = []
        for column, cell in enumerate(row.cells):
            if cell.is_spanned and column and _spans_left(row.cells, column):
                continue
            if not cell.is_spanned:
                above[column] = one_line(_text(cell.text_frame))
            span = cell.span_width if cell.is_merge_origin else _width(row.cells, column)
            texts.append(CellText(above.get(column, ""), span))
        rows.append(texts)
    yield from table_blocks(rows)


def _spans_left(cells: Sequence[Any], column: int) -> bool:
    """Whether a merged cell belongs to one that begins left of it."""
    return bool(cells[column]._tc.hMerge)


def _width(cells: Sequence[Any], column: int) -> int:
    """How many columns a cell covers that was merged with one above."""
    width = 1
    while column + width < len(cells) and cells[column + width]._tc.hMerge:
        width += 1
    return width


def _diagram(shape: _Shape) -> Iterator[Block]:
    for key in part_ids(shape._element):
        yield from drawing_blocks(parse_xml(shape.part.related_part(key).blob))


def _properties(presentation: Any) -> tuple[str | None, dict[str, object]]:
    said = presentation.core_properties
    # The blank presentation of python-pptx: its title and day say nothing of this one.
    title = None if said.title == "PowerPoint Presentation" else said.title
    created = said.created.replace(tzinfo=None) if said.created else None
    return core_properties(title, said.author, None if created == _BLANK else created)
