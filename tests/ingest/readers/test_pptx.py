"""Presentations: a slide is a page, its number the label."""

from pathlib import Path

import pptx
import pytest
from PIL import Image as PillowImage
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from ingest.cells import find_place
from ingest.clean import clean
from ingest.errors import NoText
from ingest.readers.pptx import read_pptx


def presentation(tmp_path: Path) -> Path:
    made = pptx.Presentation()
    first = made.slides.add_slide(made.slide_layouts[5])
    first.shapes.title.text = "Market entry"
    table = first.shapes.add_table(3, 3, Inches(1), Inches(3), Inches(5), Inches(1)).table
    for row, texts in enumerate(
        [["Country", "Fee (EUR)", ""], ["", "2023", "2024"], ["Poland", "10", "20"]]
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    below = first.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(0.5))
    below.text_frame.text = "Below the table"
    above = first.shapes.add_textbox(Inches(1), Inches(2), Inches(3), Inches(0.5))
    above.text_frame.text = "Above the table"
    first.notes_slide.notes_text_frame.text = "Say that the fee is waived."

    second = made.slides.add_slide(made.slide_layouts[5])
    second.shapes.title.text = "只給講者看"
    second._element.set("show", "0")

    third = made.slides.add_slide(made.slide_layouts[5])
    third.shapes.title.text = "出口"
    data = CategoryChartData()
    data.categories = ["2023", "2024"]
    data.add_series("出口額（億美元）", (1.5, 2.25))
    third.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(4), Inches(3), data
    )
    third.notes_slide.notes_text_frame.text = "請說明數字的來源。"
    made.core_properties.author = "An Institute"
    path = tmp_path / "a.pptx"
    made.save(str(path))
    return path


def test_slides_are_pages_with_titles_tables_and_notes_marked_as_notes(tmp_path: Path) -> None:
    document = read_pptx(presentation(tmp_path))

    assert [page.label for page in document.pages] == ["1", "2", "3"]
    assert document.pages[0].text.split("\n") == [
        "Market entry",
        "Above the table",
        "Country | Fee (EUR)",
        "Country | 2023 | 2024",
        "Poland | 10 | 20",
        "Below the table",
        "Notes",
        "Say that the fee is waived.",
    ]
    assert [line.heading for line in document.pages[0].lines] == [1, *[None] * 5, 2, None]
    assert document.pages[2].text.endswith("備忘稿\n請說明數字的來源。")
    assert document.title == "Market entry"
    assert document.metadata == {"issuer": "An Institute"}


def test_a_slide_that_is_not_shown_is_left_out_and_told(tmp_path: Path) -> None:
    document = read_pptx(presentation(tmp_path))

    assert document.pages[1].text == ""
    assert document.warnings == ("slides that are hidden were left out: 2",)


@pytest.mark.parametrize(
    ("slide", "line", "row", "columns", "unit"),
    [
        pytest.param(
            0,
            "Poland | 10 | 20",
            "Poland",
            ("Fee (EUR) / 2023", "Fee (EUR) / 2024"),
            "EUR",
            id="table",
        ),
        pytest.param(2, "2024 | 2.25", "2024", ("出口額（億美元）",), "億美元", id="chart"),
    ],
)
def test_a_figure_is_cited_by_its_row_and_column(
    tmp_path: Path, slide: int, line: str, row: str, columns: tuple[str, ...], unit: str
) -> None:
    page = list(clean(read_pptx(presentation(tmp_path))))[slide]
    start = page.text.index(line)

    place = find_place(page, start, start + len(line))

    assert place is not None
    assert (place.row, place.columns, place.unit) == (row, columns, unit)


def test_pictures_alone_are_no_text(tmp_path: Path) -> None:
    made = pptx.Presentation()
    made.slides.add_slide(made.slide_layouts[6])
    made.save(str(tmp_path / "a.pptx"))

    with pytest.raises(NoText):
        read_pptx(tmp_path / "a.pptx")


def test_slides_that_are_pictures_and_comments_are_told(tmp_path: Path) -> None:
    made = pptx.Presentation()
    PillowImage.new("RGB", (9, 9)).save(tmp_path / "a.png")
    for layout in (5, 6, 6):
        made.slides.add_slide(made.slide_layouts[layout])
    first, second, unseen = made.slides
    first.shapes.title.text = "Fees"
    for slide in (second, unseen):
        slide.shapes.add_picture(str(tmp_path / "a.png"), 0, 0)
    unseen._element.set("show", "0")
    comments = Part(PackURI("/ppt/comments/comment1.xml"), "application/xml", made.part.package)
    first.part.relate_to(comments, f"{_OFFICE}/relationships/comments")
    made.save(str(tmp_path / "a.pptx"))

    assert read_pptx(tmp_path / "a.pptx").warnings == (
        "slides that are hidden were left out: 3",
        "slides that are pictures were not read: 2",
        "comments on slides were left out: 1",
    )


def test_what_is_struck_out_and_pictures_beside_text_are_told(tmp_path: Path) -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Fees"
    PillowImage.new("RGB", (9, 9)).save(tmp_path / "a.png")
    slide.shapes.add_picture(str(tmp_path / "a.png"), 0, 0)
    line = slide.shapes.add_textbox(0, Inches(3), Inches(3), Inches(1)).text_frame.paragraphs[0]
    for text, said in (("10", {}), ("6", {"baseline": "30000"}), (" 50", {"strike": "sngStrike"})):
        run = line.add_run()
        run.text = text
        for name, value in said.items():
            run.font._rPr.set(name, value)
    path = tmp_path / "a.pptx"
    made.save(str(path))

    read = read_pptx(path)

    assert read.pages[0].text == "Fees\n10⁶"
    assert read.warnings == ("what is struck out was left out: 1", "pictures were not read: 1")


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
