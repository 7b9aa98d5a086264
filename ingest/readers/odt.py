"""OpenDocument texts (.odt)."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from odfdo import Document

from ingest.errors import NoText, Unreadable
from ingest.readers.blocks import Block, CellText, one_line, page_of, table_blocks
from ingest.readers.formula import raised
from ingest.readers.hidden import HiddenText, with_hidden
from ingest.readers.left_out import COMMENTS, OBJECTS, PICTURES, STRUCK, told
from ingest.readers.metadata import core_properties, text_of
from ingest.readers.odt_styles import PLAIN, Lists, Look, lists_of, looks_of
from ingest.readers.package import check_package, damaged
from ingest.types import FlagKind, RawDocument

_WHAT = "an OpenDocument text"
_SAVE_AGAIN = "open it in LibreOffice, save it again as ODF Text (.odt) and ingest that"
_MAX_XML_BYTES = 50_000_000
_MOST_REPEATED = 200
"""Rows or columns that a file may repeat with one tag."""

_DEEPEST = 60

_UNPRINTED = frozenset(
    (
        *("text:tracked-changes", "office:annotation", "office:annotation-end", "office:forms"),
        *("text:sequence-decls", "text:table-of-content", "text:alphabetical-index"),
        *("text:illustration-index", "text:table-index", "text:user-index", "text:note-citation"),
        *("text:ruby-text", "table:table-columns", "table:table-column", "svg:title", "svg:desc"),
    )
)
_PICTURES = frozenset(("draw:image", "draw:object", "draw:plugin"))

# odfdo's elements wrap lxml's; what they give is Any here.
_Element = Any


def read_odt(path: Path) -> RawDocument:
    """Read an OpenDocument text's paragraphs, headings, list items and tables as they stand.

    Lists and headings have the numbers that their styles set before them. Without deleted text,
    page headers and footers and the indexes, which only repeat; comments, pictures, embedded
    objects and what is struck out are left out with a warning. Footnotes and endnotes follow the
    text. Text that sections or styles hide is flagged.

    Raises:
        Unreadable: it is damaged, not an OpenDocument text, or unpacks to more than is safe.
        PasswordNeeded: it is encrypted.
        NoText: it holds pictures only.
    """
    check_package(
        path, main="content.xml", what=_WHAT, cure=_SAVE_AGAIN, max_xml_bytes=_MAX_XML_BYTES
    )
    try:
        document = Document(path)
        body = document.body
        roots = [document.get_part(name) for name in ("content.xml", "styles.xml")]
        reading = _Reading([], [], Counter(), looks_of(roots), lists_of(roots))
        blocks = [*_blocks(body, reading), *reading.notes]
        warnings = tuple(told(reading.left_out | _left_out(body)))
        title, metadata = _properties(document)
        pictures = any(True for tag in _PICTURES for _ in body.get_elements(f"descendant::{tag}"))
    except Exception as error:
        # Whatever its parsers meet in a damaged file comes through odfdo as it is.
        raise damaged(path, error, what=_WHAT, cure=_SAVE_AGAIN) from error
    page = page_of(blocks)
    if not page.text:
        if pictures:
            raise NoText(path.name)
        raise Unreadable(path.name, "it holds no text", "ingest a copy that holds its text")
    headings = (block.text for block in blocks if block.heading == 1)
    return RawDocument(
        (with_hidden(page, reading.hidden),),
        paginated=False,
        title=title or text_of(next(headings, None)),
        metadata=metadata,
        warnings=warnings,
    )


class _Reading(NamedTuple):
    """What is gathered while paragraphs are read, and what that takes."""

    notes: list[Block]
    hidden: list[HiddenText]
    left_out: Counter[str]
    looks: Mapping[tuple[str, str], Look]
    lists: Lists


class _List(NamedTuple):
    """The list that paragraphs are read in."""

    style: str
    level: int
    counts: dict[int, int]


def _left_out(body: _Element) -> Counter[str]:
    objects = body.get_elements("descendant::draw:object")
    # Beside an object stands a picture of it.
    pictures = body.xpath("descendant::draw:image[not(../draw:object)]")
    comments = body.get_elements("descendant::office:annotation")
    return Counter({COMMENTS: len(comments), PICTURES: len(pictures), OBJECTS: len(objects)})


def _blocks(
    parent: _Element, reading: _Reading, depth: int = 0, within: _List | None = None
) -> Iterator[Block]:
    """The blocks under `parent`, in order; footnotes and what is hidden go to `reading`."""
    if depth > _DEEPEST:
        return
    for child in parent.children:
        tag = child.tag
        if tag in _UNPRINTED or _is_unseen(child, reading):
            continue
        if tag in ("text:p", "text:h"):
            yield from _paragraph(child, reading, depth)
        elif tag == "table:table":
            yield from _table(child, reading, depth)
        elif tag == "text:list":
            yield from _list(child, reading, depth, within)
        else:
            yield from _blocks(child, reading, depth + 1)


def _paragraph(
    element: _Element, reading: _Reading, depth: int, number: str | None = None
) -> Iterator[Block]:
    boxes: list[_Element] = []
    level = _level(element)
    text = "".join(_characters(element, reading, boxes))
    if number is None and level is not None and not element.get_attribute("text:is-list-header"):
        style = str(element.get_attribute("text:style-name") or "")
        number = reading.lists.heading(level, style)
    text = f"{number}{text.lstrip()}" if number and text.strip() else text
    yield Block(text if level is None else " ".join(text.split()), level)
    for box in boxes:
        yield from _blocks(box, reading, depth + 1)


def _list(element: _Element, reading: _Reading, depth: int, outer: _List | None) -> Iterator[Block]:
    style = str(element.get_attribute("text:style-name") or (outer.style if outer else ""))
    counts = reading.lists.counts(element, style) if outer is None else outer.counts
    own = _List(style, 1 if outer is None else outer.level + 1, counts)
    for item in element.children:
        if item.tag in _UNPRINTED or depth > _DEEPEST:
            continue
        number: str | None = ""
        # An item that only holds a list shows no number; it sets that list in.
        first = next((child for child in item.children if child.tag in ("text:p", "text:h")), None)
        if item.tag == "text:list-item" and first is not None:
            start = str(item.get_attribute("text:start-value") or "")
            number = reading.lists.item(style, own.level, counts, start)
        for child in item.children:
            if child.tag in ("text:p", "text:h") and not _is_unseen(child, reading):
                yield from _paragraph(child, reading, depth + 1, number)
                number = ""
            elif child.tag == "text:list":
                yield from _list(child, reading, depth + 1, own)


def _is_unseen(element: _Element, reading: _Reading) -> bool:
    """Whether the element is hidden or struck out; what it says is then kept or counted."""
    look = _look(element, reading)
    if element.get_attribute("text:display") == "none":
        look = look._replace(hidden=FlagKind.NOT_SHOWN)
    if look.hidden is None and not look.struck:
        return False
    if text := one_line(" ".join(element.xpath("descendant::text()"))):
        if look.hidden is None:
            reading.left_out[STRUCK] += 1
        else:
            reading.hidden.append(HiddenText(look.hidden, text))
    return True


def _look(element: _Element, reading: _Reading) -> Look:
    family = {"text:span": "text", "text:p": "paragraph", "text:h": "paragraph"}.get(element.tag)
    if family is None:
        return PLAIN
    style = str(element.get_attribute("text:style-name") or "")
    return reading.looks.get((family, style), PLAIN)


def _level(element: _Element) -> int | None:
    if element.tag != "text:h":
        return None
    level = str(element.get_attribute("text:outline-level") or "")
    return int(level) if re.fullmatch("[1-9]", level) else 1


def _characters(element: _Element, reading: _Reading, boxes: list[_Element]) -> Iterator[str]:
    # White space in the file is as wide as one space; wider is written as text:s.
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element.children:
        tag = child.tag
        if tag == "text:s":
            yield " " * min(_count(child, "text:c"), 100)
        elif tag == "text:tab":
            yield "\t"
        elif tag == "text:line-break":
            yield "\n"
        elif tag == "text:note":
            reading.notes.extend(
                block
                for part in child.children
                if part.tag == "text:note-body"
                for block in list(_blocks(part, reading._replace(notes=[])))
            )
        elif tag == "draw:frame" or tag.startswith("draw:"):
            boxes.append(child)
        elif tag not in _UNPRINTED and not _is_unseen(child, reading):
            said = "".join(_characters(child, reading, boxes))
            yield (raised(said) if _look(child, reading).raised else None) or said
        yield re.sub(r"\s+", " ", child.tail or "")


def _count(element: _Element, name: str) -> int:
    value = str(element.get_attribute(name) or "")
    return min(int(value), _MOST_REPEATED) if re.fullmatch("[1-9][0-9]{0,8}", value) else 1


def _table(table: _Element, reading: _Reading, depth: int) -> Iterator[Block]:
    rows: list[list[CellText]] = []
    heads = 0
    below: dict[int, tuple[CellText, int]] = {}
    for row, is_head in _rows(table):
        texts: list[CellText] = []
        column = 0
        for cell in row.children:
            if cell.tag not in ("table:table-cell", "table:covered-table-cell"):
                continue
            for _ in range(_count(cell, "table:number-columns-repeated")):
                if cell.tag == "table:covered-table-cell":
                    if column in below:
                        text, left = below.pop(column)
                        if left > 1:
                            below[column] = (text, left - 1)
                        texts.append(text)
                    column += 1
                    continue
                said = " ".join(block.text for block in _blocks(cell, reading, depth + 1))
                text = CellText(said, _count(cell, "table:number-columns-spanned"))
                if (spanned := _count(cell, "table:number-rows-spanned")) > 1:
                    below[column] = (text, spanned - 1)
                texts.append(text)
                column += 1
        repeated = _count(row, "table:number-rows-repeated") if any(t.text for t in texts) else 1
        rows += [texts] * repeated
        heads += repeated if is_head else 0
    if len(rows) == 1 and len(rows[0]) == 1:
        # A frame around text, not a table.
        yield Block(rows[0][0].text)
        return
    yield from table_blocks(rows, heads=heads or None)


def _rows(parent: _Element, *, head: bool = False) -> Iterator[tuple[_Element, bool]]:
    for child in parent.children:
        if child.tag == "table:table-row":
            yield child, head
        elif child.tag in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from _rows(child, head=head or child.tag == "table:table-header-rows")


def _properties(document: Document) -> tuple[str | None, dict[str, object]]:
    meta = document.meta
    created = meta.creation_date
    author = meta.get_initial_creator() or meta.creator
    return core_properties(meta.title, author, created if isinstance(created, datetime) else None)
