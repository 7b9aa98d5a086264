"""What a PDF says of itself: page labels, properties, title, outline."""

import pytest

from ingest.readers.pdf import read_pdf
from tests.ingest.conftest import At, MakePdf


def test_labels_are_those_the_file_declares(make_pdf: MakePdf):
    pages = [[At(60, 100, "text")]] * 4

    declared = read_pdf(make_pdf(*pages, labels=[(0, "/r", 1), (2, "/D", 26)]))
    undeclared = read_pdf(make_pdf(*pages))

    assert [page.label for page in declared.pages] == ["i", "ii", "26", "27"]
    assert [page.label for page in undeclared.pages] == [None] * 4


def test_properties_and_keywords_become_metadata(make_pdf: MakePdf):
    document = read_pdf(
        make_pdf(
            [At(60, 100, "text")],
            language="zh-Hant-TW",
            information={
                "/Title": "智慧城鄉指引",
                "/Author": "數位發展部",
                "/CreationDate": "D:20240315120000+08'00'",
                "/Keywords": "kind=policy, market=Thailand, market=Viet Nam, sector=parking, "
                "edition=2, supersedes=old.pdf, plain",
            },
        )
    )

    assert document.title == "智慧城鄉指引"
    assert document.metadata == {
        "issuer": "數位發展部",
        "issued": "2024-03-15",
        "language": "zh",
        "kind": "policy",
        "markets": ["Thailand", "Viet Nam"],
        "sectors": ["parking"],
        "edition": "2",
        "supersedes": "old.pdf",
    }
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("information", "kept"),
    [
        pytest.param({"/Author": "A", "/Keywords": "issuer=B"}, {"issuer": "B"}, id="keyword wins"),
        pytest.param({"/Author": "anonymous"}, {}, id="nobody"),
        pytest.param({"/CreationDate": "D:19000101000000Z"}, {}, id="too early"),
        pytest.param({"/CreationDate": "D:29990101000000Z"}, {}, id="not yet"),
        pytest.param({"/CreationDate": "rubbish"}, {}, id="no date"),
        pytest.param(
            {"/CreationDate": "D:20240315120000Z", "/Producer": "Skia/PDF m120"},
            {},
            id="the day a web page was printed",
        ),
    ],
)
def test_properties_that_say_nothing_are_left_out(
    make_pdf: MakePdf, information: dict[str, str], kept: dict[str, str]
):
    document = read_pdf(make_pdf([At(60, 100, "text")], information=information))

    assert document.metadata == kept


@pytest.mark.parametrize("title", ["Report-final.docx", "0000764478-17-000008", "Untitled", " "])
def test_a_title_that_a_program_made_is_no_title(make_pdf: MakePdf, title: str):
    document = read_pdf(make_pdf([At(60, 100, "text")], information={"/Title": title}))

    assert document.title is None


def test_lines_named_in_the_outline_are_headings(make_pdf: MakePdf):
    document = read_pdf(
        make_pdf(
            [At(60, 100, "1.2 Scope"), At(60, 120, "text")],
            [At(60, 100, "1.2 Scope")],
            outline=[("1.2  Scope", 0)],
        )
    )

    assert [[line.heading for line in page.lines] for page in document.pages] == [[1, None], [None]]
