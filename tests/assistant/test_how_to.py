"""How to get at something is told by several sections of its own document."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.asked import AnswerKind, Asked, Question
from assistant.chosen import Chosen
from assistant.how_to import sections_on_how
from assistant.types import Passage
from ingest.types import Chunk, TableContext
from language.script import Language, detect_language

FUND = Question(
    "How do we access the harbour fund?",
    (
        Asked("access", (), (("access",),), 2.0),
        Asked("harbour fund", (), (("harbour", "fund"),), 2.0),
    ),
    AnswerKind.STEPS,
)


def _chunk(number: int, heading: str, text: str, title: str = "The harbour fund") -> Chunk:
    return Chunk(
        id=number,
        version=1,
        document="fund.md",
        source="fund.md",
        title=title,
        page_index=number,
        page_label=None,
        start=10,
        end=10 + len(text),
        text=text,
        language=Language.EN,
        headings=(title, heading),
    )


FOUND = _chunk(1, "When it began", "The fund began in 1991. It was small.")
PAID = _chunk(2, "How a firm is paid", "A firm is paid by the bank. It waits a month.")
WHOM = _chunk(3, "Whom to ask", "Write to the desk in Lisbon. It answers soon.")
SIZE = _chunk(4, "How large it is", "The fund holds ten million euros. It grows.")
DOCUMENT = (FOUND, PAID, WHOM, SIZE)


def _told(question: Question, *found: Chunk, document: Sequence[Chunk] = DOCUMENT) -> list[str]:
    passages = [Passage(number, chunk, 1.0) for number, chunk in enumerate(found, start=1)]
    told = sections_on_how(
        question,
        passages,
        sections=lambda version: [one for one in document if one.version == version],
    )
    return [_text(one) for one in told]


def _text(chosen: Chosen) -> str:
    chunk = chosen.passage.chunk
    return chunk.text[chosen.start - chunk.start : chosen.end - chunk.start]


def test_what_opens_the_sections_on_how_and_whom_is_told_in_order() -> None:
    assert _told(FUND, FOUND) == ["A firm is paid by the bank.", "Write to the desk in Lisbon."]


def test_a_document_that_is_not_named_for_the_thing_tells_nothing() -> None:
    assert _told(FUND, replace(FOUND, title="A report on ports")) == []


def test_only_who_wants_to_get_at_something_is_told() -> None:
    assert _told(replace(FUND, kind=AnswerKind.TIME), FOUND) == []
    assert _told(replace(FUND, text="How does the harbour fund compare?"), FOUND) == []


def test_a_document_in_the_other_language_is_left_alone() -> None:
    assert _told(replace(FUND, text="怎麼申請港口基金？"), FOUND) == []


def test_the_steps_of_a_course_are_told_in_order() -> None:
    course = (
        _chunk(1, "Check who may bid", "The rules changed. A firm must read them first."),
        _chunk(2, "Register on the portal", "The portal is old. It works."),
        _chunk(3, "Submit the form", "The form is short. It has two pages."),
        _chunk(4, "What it was like before", "A firm may ask about the past."),
    )
    assert _told(FUND, course[2], document=course) == [
        "A firm must read them first.",
        "The portal is old.",
        "The form is short.",
    ]
    # Two such headings are no course, and who asks how one is no order.
    assert _told(FUND, course[0], document=course[1:]) == []


def test_a_step_is_told_with_its_heading_where_that_is_a_line_of_the_page() -> None:
    headings = ("Check who may bid", "Register on the portal", "Submit the form")
    course = (
        _chunk(1, headings[0], f"{headings[0]}\nA firm must read the rules."),
        _chunk(2, headings[1], f"To {headings[1]} takes long."),
        _chunk(3, headings[2], headings[2]),
    )

    assert _told(FUND, course[2], document=course) == [
        "Check who may bid",
        "A firm must read the rules.",
        "To Register on the portal takes long.",
        "Submit the form",
    ]


def test_the_steps_of_a_chinese_course_are_told_in_order() -> None:
    question = Question(
        "港口基金怎麼申請？", (Asked("港口基金", ("港口基金",), (), 2.0),), AnswerKind.STEPS
    )
    course = tuple(
        replace(_chunk(number, heading, text, "港口基金"), language=Language.ZH)
        for number, (heading, text) in enumerate(
            {
                "先確認資格": "基金的規則在 2020 年改過。",
                "在平台上註冊": "平台由港務局管理。廠商可自行填寫註冊表。",
                "先做什麼": "這一節談別的事情。",
                "送意向書": "意向書限三頁以內。",
            }.items()
        )
    )
    assert _told(question, course[0], document=course) == [
        "基金的規則在 2020 年改過。",
        "廠商可自行填寫註冊表。",
        "意向書限三頁以內。",
    ]


def test_what_a_firm_may_do_is_told_before_what_its_section_is_about() -> None:
    paid = _chunk(2, "How a firm is paid", "The bank has a desk. Firms may apply there.")
    assert _told(FUND, paid, document=(paid,)) == ["Firms may apply there."]


def test_an_item_does_not_tell_without_the_list_that_it_is_of() -> None:
    paid = _chunk(2, "How a firm is paid", "The bank pays like this:\n1.\nA firm may ask a lender.")
    assert _told(FUND, paid, document=(paid,)) == ["The bank pays like this:"]


def test_all_items_of_a_list_of_things_to_do_are_told() -> None:
    todo = _chunk(5, "What to do first", "1.\nCall the desk early.\n• Fill in the long form.")
    assert _told(FUND, WHOM, document=(WHOM, todo)) == [
        "Write to the desk in Lisbon.",
        "Call the desk early.",
        "• Fill in the long form.",
    ]


def test_sections_on_the_very_thing_are_told_instead_of_those_on_others() -> None:
    title = "The harbour fund, loans and grants"
    covers = _chunk(
        1, "What the harbour fund covers", "It covers ships. Any firm may join it.", title
    )
    loans = _chunk(2, "How firms borrow", "A firm must ask its bank.", title)
    assert _told(FUND, covers, document=(covers, loans)) == ["Any firm may join it."]


def test_a_document_whose_title_proper_names_the_thing_goes_first() -> None:
    beside = _chunk(1, "How a firm gains", "A firm may gain from it.", "Ports: the harbour fund")
    own = replace(_chunk(2, "How a firm is paid", "A firm may ask for money."), version=2)
    assert _told(FUND, beside, own, document=(beside, own)) == [
        "A firm may ask for money.",
        "A firm may gain from it.",
    ]


def test_the_thing_right_behind_the_verb_names_a_document_whatever_it_is_for() -> None:
    for_what = (*FUND.asked, Asked("foreign ship", (), (("foreign", "ship"),), 9.0))
    question = replace(
        FUND, text="How do we access the harbour fund for a foreign ship?", asked=for_what
    )
    assert _told(question, FOUND) == _told(FUND, FOUND)
    # A place that is named is not passed over.
    named = replace(question, asked=(*for_what, Asked("Peru", (), (("peru",),), 2.0, must=True)))
    assert _told(named, FOUND) == []


def test_rows_of_tables_are_not_told() -> None:
    text = "A firm must pay 200 euros. It pays in May."
    paid = replace(_chunk(2, "How a firm is paid", text), tables=(TableContext(10, 36, "Fees"),))
    assert _told(FUND, paid, document=(paid,)) == ["It pays in May."]


ORDER = Question(
    "How do we turn a pilot into an order?",
    (
        Asked("turn", (), (("turn",),), 1.0, vague=True),
        Asked("pilot", (), (("pilot",),), 3.0),
        Asked("order", (), (("order",),), 3.0),
    ),
    AnswerKind.STEPS,
)
LISTED = _chunk(
    5,
    "What to do, in order",
    "What to do, in order\n1. Choose the partner first.\n2. Write down the terms.",
    "From pilot to order",
)


def test_who_wants_to_do_a_thing_is_told_what_to_do_first_and_of_what_list_it_is() -> None:
    whom = replace(WHOM, title=LISTED.title, headings=(LISTED.title, WHOM.headings[-1]))

    assert _told(ORDER, LISTED, document=(whom, LISTED)) == [
        "What to do, in order",
        "Choose the partner first.",
        "Write down the terms.",
        "Write to the desk in Lisbon.",
    ]


def test_a_title_that_shares_names_alone_is_on_another_thing() -> None:
    kosovo = Asked("Kosovo", (), (("kosovo",),), 9.0, must=True)
    question = replace(ORDER, asked=(*ORDER.asked, kosovo))
    title = "Kosovo in figures: pilots and orders"

    assert _told(question, replace(LISTED, title=title), document=(LISTED,)) == []
    assert _told(question, replace(LISTED, title="Orders in Kosovo: pilots"), document=(LISTED,))


@pytest.mark.parametrize("text", ["How are orders fined?", "試辦怎麼罰？"])
def test_who_asks_how_something_is_done_to_firms_is_not_told_what_to_do(text: str) -> None:
    chunk = replace(LISTED, language=detect_language(text))

    assert _told(replace(ORDER, text=text), chunk, document=(chunk,)) == []
