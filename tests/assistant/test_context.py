"""A sentence brings along what it cannot be understood without."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.context import label_block, lead_in, needed_by
from ingest.types import Chunk, TableContext
from language.script import detect_language
from language.sentences import Span, sentence_spans


def _chunk(text: str, *headings: str) -> Chunk:
    return Chunk(
        id=1,
        version=1,
        document="d.md",
        source="d.md",
        title="Notes",
        page_index=0,
        page_label=None,
        start=0,
        end=len(text),
        text=text,
        language=detect_language(text),
        headings=headings,
    )


def _place(text: str, opening: str) -> int:
    return next(
        place
        for place, span in enumerate(sentence_spans(text))
        if text[span.start :].startswith(opening)
    )


@pytest.mark.parametrize(
    ("text", "opening", "before"),
    [
        pytest.param(
            "The fund began in 1991. It pays consultants.",
            "It",
            ["The fund began in 1991."],
            id="a pronoun",
        ),
        pytest.param(
            "Slovakia has a grant. The programme pays half.",
            "The programme",
            ["Slovakia has a grant."],
            id="a thing named before",
        ),
        pytest.param(
            "基金於 1991 年成立。該基金補助顧問費用。",
            "該基金",
            ["基金於 1991 年成立。"],
            id="Chinese",
        ),
        pytest.param("The fund began in 1991. Banks pay.", "Banks", [], id="a sentence by itself"),
        pytest.param("其中一項是補助顧問費用。", "其中", [], id="nothing before it"),
        pytest.param(
            "Table 2 Highest fines\nBreach Fine\nBanned practices EUR 35 million",
            "Banned",
            ["Table 2 Highest fines"],
            id="a table's row",
        ),
        pytest.param(
            "Table 2 Highest fines\nBanned practices EUR 35 million\nFines are rare. Banks pay",
            "Banks",
            [],
            id="below the table",
        ),
    ],
)
def test_what_comes_before(text: str, opening: str, before: list[str]) -> None:
    needed = needed_by(_chunk(text), _place(text, opening), question="Who pays?")

    assert [text[span.start : span.end] for span in needed.before] == before
    assert needed.after == ()


def test_what_was_asked_about_needs_no_sentence_before() -> None:
    chunk = _chunk("Slovakia has a bank. The fund pays consultants.")

    assert needed_by(chunk, 1, question="Whom does the bank pay?").before != ()
    assert needed_by(chunk, 1, question="Whom does the fund pay?").before == ()


def test_a_heading_is_no_sentence_before() -> None:
    text = "How the fund works\nIt pays consultants."

    assert needed_by(_chunk(text, "How the fund works"), 1, question="").before == ()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param(
            "須符合下列條件：\n1. 已登記為廠商。\n2. 已繳清費用。\n其他規定另訂。",
            ["1. 已登記為廠商。", "2. 已繳清費用。"],
            id="numbered",
        ),
        pytest.param(
            "Bring these:\n• a passport\n• a photo\nThe office is closed on Sundays.",
            ["• a passport", "• a photo"],
            id="bullets",
        ),
        pytest.param("須符合下列條件：\n其他規定另訂。", [], id="no items"),
    ],
)
def test_the_items_that_a_sentence_announces_come_after_it(text: str, after: list[str]) -> None:
    needed = needed_by(_chunk(text), 0, question="")

    assert [text[span.start : span.end] for span in needed.after] == after


def test_a_long_list_is_cut_short() -> None:
    text = "Bring these:\n" + "\n".join(f"• thing number {number}" for number in range(20))

    assert len(needed_by(_chunk(text), 0, question="").after) == 6


def test_a_block_of_labels_is_known_by_its_lines() -> None:
    block = ["Kind: Case study", "Markets: Thailand", "Date: 23 November 2026 (edition 1)"]

    assert label_block(["A title", *block, "The fair is held in May."]) == {1, 2, 3}
    assert label_block(["類別：案例", "市場：泰國", "日期：2026 年（第 1 版）"]) == {0, 1, 2}
    assert label_block(["Winner: the north team", "It won by two points."]) == frozenset()


_TABLED = "The bank applies two tests.\nTest Question\nCopy Can it be copied?\nPeople Who runs it?"


def _with_table(text: str, first: str) -> Chunk:
    table = TableContext(text.index(first), len(text), "Test | Question")
    return replace(_chunk(text), tables=(table,))


def _said(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def test_rows_below_a_sentence_that_announces_them_come_along() -> None:
    needed = needed_by(_with_table(_TABLED, "Copy"), 0, question="Which tests?")

    assert _said(_TABLED, needed.after) == ["Copy Can it be copied?", "People Who runs it?"]


def test_the_caption_comes_with_the_rows_below() -> None:
    text = "The levy rises in steps.\nTable 2 The levy\nTest Question\nCopy 10%\nPeople 20%"
    needed = needed_by(_with_table(text, "Copy"), 0, question="")

    assert _said(text, needed.after) == ["Table 2 The levy", "Copy 10%", "People 20%"]


@pytest.mark.parametrize("instead", ["care", "five million users"])
def test_a_sentence_that_announces_nothing_needs_no_rows(instead: str) -> None:
    text = _TABLED.replace("two tests", instead)

    assert needed_by(_with_table(text, "Copy"), 0, question="Which tests?").after == ()


def test_a_row_brings_the_whole_table_where_the_table_is_asked_about() -> None:
    chunk, place = _with_table(_TABLED, "Copy"), _place(_TABLED, "People")

    assert _said(_TABLED, needed_by(chunk, place, question="", whole_table=True).before) == [
        "Copy Can it be copied?"
    ]
    assert needed_by(chunk, place, question="").before == ()


@pytest.mark.parametrize(
    ("text", "opening", "lead"),
    [
        pytest.param("What to do\n• Ask. Wait.\n• Sign.", "• Sign", "What to do", id="a heading"),
        pytest.param("What to do\n1. Ask.\n2. Sign.", "Sign", "What to do", id="numbers apart"),
        pytest.param(
            "先做什麼\n廠商要有：\n1. 登記。\n2. 實績。", "實績", "廠商要有：", id="a colon"
        ),
        pytest.param(
            "What to do\n• Have: a stamp.\n• Ask:\n• Sign.", "• Sign", "What to do", id="an item's"
        ),
        pytest.param("What to do\nIt is long.\n• Sign.", "• Sign", None, id="prose between"),
        pytest.param("What to do\n• Ask. Wait.\n• Sign.", "Wait.", None, id="no first sentence"),
        pytest.param("What to do\nAsk them.", "Ask", None, id="no item"),
        pytest.param("• Ask.\n• Sign.", "• Sign", None, id="on another page"),
    ],
)
def test_an_item_needs_what_says_what_its_list_is(
    text: str, opening: str, lead: str | None
) -> None:
    chunk, place = _chunk(text, "What to do", "先做什麼"), _place(text, opening)

    span = lead_in(chunk, place)

    assert (span and text[span.start : span.end]) == lead
    assert needed_by(chunk, place, question="?").before == ((span,) if span else ())
