"""Typesets the documents: `python -m corpus.build [SLUGS]`, Markdown to Typst to PDF.

A PDF depends on its Markdown, the template, the references and the fonts alone, so that building
twice gives the same bytes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import click
import typst

from corpus.errors import BuildError, CorpusError
from corpus.markup import TEMPLATE, Plan, typst_markup
from corpus.pdf import PDFS, packed, pdf_path
from corpus.references import Reference, load_references
from corpus.source import Block, Heading, Source, Table, find_documents, read_source

FONTS = ("Noto Serif CJK TC", "Noto Sans CJK TC")

_SHORT = 10
"""A table of so many rows stays on one page."""


class Place(NamedTuple):
    """Where something came to stand."""

    what: str
    """`mark` or `note`; `start` or `end` of a block."""

    id: int
    """A mark's or a block's."""

    number: int
    """A mark's source."""

    page: int


def build(source: Source, references: Mapping[str, Reference]) -> bytes:
    """A document's PDF.

    Raises BuildError when a font, a reference or a market's name is missing, or when the
    typesetter refuses.
    """
    issued = source.front.issued
    markup = _typesettable(source, references)
    try:
        pdf, warnings = typst.compile_with_warnings(
            markup.encode(),
            format="pdf",
            timestamp=datetime(issued.year, issued.month, issued.day, tzinfo=UTC),
            **_surroundings(),
        )
    except typst.TypstError as error:
        raise BuildError(f"{source.path}: typesetting failed: {error.message}") from error
    if warnings:
        raise BuildError(f"{source.path}: the typesetter warns: {warnings[0].message}")
    return packed(bytes(pdf))


def _typesettable(source: Source, references: Mapping[str, Reference]) -> str:
    """The markup in which every page names the sources that it cites and no heading is left alone.

    The typesetter keeps a heading with its text and a table in one piece too, but then leaves
    their footnotes on the page before: so pages are begun here, from the front of the document to
    its end.
    """
    plan = Plan()
    while True:
        plan, markup, places = _with_notes(source, references, plan)
        misplaced = _first_misplaced(source.blocks, places, plan)
        if misplaced is not None:
            plan = replace(plan, breaks=plan.breaks | {misplaced})
        elif not (slipped := _slipped(places)):
            return markup
        elif not plan.lone_lines:
            # Lines moved to keep a paragraph's first or last line company leave notes behind too.
            plan = Plan(lone_lines=True)
        else:
            raise BuildError(
                f"{source.path}:{source.blocks[min(slipped)].line}: a footnote finds no room on "
                "the page of its mark: make this table or paragraph shorter"
            )


def _with_notes(
    source: Source, references: Mapping[str, Reference], plan: Plan
) -> tuple[Plan, str, list[Place]]:
    """The plan in which each page's first mark of a source names it.

    Naming a source moves what follows, perhaps to other pages. When that goes round in circles,
    notes are only added, so that it ends; a page may then name a source twice.
    """
    for attempt in count():
        markup = typst_markup(source, references, plan=plan)
        places = _places(source, markup)
        named = _first_on_page(places)
        if attempt > 8:
            named |= plan.named
        if named == plan.named:
            break
        plan = replace(plan, named=named)
    return plan, markup, places


def _places(source: Source, markup: str) -> list[Place]:
    try:
        found = typst.query(markup.encode(), "<place>", field="value", **_surroundings())
    except typst.TypstError as error:
        raise BuildError(f"{source.path}: typesetting failed: {error.message}") from error
    return [Place(**place) for place in json.loads(found)]


def _first_on_page(places: Iterable[Place]) -> frozenset[int]:
    """The ids of the marks that are the first of their source on their page."""
    first: dict[tuple[int, int], int] = {}
    for place in places:
        if place.what == "mark":
            first.setdefault((place.page, place.number), place.id)
    return frozenset(first.values())


def _first_misplaced(blocks: Sequence[Block], places: Sequence[Place], plan: Plan) -> int | None:
    """The first block that has to begin a page; None when all is in its place.

    That is a heading whose text begins on the next page, and a table that is cut although short, or
    whose notes have slipped to the next page; with a table goes the heading right above it.
    """
    start = {place.id: place.page for place in places if place.what == "start"}
    end = {place.id: place.page for place in places if place.what == "end"}
    slipped = _slipped(places)
    for i, block in enumerate(blocks):
        if isinstance(block, Heading):
            alone = i + 1 < len(blocks) and start[i] != start[i + 1]
        elif isinstance(block, Table):
            alone = i in slipped or (start[i] != end[i] and len(block.rows) <= _SHORT)
        else:
            alone = i in slipped and plan.lone_lines
        first = i
        while first > 0 and isinstance(blocks[first - 1], Heading):
            first -= 1
        if alone and first > 0 and first not in plan.breaks:
            return first
    return None


def _slipped(places: Sequence[Place]) -> set[int]:
    """The blocks with a mark whose note stands on another page; places are in their order."""
    notes = {place.id: place.page for place in places if place.what == "note"}
    slipped: set[int] = set()
    block = 0
    for place in places:
        if place.what == "start":
            block = place.id
        elif place.what == "mark" and notes.get(place.id, place.page) != place.page:
            slipped.add(block)
    return slipped


def _surroundings() -> Mapping[str, Any]:
    return {"root": str(TEMPLATE.parent), "font_paths": _fonts()}


@cache
def _fonts() -> typst.Fonts:
    """The installed fonts. Raises BuildError when those of the template are not among them."""
    fonts = typst.Fonts()
    missing = set(FONTS) - set(fonts.families())
    if missing:
        raise BuildError(
            f"the font {min(missing)} is not installed: install Debian's fonts-noto-cjk"
        )
    return fonts


def build_all(
    paths: Sequence[Path], references: Mapping[str, Reference], *, folder: Path = PDFS
) -> Iterator[tuple[Path, int]]:
    """Build each document into the folder, yielding the PDF's path and its size in bytes."""
    for path in paths:
        source = read_source(path)
        pdf = build(source, references)
        target = pdf_path(source.name, folder=folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(pdf)
        yield target, len(pdf)


@click.command()
@click.argument("documents", nargs=-1)
def main(documents: tuple[str, ...]) -> None:
    """Typeset DOCUMENTS (files, slugs or kinds; by default all) into corpus/pdf."""
    try:
        paths = find_documents(documents)
        for target, size in build_all(paths, load_references()):
            click.echo(f"{target} {size / 1000:.0f} kB")
    except CorpusError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
