"""Numbers that Word sets before paragraphs: they stand on the page, and nowhere in its text."""

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.ingest.readers.word_files import save, shown

_LIST = """
<w:abstractNum {ns} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="taiwaneseCountingThousand"/>
<w:pStyle w:val="Heading2"/><w:lvlText w:val="第%1條"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="taiwaneseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:isLgl/>
<w:lvlText w:val="%1.%2.%3"/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>"""

_OTHERS = """
<w:abstractNum {ns} w:abstractNumId="95"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading3"/>
<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum {ns} w:abstractNumId="96"><w:numStyleLink w:val="Articles"/></w:abstractNum>
<w:num {ns} w:numId="97"><w:abstractNumId w:val="95"/><w:lvlOverride w:ilvl="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>
</w:num><w:num {ns} w:numId="95"><w:abstractNumId w:val="95"/></w:num>
<w:num {ns} w:numId="96"><w:abstractNumId w:val="96"/></w:num>"""


class _Numbered:
    """A document whose paragraphs belong to lists."""

    def __init__(self) -> None:
        self.document = docx.Document()
        part = self.document.part.numbering_part.element
        part.insert(0, parse_xml(_LIST.format(ns=nsdecls("w"))))
        for number, more in (
            ("91", ""),
            (
                "92",
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>',
            ),
        ):
            part.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/>'
                    f"{more}</w:num>"
                )
            )

    def add(self, text: str, number: str | None, level: int = 0, style: str | None = None) -> None:
        element = self.document.add_paragraph(text, style=style)._p
        if number is not None:
            element.get_or_add_pPr().append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
                    f'<w:numId w:val="{number}"/></w:numPr>'
                )
            )


def test_numbers_count_by_level_and_start_anew_where_a_list_says_so(tmp_path: Path) -> None:
    made = _Numbered()
    for text, number, level in (
        ("為獎勵廠商。", "91", 0),
        ("對象如下：", "91", 0),
        ("公司。", "91", 1),
        ("商號。", "91", 1),
        ("以及其他。", "91", 2),
        ("附註。", "91", 3),
        ("", "91", 0),
        ("金額。", "91", 0),
        ("夥伴。", "91", 1),
        ("另一份。", "92", 0),
        ("沒有編號。", "0", 0),
    ):
        made.add(text, number, level)

    assert [line.text for line in shown(save(made.document, tmp_path))] == [
        "第一條 為獎勵廠商。",
        "第二條 對象如下：",
        "（一）公司。",
        "（二）商號。",
        "2.2.3 以及其他。",
        "附註。",
        "第四條 金額。",
        "（一）夥伴。",
        "第一條 另一份。",
        "沒有編號。",
    ]


def test_a_style_numbers_its_paragraphs(tmp_path: Path) -> None:
    made = _Numbered()
    style = made.document.styles["Heading 2"].element
    style.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="91"/></w:numPr>')
    )
    made.add("資格", None, style="Heading 2")
    made.add("期限", None, style="Heading 2")
    made.add("附則", "0", style="Heading 2")

    assert shown(save(made.document, tmp_path)) == [
        (2, "第一條 資格"),
        (2, "第二條 期限"),
        (2, "附則"),
    ]


def numbered_otherwise() -> _Numbered:
    """A document with the other lists, and a style that stands for one of them."""
    made = _Numbered()
    part = made.document.part.numbering_part.element
    part.extend(parse_xml(f"<w:x {nsdecls('w')}>{_OTHERS.format(ns=nsdecls('w'))}</w:x>"))
    articles = '<w:pPr><w:numPr><w:numId w:val="95"/></w:numPr></w:pPr>'
    made.document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="numbering" w:styleId="Articles">{articles}</w:style>'
        )
    )
    return made


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param("95", "4.First.", id="nothing between the number and the text"),
        pytest.param("96", "4.First.", id="a list by the style that stands for it"),
        pytest.param("97", "I) First.", id="a level that the list has otherwise"),
    ],
)
def test_a_list_is_written_as_it_says(tmp_path: Path, number: str, expected: str) -> None:
    made = numbered_otherwise()
    made.add("First.", number)

    assert [line.text for line in shown(save(made.document, tmp_path))] == [expected]


def test_a_style_has_its_level_also_for_those_based_on_it(tmp_path: Path) -> None:
    made = numbered_otherwise()
    styles = made.document.styles
    styles["Heading 3"].element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="95"/></w:numPr>')
    )
    styles.add_style("Ours", WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Heading 3"]
    made.add("Before any part.", None, style="Heading 3")
    made.add("And then.", None, style="Ours")

    assert [line.text for line in shown(save(made.document, tmp_path))] == [
        "4.1 Before any part.",
        "4.2 And then.",
    ]


def test_a_paragraph_deleted_with_its_end_is_not_counted(tmp_path: Path) -> None:
    made = _Numbered()
    made.add("甲。", "91")
    made.add("", "91")
    struck = made.document.paragraphs[-1]._p.get_or_add_pPr()
    struck.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="a"/></w:rPr>'))
    made.add("乙。", "91")

    assert [line.text for line in shown(save(made.document, tmp_path))] == [
        "第一條 甲。",
        "第二條 乙。",
    ]
