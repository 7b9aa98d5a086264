"""Tables by cell: what stands above and beside a figure goes with it, and a citation names it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.cells import Place, find_place, row_end
from ingest.chunk import cut_pages
from ingest.clean import clean
from ingest.readers import read
from ingest.types import Cell, Page, Table
from tests.ingest.conftest import At, MakePdf

MARKDOWN = """# 補助

表 1 各項補助上限

單位：新臺幣千元

| 項目 | 2023 年 | 2024 年 |
|---|---|---|
| 海外參展 | 1,200 | 1,500 |
| 專利申請 | 300 | 350 |
"""

HTML = """<html><body><h1>Rates</h1><table><caption>Table 1 Rates of growth</caption>
<tr><th></th><th colspan=2>Growth (%)</th><th>Firms</th></tr>
<tr><th>Country</th><th>2022</th><th>2023</th><th>counted</th></tr>
<tr><td rowspan=2>Poland</td><td>5.3</td><td>0.1</td><td>40</td></tr>
<tr><td>5.4</td><td>0.2</td><td>41</td></tr>
<tr><td>Czechia</td><td>2.8</td><td>-0.1</td><td>12</td></tr></table></body></html>"""


def page_of(path: Path) -> Page:
    (document,) = read(path)
    assert not isinstance(document, Exception)
    return next(clean(document))


def place_of(page: Page, line: str) -> Place | None:
    start = page.text.index(line)
    return find_place(page, start, start + len(line))


def cells_of(place: Place | None) -> list[tuple[str, str]]:
    assert place is not None
    return [(cell.column, cell.text) for cell in place.cells]


def test_a_row_of_markdown_names_its_row_columns_and_unit(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKDOWN, encoding="utf-8")

    page = page_of(tmp_path / "a.md")
    place = place_of(page, "海外參展 | 1,200 | 1,500")

    assert place is not None
    assert (place.table, place.row, place.unit) == ("表 1 各項補助上限", "海外參展", "新臺幣千元")
    assert [page.text[start:][:3] for start in place.starts] == ["海外參", "1,2", "1,5"]
    assert cells_of(place) == [("2023 年", "1,200"), ("2024 年", "1,500")]


def test_heads_over_heads_and_a_merged_cell_stand_with_each_figure(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    page = page_of(tmp_path / "a.html")

    place = place_of(page, "Poland | 5.4 | 0.2 | 41")

    assert place is not None
    assert (place.table, place.row) == ("Table 1 Rates of growth", "Poland")
    assert cells_of(place) == [
        ("Growth (%) / 2022", "5.4"),
        ("Growth (%) / 2023", "0.2"),
        ("Firms / counted", "41"),
    ]


def test_the_unit_is_that_of_the_cells_that_answer(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    place = place_of(page_of(tmp_path / "a.html"), "Czechia | 2.8 | -0.1 | 12")
    assert place is not None

    growth = place.narrowed(lambda cell: float("2023" in cell.column))
    firms = place.narrowed(lambda cell: float("Firms" in cell.column))

    assert (growth.columns, growth.unit) == (("Growth (%) / 2023",), "%")
    assert (firms.columns, firms.unit) == (("Firms / counted",), None)
    assert place.narrowed(lambda _: 0.0) == place


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Country | 2022 | 2023 | counted", id="the heads themselves"),
        pytest.param("Rates", id="a heading"),
        pytest.param("5.3 | 0.1 | 40\nPoland | 5.4", id="more than one row"),
    ],
)
def test_no_place_is_made_up(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")

    assert place_of(page_of(tmp_path / "a.html"), line) is None


def test_a_chunk_that_begins_within_a_table_carries_its_caption_and_heads(tmp_path: Path) -> None:
    rows = "\n".join(f"| Country {n} | {n}.5 | {n}.7 |" for n in range(60))
    (tmp_path / "a.md").write_text(
        "# Rates\n\nTable 1 Growth by country\n\n"
        f"| Country | 2022 | 2023 |\n|---|---|---|\n{rows}\n"
    )
    page = page_of(tmp_path / "a.md")

    first, *later = cut_pages([page], max_tokens=120)

    assert [table.text for table in first.tables] == [
        "Table 1 Growth by country Country | 2022 | 2023"
    ]
    assert later
    for cut in later:
        (table,) = cut.tables
        assert table.text == first.tables[0].text
        assert table.start == cut.start


def table(top: float, *rows: Sequence[str], columns: Sequence[float]) -> list[At]:
    return [
        At(left, top + 16 * number, text)
        for number, row in enumerate(rows)
        for left, text in zip(columns, row, strict=True)
        if text
    ]


def test_a_pdf_s_columns_are_told_by_where_its_cells_stand(make_pdf: MakePdf) -> None:
    page = page_of(
        make_pdf(
            [
                At(72, 80, "Table 1 Annual investment (EUR million)"),
                *table(
                    110,
                    ("", "Volume", "", "Projects"),
                    ("Market", "2022", "2023", "2023"),
                    ("Poland", "$ 1,200", "$ 950.5", "31"),
                    ("Regions", "", "", ""),
                    ("Kosovo", "80", "(12)", "4"),
                    ("Ukraine", "1,700", "2,100", "44"),
                    columns=(72, 220, 320, 420),
                ),
                At(72, 260, "What follows is text, and it belongs to no table at all."),
            ]
        )
    )

    place = place_of(page, "Kosovo 80 (12) 4")

    assert place is not None
    assert (place.table, place.row) == (
        "Table 1 Annual investment (EUR million)",
        "Regions / Kosovo",
    )
    assert cells_of(place) == [
        ("Volume / 2022", "80"),
        ("2023", "(12)"),
        ("Projects / 2023", "4"),
    ]
    assert place.unit == "EUR million"
    assert place_of(page, "What follows is text") is None


def test_the_heads_of_a_pdf_s_columns_are_the_rows_that_alone_are_bold(make_pdf: MakePdf) -> None:
    rows = (
        ("Who buys", "the client", "the bank"),
        ("What", "goods and works", "consultants"),
        ("Where", "in Pristina", "in London"),
        ("How many", "37", "12"),
    )
    columns = (72, 220, 380)
    head = table(94, ("Question", "One", "Other"), columns=columns)
    bold = [replace(at, bold=True) for at in head]

    def heads(*lines: At) -> int:
        (found,) = page_of(make_pdf([*lines, *table(110, *rows, columns=columns)])).tables
        return found.heads

    assert heads(*bold) == 1
    assert heads(*head) == 4


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            [
                At(72, 100 + 14 * n, "A line of running text that fills the measure of the page")
                for n in range(8)
            ],
            id="prose",
        ),
        pytest.param(
            table(100, ("Tel", "02 1234"), ("Fax", "02 1235"), columns=(72, 300)),
            id="two lines of an address",
        ),
        pytest.param(
            [
                at
                for n in range(6)
                for at in (
                    At(72 + 31 * n, 100 + 14 * n, "one"),
                    At(250 + 29 * n, 100 + 14 * n, "2"),
                )
            ],
            id="nothing below anything",
        ),
    ],
)
def test_a_pdf_without_columns_has_no_table(make_pdf: MakePdf, lines: list[At]) -> None:
    assert page_of(make_pdf(lines)).tables == ()


def test_a_row_that_is_broken_into_lines_goes_on_to_its_last() -> None:
    text = "Measure Most\nLoan NT$60 million, or\nNT$100 million\nGrant NT$5 million"

    def cell(words: str, column: int) -> Cell:
        start = text.index(words)
        return Cell(start, start + len(words), column)

    rows = (
        (cell("Measure", 0), cell("Most", 1)),
        (cell("Loan", 0), cell("NT$60 million, or", 1)),
        (cell("NT$100 million", 1),),
        (cell("Grant", 0), cell("NT$5 million", 1)),
    )
    origin = np.arange(len(text), dtype=np.int32)
    page = Page(0, None, text, text, origin, tables=(Table(rows, heads=1),))
    start = text.index("Loan")
    first, second = text.index("\nNT$100"), text.index("\nGrant")

    assert row_end(page, start, first) == second
    assert row_end(page, second + 1, len(text)) == len(text)
    assert row_end(page, 0, 7) == 7, "a head is no row"
