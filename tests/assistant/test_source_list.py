"""A page stands once in the list of sources."""

from dataclasses import replace

from assistant.source_list import bracketed, cited_pages, nearest_pages
from assistant.types import Claim, Passage, Quote, Verdict
from language.script import Language
from tests.assistant.test_report import CHUNK

QUOTE = Quote(1, 1, "d", "d.pdf", "D", 0, None, 0, 9, "It is so.", Language.EN)


def _claim(*quotes: Quote) -> Claim:
    return Claim("It is so.", Verdict.SUPPORTED, tuple(one.marker for one in quotes), quotes)


def test_passages_of_one_page_share_its_line() -> None:
    other = replace(QUOTE, marker=2, page_index=1)
    third = replace(QUOTE, marker=3, start=20, end=29)

    pages = cited_pages([_claim(QUOTE), _claim(other, third)])

    assert [page.markers for page in pages] == [(1, 3), (2,)]
    assert [page.quotes for page in pages] == [(QUOTE, third), (other,)]


def test_the_same_page_of_another_document_has_a_line_of_its_own() -> None:
    assert len(cited_pages([_claim(QUOTE, replace(QUOTE, marker=2, version=2))])) == 2


def test_pages_stand_in_the_order_of_their_markers() -> None:
    later = replace(QUOTE, marker=2, page_index=1)

    assert [page.markers for page in cited_pages([_claim(later), _claim(QUOTE)])] == [(1,), (2,)]


def test_nothing_cited_has_no_sources() -> None:
    assert cited_pages([_claim()]) == []


def test_the_nearest_are_the_first_passages_of_three_pages() -> None:
    chunks = [replace(CHUNK, id=number, page_index=number // 2) for number in range(10)]
    passages = [Passage(number, chunk, 1.0) for number, chunk in enumerate(chunks, start=1)]

    assert [one.number for one in nearest_pages(passages)] == [1, 3, 5]


def test_markers_are_bracketed_side_by_side() -> None:
    assert bracketed((1, 3)) == "[1][3]"
