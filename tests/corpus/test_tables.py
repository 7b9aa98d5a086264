"""The starter documents' tables, read back from the PDFs that were made of them."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from ingest.clean import clean
from ingest.readers.pdf import read_pdf
from ingest.types import Page

CORPUS = Path(__file__).parents[2] / "corpus"

Row = tuple[str, ...]


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


def rows_as_read(pages: Iterator[Page]) -> set[Row]:
    return {
        tuple(squeezed(page.text[cell.start : cell.end]) for cell in row)
        for page in pages
        for table in page.tables
        for row in table.rows
    }


def test_the_rows_of_tables_come_back_cell_by_cell() -> None:
    written = read = 0
    for pdf in sorted((CORPUS / "pdf").rglob("*.pdf")):
        source = CORPUS / "documents" / pdf.relative_to(CORPUS / "pdf").with_suffix(".md")
        wanted = list(rows_as_written(source))
        found = rows_as_read(clean(read_pdf(pdf))) if wanted else set[Row]()
        written += len(wanted)
        read += sum(row in found for row in wanted)

    assert read >= 0.95 * written, f"{read} of {written}"
