import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfWriter

from corpus.check import check, main
from corpus.facts import Fact, load_facts
from corpus.pdf import PDFS
from corpus.source import find_documents

from .conftest import FRONT, Write

ROOT = Path(__file__).parents[2]


def messages(path: Path, facts: Mapping[str, Fact]) -> list[str]:
    return [finding.message for finding in check([path], facts)]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        pytest.param("en", "Trade passed US$70 billion in 2022.[^trade]", id="as in the fact"),
        pytest.param("en", "Trade grew by 9.46% in 18 countries.[^trade]", id="percent sign"),
        pytest.param("en", "The 5G pilots came to 200.[^pilots]", id="code"),
        pytest.param("en", "It began on 6 June 2014 and took 72 hours.[^pilots]", id="date"),
        pytest.param("en", "It began in June 2014.[^pilots]", id="part of a date"),
        pytest.param("en", "As of December 2023 trade grew.[^trade]", id="the date it holds for"),
        pytest.param("en", "Who pays? The state pays, e.g. Taiwan.[^trade]", id="question"),
        pytest.param("zh", "2022 年貿易達 700 億美元。[^trade]", id="Chinese scale"),
        pytest.param("zh", "民國 111 年貿易成長 9.46%。[^trade]", id="Republican year"),
        pytest.param("zh", "計畫在十年間做了二百案（5G）。[^pilots]", id="Chinese numerals"),
        pytest.param("zh", "貿易涵蓋 18 國，詳見表 1。[^trade]", id="reference to a table"),
        pytest.param("zh", "臺灣（Taiwan, TW）貿易成長。[^trade]", id="commas within Latin words"),
        pytest.param(
            "en",
            "| Item | Value (US$ billion) |\n|---|---|\n| Trade in 2022 | 70[^trade] |",
            id="unit in the header",
        ),
    ],
)
def test_a_clean_paragraph_is_not_flagged(
    write: Write, facts: Mapping[str, Fact], language: str, body: str
) -> None:
    title = "一份文件" if language == "zh" else "A brief"

    assert messages(write(body + "\n", language=language, title=title), facts) == []


@pytest.mark.parametrize(
    ("language", "body", "message"),
    [
        pytest.param("en", "Trade passed US$71 billion.[^trade]", "'US$71 billion'", id="digit"),
        pytest.param("en", "Trade passed US$70 million.[^trade]", "'US$70 million'", id="scale"),
        pytest.param("en", "Trade passed €70 billion.[^trade]", "it has USD", id="currency"),
        pytest.param("zh", "貿易超過 700 億元。[^trade]", "it has USD", id="currency in Chinese"),
        pytest.param("en", "Trade grew by 9.46.[^trade]", "it has percent", id="percent lost"),
        pytest.param(
            "en", "Trade grew by 9.46 percentage points.[^trade]", "it has percent", id="points"
        ),
        pytest.param("en", "It took 72 days.[^pilots]", "it has hour", id="measure"),
        pytest.param("en", "Trade grew in 2021.[^trade]", "'2021'", id="year"),
        pytest.param("zh", "民國 110 年貿易成長。[^trade]", "'民國 110 年'", id="Republican year"),
        pytest.param("en", "It began on 7 June 2014.[^pilots]", "'7 June 2014'", id="day"),
        pytest.param("en", "It began in July 2014.[^pilots]", "'July 2014'", id="month"),
        pytest.param("en", "The 4G pilots began.[^pilots]", "'4G'", id="code"),
        pytest.param("zh", "三大計畫已展開。[^pilots]", "'三'", id="count of one's own"),
        pytest.param("en", "Both grew; three did not.[^trade]", "'three'", id="count in words"),
        pytest.param(
            "en", "Trade grew.[^trade]\n\nPilots came to 200.[^trade]", "'200'", id="other fact"
        ),
        pytest.param(
            "en",
            "| A | B |\n|---|---|\n| Pilots[^pilots] | x |\n| Trade | 200[^trade] |",
            "'200'",
            id="fact of another row",
        ),
        pytest.param(
            "en",
            "| A | Value (US$ million) |\n|---|---|\n| Trade | 70[^trade] |",
            "'70'",
            id="header with another scale",
        ),
        pytest.param("en", "| A |\n|---|\n| Trade |\n\nX.[^trade]", "row cites no", id="bare row"),
        pytest.param("en", "## In 1999\n\nTrade grew.[^trade]", "'1999'", id="heading"),
        pytest.param("en", "Trade grew. It fell.[^trade]", "'Trade grew.'", id="no mark"),
        pytest.param("zh", "貿易成長。後來下降。[^trade]", "'貿易成長。'", id="no mark in Chinese"),
        pytest.param("en", "Trade grew.[^trad]", "did you mean 'trade'", id="unknown fact"),
        pytest.param("en", "It may be 99.[^rumour]", "low confidence", id="low confidence"),
        pytest.param("en", "# Title\n\nTrade grew.[^trade]", "level 1", id="level 1"),
        pytest.param("zh", "臺灣(Taiwan)貿易成長。[^trade]", "half-width '('", id="half-width"),
        pytest.param("zh", "貿易成長,後來下降。[^trade]", "half-width ','", id="half-width comma"),
        pytest.param("zh", "Trade grew a lot this year.[^trade]", "other language", id="language"),
    ],
)
def test_a_planted_error_is_found(
    write: Write, facts: Mapping[str, Fact], language: str, body: str, message: str
) -> None:
    found = messages(write(body + "\n", language=language), facts)

    assert any(message in one for one in found), found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("kind: policy", "kind: case", "move the file", id="kind"),
        pytest.param("language: en", "language: zh", "file name says en", id="language"),
        pytest.param("issuer: Expansion", "issuer: Some other", "issuer must be", id="issuer"),
        pytest.param("[Taiwan]", "[Taiwann]", "did you mean 'Taiwan'", id="market"),
        pytest.param("title: A brief", "title: The 37 briefs", "'37'", id="figure in the title"),
    ],
)
def test_front_matter_is_checked(
    write: Write, facts: Mapping[str, Fact], old: str, new: str, message: str
) -> None:
    front = FRONT.format(title="A brief", language="en", issuer="Expansion Advisor project")
    assert old in front

    found = messages(write("Trade grew.[^trade]\n", front=front.replace(old, new)), facts)

    assert any(message in one for one in found), found


def test_a_finding_names_file_and_line(write: Write, facts: Mapping[str, Fact]) -> None:
    path = write("Trade grew.[^trade]\n\nIt came to 37.[^trade]\n")

    [finding] = check([path], facts)

    assert str(finding) == f"{path}:15: '37' is in no fact cited here"


def test_twins_cite_the_same_facts(write: Write, facts: Mapping[str, Fact]) -> None:
    english = write("Trade grew.[^trade] Pilots ran.[^pilots]\n")
    chinese = write("貿易成長。[^trade]\n", language="zh", title="一份文件")

    assert [(f.path, f.message) for f in check([english, chinese], facts)] == [
        (chinese, "cited by a-brief.en.md but not here: pilots")
    ]
    assert check([chinese], facts) == []


def test_a_pdf_of_one_page_is_too_short(
    write: Write, facts: Mapping[str, Fact], tmp_path: Path
) -> None:
    path = write("Trade grew.[^trade]\n")
    pdf = tmp_path / "pdf" / "policy" / "a-brief.en.pdf"
    pdf.parent.mkdir(parents=True)
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(pdf)

    found = [f.message for f in check([path], facts, pdf_folder=tmp_path / "pdf")]

    assert found == ["pages in the PDF: 1; write for 2 to 6"]


def test_without_facts_the_command_says_where_they_belong(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--facts", str(tmp_path)])

    assert result.exit_code == 1
    assert "name their folder with --facts or ADVISOR_SHARED" in result.output


def shared_facts() -> Mapping[str, Fact]:
    folder = Path(os.environ.get("ADVISOR_SHARED", ROOT.parent / "shared")) / "facts"
    if not folder.is_dir():
        pytest.skip(f"the facts are not here: {folder}")
    return load_facts(folder)


def test_all_documents_pass() -> None:
    paths = find_documents(folder=ROOT / "corpus" / "documents")

    findings = check(paths, shared_facts())

    assert paths
    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("700 億美元", "710 億美元", id="digit"),
        pytest.param("700 億美元", "700 億歐元", id="currency"),
        pytest.param("9.46%", "9.64%", id="swapped digits"),
        pytest.param("2022 年歐盟", "2021 年歐盟", id="year"),
        pytest.param("37 國", "38 國", id="table cell"),
    ],
)
def test_an_error_planted_in_a_real_document_is_found(tmp_path: Path, old: str, new: str) -> None:
    facts = shared_facts()
    name = "ebrd-taiwan-cooperation-2023.zh.md"
    text = (ROOT / "corpus" / "documents" / "policy" / name).read_text(encoding="utf-8")
    assert old in text
    planted = tmp_path / "policy" / name
    planted.parent.mkdir()
    planted.write_text(text.replace(old, new), encoding="utf-8")

    assert check([planted], facts, pdf_folder=tmp_path) != []


def test_every_document_has_its_pdf() -> None:
    documents = find_documents(folder=ROOT / "corpus" / "documents")
    expected = {f"{path.parent.name}/{path.stem}.pdf" for path in documents}

    assert {path.relative_to(PDFS).as_posix() for path in PDFS.glob("*/*.pdf")} == expected
