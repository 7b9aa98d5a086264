"""What is quoted of tables and of lists of things to do."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.asked import AnswerKind, Asked, Question
from assistant.quote import choose, rank
from assistant.types import Passage
from ingest.types import TableContext
from tests.assistant.quoting import VISA, chosen_of, english, passage_of, shared_words, texts_of


def test_a_row_says_what_it_says_of_its_tables_caption() -> None:
    text = "Table 2 How long a visa may last\nKind of person Length\nFounders of a firm 12 months"
    question = replace(VISA, kind=AnswerKind.AMOUNT)

    # A row's vector is read within its table, so a row without a word of the question is near it.
    near = choose(
        question, [passage_of(text)], likeness=lambda *_: {1: np.full(3, 0.3, np.float32)}
    )

    assert texts_of(near) == [
        "Table 2 How long a visa may last",
        "Founders of a firm 12 months",
    ]


FEES = (
    "Table 1 Fees for a work permit",
    "Country of the permit Fee",
    "Norway 900 kroner",
    "Latvia 70 euros",
    "Iceland 50 euros",
)
"""A table's caption, its column heads, and a row for each country."""


def _fees(*asked: Asked, text: str, kind: AnswerKind = AnswerKind.ANY) -> list[str]:
    page = "\n".join(FEES)
    table = TableContext(page.index("Norway"), len(page), f"{FEES[0]} {FEES[1]}")
    passage = passage_of(page)
    passage = replace(passage, chunk=replace(passage.chunk, tables=(table,)))
    # A row's vector is read within its table.
    near = {1: np.full(len(FEES), 0.5, np.float32)}
    return texts_of(choose(Question(text, asked, kind), [passage], likeness=lambda *_: near))


PERMIT = (english("fees", "fee"), english("work permit", "work", "permit"))


def test_where_the_table_is_asked_about_all_its_rows_are_quoted() -> None:
    assert _fees(*PERMIT, text="fees for a work permit") == [FEES[0], *FEES[2:]]


@pytest.mark.parametrize("kind", [AnswerKind.ANY, AnswerKind.AMOUNT])
def test_where_a_row_is_asked_about_the_others_are_not_quoted(kind: AnswerKind) -> None:
    latvia = english("Latvia", "latvia", must=True)

    assert _fees(*PERMIT, latvia, text="fees for a work permit in Latvia", kind=kind) == [
        FEES[0],
        FEES[3],
    ]


def test_rows_on_something_else_are_not_quoted_beside_those_on_what_is_named() -> None:
    seal = english("seal", must=True)
    rows = ("Seal 900 euros", "Bear 70 euros", "A seal on a ship 44 euros")
    page = "\n".join((*FEES[:2], *rows))
    table = TableContext(page.index("Seal"), len(page), f"{FEES[0]} {FEES[1]}")
    passage = passage_of(page)
    # Its title names what the rows are to name.
    chunk = replace(passage.chunk, tables=(table,), title="Seal and bear")
    question = Question("fees for a seal's work permit", (*PERMIT, seal), AnswerKind.AMOUNT)
    near = {1: np.full(5, 0.5, np.float32)}

    choice = choose(question, [replace(passage, chunk=chunk)], likeness=lambda *_: near)

    assert texts_of(choice) == [FEES[0], rows[0], rows[2]]


def test_a_caption_is_not_quoted_where_all_rows_below_it_are_of_another_place() -> None:
    said = "Work permits cost fees, also in Norway, as the table shows."
    page = "\n".join((said, FEES[0], *FEES[3:]))
    table = TableContext(page.index("Latvia"), len(page), FEES[0])
    passage = passage_of(page)
    passage = replace(passage, chunk=replace(passage.chunk, tables=(table,)))
    norway = replace(english("Norway", "norway"), weight=0.5)
    question = Question("fees for a work permit in Norway", (*PERMIT, norway), AnswerKind.ANY)
    near = {1: np.full(4, 0.5, np.float32)}

    assert texts_of(choose(question, [passage], likeness=lambda *_: near)) == [said]


def test_a_whole_table_has_no_rows_of_another_place_than_the_one_asked_about() -> None:
    norway = replace(english("Norway", "norway"), weight=0.5)

    assert _fees(*PERMIT, norway, text="fees for a work permit in Norway") == [FEES[0], FEES[2]]


def _section(heading: str, *lines: str, number: int = 1, title: str = "Notes") -> Passage:
    passage = passage_of("\n".join(lines), number=number)
    chunk = replace(passage.chunk, title=title, headings=(title, heading))
    return replace(passage, chunk=chunk)


HOW = Question(
    "How do we register a boat?", (english("register"), english("boat")), AnswerKind.STEPS
)
FIRST = "• First register the boat at the harbour office."
THEN = "• Then submit the papers of the boat by post."


@pytest.mark.parametrize(
    ("title", "quoted"), [("To register a boat", [FIRST, THEN]), ("Rules of trade", [FIRST])]
)
def test_steps_that_follow_are_quoted_where_the_title_says_of_what_they_are(
    title: str, quoted: list[str]
) -> None:
    assert texts_of(chosen_of(HOW, _section("What to do", FIRST, THEN, title=title))) == quoted


def test_a_heading_that_asks_how_lifts_only_what_is_on_the_matter() -> None:
    complain = "To register a boat a complaint must be filed before the sale."
    enter = "To register a boat a form must be filed before the sale, by the owner."

    ranked = rank(
        HOW,
        [
            _section("How does one complain?", complain),
            _section("How to register a boat", enter, number=2),
        ],
        likeness=shared_words,
    )

    assert ranked[0].text == enter


MEMBERS = Question(
    "Which cities joined the league?",
    (english("joined", "join"), english("league")),
    AnswerKind.PLACE,
)
ADVICE = "• Join the sessions at the fair in March."


@pytest.mark.parametrize(
    ("question", "heading", "quoted"),
    [
        ("Which cities joined the league?", "What a firm can do", []),
        ("Which cities should join the league?", "What a firm can do", [ADVICE]),
        ("Which cities joined the league?", "Events of the year", [ADVICE]),
    ],
)
def test_what_to_do_does_not_answer_what_is(question: str, heading: str, quoted: list[str]) -> None:
    members = replace(MEMBERS, text=question)

    found = texts_of(chosen_of(members, _section(heading, ADVICE, title="The league")))
    assert found == quoted
