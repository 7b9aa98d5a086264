from collections.abc import Sequence

import numpy as np
import pytest

from ingest.readers.lines import read_lines
from ingest.readers.pdf import read_pdf
from ingest.readers.pieces import PageCharacters
from ingest.types import RawDocument
from tests.ingest.conftest import HEIGHT, WIDTH, At, MakePdf


def texts(document: RawDocument, page: int = 0) -> list[str]:
    raw = document.pages[page]
    return [raw.text[line.start : line.end] for line in raw.lines]


def column(left: float, top: float, words: str, *, lines: int) -> list[At]:
    """Lines of a column of prose, each about 210 points wide."""
    return [
        At(left, top + 14 * number, f"{words} line {number} of this column of running text")
        for number in range(lines)
    ]


def test_each_character_has_its_box(make_pdf: MakePdf):
    page = read_pdf(make_pdf([At(72, 100, "Hi there", size=20)])).pages[0]

    assert (page.text, page.width, page.height) == ("Hi there", WIDTH, HEIGHT)
    assert page.boxes is not None
    assert page.boxes.shape == (8, 4)
    left, top, right, bottom = page.boxes[0]
    assert left == pytest.approx(72, abs=0.5)
    assert right == pytest.approx(72 + 0.722 * 20, abs=0.5)  # Helvetica's H
    assert top < 100 < bottom < 110
    assert page.lines[0].size == pytest.approx(20)


def test_a_page_of_many_characters_has_a_box_for_each(make_pdf: MakePdf):
    lines = [At(20, 20 + 8 * n, f"{n:03} " + "abcdefghij" * 9, size=6) for n in range(90)]
    page = read_pdf(make_pdf(lines)).pages[0]

    assert len(page.text) > 2 * 4096 - 100
    assert page.boxes is not None
    assert np.isfinite(page.boxes[[char.isalnum() for char in page.text]]).all()
    for line in page.lines:
        first, last = page.boxes[line.start], page.boxes[line.end - 1]
        assert (first[1], first[3]) == pytest.approx((last[1], last[3]))
        assert 20 <= first[0] < last[0]


@pytest.mark.parametrize(
    ("rotate", "corner"),
    [
        pytest.param(0, (72, 100), id="upright"),
        pytest.param(90, (HEIGHT - 100, 72), id="a quarter to the right"),
        pytest.param(180, (WIDTH - 72, HEIGHT - 100), id="upside down"),
        pytest.param(270, (100, WIDTH - 72), id="a quarter to the left"),
    ],
)
def test_boxes_are_on_the_page_as_shown(
    make_pdf: MakePdf, rotate: int, corner: tuple[float, float]
):
    lines = [At(72, 100, "Some words", size=20), At(72, 124, "and more of them", size=20)]

    page = read_pdf(make_pdf(lines, rotate=rotate)).pages[0]

    assert page.text == "Some words\nand more of them"
    assert page.boxes is not None
    for left, top, right, bottom in (page.boxes[0], page.lines[0].box):
        assert left - 6 <= corner[0] <= right + 6
        assert top - 6 <= corner[1] <= bottom + 6


def test_boxes_count_from_the_crop_box_and_text_outside_it_is_in_no_line(make_pdf: MakePdf):
    page = read_pdf(
        make_pdf(
            [At(72, 100, "shown"), At(20, 100, "cut")],
            crop=(60, 0, WIDTH, HEIGHT - 50),
        )
    ).pages[0]

    assert [page.text[line.start : line.end] for line in page.lines] == ["shown"]
    assert [page.text[flag.start : flag.end] for flag in page.flags] == ["cut"]
    assert page.boxes is not None
    assert page.boxes[0][0] == pytest.approx(12, abs=0.5)
    assert page.boxes[0][1] < 50 < page.boxes[0][3]
    assert (page.width, page.height) == (WIDTH - 60, HEIGHT - 50)


def test_columns_are_read_one_after_the_other_under_a_heading_across_both(make_pdf: MakePdf):
    left, right = column(50, 150, "Left", lines=8), column(310, 150, "Right", lines=8)
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    heading = At(50, 110, "A heading that goes across the gutter of the page", size=18)

    assert texts(read_pdf(make_pdf([heading, *mixed]))) == [
        heading.text,
        *(line.text for line in left),
        *(line.text for line in right),
    ]


@pytest.mark.parametrize(
    ("last", "goes_on"),
    [
        pytest.param("of the text that stands above", True, id="within a sentence"),
        pytest.param("Of the text that stands above", False, id="a heading of the first column"),
    ],
)
def test_a_short_line_above_columns_ends_the_paragraph_it_goes_on_with(
    make_pdf: MakePdf, last: str, goes_on: bool
):
    above = [At(50, 100 + 14 * n, "Running text across both columns " * 3) for n in range(3)]
    left, right = column(50, 170, "Left", lines=8), column(310, 170, "Right", lines=8)
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]

    page = read_pdf(make_pdf([*above, At(50, 142, last), *mixed])).pages[0]

    (line,) = (line for line in page.lines if page.text[line.start : line.end] == last)
    assert line.paragraph is not goes_on


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [("Thailand", "1,200", "12"), ("Viet Nam", "850", "9"), ("Malaysia", "640", "7")],
            id="of numbers",
        ),
        pytest.param(
            [
                ("Technical Cooperation Fund", "Pays for studies and for advice abroad"),
                ("Export insurance", "Covers an unpaid invoice"),
                ("Green Energy Programme", "Lends to the buyer of a system"),
                ("Trade missions", "Meets the costs of a stand at a fair"),
                ("Guarantee for small firms", "Stands in for a deposit"),
            ],
            id="of words",
        ),
    ],
)
def test_a_table_is_read_row_by_row(make_pdf: MakePdf, rows: list[tuple[str, ...]]):
    by_column = [
        At(60 + 170 * column, 100 + 16 * row, cells[column])
        for column in range(len(rows[0]))
        for row, cells in enumerate(rows)
    ]

    document = read_pdf(make_pdf(by_column))

    assert texts(document) == [" ".join(cells) for cells in rows]
    assert all(line.paragraph for line in document.pages[0].lines)


def test_text_that_runs_up_the_page_is_read_as_if_the_page_were_turned(make_pdf: MakePdf):
    lines = [
        At(100 + 16 * number, 700, f"Row {number} of a table set sideways", turned=True)
        for number in range(4)
    ]

    document = read_pdf(make_pdf(lines))

    assert texts(document) == [line.text for line in lines]
    box = document.pages[0].lines[0].box
    assert box is not None
    assert box.bottom - box.top > 5 * (box.right - box.left)


def placed(*characters: tuple[str, float, float]) -> PageCharacters:
    """Characters of 10 points with their left and top edges; a space is one that pdfium put in."""
    return PageCharacters(
        codes=np.array([ord(char) for char, _, _ in characters], np.uint32),
        boxes=np.array(
            [
                (left, top, left, top) if char == " " else (left, top, left + 10, top + 10)
                for char, left, top in characters
            ],
            np.float32,
        ),
        width=WIDTH,
        height=HEIGHT,
        is_generated=lambda index: characters[index][0] == " ",
        is_bold=lambda _: False,
        angle=lambda _: 0.0,
        size=lambda _: 10.0,
    )


def test_chinese_set_from_top_to_bottom_is_one_line_and_digits_below_each_other_are_not():
    page = read_lines(
        placed(
            *((char, 570, 100 + 12 * number) for number, char in enumerate("名家觀點")),
            *((char, 300, 100 + 12 * number) for number, char in enumerate("789")),
        )
    )

    assert page.text == "7\n8\n9\n名家觀點"


@pytest.mark.parametrize(
    ("lefts", "expected"),
    [
        pytest.param([60, 73, 73, 86, 86, 99], "擴大接觸", id="as wide as the line's others"),
        pytest.param([60, 70, 80, 80, 90, 93], "擴大接 觸", id="wider than the line's others"),
    ],
)
def test_a_gap_between_chinese_characters_is_a_space_when_it_is(
    lefts: Sequence[float], expected: str
):
    line = zip("擴大 接 觸", lefts, strict=True)

    assert read_lines(placed(*((char, left, 100) for char, left in line))).text == expected


@pytest.mark.parametrize(
    ("lines", "starts"),
    [
        pytest.param(
            [At(80, 100, "一" * 28), At(60, 116, "二" * 30), At(80, 132, "三" * 28)],
            [True, False, True],
            id="indent",
        ),
        pytest.param(
            [At(60, 100 + y, "word " * 18) for y in (0, 14, 36, 50)],
            [True, False, True, False],
            id="gap",
        ),
        pytest.param(
            [
                At(60, 100, "word " * 18),
                At(60, 114, "It ends here."),
                At(60, 128, "Next " * 18),
                At(60, 142, "word " * 18),
            ],
            [True, False, True, False],
            id="a line that ends early",
        ),
        pytest.param(
            [At(60, 100, "Some title", bold=True), At(60, 114, "word " * 18)],
            [True, True],
            id="bold",
        ),
        pytest.param(
            [At(60, 100, "Some title", size=14), At(60, 116, "word " * 18)],
            [True, True],
            id="size",
        ),
        pytest.param(
            [At(60, 100, "- first " + "word " * 16), At(68, 114, "on " * 20), At(60, 128, "- two")],
            [True, False, True],
            id="list items with hanging indents",
        ),
        pytest.param(
            [At(60, 100, "一" * 28), At(60, 116, "二" * 25), At(60, 132, "鎮-1415")],
            [True, False, False],
            id="a hyphen begins no line",
        ),
    ],
)
def test_a_paragraph_starts_at(make_pdf: MakePdf, lines: Sequence[At], starts: Sequence[bool]):
    page = read_pdf(make_pdf(lines)).pages[0]

    assert [line.paragraph for line in page.lines] == starts


def test_a_line_is_bold_only_when_all_of_it_is(make_pdf: MakePdf):
    page = read_pdf(
        make_pdf(
            [
                At(60, 100, "All of it", bold=True),
                At(60, 130, "Note:", bold=True),
                At(90, 130, "the rest is not"),
            ]
        )
    ).pages[0]

    assert [line.bold for line in page.lines] == [True, False]
