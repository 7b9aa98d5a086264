"""The sentences that answer are picked; where none does, nothing is."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.asked import AnswerKind, Asked, Question
from assistant.quote import choose, rank
from assistant.types import Passage
from language.script import Language
from tests.assistant.quoting import (
    ANSWER,
    BESIDE,
    VISA,
    chosen_of,
    english,
    passage_of,
    shared_words,
    texts_of,
)


def test_the_sentence_that_holds_what_is_asked_is_quoted_and_its_neighbours_are_not() -> None:
    choice = chosen_of(VISA, passage_of(f"{BESIDE} {ANSWER} Tea was served."))

    assert texts_of(choice) == [ANSWER]
    assert choice.missing == ()


def test_offsets_count_in_the_page() -> None:
    (chosen,) = chosen_of(VISA, passage_of(f"{BESIDE} {ANSWER}", start=100)).chosen

    assert chosen.start == 100 + len(BESIDE) + 1
    assert chosen.end == chosen.start + len(ANSWER)


def test_passages_about_something_else_give_nothing() -> None:
    choice = chosen_of(VISA, passage_of(BESIDE))

    assert choice.chosen == ()
    assert choice.missing == ("visa", "last")


def test_what_fits_any_question_is_not_named_as_missing() -> None:
    vague = replace(english("really"), vague=True)

    assert "really" not in chosen_of(replace(VISA, asked=(*VISA.asked, vague))).missing
    choice = chosen_of(replace(VISA, asked=(*VISA.asked, vague)), passage_of(BESIDE))
    assert choice.missing == ("visa", "last")


@pytest.mark.parametrize("passages", [(), (passage_of("Short one."),)], ids=["none", "too short"])
def test_without_a_sentence_there_is_nothing_to_quote(passages: tuple[Passage, ...]) -> None:
    assert chosen_of(VISA, *passages).chosen == ()


def test_without_the_name_that_is_asked_about_nothing_is_quoted() -> None:
    question = replace(VISA, asked=(*VISA.asked, english("Brazil", "brazil", must=True)))

    choice = chosen_of(question, passage_of(ANSWER))

    assert choice.chosen == ()
    assert "Brazil" in choice.missing


SHIP = english("Vasa", "vasa", must=True)


def test_beside_a_sentence_that_names_what_is_asked_about_none_without_the_name_is_quoted() -> None:
    question = replace(VISA, text="How long does the Vasa visa last?", asked=(*VISA.asked, SHIP))
    named = "The Vasa visa may last for twelve months."

    choice = chosen_of(question, passage_of(f"{named} {BESIDE} {ANSWER}"))

    assert texts_of(choice) == [named]


def test_the_sentence_before_or_a_heading_may_name_it() -> None:
    question = replace(VISA, text="How long does the Vasa visa last?", asked=(*VISA.asked, SHIP))
    named = "The Vasa visa may last for twelve months."
    after = passage_of(f"{named} A visa for two may last for six.")
    headed = passage_of("A visa for three may last for one.", number=2, page=1)
    headed = replace(headed, chunk=replace(headed.chunk, headings=("The Vasa",)))

    assert texts_of(chosen_of(question, after, headed)) == [
        named,
        "A visa for two may last for six.",
        "A visa for three may last for one.",
    ]


@pytest.mark.parametrize(
    ("region", "quoted"), [("Southeast Asia", True), ("the Baltic States", False)]
)
def test_a_country_names_its_region(region: str, quoted: bool) -> None:
    name = english(region, *region.lower().split()[-2:], must=True)
    question = Question(
        f"How long does a visa last in {region}?", (*VISA.asked, name), AnswerKind.ANY
    )
    held = f"The visa may last for twelve months in {region}."

    choice = chosen_of(question, passage_of(f"{held} {BESIDE} A Thai visa may last for a year."))

    assert ("A Thai visa may last for a year." in texts_of(choice)) is quoted


def test_where_a_place_is_asked_for_a_sentence_with_one_goes_first() -> None:
    question = Question(
        "Which countries did the visa firm enter?",
        (english("visa"), english("firm")),
        AnswerKind.PLACE,
    )
    plain = "The visa firm has engineers."
    placed = "The visa firm went with all of its many engineers to Thailand."

    ranked = rank(question, [passage_of(f"{plain} {placed}")], likeness=shared_words)
    assert [one.text for one in ranked] == [placed, plain]


def test_a_figure_of_the_question_must_be_there() -> None:
    question = replace(VISA, text="Does the visa last 24 months?")

    assert chosen_of(question, passage_of(ANSWER)).chosen == ()
    with_figure = passage_of("The visa may last for 24 months.")
    assert texts_of(chosen_of(question, with_figure)) == [with_figure.chunk.text]


def test_a_sentence_with_a_time_is_preferred_when_a_time_is_asked() -> None:
    plain, dated = "The fund was set up by the bank.", "The fund was set up in 1991."
    question = Question(
        "When was the fund set up?", (english("fund"), english("set")), AnswerKind.TIME
    )

    assert texts_of(chosen_of(question, passage_of(f"{plain} {dated}"))) == [dated]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Table 3 How long the visa may last", id="a table's caption"),
        pytest.param("圖 3 visa last 簽證可以持續的時間長短", id="a picture's caption"),
        pytest.param("How long the visa may last ........ 12", id="a line of a contents list"),
        pytest.param("Visa last", id="a few words"),
    ],
)
def test_what_is_no_sentence_is_not_quoted(line: str) -> None:
    assert line not in texts_of(chosen_of(VISA, passage_of(f"{line}\n{ANSWER}")))
    assert chosen_of(VISA, passage_of(line)).chosen == ()


def test_a_heading_is_not_quoted() -> None:
    heading = "How long the visa may last"
    passage = passage_of(f"{heading}\n{ANSWER}")
    passage = replace(passage, chunk=replace(passage.chunk, headings=(heading,)))

    assert texts_of(chosen_of(VISA, passage)) == [ANSWER]


def test_a_line_of_a_long_title_is_not_quoted() -> None:
    line = passage_of("How long the visa\nmay last").chunk

    titled = replace(line, title="How long the visa may last, and what it costs")

    assert chosen_of(VISA, Passage(1, titled, 1.0)).chosen == ()


def test_what_is_said_twice_is_quoted_once() -> None:
    choice = chosen_of(VISA, passage_of(ANSWER), passage_of(ANSWER, number=2, page=1))

    assert texts_of(choice) == [ANSWER]
    assert choice.chosen[0].passage.number == 1


def test_at_most_four_sentences_are_quoted() -> None:
    sentences = [
        f"The visa for {who} may last {length}."
        for who, length in [
            ("founders and their families", "twelve months"),
            ("visiting researchers", "half of a year"),
            ("students of medicine", "until they graduate"),
            ("seasonal farm hands", "one harvest"),
            ("diplomats and couriers", "as long as the posting"),
            ("film crews on location", "ninety days"),
        ]
    ]

    assert 1 < len(chosen_of(VISA, passage_of(" ".join(sentences))).chosen) <= 4


def test_sentences_of_one_page_come_as_printed() -> None:
    first = "Until graduation, a student holds a visa that may last six years."
    second = "How long founders stay: their visa will last from spring to winter."
    passages = [passage_of(second, number=1, start=200), passage_of(first, number=2, start=0)]

    assert texts_of(chosen_of(VISA, *passages)) == [first, second]


def test_an_answer_in_the_questions_language_goes_before_one_in_the_other() -> None:
    visa = Asked("visa", ("签证",), (("visa",),), weight=2.0)
    last = Asked("last", ("效期",), (("last",),), weight=2.0)
    question = Question(VISA.text, (visa, last), AnswerKind.ANY)
    chinese, english = "簽證的效期是十二個月，可以延長。", ANSWER

    choice = chosen_of(question, passage_of(chinese), passage_of(english, number=2))

    assert {one.passage.chunk.language for one in choice.chosen} == {Language.EN}
    assert texts_of(chosen_of(question, passage_of(chinese))) == [chinese]


def test_a_word_of_the_same_family_counts() -> None:
    question = Question("How do I register?", (english("register", "regist"),), AnswerKind.ANY)

    choice = chosen_of(question, passage_of("Registration is done at the town hall by post."))

    assert choice.missing == ()


def test_a_sentence_that_asks_is_not_quoted() -> None:
    asking = "How long may the visa last?"

    assert texts_of(chosen_of(VISA, passage_of(f"{asking} {ANSWER}"))) == [ANSWER]
    assert chosen_of(VISA, passage_of(asking)).chosen == ()


def test_a_sentence_without_a_time_is_no_answer_when_a_time_is_asked() -> None:
    question = Question(
        "When was the fund set up?", (english("fund"), english("set")), AnswerKind.TIME
    )

    assert chosen_of(question, passage_of("The fund was set up by the bank.")).chosen == ()


def test_sentences_that_differ_in_a_figure_are_both_quoted() -> None:
    rows = "The visa of founders may last 12 months. The visa of students may last 24 months."
    question = replace(VISA, kind=AnswerKind.AMOUNT)

    assert len(chosen_of(question, passage_of(rows)).chosen) == 2


def test_a_sentence_on_another_place_is_not_quoted_beside_the_answer() -> None:
    question = Question(
        "What does a permit cost in Norway?",
        (english("permit"), english("cost"), english("Norway", "norway", must=True)),
        AnswerKind.AMOUNT,
    )
    here, there = (
        "A work permit has a cost of 900 kroner in Norway.",
        "A work permit has a cost of 70 euros in Latvia.",
    )

    assert texts_of(chosen_of(question, passage_of(f"{here} {there}"))) == [here]


def test_what_a_sentence_points_back_to_is_quoted_before_it() -> None:
    before, after = "Founders get a permit from the ministry.", "This visa may last twelve months."

    assert texts_of(chosen_of(VISA, passage_of(f"{before} {after}"))) == [before, after]


def test_a_name_that_is_spelt_otherwise_in_another_language_may_be_absent() -> None:
    name = replace(english("Zorblax", "zorblax", must=True), spelt=True)
    asked = (name, Asked("visa", ("签证",), (("visa",),), 4.0), Asked("last", ("效期",), (), 4.0))
    question = Question("How long does the Zorblax visa last?", asked, AnswerKind.ANY)

    assert chosen_of(question, passage_of(ANSWER)).chosen == ()
    assert chosen_of(question, passage_of("佐布拉斯簽證的效期是十二個月，可以延長。")).chosen != ()


def test_what_holds_now_is_what_the_latest_year_says() -> None:
    asked = (english("cities", "citi"), english("network"))
    text = "In 2018 the network had 26 cities. In 2024 the network had 31 cities."

    def first(question: str) -> str:
        whole = Question(question, asked, AnswerKind.AMOUNT)
        return rank(whole, [passage_of(text)], likeness=shared_words)[0].text

    assert "26" in first("How many cities had the network in all?")
    assert "31" in first("How many cities has the network now?")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The visa lasts, says the ministry at visa.gov.", id="its site"),
        pytest.param("4 The visa lasts a year, a newspaper, 2026-07-03.", id="numbered and dated"),
    ],
)
def test_a_source_is_not_quoted(line: str) -> None:
    assert choose(VISA, [passage_of(line)], likeness=shared_words).chosen == ()


@pytest.mark.parametrize(
    "line",
    [
        "A visa brief that the desk compiled from public sources, not an official text.",
        "This document was prepared for firms that ask how long a visa may last.",
        "Its figures and rules on how long a visa may last are those named in the footnotes.",
        "本文件由專案依公開資料彙編，說明簽證效期多久。",
        "This brief says how long a visa may last and where its record ends.",
        "This guide for small firms sets out how long a visa may last.",
        "文中也寫明簽證效期的紀錄到哪裡為止。",
        "本文供想知道簽證效期多久的業者使用。",
        "最後說明簽證效期在紀錄裡讀不到什麼。",
        "It ends with how long a visa may last.",
        "34 How long a visa may last, encyclopedia mirror, undated.",
        "https://visa.example/last35 How long a visa may last, records of the desk, undated.",
        "簽證效期多久 visa-215.html",
    ],
)
def test_what_a_document_says_of_itself_or_of_its_sources_is_not_quoted(line: str) -> None:
    question = replace(VISA, asked=(replace(VISA.asked[0], han_forms=("签证",)), VISA.asked[1]))

    assert chosen_of(question, passage_of(line)).chosen == ()


def test_documents_words_make_a_sentence_alike_only_where_they_are_there() -> None:
    asked = replace(english("unpaid"), word_forms=(("unpaid",), ("credit", "risk")))
    question = Question("Is it unpaid?", (asked,), AnswerKind.ANY)
    there = "The credit risk is covered by the bank in the port."
    not_there = "Nothing but rain falls there all day."

    def likeness(text: str, passages: Sequence[Passage]) -> dict[int, NDArray[np.float32]]:
        near = 0.9 if "credit risk" in text else 0.1
        return {one.chunk.id: np.array([near], np.float32) for one in passages}

    ranked = rank(
        question,
        [passage_of(there), passage_of(not_there, number=2)],
        likeness=likeness,
    )

    assert {one.text: round(one.evidence["alike"], 1) for one in ranked} == {
        there: 0.9,
        not_there: 0.1,
    }
