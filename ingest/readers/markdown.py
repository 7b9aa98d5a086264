"""Markdown, with tables, footnotes and YAML front matter."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from ingest.errors import NoText, Unreadable
from ingest.readers.blocks import (
    HARD_BREAK,
    Block,
    CellText,
    one_line,
    page_of,
    printable,
    table_blocks,
    unwrap,
)
from ingest.readers.encoding import decode, load
from ingest.readers.html import html_piece
from ingest.readers.left_out import PICTURES, STRUCK, told
from ingest.readers.metadata import Known, known_fields
from ingest.types import RawDocument

_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,200}\]")
"""A footnote's mark, whether or not the footnote is there."""

_STRUCK_TAG = re.compile(r"<(/?)(?:del|s|strike)\b", re.IGNORECASE)
_MAX_NESTING = 60
_MAX_FRONT_MATTER = 100_000
"""Characters: YAML is slow, and a real front matter is shorter than a page."""


def read_markdown(path: Path) -> RawDocument:
    """Read a Markdown file: the text as a reader sees it, without marks, link targets and HTML.

    Items of numbered lists have their numbers. Pictures and what is struck out are left out with a
    warning.

    The front matter gives the title and the metadata; what it has that cannot be used is named in
    a warning. Without a title there, the first level-1 heading is the title. Footnotes stand after
    the text, a paragraph each.

    Raises:
        Unreadable: it is empty, blank, too large, or not text.
        NoText: it holds pictures only.
    """
    text, warnings = decode(load(path), source=path.name)
    if not text.strip():
        raise Unreadable(
            path.name, "it holds only blank space", "ingest a copy that holds its text"
        )
    tokens = _parser().parse(printable(text))
    front = _front_matter(tokens)
    if any(token.level >= _MAX_NESTING - 1 for token in tokens):
        warnings += (f"what is nested deeper than {_MAX_NESTING} levels was left out",)

    left_out: Counter[str] = Counter()
    blocks = list(_blocks(_notes_last(tokens), left_out))
    page = page_of(blocks)
    if not page.text:
        raise _without_text(path.name, tokens)
    return RawDocument(
        (page,),
        paginated=False,
        title=front.title or next((block.text for block in blocks if block.heading == 1), None),
        metadata=front.metadata,
        warnings=(*warnings, *front.warnings, *told(left_out)),
    )


def _parser() -> MarkdownIt:
    # Definitions stay where they are: moved to the end, those that nothing refers to would be
    # dropped. The rule for marks needs time that grows with the square of a hostile text's length.
    return (
        MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
        .enable(["table", "strikethrough"])
        .use(front_matter_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False)
        .disable("footnote_ref")
    )


def _without_text(source: str, tokens: list[Token]) -> Unreadable:
    inline = (child for token in tokens for child in token.children or ())
    if any(child.type == "image" for child in inline):
        return NoText(source)
    return Unreadable(source, "it holds no text", "ingest a copy that holds its text")


def _front_matter(tokens: list[Token]) -> Known:
    if not tokens or tokens[0].type != "front_matter":
        return Known(None, {}, ())
    content = tokens[0].content
    if len(content) > _MAX_FRONT_MATTER:
        return _unread(f"longer than {_MAX_FRONT_MATTER} characters")
    try:
        given = yaml.safe_load(content)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # ValueError: a date such as 2023-02-30.
        return _unread(str(error).split("\n", maxsplit=1)[0][:200])
    if given is None:
        return Known(None, {}, ())
    if not isinstance(given, dict):
        return _unread("it is not a list of `key: value` lines")
    return known_fields(given, where="its front matter")


def _unread(reason: str) -> Known:
    return Known(None, {}, (f"its front matter could not be read ({reason}) and was left out",))


def _notes_last(tokens: list[Token]) -> list[Token]:
    body: list[Token] = []
    notes: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("footnote_reference") else 0
        (notes if depth else body).append(token)
    return body + notes


def _numbered(tokens: list[Token]) -> Iterator[tuple[Token, str]]:
    """Each token, and for the first text of an item the number that is shown before it."""
    counts: list[int | None] = []
    number = ""
    for token in tokens:
        match token.type:
            case "ordered_list_open":
                start = token.attrGet("start")
                counts.append((1 if start is None else int(start)) - 1)
            case "bullet_list_open":
                counts.append(None)
            case "ordered_list_close" | "bullet_list_close":
                counts.pop()
            case "list_item_open":
                count = counts[-1]
                counts[-1] = None if count is None else count + 1
                number = "" if count is None else f"{count + 1}{token.markup} "
        yield token, number
        if token.type == "inline":
            number = ""


def _blocks(tokens: list[Token], left_out: Counter[str]) -> Iterator[Block]:
    rows: list[list[CellText]] | None = None
    heading: int | None = None
    for token, number in _numbered(tokens):
        match token.type:
            case "heading_open":
                heading = int(token.tag[1:])
            case "heading_close":
                heading = None
            case "table_open":
                rows = []
            case "table_close":
                yield from table_blocks(rows or (), heads=1)
                rows = None
            case "tr_open" if rows is not None:
                rows.append([])
            case "inline" if rows:
                rows[-1].append(CellText(_inline(token, left_out)))
            case "inline":
                # A line after a table that begins so is its caption.
                text = unwrap(_inline(token, left_out)).removeprefix(": ")
                text = f"{number}{text}" if text.strip() else ""
                yield Block(text if heading is None else one_line(text), heading)
            case "fence" | "code_block":
                yield from map(Block, token.content.split("\n"))
            case "html_block":
                piece = html_piece(token.content)
                left_out.update(piece.left_out)
                yield from piece.blocks


def _inline(token: Token, left_out: Counter[str]) -> str:
    """What a reader sees: link texts without targets, no pictures, no footnote marks.

    What is struck out does not hold: it is counted in `left_out`, and so are pictures.
    """
    texts = []
    struck = 0
    for child in token.children or ():
        said = child.content
        if child.type == "html_inline" and (tag := _STRUCK_TAG.match(said)):
            struck += -1 if tag[1] else 1
            left_out[STRUCK] += not tag[1]
        elif child.type in ("s_open", "s_close"):
            struck += child.nesting
            left_out[STRUCK] += child.type == "s_open"
        elif child.type == "image":
            left_out[PICTURES] += 1
        elif struck <= 0:
            texts.append(_shown(child.type, said))
    return "".join(texts)


def _shown(kind: str, said: str) -> str:
    match kind:
        case "text":
            return _NOTE_MARK.sub("", said)
        case "code_inline":
            return said
        case "softbreak":
            return "\n"
        case "hardbreak":
            return HARD_BREAK
        case "html_inline" if said.lower().startswith("<br"):
            return HARD_BREAK
    return ""
