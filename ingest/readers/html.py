"""Web pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, PageElement, Tag

from ingest.errors import Unreadable
from ingest.readers.blocks import (
    HARD_BREAK,
    Block,
    CellText,
    one_line,
    page_of,
    table_blocks,
    unwrap,
)
from ingest.readers.encoding import decode, load
from ingest.readers.formula import raised
from ingest.readers.hidden import HiddenText, with_hidden
from ingest.readers.html_around import CONTROLS, is_unseen, left_out
from ingest.readers.html_hidden import hidden_texts
from ingest.readers.html_math import math_text
from ingest.readers.left_out import told
from ingest.readers.metadata import date_of, first_text, language_of, web_address
from ingest.readers.text import paragraphs
from ingest.types import RawDocument, RawPage

_BLOCKS = frozenset(
    (
        *("html", "body", "main", "article", "section", "header", "hgroup", "div", "center"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "blockquote", "address", "hr"),
        *("ul", "ol", "li", "dl", "dt", "dd", "details", "summary", "figure", "figcaption"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
        *("form", "fieldset", "legend"),  # of many pages, one form holds everything
        *("aside", "footer"),
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}>")

_AUTHORS = ("author", "dc.publisher", "dc.creator", "citation_publisher", "og:site_name")
_DATES = (
    *("article:published_time", "date", "dc.date", "dc.date.issued", "dcterms.issued"),
    *("citation_publication_date", "publishdate", "pubdate"),
)

_LAYOUT_CELL = 1000
"""Characters. A table with a longer cell arranges the page; its cells are read as paragraphs."""

_MOST_SPANNED = 500
"""Rows or columns; markup may claim any number."""


def read_html(path: Path) -> RawDocument:
    """Read a web page's main text, without menus, page headers and footers, scripts and controls.

    What is struck out, frames, figures' pictures, and asides that stand beside the page's own text
    are left out with a warning. Formulas are read on one line, numbers that are raised as such;
    the marks of linked notes are left out.

    The metadata has what the page declares: language, issuer, issued, description, url.

    Raises:
        Unreadable: it is empty, too large, not text, or has no text of its own.
    """
    data = load(path)
    declared = _CHARSET.search(data[:8192])
    markup, warnings = decode(
        data,
        source=path.name,
        declared=declared[1].decode("ascii") if declared else None,
    )
    if "<" not in markup:
        page = page_of(paragraphs(markup))
        return RawDocument((_with_text(page, path),), paginated=False, warnings=warnings)

    soup = _parse(markup)
    meta = _meta(soup)
    main = _main(soup)
    page = page_of(_blocks(main))
    return RawDocument(
        (with_hidden(_with_text(page, path), hidden_texts(soup)),),
        paginated=False,
        title=_title(soup, meta),
        metadata=_metadata(soup, meta),
        warnings=(*warnings, *told(left_out(main))),
    )


class Piece(NamedTuple):
    """A piece of HTML, as found inside other formats."""

    blocks: list[Block]
    """What is to be seen."""

    hidden: list[HiddenText]
    left_out: Counter[str]
    """What may be seen and is not read."""


def html_piece(markup: str) -> Piece:
    """What a piece of HTML shows, and what it hides."""
    if "<" not in markup:
        return Piece([Block(markup)], [], Counter())
    soup = _parse(markup)
    return Piece(list(_blocks(soup)), hidden_texts(soup), left_out(soup))


def _parse(markup: str) -> BeautifulSoup:
    # The parser stops at a zero, and an XML declaration would have it asked for an XML parser.
    return BeautifulSoup(_DECLARATION.sub("", markup.replace("\0", ""), count=1), "lxml")


def _with_text(page: RawPage, path: Path) -> RawPage:
    if not page.text:
        raise Unreadable(
            path.name,
            "the page holds no text of its own, only menus, pictures or scripts",
            "open it in a browser, print it to PDF once it has loaded, and ingest that",
        )
    return page


def _main(soup: BeautifulSoup) -> Tag:
    """The element that the page itself marks as its content, or else the whole page."""
    for candidate in (soup.find("main"), soup.find(role="main"), soup.find("article")):
        if isinstance(candidate, Tag) and (letters := _letters(candidate)):
            # One of several articles, or a small one, is a teaser.
            if candidate.name == "article" and (
                len(soup.find_all("article", limit=2)) > 1 or 2 * letters < _letters(soup)
            ):
                break
            return candidate
    return soup


def _letters(tag: Tag) -> int:
    return sum(len(said.strip()) for said in _visible(tag))


def _blocks(root: Tag) -> Iterator[Block]:
    """The blocks under `root`, in document order.

    A stack instead of recursion: markup from outside may nest deeper than Python calls can.
    """
    inline: list[str] = []
    stack: list[PageElement | None] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, NavigableString):
            inline.append(_printed(node))
        elif isinstance(node, Tag) and (said := _said(node)) is not None:
            inline.append(said)
        elif isinstance(node, Tag) and node.name not in _BLOCKS:
            stack.extend(reversed(node.contents))
        else:
            # A block begins or, at None, ends.
            yield from _paragraphs("".join(inline))
            inline.clear()
            whole = _whole(node) if isinstance(node, Tag) else ()
            if whole is not None:
                yield from whole
            elif isinstance(node, Tag):
                stack.append(None)
                stack.extend(reversed(node.contents))
    yield from _paragraphs("".join(inline))


def _whole(tag: Tag) -> Iterable[Block] | None:
    """The blocks of an element that is read as a whole; None for one to look into."""
    if tag.name in _HEADINGS:
        return [Block(_flat(tag), _HEADINGS[tag.name])]
    if tag.name == "pre":
        return map(Block, re.split(f"[\n{HARD_BREAK}]", "".join(_visible(tag))))
    return _rows(tag) if tag.name == "table" and _is_data(tag) else None


def _paragraphs(inline: str) -> Iterator[Block]:
    """Two line breaks in a row set paragraphs apart."""
    if text := unwrap(inline).strip():
        yield from map(Block, re.split("\n[ \n]*\n", text))


def _printed(string: NavigableString) -> str:
    # Comments, declarations and processing instructions are strings of other classes.
    return str(string) if type(string) in (NavigableString, CData) else ""


def _visible(root: Tag) -> Iterator[str]:
    """The strings under `root` that a reader sees."""
    stack: list[PageElement] = list(reversed(root.contents))
    while stack:
        node = stack.pop()
        if isinstance(node, NavigableString):
            yield _printed(node)
        elif isinstance(node, Tag):
            said = _said(node)
            if said is None:
                stack.extend(reversed(node.contents))
            # Cells and paragraphs inside must not run into one another.
            yield (" " if node.name in _BLOCKS else "") if said is None else said


def _said(tag: Tag) -> str | None:
    """What an element says as a whole; None for one to look into."""
    if is_unseen(tag):
        return " " if tag.name in CONTROLS else ""
    match tag.name:
        case "br":
            return HARD_BREAK
        case "math":
            return math_text(tag)
        case "sup":
            # The mark of a note, or a power: 10 to the sixth is not 106.
            is_mark = tag.find("a", href=re.compile("^#")) is not None
            return "" if is_mark else raised(tag.get_text())
    return None


def _flat(tag: Tag) -> str:
    """What a reader sees of it, on one line."""
    return one_line(unwrap("".join(_visible(tag))))


def _is_data(table: Tag) -> bool:
    """Whether a table holds data: many tables only arrange a page."""
    if table.get("role") in ("presentation", "none") or table.find(["table", *_HEADINGS]):
        return False
    rows = table.find_all("tr")
    return max((len(_cells(tr)) for tr in rows), default=0) > 1 and all(
        sum(map(len, _visible(cell))) <= _LAYOUT_CELL for tr in rows for cell in _cells(tr)
    )


def _cells(tr: Tag) -> list[Tag]:
    return tr.find_all(["td", "th"], recursive=False)


def _rows(table: Tag) -> Iterator[Block]:
    """The table's rows; a cell that spans several is repeated in each: each stands alone."""
    captions = [_flat(caption) for caption in table.find_all("caption")]
    spanning: dict[int, tuple[CellText, int]] = {}
    rows: list[list[CellText]] = []
    heads = 0
    for tr in table.find_all("tr"):
        if is_unseen(tr):
            continue
        texts: list[CellText] = []
        cells = [cell for cell in _cells(tr) if not is_unseen(cell)]
        if len(rows) == heads and cells and all(cell.name == "th" for cell in cells):
            heads += 1
        column = 0
        while cells or any(below >= column for below in spanning):
            if column in spanning:
                text, left = spanning.pop(column)
            elif not cells:
                text, left = CellText(""), 1
            else:
                cell = cells.pop(0)
                text = CellText(_flat(cell), _span(cell, "colspan"))
                left = _span(cell, "rowspan")
            if left > 1:
                spanning[column] = (text, left - 1)
            texts.append(text)
            column += text.span
        rows.append(texts)
    yield from table_blocks(
        rows, heads=heads if 0 < heads < len(rows) else None, caption=" ".join(captions)
    )


def _span(cell: Tag, name: str) -> int:
    span = str(cell.get(name, ""))
    return max(1, min(int(span), _MOST_SPANNED)) if re.fullmatch(r"[0-9]{1,4}", span) else 1


def _title(soup: BeautifulSoup, meta: Mapping[str, str]) -> str | None:
    titles = ["".join(tag.strings) for tag in soup.find_all("title", limit=1)]
    headings = [_flat(tag) for tag in soup.find_all("h1", limit=1)]
    return first_text([*titles, meta.get("og:title"), *headings])


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    """What `<meta>` says under each name, the first where there are several."""
    found: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = str(tag.get("name") or tag.get("property") or tag.get("itemprop") or "").lower()
        content = one_line(str(tag.get("content") or ""))
        if name and content:
            found.setdefault(name, content)
    return found


def _metadata(soup: BeautifulSoup, meta: Mapping[str, str]) -> dict[str, object]:
    html = soup.find("html")
    link = soup.find("link", rel="canonical", href=True)
    address = web_address(str(link["href"])) if isinstance(link, Tag) else None
    dates = (date_of(meta[name]) for name in _DATES if name in meta)
    said = {
        "language": language_of(html.get("lang")) if isinstance(html, Tag) else None,
        "issuer": first_text(meta.get(name) for name in _AUTHORS),
        "issued": next((found for found in dates if found), None),
        "description": meta.get("description") or meta.get("og:description"),
        "url": address or web_address(meta.get("og:url")),
    }
    return {key: value for key, value in said.items() if value is not None}
