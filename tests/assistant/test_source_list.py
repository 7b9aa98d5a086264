"""A page stands once in the list of sources."""

from dataclasses import replace

from assistant.source_list import bracketed, cited_pages, nearest_pages, nearest_sentence
from assistant.types import Claim, Passage, Quote, Verdict
from ingest.types import TableContext
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


PAGE = """What a visa costs
Contents
When it began ........ 1
What does a visa for founders cost?
Founders pay 90 euros.
The desk is open on Mondays. A visa for founders is sent by post, at no cost.
"""


def test_a_nearest_page_is_shown_by_the_sentence_that_shares_most_words() -> None:
    row = PAGE.index("Founders pay")
    table = TableContext(row, PAGE.index("The desk"), "Cost of a visa")
    passage = Passage(1, replace(CHUNK, text=PAGE, start=0, end=len(PAGE), tables=(table,)), 1.0)

    asked = "What does a visa for founders cost?"
    assert nearest_sentence(passage, question=asked) == (
        "A visa for founders is sent by post, at no cost."
    )
    assert nearest_sentence(passage, question="停車") == "The desk is open on Mondays."


def test_a_passage_without_a_sentence_has_none_to_show() -> None:
    contents = replace(CHUNK, text="Contents\nWhen it began ........ 1\nWhat it costs ..........")

    assert nearest_sentence(Passage(1, contents, 1.0), question="What does it cost?") is None


def test_markers_are_bracketed_side_by_side() -> None:
    assert bracketed((1, 3)) == "[1][3]"
