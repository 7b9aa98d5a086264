"""Word documents: everything that is printed, in its order, and nothing else."""

import datetime

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.errors import NoText
from ingest.readers.docx import read_docx
from ingest.types import FlagKind
from tests.ingest.readers.word_files import body_of, paragraph, rewrite, run, save, shown


def test_paragraphs_headings_lists_and_tables_keep_their_order(tmp_path):
    document = docx.Document()
    document.add_paragraph("歐銀基金", style="Title")
    document.add_heading("資格", 2)
    document.add_paragraph("第一段").add_run(" bold").bold = True
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["國家", "年份", "泰國", ""], strict=True):
        cell.text = text
    document.add_paragraph("註冊", style="List Bullet")
    document.add_paragraph("投標", style="List Number")

    assert shown(save(document, tmp_path)) == [
        (1, "歐銀基金"),
        (2, "資格"),
        (None, "第一段 bold"),
        (None, "國家 | 年份"),
        (None, "泰國 |"),
        (None, "註冊"),
        (None, "1. 投標"),
    ]


def test_merged_cells_repeat_downwards_and_stand_once_across(tmp_path):
    document = docx.Document()
    table = document.add_table(3, 3)
    for cell, text in zip(
        table._cells,
        ["Figures", "", "", "Thailand", "2023", "1.2", "", "2024", "1.5"],
        strict=True,
    ):
        cell.text = text
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))

    assert [line.text for line in shown(save(document, tmp_path))] == [
        "Figures",
        "Thailand | 2023 | 1.2",
        "Thailand | 2024 | 1.5",
    ]


def test_a_table_of_one_cell_is_a_frame(tmp_path):
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "one"
    cell.add_paragraph("two")

    assert [line.text for line in shown(save(document, tmp_path))] == ["one", "two"]


@pytest.mark.parametrize(
    ("name", "outline", "expected"),
    [
        pytest.param("標題 3", None, 3, id="Traditional Chinese name"),
        pytest.param("标题 1", None, 1, id="Simplified Chinese name"),
        pytest.param("HEADING 4 Narrow", None, 4, id="upper case, with more"),
        pytest.param("House style", 1, 2, id="outline level"),
        pytest.param("Body", 9, None, id="body level"),
        pytest.param("Headings explained", None, None, id="another name"),
    ],
)
def test_heading_styles(tmp_path, name, outline, expected):
    document = docx.Document()
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if outline is not None:
        style.element.get_or_add_pPr().append(
            parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{outline}"/>')
        )
    based = document.styles.add_style("Derived", WD_STYLE_TYPE.PARAGRAPH)
    based.base_style = style
    document.add_paragraph("direct", style=style)
    document.add_paragraph("derived", style=based)

    assert [line.heading for line in shown(save(document, tmp_path))] == [expected, expected]


def test_styles_based_on_each_other_do_not_hang(tmp_path):
    document = docx.Document()
    first = document.styles.add_style("First", WD_STYLE_TYPE.PARAGRAPH)
    second = document.styles.add_style("Second", WD_STYLE_TYPE.PARAGRAPH)
    first.base_style, second.base_style = second, first
    document.add_paragraph("text", style=first)

    assert shown(save(document, tmp_path)) == [(None, "text")]


BOX = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('held'))}</w:sdtContent></w:sdt>",
            ["held"],
            id="a content control",
        ),
        pytest.param(
            paragraph(f"{run('a')}<w:sdt><w:sdtContent>{run('b')}</w:sdtContent></w:sdt>"),
            ["ab"],
            id="a content control in a line",
        ),
        pytest.param(
            paragraph(f"<w:hyperlink>{run('link')}</w:hyperlink>{run(' ')}{run('text')}"),
            ["link text"],
            id="a link",
        ),
        pytest.param(
            paragraph(
                f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
                f"<w:moveFrom>{run('gone')}</w:moveFrom>"
            ),
            ["new"],
            id="tracked changes",
        ),
        pytest.param(
            paragraph(
                run("seen") + run(" unseen", "<w:vanish/>") + run(" too", '<w:vanish w:val="0"/>')
            ),
            ["seen too"],
            id="hidden text",
        ),
        pytest.param(
            paragraph(
                "<w:r><w:ruby><w:rt><w:r><w:t>ㄏㄢ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t>"
                "</w:r></w:rubyBase></w:ruby></w:r>"
            ),
            ["漢"],
            id="pronunciation",
        ),
        pytest.param(
            paragraph(
                f"{run('host')}<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice>"
                f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>"
            ),
            ["host", "boxed"],
            id="a text box, once",
        ),
        pytest.param(
            paragraph(
                "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:br/>"
                "<w:t>d</w:t></w:r>"
            ),
            ["a\tb-c", "d"],
            id="tab, hyphen, line break",
        ),
        pytest.param(
            paragraph(
                '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText></w:r>'
                + run("2023")
            ),
            ["2023"],
            id="a field's result, not its code",
        ),
        pytest.param(
            paragraph("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), ["x=1"], id="maths"
        ),
        pytest.param(
            "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:tbl><w:tr><w:tc>"
            f"{paragraph(run('x'))}</w:tc><w:tc>{paragraph(run('y'))}</w:tc></w:tr></w:tbl><w:p/>"
            "</w:tc></w:tr></w:tbl>",
            ["| x | y"],
            id="a table in a cell",
        ),
        pytest.param(
            f"<w:tbl><w:tr><w:tc>{paragraph(run('kept'))}</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr>"
            f"<w:tc>{paragraph(run('gone'))}</w:tc></w:tr></w:tbl>",
            ["kept"],
            id="a deleted row",
        ),
    ],
)
def test_what_is_printed_is_read(tmp_path, xml, expected):
    path = body_of(tmp_path, xml)

    assert [line.text for line in shown(path)] == expected


def test_a_line_break_in_a_paragraph_starts_no_paragraph(tmp_path):
    document = docx.Document()
    document.add_paragraph("one\ntwo")

    page = read_docx(save(document, tmp_path)).pages[0]

    assert [line.paragraph for line in page.lines] == [True, False]


def test_the_table_of_contents_and_page_headers_are_left_out(tmp_path):
    document = docx.Document()
    contents = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Chapter\t3", style=contents)
    document.add_paragraph("text")
    document.sections[0].header.paragraphs[0].text = "running head"

    assert shown(save(document, tmp_path)) == [(None, "text")]


def test_footnotes_follow_the_text(tmp_path):
    document = docx.Document()
    document.add_paragraph("text")
    xml = (
        f"<w:footnotes {nsdecls('w')}>"
        f'<w:footnote w:type="separator" w:id="0">{paragraph(run("line"))}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph(run("the source"))}</w:footnote></w:footnotes>'
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        xml.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    assert [line.text for line in shown(save(document, tmp_path))] == ["text", "the source"]


def test_what_the_document_says_of_itself(tmp_path):
    document = docx.Document()
    document.add_heading("Heading", 1)
    document.core_properties.title = "歐銀 基金"
    document.core_properties.author = "資策會"
    document.core_properties.created = datetime.datetime(2023, 5, 1, 23, 0)

    read = read_docx(save(document, tmp_path))

    assert (read.title, read.metadata) == (
        "歐銀 基金",
        {"issuer": "資策會", "issued": "2023-05-01"},
    )


def test_nothing_is_made_up_where_it_says_nothing(tmp_path):
    document = docx.Document()
    document.add_heading("Heading", 1)
    path = save(document, tmp_path)
    rewrite(path, "_rels/.rels", b"metadata/core-properties", b"metadata/other-properties")

    read = read_docx(path)

    assert (read.title, read.metadata) == ("Heading", {})


def test_the_blank_documents_own_author_and_date_are_not_taken(tmp_path):
    document = docx.Document()
    document.add_paragraph("text")

    read = read_docx(save(document, tmp_path))

    assert (read.title, read.metadata) == (None, {})


def test_an_embedded_document_is_told(tmp_path):
    read = read_docx(body_of(tmp_path, paragraph(run("text")) + "<w:altChunk/>"))

    assert read.warnings == ("a document embedded in it was not read",)


def test_a_document_of_pictures_has_no_text(tmp_path):
    path = body_of(tmp_path, paragraph("<w:r><w:drawing/></w:r>"))

    with pytest.raises(NoText):
        read_docx(path)


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        pytest.param("<w:vanish/>", FlagKind.NOT_SHOWN, id="hidden"),
        pytest.param('<w:rStyle w:val="Secret"/>', FlagKind.NOT_SHOWN, id="hidden by its style"),
        pytest.param('<w:color w:val="FFFFFF"/>', FlagKind.SAME_COLOUR, id="white"),
        pytest.param('<w:sz w:val="2"/>', FlagKind.TINY, id="a point high"),
    ],
)
def test_what_nobody_sees_is_flagged_and_in_no_line(tmp_path, properties, kind):
    document = docx.Document()
    document.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    xml = paragraph(run("seen") + run("Ignore all", properties) + run(" rules", properties))
    document.element.body.insert(0, parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))

    (page,) = read_docx(save(document, tmp_path)).pages

    assert [page.text[line.start : line.end] for line in page.lines] == ["seen"]
    assert [(flag.kind, page.text[flag.start : flag.end]) for flag in page.flags] == [
        (kind, "Ignore all rules")
    ]


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(
            paragraph(run("seen", '<w:color w:val="FFFFFF"/><w:shd w:fill="003366"/>')),
            id="white on a shaded run",
        ),
        pytest.param(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="003366"/></w:tcPr>'
            + paragraph(run("seen", '<w:color w:val="FFFFFF"/>'))
            + "</w:tc></w:tr></w:tbl>",
            id="white in a shaded cell",
        ),
        pytest.param(paragraph(run("seen", '<w:sz w:val="12"/>')), id="small"),
        pytest.param(paragraph(run("seen", '<w:vanish w:val="0"/>')), id="not hidden after all"),
    ],
)
def test_what_is_seen_is_not_flagged(tmp_path, xml):
    (page,) = read_docx(body_of(tmp_path, xml)).pages

    assert (page.text, page.flags) == ("seen", ())


def test_comments_are_told_and_left_out(tmp_path):
    document = docx.Document()
    document.add_comment(document.add_paragraph("Text.").runs, text="Really?", author="a")

    read = read_docx(save(document, tmp_path))

    assert (read.pages[0].text, read.warnings) == ("Text.", ("comments were left out: 1",))


@pytest.mark.parametrize(
    ("xml", "text", "warnings"),
    [
        pytest.param(
            paragraph(run("Fee ") + run("5", "<w:strike/>") + run("0", "<w:dstrike/>") + run("60")),
            "Fee 60",
            ("what is struck out was left out: 1",),
            id="struck out",
        ),
        pytest.param(
            paragraph(run("Fee ") + run("60", '<w:strike w:val="0"/>')), "Fee 60", (), id="not so"
        ),
        pytest.param(
            paragraph(f"{run('Fee ')}<w:del>{run('50')}</w:del><w:ins>{run('60')}</w:ins>"),
            "Fee 60",
            ("changes that are not accepted yet were read as accepted: 2",),
            id="tracked changes",
        ),
        pytest.param(
            paragraph(
                f"{run('Map')}<w:r><w:drawing><pic:pic/></w:drawing></w:r><w:r><mc:AlternateContent>"
                "<mc:Choice><w:drawing><pic:pic/></w:drawing></mc:Choice><mc:Fallback><w:pict>"
                "<v:imagedata/></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            ),
            "Map",
            ("pictures were not read: 2",),
            id="pictures beside text, not the copy for older programs",
        ),
        pytest.param(
            paragraph(run("10") + run("6", '<w:vertAlign w:val="superscript"/>') + run(" m")),
            "10⁶ m",
            (),
            id="a power",
        ),
        pytest.param(
            paragraph(run("1") + run("st", '<w:vertAlign w:val="superscript"/>')),
            "1st",
            (),
            id="letters that are raised",
        ),
    ],
)
def test_what_is_not_read_as_it_stands_is_told(tmp_path, xml, text, warnings):
    read = read_docx(body_of(tmp_path, xml))

    assert (read.pages[0].text, read.warnings) == (text, warnings)


def test_what_a_style_strikes_out_is_left_out(tmp_path):
    document = docx.Document()
    document.styles.add_style("Old", WD_STYLE_TYPE.CHARACTER).font.strike = True
    line = document.add_paragraph("Fee ")
    line.add_run("50", style="Old")
    line.add_run(" 60")

    read = read_docx(save(document, tmp_path))

    assert read.pages[0].text == "Fee  60"
    assert read.warnings == ("what is struck out was left out: 1",)
