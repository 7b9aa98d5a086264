"""Numbers that Word sets before paragraphs: they stand on the page, and nowhere in its text."""

from pathlib import Path

import docx
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
