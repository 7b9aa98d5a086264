"""Charts and diagrams, whose words stand in parts of their own."""

import datetime
from pathlib import Path

import docx
import pptx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part as SlidePart
from pptx.opc.packuri import PackURI as SlidePackURI
from pptx.util import Inches

from ingest.readers.pptx import read_pptx
from tests.ingest.readers.word_files import save, shown

_BOX = (Inches(1), Inches(1), Inches(4), Inches(3))
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWINGS = "http://schemas.openxmlformats.org/drawingml/2006"
_DATA_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
_DIAGRAM = (
    f'<dgm:dataModel xmlns:dgm="{_DRAWINGS}/diagram" xmlns:a="{_DRAWINGS}/main"><dgm:ptLst>'
    '<dgm:pt modelId="1"><dgm:t><a:bodyPr/><a:p><a:r><a:t>Apply</a:t></a:r></a:p></dgm:t></dgm:pt>'
    '<dgm:pt modelId="2" type="pres"><dgm:t><a:bodyPr/><a:p><a:r><a:t>laid out</a:t></a:r></a:p>'
    "</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
).encode()


def _graphic(key: str) -> str:
    return (
        f'<a:graphic xmlns:a="{_DRAWINGS}/main"><a:graphicData uri="{_DRAWINGS}/diagram">'
        f'<dgm:relIds xmlns:dgm="{_DRAWINGS}/diagram" xmlns:r="{_OFFICE}/relationships" '
        f'r:dm="{key}" r:lo="{key}" r:qs="{key}" r:cs="{key}"/></a:graphicData></a:graphic>'
    )


def test_a_chart_s_figures_are_as_the_chart_shows_them(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    growth = CategoryChartData(number_format="0.0%")
    growth.categories = ["Poland", "Thailand"]
    growth.add_series("2023", (0.153, -0.02))
    growth.add_series("2024", (0.2, None))
    months = CategoryChartData()
    months.categories = [datetime.date(2024, 1, 1), datetime.date(2024, 2, 1)]
    months.add_series("Sales", (1234567, 2), number_format="#,##0")
    points = XyChartData()
    points.add_series("Price").add_data_point(1.5, 20)
    for kind, data in (
        (XL_CHART_TYPE.COLUMN_CLUSTERED, growth),
        (XL_CHART_TYPE.LINE, months),
        (XL_CHART_TYPE.XY_SCATTER, points),
    ):
        slide.shapes.add_chart(kind, *_BOX, data)
    *_, last = slide.shapes[0].chart._chartSpace.iter(f"{{{_DRAWINGS}/chart}}pt")
    last.set("formatCode", "0.00%")
    path = tmp_path / "a.pptx"
    presentation.save(str(path))

    assert read_pptx(path).pages[0].text.split("\n") == [
        "| 2023 | 2024",
        "Poland | 15.3% | 20.00%",
        "Thailand | -2.0% |",
        "| Sales",
        "2024-01-01 | 1,234,567",
        "2024-02-01 | 2",
        "| Price",
        "1.5 | 20",
    ]


def test_a_diagram_on_a_slide_is_read(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    part = SlidePart(
        SlidePackURI("/ppt/diagrams/data1.xml"), _DATA_TYPE, presentation.part.package, _DIAGRAM
    )
    key = slide.part.relate_to(part, f"{_OFFICE}/relationships/diagramData")
    slide.shapes._spTree.append(
        parse_xml(
            '<p:graphicFrame xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
            f'xmlns:a="{_DRAWINGS}/main"><p:nvGraphicFramePr><p:cNvPr id="44" name="d"/>'
            "<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm>"
            f'<a:off x="0" y="0"/><a:ext cx="1" cy="1"/></p:xfrm>{_graphic(key)}</p:graphicFrame>'
        )
    )
    path = tmp_path / "a.pptx"
    presentation.save(str(path))

    assert read_pptx(path).pages[0].text == "Apply"


def test_a_diagram_in_a_word_document_follows_its_paragraph(tmp_path: Path) -> None:
    document = docx.Document()
    element = document.add_paragraph("How to:")._p
    document.add_paragraph("Done.")
    part = Part(PackURI("/word/diagrams/data1.xml"), _DATA_TYPE, _DIAGRAM, document.part.package)
    key = document.part.relate_to(part, f"{_OFFICE}/relationships/diagramData")
    element.append(
        parse_xml(
            '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f'<w:drawing><wp:inline xmlns:wp="{_DRAWINGS}/wordprocessingDrawing">{_graphic(key)}'
            "</wp:inline></w:drawing></w:r>"
        )
    )

    texts = [line.text for line in shown(save(document, tmp_path))]
    assert texts == ["How to:", "Apply", "Done."]
