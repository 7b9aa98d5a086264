"""Word documents (.docx)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.errors import NoText, Unreadable
from ingest.readers.blocks import Block, CellText, page_of, table_blocks
from ingest.readers.docx_hidden import take_hidden, take_struck
from ingest.readers.docx_numbers import Numbers, numbers_of
from ingest.readers.drawings import drawing_blocks, part_ids
from ingest.readers.formula import raised
from ingest.readers.hidden import with_hidden
from ingest.readers.left_out import CHANGES, COMMENTS, PICTURES, STRUCK, told
from ingest.readers.metadata import core_properties, text_of
from ingest.readers.office_math import MATH, formula_text
from ingest.readers.package import check_package, damaged
from ingest.types import RawDocument

_WHAT = "a Word document"
_SAVE_AGAIN = "open it in Word, save it again as Word Document (.docx) and ingest that"

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TBL, _TR, _TC, _VAL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:val")
_PICTURES = (qn("pic:pic"), "{urn:schemas-microsoft-com:vml}imagedata")
_TRACKED = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom")))
_TEXT_BOX = qn("w:txbxContent")
_UNPRINTED = {
    f"{_MC}Fallback",  # the same again for older programs
    *map(qn, ("w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sdtPr", "w:sectPr")),
    *map(qn, ("w:del", "w:moveFrom")),  # tracked changes: taken out
    qn("w:rt"),  # pronunciation set above the characters
}
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_HEADING_NAME = re.compile(r"(?:heading|標題|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset(("title", "標題", "标题"))
_CONTENTS_NAME = re.compile(r"(?:toc|目錄|目录)\s*[1-9]", re.IGNORECASE)

_BLANK = datetime(2013, 12, 23, 23, 15)
"""When the blank document of python-docx was made."""

# lxml publishes no types: an element is Any.
_Element = Any


def read_docx(path: Path) -> RawDocument:
    """Read a Word document's paragraphs, headings, list items and table rows as they stand.

    Read as it would be printed with all changes accepted: with the numbers that Word sets before
    paragraphs, without deleted and hidden text, page headers and footers, and the table of
    contents, which only repeats the headings. A row has its cells joined by " | "; a cell merged
    downwards is repeated in each row, so that each stands alone. Text boxes, charts and diagrams
    follow their paragraph; footnotes and endnotes follow the text. Formulas are read on one line,
    numbers that are raised as such. Comments, pictures and what is struck out are left out with a
    warning.

    The metadata has issuer (the author) and issued (the day it was created), where the file says.

    Raises:
        Unreadable: it is damaged, not a Word document, or unpacks to more than is safe.
        PasswordNeeded: it is encrypted.
        NoText: it holds pictures only.
    """
    check_package(path, main="word/document.xml", what=_WHAT, cure=_SAVE_AGAIN)
    try:
        document = docx.Document(str(path))
        reading = _Reading(document, _styles(document), numbers_of(document))
        parts = list(_notes(document))
        hidden = [
            text
            for part in (document.element.body, *parts)
            for text in take_hidden(part, document.styles.element)
        ]
        styles = document.styles.element
        struck = sum(take_struck(part, styles) for part in (document.element.body, *parts))
        body = document.element.body
        blocks = list(_blocks(body, reading))
        notes = [block for part in parts for block in _note_blocks(part, reading)]
        warnings = (*told({STRUCK: struck}), *_left_out(document))
    except Exception as error:
        # Whatever its parsers meet in a damaged file comes through python-docx as it is.
        raise damaged(path, error, what=_WHAT, cure=_SAVE_AGAIN) from error

    page = page_of([*blocks, *notes])
    if not page.text:
        if any(True for _ in body.iter(qn("w:drawing"), qn("w:pict"))):
            raise NoText(path.name)
        raise Unreadable(path.name, "it holds no text", "ingest a copy that holds its text")

    title, metadata = _properties(document)
    headings = (block.text for block in blocks if block.heading == 1)
    return RawDocument(
        (with_hidden(page, hidden),),
        paginated=False,
        title=title or text_of(next(headings, None)),
        metadata=metadata,
        warnings=warnings,
    )


def _left_out(document: Document) -> Iterator[str]:
    """What stands in the document and is not read."""
    if any(True for _ in document.element.body.iter(qn("w:altChunk"))):
        yield "a document embedded in it was not read"
    body = document.element.body
    yield from told(
        {
            PICTURES: sum(1 for _ in _children(body, *_PICTURES)),
            CHANGES: sum(1 for _ in body.iter(*_TRACKED)),
        }
    )
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.COMMENTS and not relation.is_external:
            comments = parse_xml(relation.target_part.blob).findall(qn("w:comment"))
            yield from told({COMMENTS: len(comments)})


class _Style(NamedTuple):
    """What a paragraph's style says of it."""

    heading: int | None
    contents: bool
    """It is a line of the table of contents."""


class _Reading(NamedTuple):
    """What reading a paragraph takes beside the paragraph."""

    document: Document
    styles: Mapping[str, _Style]
    numbers: Numbers


def _styles(document: Document) -> dict[str, _Style]:
    """The paragraph styles by their id."""
    elements = {
        style.get(qn("w:styleId")): style
        for style in document.styles.element.findall(qn("w:style"))
        if style.get(qn("w:type")) == "paragraph"
    }
    return {
        key: _Style(_style_heading(key, elements), bool(_CONTENTS_NAME.match(_name(style))))
        for key, style in elements.items()
    }


def _name(style: _Element) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(_VAL, "")).strip()


def _style_heading(key: str, elements: Mapping[str, _Element]) -> int | None:
    """The style's own heading level, or that of the style it is based on."""
    seen: set[str] = set()
    while key in elements and key not in seen:
        seen.add(key)
        style = elements[key]
        name = _name(style)
        if match := _HEADING_NAME.match(name):
            return int(match[1])
        if name.lower() in _TITLE_NAMES:
            return 1
        level = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if level is not None:
            return _outline_level(level)
        base = style.find(qn("w:basedOn"))
        key = "" if base is None else base.get(_VAL, "")
    return None


def _outline_level(element: _Element) -> int | None:
    """Levels are written from 0; 9 is body text."""
    value = element.get(_VAL, "")
    return int(value) + 1 if re.fullmatch("[0-8]", value) else None


def _blocks(parent: _Element, reading: _Reading) -> Iterator[Block]:
    for element in _children(parent, _P, _TBL):
        if element.tag == _P:
            yield from _paragraph(element, reading)
        else:
            yield from _table(element, reading)


def _children(parent: _Element, *tags: str) -> Iterator[_Element]:
    """The elements under `parent` that have one of the tags, outermost first.

    Content controls, tracked insertions and the like stand between a parent and its paragraphs.
    """
    for child in parent.iterchildren():
        if child.tag in tags:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _UNPRINTED:
            yield from _children(child, *tags)


def _paragraph(element: _Element, reading: _Reading) -> Iterator[Block]:
    properties = element.find(qn("w:pPr"))
    style, level = None, None
    if properties is not None:
        named = properties.find(qn("w:pStyle"))
        style = None if named is None else reading.styles.get(named.get(_VAL))
        level = properties.find(qn("w:outlineLvl"))
    heading = style.heading if style is not None else None
    if level is not None:
        heading = _outline_level(level)
    if style is None or not style.contents:
        # Of a paragraph whose end is deleted as well, nothing is left to be counted.
        is_struck = element.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None
        number = "" if is_struck else reading.numbers.next(properties)
        text = "".join(_characters(element))
        text = f"{number}{text.lstrip()}" if number and text.strip() else text
        yield Block(text if heading is None else " ".join(text.split()), heading)
    for drawing in _children(element, qn("w:drawing")):
        for key in part_ids(drawing):
            yield from _drawn(reading.document, key)
    for box in _children(element, _TEXT_BOX):
        yield from _blocks(box, reading)


def _drawn(document: Document, key: str) -> Iterator[Block]:
    """A chart or a diagram; in a note it would be looked for in the wrong part, and is not."""
    part = document.part.related_parts.get(key)
    if part is not None and part.partname.startswith(("/word/charts/", "/word/diagrams/")):
        yield from drawing_blocks(parse_xml(part.blob))


def _characters(element: _Element) -> Iterator[str]:
    for child in element.iterchildren():
        tag = child.tag
        if tag == qn("w:t"):
            yield child.text or ""
        elif tag == f"{MATH}oMath":
            yield formula_text(child)
        elif tag == qn("w:r") and _is_raised(child):
            said = "".join(_characters(child))
            yield raised(said) or said
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif isinstance(tag, str) and tag not in _UNPRINTED and tag != _TEXT_BOX:
            # A text box is read by itself; runs that are hidden were taken out.
            yield from _characters(child)


def _is_raised(run: _Element) -> bool:
    place = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return place is not None and place.get(_VAL) == "superscript"


def _table(element: _Element, reading: _Reading) -> Iterator[Block]:
    rows = [
        tr for tr in _children(element, _TR) if tr.find(f"{qn('w:trPr')}/{qn('w:del')}") is None
    ]
    cells = [list(_children(tr, _TC)) for tr in rows]
    if len(cells) == 1 and len(cells[0]) == 1:
        # A frame around text, not a table.
        yield from _blocks(cells[0][0], reading)
        return
    above: dict[int, str] = {}
    table: list[list[CellText]] = []
    for tr, in_row in zip(rows, cells, strict=True):
        texts: list[CellText] = []
        column = _number(tr, "w:trPr", "w:gridBefore", default=0)
        for cell in in_row:
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is None or merge.get(_VAL) == "restart":
                above[column] = " ".join(block.text for block in _blocks(cell, reading))
            span = _number(cell, "w:tcPr", "w:gridSpan", default=1)
            texts.append(CellText(above.get(column, ""), span))
            column += span
        table.append(texts)
    yield from table_blocks(table, heads=_head_rows(rows))


def _head_rows(rows: Sequence[_Element]) -> int | None:
    """How many of the first rows are marked to be repeated on each page: None for none."""
    marked = takewhile(lambda tr: tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None, rows)
    return sum(1 for _ in marked) or None


def _number(element: _Element, properties: str, name: str, *, default: int) -> int:
    found = element.find(f"{qn(properties)}/{qn(name)}")
    value = "" if found is None else found.get(_VAL, "")
    return int(value) if re.fullmatch("[0-9]{1,4}", value) else default


def _notes(document: Document) -> Iterator[_Element]:
    """The footnotes' and endnotes' parts."""
    for relation in document.part.rels.values():
        kinds = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
        if relation.reltype in kinds and not relation.is_external:
            yield parse_xml(relation.target_part.blob)


def _note_blocks(part: _Element, reading: _Reading) -> Iterator[Block]:
    for note in part.iterchildren(qn("w:footnote"), qn("w:endnote")):
        # The separator line and its like are notes with a type.
        if note.get(qn("w:type"), "normal") == "normal":
            yield from _blocks(note, reading)


def _properties(document: Document) -> tuple[str | None, dict[str, object]]:
    relations = document.part.package.rels.values()
    if not any(relation.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for relation in relations):
        # python-docx would make up properties of its own.
        return None, {}
    said = document.core_properties
    if said.author == "python-docx":
        # Its blank document's author and date, which say nothing of this one.
        return text_of(said.title), {}
    created = said.created.replace(tzinfo=None) if said.created else None
    # Programs that fill in its blank document leave its day.
    return core_properties(said.title, said.author, None if created == _BLANK else created)
