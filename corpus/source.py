"""A document's Markdown as a small tree: what the check reads and the build typesets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import SourceError
from language.script import Language

DOCUMENTS = Path("corpus/documents")
"""From the project's folder, where these scripts are run: short in messages."""

ISSUERS = {Language.ZH: "國際拓展諮詢專案", Language.EN: "Expansion Advisor project"}

_MARK = re.compile(r"\[\^([^\]]*)\]")
_FACT_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_FILE_NAME = re.compile(r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<language>zh|en)\.md")


class Kind(StrEnum):
    """What a document is for; also the name of its folder."""

    POLICY = "policy"
    STATISTICS = "statistics"
    MARKET = "market"
    CASE = "case"
    RULE = "rule"
    PROCEDURE = "procedure"


class FrontMatter(BaseModel):
    """What a document says of itself above its text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    kind: Kind
    markets: tuple[str, ...] = Field(min_length=1)
    sectors: tuple[str, ...] = Field(min_length=1)
    language: Language
    issuer: str
    issued: date
    edition: int = Field(ge=1)
    supersedes: str | None
    summary: str | None = None
    """Typeset with the contents list on front pages numbered i, ii, …"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A source mark, `[^fact-id]`."""

    fact: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, list item, table cell, heading or caption: text with its marks in place."""

    line: int
    """In the file, from 1."""

    runs: tuple[str | Mark, ...]

    @property
    def text(self) -> str:
        """The text without its marks."""
        return "".join(run for run in self.runs if isinstance(run, str))

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids that its marks name, in order."""
        return tuple(run.fact for run in self.runs if isinstance(run, Mark))


@dataclass(frozen=True, slots=True)
class Heading:
    line: int
    level: int
    """2 or 3; the check reports a 1."""

    prose: Prose


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: int
    prose: Prose


@dataclass(frozen=True, slots=True)
class ItemList:
    line: int
    ordered: bool
    items: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class Table:
    line: int
    header: tuple[Prose, ...]
    rows: tuple[tuple[Prose, ...], ...]
    caption: Prose | None

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids cited anywhere in it, its caption included."""
        cells = [*self.header, *(cell for row in self.rows for cell in row)]
        cells += [self.caption] if self.caption else []
        return tuple(fact for cell in cells for fact in cell.facts)


Block = Heading | Paragraph | ItemList | Table


@dataclass(frozen=True, slots=True)
class Source:
    """One document in one language."""

    path: Path
    slug: str
    front: FrontMatter
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """`policy/new-southbound-2023.zh`: unique, and the same for its PDF."""
        return f"{self.front.kind.value}/{self.slug}.{self.front.language.value}"

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids cited anywhere, each once, in the order they first stand."""
        return tuple(dict.fromkeys(fact for block in self.blocks for fact in facts_of(block)))


def facts_of(block: Block) -> tuple[str, ...]:
    """The ids cited in a block, in order."""
    match block:
        case Heading(prose=prose) | Paragraph(prose=prose):
            return prose.facts
        case ItemList(items=items):
            return tuple(fact for item in items for fact in item.facts)
        case Table():
            return block.facts


def find_documents(names: Sequence[str] = (), *, folder: Path = DOCUMENTS) -> list[Path]:
    """The Markdown files of all documents, or of those named by file, slug or kind/slug.language.

    Raises SourceError for a name that fits none.
    """
    files = sorted(folder.glob("*/*.md"))
    if not names:
        return files
    chosen: list[Path] = []
    for name in names:
        path = Path(name)
        if path.suffix == ".md" and path.is_file():
            chosen.append(path)
            continue
        fits = [
            file
            for file in files
            if name in (file.name.split(".")[0], file.stem, f"{file.parent.name}/{file.stem}")
            or name == file.parent.name
        ]
        if not fits:
            raise SourceError(path, 1, f"no document has this name: see {folder.name}/*/*.md")
        chosen += fits
    return list(dict.fromkeys(chosen))


def read_source(path: Path) -> Source:
    """Parse a document.

    Raises SourceError, which names file and line, for anything that the format has no place for.
    """
    name = _FILE_NAME.fullmatch(path.name)
    if name is None:
        raise SourceError(path, 1, "name the file <slug>.<zh|en>.md, in lower case with hyphens")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(path, 1, "the file is not UTF-8: save it as UTF-8") from error
    front, body, offset = _front_matter(path, text)
    return Source(path, name["slug"], front, tuple(_blocks(path, body, offset)))


def _front_matter(path: Path, text: str) -> tuple[FrontMatter, str, int]:
    """The front matter, the text below it, and how many lines stand above that text."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise SourceError(path, 1, "the file must begin with front matter between --- lines")
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise SourceError(path, 1, "the front matter has no closing ---")
    try:
        values = yaml.safe_load("\n".join(lines[1:end]))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or "not readable"
        raise SourceError(
            path, line, f"the front matter is not YAML ({problem}): quote a text that holds a colon"
        ) from error
    if not isinstance(values, dict):
        raise SourceError(path, 1, "the front matter must be `name: value` lines")
    try:
        front = FrontMatter.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else "front matter"
        at = (i for i, line in enumerate(lines[:end], 1) if line.startswith(f"{field}:"))
        raise SourceError(path, next(at, 1), f"{field}: {first['msg']}") from error
    return front, "\n".join(lines[end + 1 :]), end + 1


def _blocks(path: Path, body: str, offset: int) -> Iterator[Block]:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(body)
    blocks: list[Block] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        line = offset + (token.map[0] if token.map else 0) + 1
        close = _closing(tokens, i)
        inside = tokens[i + 1 : close]
        match token.type:
            case "heading_open":
                prose = _prose(path, inside[0], line)
                blocks.append(Heading(line, int(token.tag[1]), prose))
            case "paragraph_open":
                prose = _prose(path, inside[0], line)
                if prose.text.startswith(": ") and blocks and isinstance(blocks[-1], Table):
                    blocks[-1] = _captioned(path, blocks[-1], prose)
                else:
                    blocks.append(Paragraph(line, prose))
            case "bullet_list_open" | "ordered_list_open":
                items = tuple(_items(path, inside, offset))
                blocks.append(ItemList(line, token.type.startswith("ordered"), items))
            case "table_open":
                blocks.append(_table(path, inside, line, offset))
            case _:
                what = token.type.removesuffix("_open").replace("_", " ")
                raise SourceError(path, line, f"the format has no {what}: write it as a paragraph")
        i = close + 1
    yield from blocks


def _closing(tokens: Sequence[Token], start: int) -> int:
    """The index of the token that closes the one at `start`; itself when it opens nothing."""
    depth = 0
    for i in range(start, len(tokens)):
        depth += tokens[i].nesting
        if depth == 0:
            return i
    return len(tokens) - 1


def _items(path: Path, tokens: Sequence[Token], offset: int) -> Iterator[Prose]:
    for i, token in enumerate(tokens):
        if token.type != "list_item_open" or token.level != tokens[0].level:
            continue
        line = offset + (token.map[0] if token.map else 0) + 1
        inside = tokens[i + 1 : _closing(tokens, i)]
        if [t.type for t in inside] != ["paragraph_open", "inline", "paragraph_close"]:
            raise SourceError(path, line, "a list item is one paragraph: write no list inside it")
        yield _prose(path, inside[1], line)


def _table(path: Path, tokens: Sequence[Token], line: int, offset: int) -> Table:
    rows: list[tuple[Prose, ...]] = []
    cells: list[Prose] = []
    row_line = line
    for i, token in enumerate(tokens):
        if token.type == "tr_open":
            cells, row_line = [], offset + (token.map[0] if token.map else 0) + 1
        elif token.type in ("th_open", "td_open"):
            cells.append(_prose(path, tokens[i + 1], row_line))
        elif token.type == "tr_close":
            if cells[0].text.startswith(":"):
                raise SourceError(path, row_line, "put a blank line before the table's caption")
            rows.append(tuple(cells))
    return Table(line, rows[0], tuple(rows[1:]), None)


def _captioned(path: Path, table: Table, prose: Prose) -> Table:
    if table.caption is not None:
        raise SourceError(path, prose.line, "the table has a caption already: remove one")
    first = prose.runs[0]
    runs = (first.removeprefix(": "), *prose.runs[1:]) if isinstance(first, str) else prose.runs
    return Table(table.line, table.header, table.rows, Prose(prose.line, runs))


def _prose(path: Path, inline: Token, line: int) -> Prose:
    text = ""
    at = line
    for child in inline.children or []:
        match child.type:
            case "text":
                text += child.content
            case "softbreak":
                at += 1
                text += "\n"
            case _:
                what = child.type.removesuffix("_open").removesuffix("_inline").replace("_", " ")
                raise SourceError(path, at, f"the format has no {what}: write plain text")
    text = _joined(text)
    runs: list[str | Mark] = []
    position = 0
    for mark in _MARK.finditer(text):
        if not _FACT_ID.fullmatch(mark[1]):
            raise SourceError(path, line, f"{mark[0]} is not a source mark: write [^fact-id]")
        if mark.start() > position:
            runs.append(text[position : mark.start()])
        runs.append(Mark(mark[1]))
        position = mark.end()
    if position < len(text) or not runs:
        runs.append(text[position:])
    return Prose(line, tuple(runs))


def _joined(text: str) -> str:
    """Lines as one: a space between them, except where a Chinese line runs on."""
    text = re.sub(
        r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])",
        "",
        text,
    )
    return text.replace("\n", " ")
