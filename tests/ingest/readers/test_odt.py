"""OpenDocument texts: everything that is printed, in its order, and nothing else."""

from pathlib import Path

import pytest
from odfdo import Cell, Document, Element, Header, Paragraph, Row, Table

from ingest.cells import find_place
from ingest.clean import clean
from ingest.errors import Unreadable
from ingest.readers.odt import read_odt
from ingest.types import FlagKind
from tests.ingest.readers.word_files import rewrite


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

    assert read.pages[0].text.split("\n")[: len(read.pages[0].lines)] == [
        "1. 申請須知",
        "申請期限為三十日。",
        "Two   words,",
        "two lines.",
        "An item.",
        "自公告日起算。",
    ]
    assert read.pages[0].lines[0].heading == 1
    assert read.title == "1. 申請須知"


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


def styled(tmp_path: Path, styles: str, *elements: Element) -> Path:
    """A document with automatic styles of its own."""
    path = document(tmp_path, *elements)
    return rewrite(path, "content.xml", b"<office:body>", styles.encode() + b"<office:body>")


_LIST = """<office:automatic-styles><text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..."
 style:num-prefix="第" style:num-suffix="條"/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."
 text:display-levels="1" text:start-value="3"/>
<text:list-level-style-bullet text:level="3" text:bullet-char="-"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-number text:level="1"
 style:num-format="a" style:num-suffix=")"/></text:list-style></office:automatic-styles>"""


def test_lists_have_the_numbers_that_their_styles_set(tmp_path: Path) -> None:
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    inner = f"<text:list>{item.format('Sub.')}{item.format('Sub two.')}</text:list>"
    path = styled(
        tmp_path,
        _LIST,
        xml(
            "<text:list xml:id='a' text:style-name='L1'><text:list-item><text:p>One.</text:p>"
            f"<text:p>More of it.</text:p>{inner}</text:list-item>{item.format('Two.')}</text:list>"
        ),
        xml("<text:p>Between.</text:p>"),
        xml(
            "<text:list text:continue-list='a' text:style-name='L1'><text:list-header><text:p>Head."
            f"</text:p></text:list-header>{item.format('Three.')}<text:list-item><text:list>"
            f"<text:list-item><text:list>{item.format('Dash.')}</text:list></text:list-item>"
            f"{item.format('Sub.')}</text:list></text:list-item></text:list>"
        ),
        xml(f"<text:list text:style-name='L1'>{item.format('Anew.')}</text:list>"),
        xml(f"<text:list text:style-name='L2'>{item.format('Letter.')}</text:list>"),
    )

    assert read_odt(path).pages[0].text.split("\n") == [
        "第一條 One.",
        "More of it.",
        "3. Sub.",
        "4. Sub two.",
        "第二條 Two.",
        "Between.",
        "Head.",
        "第三條 Three.",
        "Dash.",
        "3. Sub.",
        "第一條 Anew.",
        "a) Letter.",
    ]


def test_headings_have_the_numbers_of_the_outline(tmp_path: Path) -> None:
    plain = (
        '<office:automatic-styles><style:style style:name="P1" style:family="paragraph" '
        'style:list-style-name=""/></office:automatic-styles>'
    )
    unnumbered = xml("<text:h text:outline-level='1' text:style-name='P1'>Annex</text:h>")
    head = xml("<text:h text:outline-level='1' text:is-list-header='true'>Part A</text:h>")
    headings = [Header(1, "Scope"), Header(2, "Firms"), Header(1, "Money"), Header(2, "Terms")]
    path = styled(tmp_path, plain, head, *headings, unnumbered)

    assert read_odt(path).pages[0].text.split("\n") == [
        "Part A",
        "1. Scope",
        "1.1. Firms",
        "2. Money",
        "2.1. Terms",
        "Annex",
    ]


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ('text:display="none"', FlagKind.NOT_SHOWN),
        ('fo:font-size="1pt"', FlagKind.TINY),
        ('fo:color="#ffffff"', FlagKind.SAME_COLOUR),
    ],
)
def test_what_a_style_hides_is_flagged(tmp_path: Path, properties: str, kind: FlagKind) -> None:
    styles = "<office:automatic-styles>{}</office:automatic-styles>".format(
        "".join(
            f'<style:style style:name="H" style:family="{family}"><style:text-properties '
            f"{properties}/></style:style>"
            for family in ("text", "paragraph")
        )
    )
    path = styled(
        tmp_path,
        styles,
        xml("<text:p>Seen<text:span text:style-name='H'>unseen</text:span> all.</text:p>"),
        xml("<text:p text:style-name='H'>Unseen too.</text:p>"),
    )

    page = read_odt(path).pages[0]

    assert [(flag.kind, page.text[flag.start : flag.end]) for flag in page.flags] == [
        (kind, "unseen"),
        (kind, "Unseen too."),
    ]
    assert page.text.split("\n")[0] == "Seen all."


def test_light_text_on_a_painted_ground_is_seen(tmp_path: Path) -> None:
    styles = (
        '<office:automatic-styles><style:style style:name="H" style:family="paragraph">'
        '<style:text-properties fo:color="#ffffff"/></style:style><style:style style:name="C" '
        'style:family="table-cell"><style:table-cell-properties fo:background-color="#003366"/>'
        "</style:style></office:automatic-styles>"
    )
    path = styled(tmp_path, styles, xml("<text:p text:style-name='H'>A head.</text:p>"))

    assert (read_odt(path).pages[0].text, read_odt(path).pages[0].flags) == ("A head.", ())


def test_what_styles_strike_out_or_raise_is_not_read_as_if_it_stood_so(tmp_path: Path) -> None:
    style = (
        '<style:style style:name="{}" style:family="text"{}><style:text-properties {}/>'
        "</style:style>"
    )
    styles = (
        "<office:automatic-styles>"
        + style.format("Old", "", 'style:text-line-through-style="solid"')
        + style.format("Older", ' style:parent-style-name="Old"', 'fo:font-size="9pt"')
        + style.format(
            "Kept", ' style:parent-style-name="Old"', 'style:text-line-through-style="none"'
        )
        + style.format("Up", "", 'style:text-position="super 58%"')
        + "</office:automatic-styles>"
    )
    span = "<text:span text:style-name='{}'>{}</text:span>"
    path = styled(
        tmp_path,
        styles,
        xml(
            f"<text:p>Fee {span.format('Old', '50')}{span.format('Older', '55')}"
            f"{span.format('Kept', '60')} for 10{span.format('Up', '6')} m</text:p>"
        ),
    )

    read = read_odt(path)

    assert read.pages[0].text == "Fee 60 for 10⁶ m"
    assert read.warnings == ("what is struck out was left out: 2",)


def test_pictures_beside_text_are_told_once(tmp_path: Path) -> None:
    path = document(
        tmp_path,
        xml(
            "<text:p>Maps<draw:frame><draw:image xlink:href='Pictures/a.png'/></draw:frame>"
            "<draw:frame><draw:object xlink:href='./Object 1'/><draw:image xlink:href='./b'/>"
            "</draw:frame></text:p>"
        ),
    )

    assert read_odt(path).warnings == (
        "pictures were not read: 1",
        "charts and other objects embedded in it were not read: 1",
    )


def test_comments_and_objects_are_told(tmp_path: Path) -> None:
    noted = xml(
        "<text:p>A.<office:annotation><text:p>Really?</text:p></office:annotation></text:p>"
    )
    chart = xml("<text:p><draw:frame><draw:object xlink:href='./Object 1'/></draw:frame></text:p>")

    read = read_odt(document(tmp_path, noted, chart))

    assert read.pages[0].text == "A."
    assert read.warnings == (
        "comments were left out: 1",
        "charts and other objects embedded in it were not read: 1",
    )
