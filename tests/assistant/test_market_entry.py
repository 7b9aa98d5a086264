"""What helps in a market, what to do first and what limits there are is told by its documents."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.asked import AnswerKind, Asked, Question, tells_little
from assistant.chosen import text_of
from assistant.market_entry import partner_told, told_of_entry
from assistant.question_words import question_words
from ingest.types import Chunk
from language.script import Language, detect_language

TITLE = "Norway for software firms"


def _question(text: str, *asked: Asked, kind: AnswerKind = AnswerKind.SUPPORT) -> Question:
    return Question(text, (Asked("Norway", (), (("norway",),), 2.0, must=True), *asked), kind)


NORWAY = _question("What help is there in Norway?")


def chunk_of(heading: str, text: str, *, title: str = TITLE) -> Chunk:
    return Chunk(
        id=abs(hash((heading, text))),
        version=1,
        document="norway.md",
        source="norway.md",
        title=title,
        page_index=0,
        page_label=None,
        start=10,
        end=10 + len(text),
        text=text,
        language=detect_language(text),
        headings=(title, heading),
    )


SIZE = chunk_of("How large it is", "The market is large, and a fund helps it grow.")
MONEY = chunk_of(
    "Which tax incentives exist",
    "A grant covers half of the first pilot. Winters are long and dark. Loans run for six years.",
)
WHOM = chunk_of(
    "Whom to see", "• The harbour master in Bergen: knows every berth. • The desk in Oslo."
)
FIRST = chunk_of(
    "What to do first", "• Ask for the tax number.\n• See the office in Stockholm, too."
)
LIMITS = chunk_of("What limits firms", "A licence is needed. It takes a year. It may be lost.")
DOCUMENT = (SIZE, MONEY, WHOM, LIMITS, FIRST)


def _told(
    question: Question,
    *documents: Sequence[Chunk],
    field: str = "",
    language: str = "en",
    anywhere: Sequence[Sequence[Chunk]] = (),
) -> list[str]:
    told = told_of_entry(
        question,
        field=field,
        on_markets=lambda markets, asked: (
            documents if markets == {"NO"} and asked is Language(language) else ()
        ),
        anywhere=lambda asked: anywhere if asked is Language(language) else (),
    )
    return [text_of(one) for one in told]


def test_whom_to_see_is_told_first_and_then_what_is_paid() -> None:
    assert _told(NORWAY, DOCUMENT) == [
        "• The harbour master in Bergen: knows every berth.",
        "• The desk in Oslo.",
        "A grant covers half of the first pilot.",
        "Loans run for six years.",
    ]


def test_who_asks_for_grants_is_told_of_money_alone() -> None:
    grants = replace(NORWAY, text="What grants are there in Norway?")

    assert _told(grants, DOCUMENT) == [
        "A grant covers half of the first pilot.",
        "Loans run for six years.",
    ]


def test_a_sentence_on_another_place_is_left_out() -> None:
    mixed = replace(MONEY, text=MONEY.text.replace("Loans", "Loans in Sweden"))

    assert _told(NORWAY, (mixed, WHOM))[-1] == "A grant covers half of the first pilot."


def test_a_document_on_several_places_must_name_the_one_that_is_asked_about() -> None:
    title = "Grants in Norway and Sweden"
    money = chunk_of(
        "Which grants exist", "Norway has a grant. Norway has loans, too. A fund pays.", title=title
    )

    assert _told(NORWAY, (money,)) == ["Norway has a grant.", "Norway has loans, too."]


def test_what_is_said_already_is_not_told_again() -> None:
    again = replace(MONEY, text="A grant covers half of the first pilot there.")

    assert len(_told(NORWAY, (MONEY,), (again,))) == 2


def test_a_single_sentence_is_no_answer() -> None:
    assert _told(NORWAY, (replace(MONEY, text="A grant covers half of it."),)) == []


def test_the_other_language_tells_where_the_own_does_not() -> None:
    chinese = chunk_of(
        "廠商可以找誰", "• 奧斯陸的辦公室：協助設立。\n• 卑爾根的商會：介紹夥伴。", title="挪威市場"
    )

    assert len(_told(NORWAY, (chinese,), language="zh")) == 2


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(replace(NORWAY, kind=AnswerKind.AMOUNT), id="an amount"),
        pytest.param(replace(NORWAY, text="What help is there in Sweden?"), id="another place"),
        pytest.param(replace(NORWAY, text="What help is there?"), id="no place"),
        pytest.param(
            _question(
                "What help is there in Norway for salmon?",
                Asked("salmon", (), (("salmon",),), 3.0),
            ),
            id="a thing",
        ),
    ],
)
def test_other_questions_are_left_to_the_words_they_ask_with(question: Question) -> None:
    assert _told(question, DOCUMENT) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("哪些公司已進入挪威？", id="which firms, in Chinese"),
        pytest.param("Which firms enter Norway?", id="which firms"),
        pytest.param("Taiwanese firms that entered Norway", id="those that went"),
    ],
)
def test_who_asks_which_firms_went_there_is_not_told_how_to_go(text: str) -> None:
    assert _told(_question(text, kind=AnswerKind.ANY), DOCUMENT) == []


@pytest.mark.parametrize("text", ["哪家公司去過挪威？", "Which firms have entered Norway?"])
def test_nor_whom_to_see(text: str) -> None:
    assert _told(_question(text, kind=AnswerKind.PERSON), DOCUMENT) == []


def test_the_field_of_who_asks_is_no_other_thing() -> None:
    parking = Asked("smart parking", (), (("smart", "parking"),), 3.0)
    question = _question("What help is there in Norway for smart parking?", parking)

    assert _told(question, DOCUMENT, field="smart parking") == _told(NORWAY, DOCUMENT)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("How do we enter the Norwegian market?", AnswerKind.STEPS, id="how to"),
        pytest.param("We want to enter Norway.", AnswerKind.ANY, id="a wish"),
        pytest.param("What should we do first in Norway?", AnswerKind.ANY, id="what first"),
        pytest.param("How do we sell to Norway?", AnswerKind.STEPS, id="to sell"),
        pytest.param("How can we bring drones into Norway?", AnswerKind.STEPS, id="to bring"),
    ],
)
def test_who_wants_to_go_there_is_told_what_to_do_first(text: str, kind: AnswerKind) -> None:
    told = _told(_question(text, kind=kind), DOCUMENT)

    assert told[:3] == [
        "• Ask for the tax number.",
        "• See the office in Stockholm, too.",
        "• The harbour master in Bergen: knows every berth.",
    ]


def test_who_asks_for_limits_is_told_of_them_alone_and_of_no_section_too_much() -> None:
    risks = _question("What are the risks in Norway?", kind=AnswerKind.ANY)

    assert _told(risks, DOCUMENT) == ["A licence is needed.", "It takes a year."]


def test_going_there_is_no_other_thing() -> None:
    entering = Asked("entering", (), (("enter",),), 3.0)
    question = _question("What help is there for a firm entering Norway?", entering)

    assert _told(question, DOCUMENT) == _told(NORWAY, DOCUMENT)


ABROAD = "Firms going abroad"
GUARANTEES = (
    chunk_of(
        "What to do first",
        "Before a loan abroad, ask the guarantee fund.",
        title=f"{ABROAD}: loans",
    ),
)
SUPPORT = tuple(
    chunk_of(heading, text, title=f"Support for {ABROAD}: grants, loans and whom to ask")
    for heading, text in (
        ("What there is for a presence abroad", "A subsidy pays a booth. Offices rent desks."),
        (
            "Whom to see",
            "The agency has helped 90 firms. For advice, contact the export agency at its office.",
        ),
        (
            "What to do first",
            "Learn the language.\nAsk the bank about insurance.\n"
            "In Sweden, see the office of the chamber.\nAcross Europe, ask the service centre.\n"
            "Before leaving, write to the chamber.",
        ),
        ("Which grants exist", "A grant covers half of a pilot. A loan runs for six years."),
    )
)
SELL = _question("How do we sell to Norway?", kind=AnswerKind.STEPS)


def test_of_a_market_that_no_document_is_on_what_there_is_for_firms_going_anywhere_is_told() -> (
    None
):
    assert _told(SELL, anywhere=(GUARANTEES, SUPPORT)) == [
        "Ask the bank about insurance.",
        "Before leaving, write to the chamber.",
        "Before a loan abroad, ask the guarantee fund.",
        "For advice, contact the export agency at its office.",
        "A subsidy pays a booth.",
    ]
    assert _told(SELL, DOCUMENT, anywhere=(SUPPORT,)) == _told(SELL, DOCUMENT)


def test_who_asks_for_help_or_money_anywhere_is_told_of_it() -> None:
    grants = replace(NORWAY, text="What grants are there in Norway?")

    assert _told(NORWAY, anywhere=(SUPPORT,))[-1] == "A grant covers half of a pilot."
    assert _told(grants, anywhere=(SUPPORT,)) == [
        "A subsidy pays a booth.",
        "A grant covers half of a pilot.",
    ]


@pytest.mark.parametrize(
    "text", ["What are the risks in Norway?", "How do we set up a company in Norway?"]
)
def test_what_a_market_asks_of_firms_is_told_of_no_other(text: str) -> None:
    assert _told(_question(text, kind=AnswerKind.ANY), anywhere=(SUPPORT,)) == []


def test_a_document_on_one_matter_there_tells_who_is_in_that_field() -> None:
    title = "Norway and salmon: what to know"
    document = tuple(
        replace(one, title=title, headings=(title, one.headings[-1])) for one in DOCUMENT
    )
    salmon, drones = (
        _question("How do we sell there?", Asked(word, (), ((word,),), 3.0), kind=AnswerKind.STEPS)
        for word in ("salmon", "drones")
    )
    salmon, drones = (replace(one, text="How do we sell to Norway?") for one in (salmon, drones))

    assert _told(salmon, document, field="salmon", anywhere=(SUPPORT,)) == _told(SELL, DOCUMENT)
    assert _told(drones, document, field="drones", anywhere=(SUPPORT,)) == _told(
        SELL, anywhere=(SUPPORT,)
    )
    report = tuple(
        replace(one, title="Norway", headings=("Norway", one.headings[-1])) for one in (MONEY, WHOM)
    )
    assert set(_told(drones, report, document, field="drones")) >= set(_told(SELL, document))


def test_an_item_that_names_the_field_of_who_asks_is_told_first() -> None:
    salmon = Asked("salmon", (), (("salmon",),), 3.0)
    question = _question("How do we sell salmon to Norway?", salmon, kind=AnswerKind.STEPS)
    first = replace(FIRST, text="• Ask for the tax number.\n• For salmon, see the fish office.")

    assert _told(question, (first, WHOM), field="salmon")[0] == "• For salmon, see the fish office."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Find me a partner in Norway", AnswerKind.ANY),
        ("Who could be our distributor in Norway?", AnswerKind.PERSON),
        ("How do we find a local agent in Norway?", AnswerKind.STEPS),
        ("在挪威找代理商", AnswerKind.ANY),
    ],
)
def test_who_looks_for_a_partner_is_told_whom_to_ask_there_and_anywhere(
    text: str, kind: AnswerKind
) -> None:
    first = replace(FIRST, text="• Learn the language.\n• Contact the trade office first.")
    assert _told(_question(text, kind=kind), (first, WHOM, MONEY), anywhere=(SUPPORT,)) == [
        "• Contact the trade office first.",
        "• The harbour master in Bergen: knows every berth.",
        "• The desk in Oslo.",
        "For advice, contact the export agency at its office.",
    ]


def test_a_partner_in_that_place_is_told_before_whom_to_ask() -> None:
    question = "Find me a partner in Norway"

    assert partner_told(question, "A partner in Norway comes first.")
    assert not partner_told(question, "A partner in Sweden comes first.")
    assert not partner_told("How large is Norway?", "A partner in Norway comes first.")


def test_where_a_market_is_reported_on_nothing_is_told_in_its_place() -> None:
    report = (replace(SIZE, title="Norway"),)

    assert _told(SELL, report, anywhere=(SUPPORT,)) == []


def test_whom_to_ask_about_a_market_is_told_of_its_list() -> None:
    whom = _question("Whom can we ask about Norway?", kind=AnswerKind.CONTACT)

    assert _told(whom, DOCUMENT) == [
        "• The harbour master in Bergen: knows every berth.",
        "• The desk in Oslo.",
    ]


def test_whom_to_talk_to_where_the_market_names_nobody_is_who_helps_anywhere() -> None:
    whom = _question("Who do we talk to in Norway?", kind=AnswerKind.CONTACT)

    assert _told(whom, (MONEY,), anywhere=(SUPPORT,)) == [
        "For advice, contact the export agency at its office.",
    ]
    who = replace(whom, kind=AnswerKind.PERSON)  # somebody's name
    assert _told(who, (MONEY,), anywhere=(SUPPORT,)) == []


def test_words_for_going_there_are_none_that_tell_little_anyway() -> None:
    _, english, _ = question_words()["entry"]["going"]
    listed = re.findall(r"[a-z]{3,}", re.sub(r"\(\?:[^()]*\)\??", "", english.strip("(?:)")))

    assert len(listed) > 20
    assert not [word for word in listed if tells_little(word)]
