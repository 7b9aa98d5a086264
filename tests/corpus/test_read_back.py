"""The starter documents, read back from the PDFs that were made of them."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from corpus.source import ItemList, Mark, Paragraph, Prose, read_source
from ingest.clean import clean
from ingest.readers.pdf import read_pdf
from ingest.types import Page

CORPUS = Path(__file__).parents[2] / "corpus"
PDFS = sorted((CORPUS / "pdf").rglob("*.pdf"))

Row = tuple[str, ...]


def source_of(pdf: Path) -> Path:
    return CORPUS / "documents" / pdf.relative_to(CORPUS / "pdf").with_suffix(".md")


@cache
def pages_of(pdf: Path) -> tuple[Page, ...]:
    return tuple(clean(read_pdf(pdf)))


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def rows_as_written(source: Path) -> Iterator[Row]:
    """The rows of its Markdown tables, without marks of footnotes."""
    lines = source.read_text(encoding="utf-8").splitlines()
    for is_table, group in groupby(lines, lambda line: line.startswith("|")):
        if is_table:
            head, _, *body = group
            for line in (head, *body):
                cells = re.sub(r"\[\^[^\]]*\]", "", line).strip().strip("|").split("|")
                yield tuple(filter(None, map(squeezed, cells)))


def rows_as_read(pages: tuple[Page, ...]) -> set[Row]:
    return {
        tuple(squeezed(page.text[cell.start : cell.end]) for cell in row)
        for page in pages
        for table in page.tables
        for row in table.rows
    }


def prose_as_written(pdf: Path) -> Iterator[str]:
    """Its paragraphs and items of lists, without marks of footnotes."""
    for block in read_source(source_of(pdf)).blocks:
        match block:
            case Paragraph():
                yield from _plain(block.prose)
            case ItemList():
                for item in block.items:
                    yield from _plain(item)


def _plain(prose: Prose) -> Iterator[str]:
    yield squeezed("".join(run for run in prose.runs if not isinstance(run, Mark)))


def body_of(page: Page) -> str:
    return page.text[: page.body_end]


def test_the_rows_of_tables_come_back_cell_by_cell() -> None:
    written = read = 0
    for pdf in PDFS:
        wanted = list(rows_as_written(source_of(pdf)))
        found = rows_as_read(pages_of(pdf)) if wanted else set[Row]()
        written += len(wanted)
        read += sum(row in found for row in wanted)

    assert read >= 0.95 * written, f"{read} of {written}"


def test_paragraphs_come_back_whole() -> None:
    """One that goes on overleaf is looked for in all pages together."""
    written, torn = 0, []
    for pdf in PDFS:
        bodies = [body_of(page) for page in pages_of(pdf)]
        lines = {squeezed(line) for body in bodies for line in body.splitlines()}
        pages = list(map(squeezed, bodies))
        whole = "".join(pages)
        for paragraph in prose_as_written(pdf):
            written += 1
            overleaf = paragraph in whole and not any(paragraph in page for page in pages)
            if not overleaf and not any(paragraph in line for line in lines):
                torn.append(f"{pdf.name}: {paragraph[:60]}")

    assert written > 1700
    assert len(torn) <= 0.002 * written, "\n".join(torn)


def test_every_footnote_mark_has_its_note() -> None:
    notes = [(pdf.name, note) for pdf in PDFS for page in pages_of(pdf) for note in page.notes]

    assert len(notes) > 3000
    assert [(name, note.mark) for name, note in notes if not note.text] == []


def test_no_footnote_mark_stays_in_the_text() -> None:
    """Behind a stop stands no figure."""
    stays = re.compile(r"[。；][0-9]{1,2}(?:,[0-9]{1,2})*$", re.MULTILINE)

    assert not [
        found for pdf in PDFS for page in pages_of(pdf) for found in stays.findall(body_of(page))
    ]
