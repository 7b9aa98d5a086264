"""Workbooks: what a sheet shows, by the names it has itself."""

import datetime
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from PIL import Image as PillowImage

from ingest.cells import find_place
from ingest.clean import clean
from ingest.errors import NoText, Unreadable
from ingest.readers.number_format import shown
from ingest.readers.xlsx import read_xlsx


def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    caps = book.active
    caps.title = "補助上限"
    caps["A1"], caps["A2"] = "各項補助上限", "單位：新臺幣千元"
    rows = [
        ["項目", "2023 年", "2024 年", "起算日"],
        ["海外參展", 1200, 1500.5, datetime.date(2024, 5, 1)],
        ["專利申請", 0.125, -30, datetime.date(2023, 12, 31)],
    ]
    for number, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            caps.cell(number, column, value)
    caps["B4"].number_format = '"NT$"#,##0'
    caps["C4"].number_format = "#,##0.00"
    caps["D4"].number_format = "yyyy/m/d"
    caps["B5"].number_format = "0.0%"
    caps["C5"].number_format = "#,##0_);(#,##0)"
    caps["D5"].number_format = '[$-404]e"年"m"月"d"日"'

    rates = book.create_sheet("Rates")
    rates.append(["Country", "Rate", None])
    rates.merge_cells("B1:C1")
    rates.append([None, "2023", "2024"])
    rates.merge_cells("A1:A2")
    rates.append(["Poland", 5.5, "=B3*2"])
    rates.append([])
    rates.append(["Source: a survey"])

    hidden = book.create_sheet("Drafts")
    hidden["A1"] = "not for readers"
    hidden.sheet_state = "hidden"
    path = tmp_path / "caps.xlsx"
    book.save(path)
    return path


def test_a_sheet_is_a_part_named_by_itself_and_cells_are_as_shown(tmp_path: Path) -> None:
    document = read_xlsx(workbook(tmp_path))

    assert not document.paginated
    assert [page.label for page in document.pages] == ["補助上限", "Rates"]
    assert document.pages[0].text.split("\n") == [
        "補助上限",
        "各項補助上限",
        "單位：新臺幣千元",
        "項目 | 2023 年 | 2024 年 | 起算日",
        "海外參展 | NT$1,200 | 1,500.50 | 2024/5/1",
        "專利申請 | 12.5% | (30) | 112年12月31日",
    ]


def test_a_cell_is_cited_by_its_row_and_column(tmp_path: Path) -> None:
    page = next(clean(read_xlsx(workbook(tmp_path))))
    start = page.text.index("海外參展")

    place = find_place(page, start, page.text.index("2024/5/1") + 8)

    assert place is not None
    assert (place.table, place.row) == ("各項補助上限", "海外參展")
    assert [(cell.column, cell.text) for cell in place.cells] == [
        ("2023 年", "NT$1,200"),
        ("2024 年", "1,500.50"),
        ("起算日", "2024/5/1"),
    ]
    assert place.unit == "新臺幣千元"


def test_merged_heads_stand_over_their_columns(tmp_path: Path) -> None:
    page = list(clean(read_xlsx(workbook(tmp_path))))[1]
    start = page.text.index("Poland")

    place = find_place(page, start, start + len("Poland | 5.5"))

    assert place is not None
    assert (place.row, place.columns) == ("Poland", ("Rate / 2023",))


def test_what_is_hidden_or_was_never_calculated_is_told(tmp_path: Path) -> None:
    document = read_xlsx(workbook(tmp_path))

    assert "not for readers" not in "".join(page.text for page in document.pages)
    assert document.warnings == (
        "sheets that are hidden were left out: Drafts",
        "formulas without a stored value: 1; open the file in Excel and save it, then ingest it "
        "again",
    )


def test_an_empty_workbook_says_so(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")

    with pytest.raises(Unreadable, match="its sheets are empty") as caught:
        read_xlsx(tmp_path / "a.xlsx")
    assert not isinstance(caught.value, NoText)


MORNING = datetime.datetime(2024, 2, 9, 9, 5, 7)


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        pytest.param(1234567, "#,##0", "1,234,567", id="thousands"),
        pytest.param(1234567, "#,##0.0,,", "1.2", id="scaled to millions"),
        pytest.param(0.5, "#.##", ".5", id="no leading zero"),
        pytest.param(12, "0000", "0012", id="padded"),
        pytest.param(2.5, "0", "3", id="halves go up"),
        pytest.param(0.1234, "0.00%", "12.34%", id="percent"),
        pytest.param(-5, "0.0", "-5.0", id="negative"),
        pytest.param(-5, "0;(0)", "(5)", id="negative in a section of its own"),
        pytest.param(0, '0;-0;"–"', "–", id="zero in a section of its own"),
        pytest.param(9.5, "[$€-2] #,##0.00", "€ 9.50", id="currency by locale"),
        pytest.param(9, '#,##0" 萬元"', "9 萬元", id="a unit in quotes"),
        pytest.param(-1234.5, '_-"$"* #,##0.00_-;-"$"* #,##0.00_-', "-$1,234.50", id="accounting"),
        pytest.param(0.1 + 0.2, "General", "0.3", id="general"),
        pytest.param(3.0, "General", "3", id="a whole number"),
        pytest.param(1e20, "General", "1e+20", id="a huge one"),
        pytest.param(0.5, "# ?/?", "0.5", id="a format that is not known"),
        pytest.param(7, '[>5]"many";0', "7", id="a section by condition"),
        pytest.param(MORNING, "yyyy-mm-dd hh:mm:ss", "2024-02-09 09:05:07", id="day and time"),
        pytest.param(MORNING, "h:mm AM/PM", "9:05 AM", id="twelve hours"),
        pytest.param(MORNING, "d mmmm yyyy", "9 February 2024", id="month by name"),
        pytest.param(MORNING, "[$-404]e/m/d", "113/2/9", id="years of the Republic"),
        pytest.param(MORNING, "General", "2024-02-09 09:05", id="a day without a format"),
        pytest.param(True, "General", "TRUE", id="truth"),
        pytest.param("text", "@", "text", id="text"),
        pytest.param(None, "0", "", id="nothing"),
    ],
)
def test_values_are_as_a_spreadsheet_shows_them(
    value: object, number_format: str, expected: str
) -> None:
    assert shown(value, number_format) == expected


def test_entities_that_grow_without_end_are_refused(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{laughs}]>'
    path = workbook(tmp_path)
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    sheet = entries["xl/worksheets/sheet1.xml"].decode().replace("<v>", "<v>&e11;", 1)
    entries["xl/worksheets/sheet1.xml"] = (bomb + sheet).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)

    with pytest.raises(Unreadable, match="it is damaged or not an Excel workbook"):
        read_xlsx(path)


def test_text_boxes_are_read_and_comments_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Prices"
    sheet["A1"] = "Fee"
    sheet["A1"].comment = Comment("ask again", "a")
    picture = BytesIO()
    PillowImage.new("RGB", (9, 9)).save(picture, "png")
    sheet.add_image(Image(picture), "B2")
    path = tmp_path / "a.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    box = (
        b'<sp xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><txBody><a:p><a:r>'
        b"<a:t>Valid for 30 days</a:t></a:r></a:p></txBody></sp><mc:Fallback xmlns:mc='http://schemas."
        b"openxmlformats.org/markup-compatibility/2006'><sp xmlns:a='http://schemas.openxmlformats.org/"
        b"drawingml/2006/main'><txBody><a:p><a:r><a:t>Not shown by your program</a:t></a:r></a:p>"
        b"</txBody></sp></mc:Fallback><clientData"
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            is_drawing = name == "xl/drawings/drawing1.xml"
            archive.writestr(name, content.replace(b"<clientData", box) if is_drawing else content)

    document = read_xlsx(path)

    assert document.pages[0].text == "Prices\nFee\nValid for 30 days"
    assert document.warnings == (
        "comments of sheet 'Prices' were left out: 1",
        "pictures were not read: 1",
    )


def sheet_of(tmp_path: Path, *rows: Sequence[str | int | None]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [
                ["Country", "Fee", None, "Country", "Rate"],
                ["Poland", 5, None, "Peru", 7],
                ["Chile", 6, None, "Japan", 8],
            ],
            "Country | Fee\nPoland | 5\nChile | 6\nCountry | Rate\nPeru | 7\nJapan | 8",
            id="with the same head",
        ),
        pytest.param(
            [
                ["Fees", None, None, "Rates"],
                ["Country", "Fee", None, "Field", "Rate"],
                ["Poland", 5, None, "Energy", 7],
            ],
            "Fees\nCountry | Fee\nPoland | 5\nRates\nField | Rate\nEnergy | 7",
            id="with a title each",
        ),
        pytest.param(
            [
                ["Country", "Fee", None, "Field", "Rate"],
                ["Poland", 5, None, "Energy", 7],
                ["Chile", 6],
                ["Peru", 6],
            ],
            "Country | Fee\nPoland | 5\nChile | 6\nPeru | 6\nField | Rate\nEnergy | 7",
            id="of different length",
        ),
        pytest.param(
            [["Country", "2023", None, "2024"], ["Poland", 5, None, 7], ["Chile", 6], ["Peru", 6]],
            "Country | 2023 |  | 2024\nPoland | 5 |  | 7\nChile | 6 |  |\nPeru | 6 |  |",
            id="one table: a column of figures behind the empty one",
        ),
        pytest.param(
            [
                ["Country", "2022", None, "2023", "2024"],
                ["Poland", 5, None, 7, 8],
                ["A", 6],
                ["B", 6],
            ],
            "Country | 2022 |  | 2023 | 2024\nPoland | 5 |  | 7 | 8\nA | 6 |  |  |\nB | 6 |  |  |",
            id="one table: several such columns",
        ),
        pytest.param(
            [
                ["Office", "Fee", None, "Contact", "Phone"],
                ["Warsaw", 5, None, "Ms Lin", "1234"],
                ["Total", 5],
            ],
            "Office | Fee |  | Contact | Phone\nWarsaw | 5 |  | Ms Lin | 1234\nTotal | 5 |  |  |",
            id="one table: nothing says that there are two",
        ),
    ],
)
def test_tables_side_by_side_are_two(
    tmp_path: Path, rows: list[list[str | int | None]], expected: str
) -> None:
    (page,) = read_xlsx(sheet_of(tmp_path, *rows)).pages

    assert page.text == expected


def test_a_cell_that_is_struck_out_is_told_and_left_out(tmp_path: Path) -> None:
    path = sheet_of(tmp_path, ["Country", "Fee", "Now"], ["Poland", 50, 60], ["Chile", None, 7])
    book = openpyxl.load_workbook(path)
    book.active["B2"].font = Font(strike=True)
    book.active.merge_cells("B2:B3")
    book.save(path)

    document = read_xlsx(path)

    assert document.pages[0].text == "Country | Fee | Now\nPoland |  | 60\nChile |  | 7"
    assert document.warnings == ("what is struck out on sheet 'Sheet' was left out: 1",)


@pytest.mark.parametrize("charts", [0, 1])
def test_a_sheet_for_a_chart_is_told_whether_or_not_it_has_one(tmp_path: Path, charts: int) -> None:
    path = sheet_of(tmp_path, ["Country", "Fee"], ["Poland", 50])
    book = openpyxl.load_workbook(path)
    sheet = book.create_chartsheet("Chart", 0)
    for _ in range(charts):
        sheet.add_chart(BarChart())
    book.save(path)

    document = read_xlsx(path)

    assert [page.label for page in document.pages] == ["Sheet"]
    assert document.warnings == ("charts were not read: 1",)
