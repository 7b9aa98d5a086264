"""The sentences that answer are picked; where none does, nothing is."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.asked import AnswerKind, Asked, Question
from assistant.chosen import Choice
from assistant.quote import choose, rank
from assistant.types import Passage
from ingest.types import Chunk, TableContext
from language.script import Language, detect_language
from language.sentences import sentence_spans
from language.tokens import search_tokens


def shared_words(question: str, passages: Sequence[Passage]) -> dict[int, NDArray[np.float32]]:
    """A question and a sentence are alike as far as they share words."""
    asked = Counter(search_tokens(question))
    return {
        passage.chunk.id: np.array(
            [
                _cosine(asked, Counter(search_tokens(passage.chunk.text[start:end])))
                for start, end in sentence_spans(passage.chunk.text)
            ],
            dtype=np.float32,
        )
        for passage in passages
    }


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    shared = sum(one[token] * other[token] for token in one)
    return shared / max(math.hypot(*one.values()) * math.hypot(*other.values()), 1e-9)


def _passage(text: str, *, number: int = 1, page: int = 0, start: int = 0) -> Passage:
    chunk = Chunk(
        id=number,
        version=1,
        document="d.md",
        source="d.md",
        title="Notes",
        page_index=page,
        page_label=None,
        start=start,
        end=start + len(text),
        text=text,
        language=detect_language(text),
    )
    return Passage(number, chunk, 1.0 / number)


def _english(text: str, *stems: str, must: bool = False) -> Asked:
    return Asked(text, (), (tuple(stems or (text,)),), weight=2.0, must=must)


VISA = Question(
    "How long does the visa last?", (_english("visa"), _english("last")), AnswerKind.ANY
)
ANSWER = "The visa may last for twelve months."
BESIDE = "The office moved to a larger building near the river."


def _choose(question: Question, *passages: Passage) -> Choice:
    return choose(question, passages, likeness=shared_words)


def _texts(choice: Choice) -> list[str]:
    return [
        one.passage.chunk.text[
            one.start - one.passage.chunk.start : one.end - one.passage.chunk.start
        ]
        for one in choice.chosen
    ]


def test_the_sentence_that_holds_what_is_asked_is_quoted_and_its_neighbours_are_not() -> None:
    choice = _choose(VISA, _passage(f"{BESIDE} {ANSWER} Tea was served."))

    assert _texts(choice) == [ANSWER]
    assert choice.missing == ()


def test_offsets_count_in_the_page() -> None:
    (chosen,) = _choose(VISA, _passage(f"{BESIDE} {ANSWER}", start=100)).chosen

    assert chosen.start == 100 + len(BESIDE) + 1
    assert chosen.end == chosen.start + len(ANSWER)


def test_passages_about_something_else_give_nothing() -> None:
    choice = _choose(VISA, _passage(BESIDE))

    assert choice.chosen == ()
    assert choice.missing == ("visa", "last")


def test_what_fits_any_question_is_not_named_as_missing() -> None:
    vague = replace(_english("really"), vague=True)

    assert "really" not in _choose(replace(VISA, asked=(*VISA.asked, vague))).missing
    choice = _choose(replace(VISA, asked=(*VISA.asked, vague)), _passage(BESIDE))
    assert choice.missing == ("visa", "last")


@pytest.mark.parametrize("passages", [(), (_passage("Short one."),)], ids=["none", "too short"])
def test_without_a_sentence_there_is_nothing_to_quote(passages: tuple[Passage, ...]) -> None:
    assert _choose(VISA, *passages).chosen == ()


def test_without_the_name_that_is_asked_about_nothing_is_quoted() -> None:
    question = replace(VISA, asked=(*VISA.asked, _english("Brazil", "brazil", must=True)))

    choice = _choose(question, _passage(ANSWER))

    assert choice.chosen == ()
    assert "Brazil" in choice.missing


def test_a_figure_of_the_question_must_be_there() -> None:
    question = replace(VISA, text="Does the visa last 24 months?")

    assert _choose(question, _passage(ANSWER)).chosen == ()
    with_figure = _passage("The visa may last for 24 months.")
    assert _texts(_choose(question, with_figure)) == [with_figure.chunk.text]


def test_a_sentence_with_a_time_is_preferred_when_a_time_is_asked() -> None:
    plain, dated = "The fund was set up by the bank.", "The fund was set up in 1991."
    question = Question(
        "When was the fund set up?", (_english("fund"), _english("set")), AnswerKind.TIME
    )

    assert _texts(_choose(question, _passage(f"{plain} {dated}"))) == [dated]


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
    assert line not in _texts(_choose(VISA, _passage(f"{line}\n{ANSWER}")))
    assert _choose(VISA, _passage(line)).chosen == ()


def test_a_heading_is_not_quoted() -> None:
    heading = "How long the visa may last"
    passage = _passage(f"{heading}\n{ANSWER}")
    passage = replace(passage, chunk=replace(passage.chunk, headings=(heading,)))

    assert _texts(_choose(VISA, passage)) == [ANSWER]


def test_a_line_of_a_long_title_is_not_quoted() -> None:
    line = _passage("How long the visa\nmay last").chunk

    titled = replace(line, title="How long the visa may last, and what it costs")

    assert _choose(VISA, Passage(1, titled, 1.0)).chosen == ()


def test_what_is_said_twice_is_quoted_once() -> None:
    choice = _choose(VISA, _passage(ANSWER), _passage(ANSWER, number=2, page=1))

    assert _texts(choice) == [ANSWER]
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

    assert 1 < len(_choose(VISA, _passage(" ".join(sentences))).chosen) <= 4


def test_sentences_of_one_page_come_as_printed() -> None:
    first = "Until graduation, a student holds a visa that may last six years."
    second = "How long founders stay: their visa will last from spring to winter."
    passages = [_passage(second, number=1, start=200), _passage(first, number=2, start=0)]

    assert _texts(_choose(VISA, *passages)) == [first, second]


def test_an_answer_in_the_questions_language_goes_before_one_in_the_other() -> None:
    visa = Asked("visa", ("签证",), (("visa",),), weight=2.0)
    last = Asked("last", ("效期",), (("last",),), weight=2.0)
    question = Question(VISA.text, (visa, last), AnswerKind.ANY)
    chinese, english = "簽證的效期是十二個月，可以延長。", ANSWER

    choice = _choose(question, _passage(chinese), _passage(english, number=2))

    assert {one.passage.chunk.language for one in choice.chosen} == {Language.EN}
    assert _texts(_choose(question, _passage(chinese))) == [chinese]


def test_a_word_of_the_same_family_counts() -> None:
    question = Question("How do I register?", (_english("register", "regist"),), AnswerKind.ANY)

    choice = _choose(question, _passage("Registration is done at the town hall by post."))

    assert choice.missing == ()


def test_a_sentence_that_asks_is_not_quoted() -> None:
    asking = "How long may the visa last?"

    assert _texts(_choose(VISA, _passage(f"{asking} {ANSWER}"))) == [ANSWER]
    assert _choose(VISA, _passage(asking)).chosen == ()


def test_a_sentence_without_a_time_is_no_answer_when_a_time_is_asked() -> None:
    question = Question(
        "When was the fund set up?", (_english("fund"), _english("set")), AnswerKind.TIME
    )

    assert _choose(question, _passage("The fund was set up by the bank.")).chosen == ()


def test_sentences_that_differ_in_a_figure_are_both_quoted() -> None:
    rows = "The visa of founders may last 12 months. The visa of students may last 24 months."
    question = replace(VISA, kind=AnswerKind.AMOUNT)

    assert len(_choose(question, _passage(rows)).chosen) == 2


def test_a_row_says_what_it_says_of_its_tables_caption() -> None:
    text = "Table 2 How long a visa may last\nKind of person Length\nFounders of a firm 12 months"
    question = replace(VISA, kind=AnswerKind.AMOUNT)

    # A row's vector is read within its table, so a row without a word of the question is near it.
    near = choose(question, [_passage(text)], likeness=lambda *_: {1: np.full(3, 0.3, np.float32)})

    assert _texts(near) == [
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
    passage = _passage(page)
    passage = replace(passage, chunk=replace(passage.chunk, tables=(table,)))
    # A row's vector is read within its table.
    near = {1: np.full(len(FEES), 0.5, np.float32)}
    return _texts(choose(Question(text, asked, kind), [passage], likeness=lambda *_: near))


PERMIT = (_english("fees", "fee"), _english("work permit", "work", "permit"))


def test_where_the_table_is_asked_about_all_its_rows_are_quoted() -> None:
    assert _fees(*PERMIT, text="fees for a work permit") == [FEES[0], *FEES[2:]]


@pytest.mark.parametrize("kind", [AnswerKind.ANY, AnswerKind.AMOUNT])
def test_where_a_row_is_asked_about_the_others_are_not_quoted(kind: AnswerKind) -> None:
    latvia = _english("Latvia", "latvia", must=True)

    assert _fees(*PERMIT, latvia, text="fees for a work permit in Latvia", kind=kind) == [
        FEES[0],
        FEES[3],
    ]


def test_a_whole_table_has_no_rows_of_another_place_than_the_one_asked_about() -> None:
    norway = replace(_english("Norway", "norway"), weight=0.5)

    assert _fees(*PERMIT, norway, text="fees for a work permit in Norway") == [FEES[0], FEES[2]]


def test_a_sentence_on_another_place_is_not_quoted_beside_the_answer() -> None:
    question = Question(
        "What does a permit cost in Norway?",
        (_english("permit"), _english("cost"), _english("Norway", "norway", must=True)),
        AnswerKind.AMOUNT,
    )
    here, there = (
        "A work permit has a cost of 900 kroner in Norway.",
        "A work permit has a cost of 70 euros in Latvia.",
    )

    assert _texts(_choose(question, _passage(f"{here} {there}"))) == [here]


def test_what_a_sentence_points_back_to_is_quoted_before_it() -> None:
    before, after = "Founders get a permit from the ministry.", "This visa may last twelve months."

    assert _texts(_choose(VISA, _passage(f"{before} {after}"))) == [before, after]


def test_a_name_that_is_spelt_otherwise_in_another_language_may_be_absent() -> None:
    name = replace(_english("Zorblax", "zorblax", must=True), spelt=True)
    asked = (name, Asked("visa", ("签证",), (("visa",),), 4.0), Asked("last", ("效期",), (), 4.0))
    question = Question("How long does the Zorblax visa last?", asked, AnswerKind.ANY)

    assert _choose(question, _passage(ANSWER)).chosen == ()
    assert _choose(question, _passage("佐布拉斯簽證的效期是十二個月，可以延長。")).chosen != ()


def test_what_holds_now_is_what_the_latest_year_says() -> None:
    asked = (_english("cities", "citi"), _english("network"))
    text = "In 2018 the network had 26 cities. In 2024 the network had 31 cities."

    def first(question: str) -> str:
        whole = Question(question, asked, AnswerKind.AMOUNT)
        return rank(whole, [_passage(text)], likeness=shared_words)[0].text

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
    assert choose(VISA, [_passage(line)], likeness=shared_words).chosen == ()


RIVAL = Question(
    "Who pays the levy for pilots?",
    tuple(_english(word) for word in ("levi", "pilot", "waiver", "refund", "discount")),
    AnswerKind.ANY,
)
NEAR = "The harbour office pays the levy for pilots."


def _near(alike: float, *, number: int = 1, question: Question = RIVAL, text: str = NEAR) -> Choice:
    passage = _passage(text, number=number)
    return choose(question, [passage], likeness=lambda *_: {number: np.full(1, alike, np.float32)})


def test_a_sentence_much_alike_is_quoted_as_the_nearest_and_what_is_not_there_is_named() -> None:
    choice = _near(0.65)

    assert choice.nearest
    assert _texts(choice) == [NEAR]
    assert choice.missing == ("waiver", "refund", "discount")


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        pytest.param(lambda: _near(0.5), "hardly alike", id="hardly alike"),
        pytest.param(lambda: _near(0.65, number=5), "found late", id="found late"),
        pytest.param(
            lambda: _near(
                0.65, question=replace(RIVAL, asked=(*RIVAL.asked, _english("oslo", must=True)))
            ),
            "a name is not there",
            id="a name is not there",
        ),
        pytest.param(
            lambda: _near(0.65, question=replace(RIVAL, kind=AnswerKind.AMOUNT)),
            "no amount",
            id="no amount",
        ),
    ],
)
def test_what_is_not_likely_the_right_page_is_not_quoted(
    choice: Callable[[], Choice], why: str
) -> None:
    assert choice().chosen == (), why


def test_an_answer_is_no_mere_nearest_sentence() -> None:
    assert not _choose(VISA, _passage(ANSWER)).nearest


def _under_heading(alike: float, *, question: Question = RIVAL) -> Choice:
    text = (
        "Who is to pay levies\n"
        "Pilots pay the levy at the harbour. A levy falls due when pilots sign for it."
    )
    passage = _passage(text)
    headed = replace(passage, chunk=replace(passage.chunk, headings=("Notes", text[:20])))
    likeness = np.array([alike, 0.3, 0.3], np.float32)
    return choose(question, [headed], likeness=lambda *_: {1: likeness})


def test_below_a_heading_much_alike_the_section_is_quoted_as_the_nearest() -> None:
    choice = _under_heading(0.65)

    assert choice.nearest
    assert _texts(choice) == [
        "Pilots pay the levy at the harbour.",
        "A levy falls due when pilots sign for it.",
    ]


def test_below_another_heading_or_without_an_amount_that_is_asked_for_nothing_is_quoted() -> None:
    assert _under_heading(0.5).chosen == ()
    assert _under_heading(0.65, question=replace(RIVAL, kind=AnswerKind.AMOUNT)).chosen == ()


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

    assert _choose(question, _passage(line)).chosen == ()


def _section(heading: str, *lines: str, number: int = 1, title: str = "Notes") -> Passage:
    passage = _passage("\n".join(lines), number=number)
    chunk = replace(passage.chunk, title=title, headings=(title, heading))
    return replace(passage, chunk=chunk)


HOW = Question(
    "How do we register a boat?", (_english("register"), _english("boat")), AnswerKind.STEPS
)
FIRST = "• First register the boat at the harbour office."
THEN = "• Then submit the papers of the boat by post."


@pytest.mark.parametrize(
    ("title", "quoted"), [("To register a boat", [FIRST, THEN]), ("Rules of trade", [FIRST])]
)
def test_steps_that_follow_are_quoted_where_the_title_says_of_what_they_are(
    title: str, quoted: list[str]
) -> None:
    assert _texts(_choose(HOW, _section("What to do", FIRST, THEN, title=title))) == quoted


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
    (_english("joined", "join"), _english("league")),
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

    found = _texts(_choose(members, _section(heading, ADVICE, title="The league")))
    assert found == quoted


def test_documents_words_make_a_sentence_alike_only_where_they_are_there() -> None:
    asked = replace(_english("unpaid"), word_forms=(("unpaid",), ("credit", "risk")))
    question = Question("Is it unpaid?", (asked,), AnswerKind.ANY)
    there = "The credit risk is covered by the bank in the port."
    not_there = "Nothing but rain falls there all day."

    def likeness(text: str, passages: Sequence[Passage]) -> dict[int, NDArray[np.float32]]:
        near = 0.9 if "credit risk" in text else 0.1
        return {one.chunk.id: np.array([near], np.float32) for one in passages}

    ranked = rank(
        question,
        [_passage(there), _passage(not_there, number=2)],
        likeness=likeness,
    )

    assert {one.text: round(one.evidence["alike"], 1) for one in ranked} == {
        there: 0.9,
        not_there: 0.1,
    }
