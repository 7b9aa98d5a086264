"""Tables of PDFs whose cells are broken into lines, and lists that look like tables."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from ingest.clean import clean
from ingest.readers.pdf import read_pdf
from ingest.types import Page
from tests.ingest.conftest import At, MakePdf

COLUMNS = (60, 210, 400)

HEADS = [["Situation"], ["Instrument"], ["Main term"]]
SELLS = [
    ["Sells services abroad and", "waits for the payment"],
    ["Global accounts insurance of", "the export-import bank of", "Taiwan"],
    ["up to 360 days"],
]
BUILDS = [
    ["Builds, or gives technical", "services"],
    ["Overseas construction", "insurance"],
    ["cover of up to 80 percent of", "the contract"],
]
BORROWS = [["Borrows with too little"], ["Guarantee for small firms"], ["up to 90 percent"]]


def placed(
    rows: Sequence[Sequence[Sequence[str]]], *, top: float = 100, between: float = 6
) -> list[At]:
    """Rows of cells, each a list of lines, the first row in bold; printed line by line."""
    lines: list[At] = []
    base = top
    for row in rows:
        for number in range(max(map(len, row))):
            lines += [
                At(left, base, cell[number], bold=row is rows[0])
                for left, cell in zip(COLUMNS, row, strict=True)
                if number < len(cell)
            ]
            base += 12
        base += between
    return lines


@pytest.fixture
def page_of(make_pdf: MakePdf):
    def read(lines: Sequence[At]) -> Page:
        (page,) = clean(read_pdf(make_pdf(lines)))
        return page

    return read


def rows_of(page: Page) -> list[list[str]]:
    (table,) = page.tables
    return [[page.text[cell.start : cell.end] for cell in row] for row in table.rows]


def test_cells_that_are_broken_into_lines_are_put_together(page_of):
    page = page_of(placed([HEADS, SELLS, BUILDS, BORROWS]))

    rows = [[" ".join(cell) for cell in row] for row in (HEADS, SELLS, BUILDS, BORROWS)]
    assert rows_of(page) == rows
    assert page.text.split("\n") == [" | ".join(row) for row in rows]
    assert page.tables[0].heads == 1
    assert not page.headings


def test_each_character_of_a_cell_keeps_its_place_on_the_page(page_of):
    lines = placed([HEADS, SELLS, BUILDS, BORROWS])

    page = page_of(lines)

    for words in ("waits for the payment", "Taiwan", "the contract"):
        (line,) = (at for at in lines if at.text == words)
        start = page.origin[page.text.index(words)]
        left, _, _, bottom = page.boxes[start]
        assert left == pytest.approx(line.left, abs=1)
        assert bottom == pytest.approx(line.base, abs=4)
        assert np.isnan(page.boxes[start + len(words)]).all()  # the line ends there


def test_the_last_row_takes_what_is_left_of_its_cell_and_no_line_below(page_of):
    last = [["Invests abroad"], ["Loan of the fund"], ["NT$1 billion a firm, until", "2028"]]
    lines = placed([HEADS, SELLS, BORROWS, last])
    below = At(60, lines[-1].base + 22, "The bank decides in a week.")

    page = page_of([*lines, below])

    assert rows_of(page)[-1] == ["Invests abroad", "Loan of the fund", " ".join(last[2])]
    assert page.text.endswith("until 2028\nThe bank decides in a week.")


def test_a_cell_of_many_lines_does_not_end_its_table(page_of):
    long = [f"line {number} of a long cell" for number in "one two three four five".split()]
    rows = [HEADS, [["Sells abroad"], ["Insurance"], long], BORROWS, SELLS]

    page = page_of(placed(rows))

    assert rows_of(page)[1] == ["Sells abroad", "Insurance", " ".join(long)]
    assert len(rows_of(page)) == 4


@pytest.mark.parametrize(
    ("rows", "between"),
    [
        pytest.param([HEADS, SELLS, BUILDS, BORROWS], 1, id="no gap is much wider than another"),
        pytest.param(
            [
                [["Sales of goods", "Sales of advice"], ["1,200", "950"], ["31"]],
                [["Number of firms", "Number of banks"], ["80", "60"], ["20"]],
            ],
            8,
            id="rows of figures in groups",
        ),
        pytest.param(
            [
                [["Poland", "Czechia", "Estonia"], ["zloty", "crown", "euro"], ["x", "y", "z"]],
                [["Thailand", "Viet Nam"], ["baht", "dong"], ["x", "y"]],
            ],
            8,
            id="rows in groups, every cell there",
        ),
        pytest.param(
            [
                [["Poland", "Czech Republic"], ["zloty", "the Czech crown"], ["in the Union"]],
                [["Laos", "Viet Nam and all"], ["kip", "dong, of the bank"], ["in no union"]],
            ],
            8,
            id="rows in groups, with room in their lines",
        ),
    ],
)
def test_rows_that_cannot_be_told_stay_as_they_are_printed(
    page_of, rows: Sequence[Sequence[Sequence[str]]], between: float
):
    lines = [replace(at, bold=False) for at in placed(rows, between=between)]

    page = page_of(lines)

    assert len(page.text.split("\n")) == len({at.base for at in lines})


def test_the_items_of_a_list_are_paragraphs_and_no_rows(page_of):
    items = [
        ["Product attributes such as quality, performance and", "reliability, or the price"],
        ["Relations with customers, built by marketing and by", "service in many countries"],
        ["Sourcing and distribution"],
    ]
    lines = [
        at
        for number, item in enumerate(items)
        for at in [
            At(60, 100 + 26 * number, "•"),
            *(At(78, 100 + 26 * number + 12 * line, words) for line, words in enumerate(item)),
        ]
    ]

    page = page_of(lines)

    assert page.tables == ()
    assert page.text.split("\n") == [f"• {' '.join(item)}" for item in items]


@pytest.mark.parametrize(
    "ends",
    [
        pytest.param(["in force"], id="in one line"),
        pytest.param(["as long as the act is in", "force"], id="in broken lines"),
        pytest.param(["in force from the day", "2 June 2028 on"], id="in the middle of a cell"),
    ],
)
def test_a_day_in_a_table_begins_no_footnote(page_of, ends: list[str]):
    rows = [
        [["Date"], ["Rule"], ["Until"]],
        [["2 August 2026"], ["duty to tell"], ends],
        [["3 August 2027"], ["duty to test"], ["in force"]],
        [["3 May 2028"], ["review"], ["in force"]],
    ]
    text = At(60, 60, "Paragraph on rules^2 and on duties^3 of firms in all of Europe.", size=12)
    table = [replace(at, size=9) for at in placed(rows, top=560)]
    notes = [
        At(60, 760, "^2 Act on machines, Official Journal, 2024.", size=8),
        At(60, 772, "^3 Act on toys, Official Journal, 2025.", size=8),
    ]

    page = page_of([text, *table, *notes])

    assert [note.text for note in page.notes] == [
        "Act on machines, Official Journal, 2024.",
        "Act on toys, Official Journal, 2025.",
    ]
    assert rows_of(page)[1] == ["2 August 2026", "duty to tell", " ".join(ends)]


def test_marks_behind_a_figure_in_a_cell_of_its_own_are_marks(page_of):
    rows = [
        [["Market"], ["Cases"], ["Fund"]],
        [["Lithuania"], ["7^1^2"], ["EUR 3.5 million to each of", "two firms in 2022"]],
        [["Slovakia"], ["2^1^2"], ["EUR 8 million to a firm that", "makes sensors"]],
    ]
    note = At(60, 760, "^1^2 Report of the fund, 2023.", size=8)

    page = page_of([*placed(rows), note])

    assert [row[1] for row in rows_of(page)] == ["Cases", "7", "2"]
    assert [note.mark for note in page.notes] == ["12"]


def test_a_row_is_a_running_head_by_all_of_its_cells(make_pdf: MakePdf):
    head = [At(60, 40, "Annual report"), At(400, 40, "Example Fund")]
    kinds = ("first", "second", "third")
    pages = [
        [
            *head,
            *placed(
                [
                    [["The loan"], [f"for the {kind} fund, by way", "of banks"], [kind]],
                    [["The grant"], [f"to the {kind} firms, by way", "of offices"], [kind]],
                    [["Advice"], [f"of the {kind} office"], [kind]],
                ],
                top=64,
            ),
        ]
        for kind in kinds
    ]

    texts = [page.text for page in clean(read_pdf(make_pdf(*pages)))]

    assert all("Example Fund" not in text for text in texts)
    assert all("The loan | for the" in text for text in texts)
