from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import typst
from pypdf import PdfReader, PdfWriter

from corpus.build import FONTS, build
from corpus.errors import BuildError
from corpus.markup import keywords, typst_markup
from corpus.names import MARKETS_ZH
from corpus.pdf import PDFS, packed
from corpus.references import Reference, load_references, references
from corpus.source import Source, find_documents, read_source

from .conftest import FRONT, Write, fact

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "corpus" / "documents"

REFERENCES = {
    "one": Reference(title="First", publisher="A", date="2023", url="https://example.org/1"),
    "two": Reference(title="Second", publisher="B", date=None, url=None),
    "also-one": Reference(title="First", publisher="A", date="2023", url="https://example.org/1"),
}

needs_fonts = pytest.mark.skipif(
    not set(FONTS) <= set(typst.Fonts().families()),
    reason="the fonts of the template are not installed (Debian: fonts-noto-cjk)",
)


def pages(pdf: bytes | Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def built(source: Source, tmp_path: Path) -> Path:
    path = tmp_path / "built.pdf"
    path.write_bytes(build(source, REFERENCES))
    return path


@needs_fonts
@pytest.mark.parametrize("name", ["new-southbound-2023.zh", "ebrd-taiwan-cooperation-2023.en"])
def test_the_committed_pdf_says_what_its_source_does(name: str) -> None:
    source = read_source(DOCUMENTS / "policy" / f"{name}.md")

    rebuilt = build(source, load_references())

    assert pages(rebuilt) == pages(PDFS / "policy" / f"{name}.pdf")


@needs_fonts
def test_building_twice_gives_the_same_bytes(write: Write) -> None:
    source = read_source(write("## Heading\n\nOne.[^one] Two.[^two]\n"))

    assert build(source, REFERENCES) == build(source, REFERENCES)


@needs_fonts
def test_front_pages_are_numbered_in_roman_and_the_body_starts_at_1(
    write: Write, tmp_path: Path
) -> None:
    front = FRONT.format(title="A brief", language="en", issuer="Expansion Advisor project")
    front = front.replace("supersedes: null\n", "supersedes: null\nsummary: |\n  What it says.\n")
    body = "## Heading\n\n" + "A sentence that fills the page.[^one] " * 300

    path = built(read_source(write(body, front=front)), tmp_path)

    labels = PdfReader(path).page_labels
    assert labels == ["i", *(str(number) for number in range(1, len(labels)))]
    assert len(labels) > 2
    printed = [text.split()[-1] for text in pages(path)]
    assert printed == labels


@needs_fonts
def test_every_page_names_the_sources_it_cites_once(write: Write, tmp_path: Path) -> None:
    body = "## Heading\n\n" + "\n\n".join(
        "A sentence that fills the page, over and over again.[^one] Another one.[^two] "
        "A third one from the first source.[^also-one]"
        for _ in range(40)
    )

    texts = pages(built(read_source(write(body)), tmp_path))

    assert len(texts) > 1
    for text in texts:
        assert text.count("First, A, 2023.") == 1
        assert text.count("Second, B.") == 1


@needs_fonts
def test_the_text_comes_back_as_it_was_written(write: Write, tmp_path: Path) -> None:
    marks = r"#let x = 1; *a* _b_ $c$ @d `e` <f> [g] \h ~ // \"i\" 'j' = - + {k}"
    escaped = "".join(f"\\{char}" if char in r"\`*_{}[]<>#+-!|$@~'\"" else char for char in marks)
    body = f"{escaped}[^one]\n\n長行方見：「面」，（臺灣）；５０％。[^two]\n"

    [text] = pages(built(read_source(write(body)), tmp_path))

    assert marks in text
    assert "長行方見：「面」，（臺灣）；５０％。" in text


@needs_fonts
def test_the_pdf_says_what_it_is(write: Write, tmp_path: Path) -> None:
    path = write("## 標題\n\n一句話。[^one]\n", language="zh", title="一份文件")

    reader = PdfReader(built(read_source(path), tmp_path))

    assert reader.metadata is not None
    assert reader.metadata.title == "一份文件"
    assert reader.metadata.author == "國際拓展諮詢專案"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date().isoformat() == "2026-11-23"
    assert reader.metadata["/Keywords"] == ", ".join(keywords(read_source(path)))
    assert reader.root_object["/Lang"] == "zh-TW"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert [entry["/Title"] for entry in reader.outline] == ["標題"]


@needs_fonts
def test_a_table_has_its_caption_and_a_row_its_note(write: Write, tmp_path: Path) -> None:
    body = "| A | B |\n|---|---|\n| left | right[^one] |\n\n: Table 1 What is where\n"

    [text] = pages(built(read_source(write(body)), tmp_path))

    assert text.index("Table 1 What is where") < text.index("A B") < text.index("left right")
    assert "First, A, 2023. https://example.org/1" in text


def test_packing_a_pdf_keeps_what_it_holds() -> None:
    writer = PdfWriter()
    for _ in range(250):  # more objects than one stream takes
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": "一份文件"})
    writer.add_outline_item(title="Last", page_number=249)
    writer.set_page_label(page_index_from=0, page_index_to=1, style="/r")
    writer.generate_file_identifiers()
    plain = BytesIO()
    writer.write(plain)

    small = packed(plain.getvalue())

    before, after = PdfReader(plain), PdfReader(BytesIO(small))
    assert len(small) < len(plain.getvalue()) / 4
    assert after.page_labels == before.page_labels
    assert after.metadata == before.metadata
    assert [entry["/Title"] for entry in after.outline] == ["Last"]
    assert len(pages(small)) == 250


def test_keywords_hold_every_market_and_sector(write: Write) -> None:
    front = FRONT.format(title="A", language="en", issuer="Expansion Advisor project")
    front = front.replace("[Taiwan]", "[Taiwan, Thailand]").replace("null", "an-older-brief")

    assert keywords(read_source(write("Text.[^one]\n", front=front))) == [
        "kind=policy",
        "market=Taiwan",
        "market=Thailand",
        "sector=any",
        "issuer=Expansion Advisor project",
        "issued=2026-11-23",
        "edition=1",
        "language=en",
        "supersedes=an-older-brief",
    ]


def test_marks_that_stand_together_name_a_source_once(write: Write) -> None:
    markup = typst_markup(read_source(write("Text.[^two][^one][^also-one]\n")), REFERENCES)

    assert markup.count("source(") == 2


def test_a_mark_without_a_reference_names_the_cure(write: Write) -> None:
    source = read_source(write("Text.[^unknown]\n"))

    with pytest.raises(BuildError, match=r"'unknown' has no reference: run `python -m corpus"):
        typst_markup(source, REFERENCES)


def test_a_market_without_a_chinese_name_names_the_cure(write: Write) -> None:
    front = FRONT.format(title="一", language="zh", issuer="國際拓展諮詢專案")
    source = read_source(
        write("字。[^one]\n", language="zh", front=front.replace("[Taiwan]", "[Atlantis]"))
    )

    with pytest.raises(BuildError, match=r"'Atlantis' has no Chinese name"):
        typst_markup(source, REFERENCES)


def test_references_hold_the_sources_of_cited_facts_only() -> None:
    facts = {name: fact(name, "x", "y") for name in ("a", "b")}

    found = references(facts, {"b", "unknown"})

    assert list(found) == ["b"]
    assert found["b"].title == "A report"


@pytest.mark.parametrize("content", [None, "- a list\n", "a: {title: 1}\n"])
def test_bad_references_name_the_cure(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "references.yaml"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(BuildError, match=r"run `python -m corpus.references`"):
        load_references(path)


def test_every_mark_in_the_documents_has_its_reference() -> None:
    known = load_references()
    sources = [read_source(path) for path in find_documents(folder=DOCUMENTS)]

    assert {name for source in sources for name in source.facts} == set(known)


def test_every_market_in_the_documents_has_a_chinese_name() -> None:
    sources = [read_source(path) for path in find_documents(folder=DOCUMENTS)]

    assert {market for source in sources for market in source.front.markets} <= set(MARKETS_ZH)
