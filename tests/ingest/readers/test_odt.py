"""OpenDocument texts: everything that is printed, in its order, and nothing else."""

from pathlib import Path

import pytest
from odfdo import Cell, Document, Element, Header, Paragraph, Row, Table

from ingest.cells import find_place
from ingest.clean import clean
from ingest.errors import Unreadable
from ingest.readers.odt import read_odt


def document(tmp_path: Path, *elements: Element) -> Path:
    made = Document("text")
    made.body.clear()
    for element in elements:
        made.body.append(element)
    made.save(str(tmp_path / "a.odt"))
    return tmp_path / "a.odt"


def xml(markup: str) -> Element:
    return Element.from_tag(markup)


def table(*rows: list[str]) -> Table:
    made = Table("T")
    for texts in rows:
        row = Row()
        for text in texts:
            row.append_cell(Cell(text))
        made.append_row(row)
    return made


def test_paragraphs_headings_and_notes_stand_in_order(tmp_path: Path) -> None:
    noted = Paragraph("申請期限為三十日。")
    noted.insert_note(after="期限", note_id="n1", citation="1", body="自公告日起算。")
    path = document(
        tmp_path,
        Header(1, "申請須知"),
        noted,
        xml("<text:p>Two<text:s text:c='3'/>words,<text:line-break/>two lines.</text:p>"),
        xml("<text:list><text:list-item><text:p>An item.</text:p></text:list-item></text:list>"),
        xml("<text:section text:display='none'><text:p>Not shown.</text:p></text:section>"),
    )

    read = read_odt(path)

    assert read.pages[0].text.split("\n") == [
        "申請須知",
        "申請期限為三十日。",
        "Two   words,",
        "two lines.",
        "An item.",
        "自公告日起算。",
    ]
    assert read.pages[0].lines[0].heading == 1
    assert read.title == "申請須知"


def test_a_cell_is_cited_by_its_row_and_column(tmp_path: Path) -> None:
    path = document(
        tmp_path,
        Paragraph("表 1 補助上限（千元）"),
        table(["項目", "2023", "2024"], ["參展", "120", "150"], ["專利", "30", "35"]),
    )
    page = next(clean(read_odt(path)))
    start = page.text.index("專利")

    place = find_place(page, start, start + len("專利 | 30 | 35"))

    assert place is not None
    assert (place.table, place.row) == ("表 1 補助上限（千元）", "專利")
    assert [(cell.column, cell.text) for cell in place.cells] == [("2023", "30"), ("2024", "35")]


def test_repeated_and_spanned_cells_keep_their_columns(tmp_path: Path) -> None:
    path = document(
        tmp_path,
        xml(
            "<table:table><table:table-header-rows><table:table-row>"
            "<table:table-cell><text:p>Item</text:p></table:table-cell>"
            "<table:table-cell table:number-columns-spanned='2'><text:p>Fee</text:p>"
            "</table:table-cell><table:covered-table-cell/></table:table-row>"
            "</table:table-header-rows><table:table-row>"
            "<table:table-cell table:number-rows-spanned='2'><text:p>Fair</text:p>"
            "</table:table-cell>"
            "<table:table-cell table:number-columns-repeated='2'><text:p>5</text:p>"
            "</table:table-cell></table:table-row><table:table-row><table:covered-table-cell/>"
            "<table:table-cell><text:p>6</text:p></table:table-cell>"
            "<table:table-cell><text:p>7</text:p></table:table-cell></table:table-row>"
            "</table:table>"
        ),
    )

    assert read_odt(path).pages[0].text.split("\n") == [
        "Item | Fee",
        "Fair | 5 | 5",
        "Fair | 6 | 7",
    ]


def test_an_empty_one_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="it holds no text"):
        read_odt(document(tmp_path, Paragraph("")))
