"""A quote is words read anew from the stored page, or nothing."""

from dataclasses import replace

import pytest

from assistant.cite import cite, is_on_page
from assistant.types import Passage, Quote
from ingest.index import Index
from ingest.types import Chunk, Page
from language.script import Language
from tests.assistant.paged import publish

TEXT = "Rent is due monthly. 押金為兩個月租金。"
WORDS = "押金為兩個月租金。"
AT = TEXT.index(WORDS)


@pytest.fixture
def chunk(index: Index) -> Chunk:
    return publish(index, "A first page.", TEXT, labels=("iii", "iv"))[1]


def test_a_quote_says_where_it_stands(chunk: Chunk, index: Index) -> None:
    quote = cite(Passage(3, chunk, 1.0), AT, AT + len(WORDS), catalogue=index.catalogue)

    assert quote == Quote(
        marker=3,
        version=chunk.version,
        document="paged.pdf",
        source="paged.pdf",
        title="A paged document",
        page_index=1,
        page_label="iv",
        start=AT,
        end=AT + len(WORDS),
        text=WORDS,
        language=Language.ZH,
    )


def test_a_heading_is_quoted_as_one(chunk: Chunk, index: Index) -> None:
    headed = replace(chunk, headings=("A paged document", WORDS))

    quote = cite(Passage(3, headed, 1.0), AT, AT + len(WORDS), catalogue=index.catalogue)

    assert quote is not None
    assert quote.heading


@pytest.mark.parametrize(
    ("change", "start", "end"),
    [
        pytest.param({"text": TEXT.replace("兩", "三")}, AT, AT + len(WORDS), id="other words"),
        pytest.param({"version": 99}, AT, AT + len(WORDS), id="no such version"),
        pytest.param({"page_index": 0}, AT, AT + len(WORDS), id="another page"),
        pytest.param({"page_index": 9}, AT, AT + len(WORDS), id="no such page"),
        pytest.param({}, AT, AT, id="no words"),
        pytest.param({}, len(TEXT), len(TEXT) + 5, id="behind the end"),
    ],
)
def test_words_that_are_not_there_are_not_quoted(
    chunk: Chunk, index: Index, change: dict[str, object], start: int, end: int
) -> None:
    passage = Passage(1, replace(chunk, **change), 1.0)

    assert cite(passage, start, end, catalogue=index.catalogue) is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("Rent is due monthly.", True, id="as printed"),
        pytest.param("Rent is\ndue  monthly.", True, id="white space"),
        pytest.param("Ｒent is due monthly.", True, id="full width"),
        pytest.param("rent is due monthly.", False, id="case"),
        pytest.param("Rent is due monthly!", False, id="punctuation"),
        pytest.param("押金为两个月租金。", False, id="script"),
        pytest.param("Rent is due yearly.", False, id="another word"),
        pytest.param(" \n", False, id="no words"),
    ],
)
def test_only_white_space_and_width_may_differ(
    chunk: Chunk, index: Index, words: str, found: bool
) -> None:
    page = index.catalogue.page(chunk.version, 1)
    quote = Quote(1, chunk.version, "d", "d", "D", 1, None, 0, 1, words, Language.EN)

    assert isinstance(page, Page)
    assert is_on_page(quote, page) is found
