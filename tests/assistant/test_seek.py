"""Each part of a question is answered or named as missing."""

import pytest

from assistant.ask import Assistant
from assistant.chosen import text_of
from assistant.likeness import by_stored_vectors
from assistant.parts import Part
from assistant.retrieve import Retriever
from assistant.seek import choose_parts, sibling_of
from assistant.types import Outcome
from language.normalise import match_key
from tests.assistant.conftest import Knows


@pytest.mark.parametrize(
    ("question", "says", "missing"),
    [
        pytest.param(
            "How long does the Hungarian start-up visa last, and what does the Polish visa cost?",
            "twelve months",
            "what does the Polish visa cost",
            id="two questions",
        ),
        pytest.param(
            "泰國和越南的投資促進委員會提供幾年免稅？", "八年免稅", "越南", id="two places"
        ),
        pytest.param(
            "我們做蘭花種植，泰國投資促進委員會提供幾年免稅？",
            "八年免稅",
            "蘭花種植",
            id="the field",
        ),
    ],
)
def test_what_no_document_answers_is_named_beside_what_one_does(
    small_assistant: Assistant, question: str, says: str, missing: str
) -> None:
    answer = small_assistant.answer(question)

    assert answer.outcome is Outcome.PARTIAL
    assert says in "".join(claim.text for claim in answer.claims)
    assert answer.missing == (missing,)
    assert missing in (answer.reason or "")


@pytest.fixture(scope="module")
def on_shows(knows: Knows) -> Assistant:
    text = "# Money for shows\n\nThe exhibition subsidy pays a firm 120,000 dollars for a booth.\n"
    ports = "# Ports of Brazil\n\nThe ports of Brazil have cranes, and parking lots beside them.\n"
    return knows({"shows.md": text, "ports.md": ports})


def test_a_subsidy_for_shows_is_told_though_no_document_speaks_of_the_country(
    on_shows: Assistant,
) -> None:
    answer = on_shows.answer("Is there an exhibition subsidy for a booth in Brazil?")

    assert answer.outcome is Outcome.PARTIAL
    assert answer.missing == ("Brazil",)
    assert "120,000" in answer.claims[0].text


@pytest.mark.parametrize(
    "question",
    [
        "We make parking software, is there an exhibition subsidy for a booth in Brazil?",
        "Is there an exhibition subsidy for a booth in Brazil, and what do the ports have?",
    ],
)
def test_it_is_told_whatever_else_is_said_or_asked(on_shows: Assistant, question: str) -> None:
    answer = on_shows.answer(question)

    assert answer.outcome is Outcome.PARTIAL
    assert answer.missing == ("Brazil",)
    assert any("120,000" in claim.text for claim in answer.claims)


def test_what_else_is_asked_about_a_country_is_not_told_without_it(on_shows: Assistant) -> None:
    assert on_shows.answer("Who pays for a booth in Brazil?").outcome is Outcome.DECLINED


def test_all_parts_are_answered(small_assistant: Assistant) -> None:
    answer = small_assistant.answer(
        "How long does the Hungarian start-up visa last, and who leases offices in Da Nang?"
    )

    assert answer.outcome is Outcome.ANSWERED
    said = " ".join(claim.text for claim in answer.claims)
    assert "twelve months" in said
    assert "Da Nang technology park" in said


def test_a_sentence_quoted_for_one_part_does_not_say_another_of_which_it_says_nothing(
    knows: Knows,
) -> None:
    told = "FETC holds 30 percent of the venture with Globe, signed in Oslo."

    answer = knows({"venture.md": f"# Venture\n\n{told}\n"}).answer(
        "What share of the venture does FETC hold? Where is the factory of FETC?"
    )

    assert [claim.text for claim in answer.claims] == [told]
    assert answer.outcome is Outcome.PARTIAL


def test_what_stands_elsewhere_in_the_documents_is_not_said_to_be_lacking(
    small_assistant: Assistant,
) -> None:
    answer = small_assistant.answer("When did smart parking become mandatory in Hungary?")

    assert answer.outcome is Outcome.DECLINED
    assert "smart parking" not in answer.missing


@pytest.mark.parametrize(
    ("field", "text", "beside"),
    [
        pytest.param("智慧停車", "泰國智慧醫療的主要機關是衛生部。", True, id="begins alike"),
        pytest.param("智慧停車", "泰國有智慧停車示範計畫。", False, id="the field"),
        pytest.param("smart parking", "Smart health is bought by hospitals.", True, id="English"),
        pytest.param("smart parking", "Smart parking is bought.", False, id="the field in English"),
    ],
)
def test_a_field_that_only_begins_alike_is_another(field: str, text: str, beside: bool) -> None:
    other = sibling_of(field)

    assert other is not None
    assert bool(other.search(match_key(text))) is beside


def test_a_field_of_one_word_has_no_siblings() -> None:
    assert sibling_of("orchids") is None


def test_a_name_that_no_document_has_is_lacking_by_itself(small_assistant: Assistant) -> None:
    answer = small_assistant.answer("When did smart parking become mandatory in Chile?")

    assert answer.outcome is Outcome.DECLINED
    assert "Chile" in answer.missing
    assert not any("smart parking" in one for one in answer.missing)


def test_who_wants_to_get_at_a_thing_is_told_the_way_before_its_history(knows: Knows) -> None:
    text = (
        "# The harbour cooperation fund\n\n## When it began\n\n"
        "The harbour cooperation fund began in 1991, and access to the fund opened in 1992.\n\n"
        "## How a firm is paid\n\nA firm earns the money by winning an assignment.\n"
    )
    answer = knows({"fund.md": text}).answer("How do we access the harbour cooperation fund?")

    told = [claim.text for claim in answer.claims]
    assert told[0] == "A firm earns the money by winning an assignment."
    assert any("1991" in one for one in told)


def test_rows_of_a_table_do_not_stand_beside_the_way(knows: Knows) -> None:
    text = (
        "# The harbour cooperation fund\n\n## Main points\n\nTable 1 Main points\n\n"
        "| Thing | What it is | Date |\n| --- | --- | --- |\n"
        "| Harbour cooperation fund | Gives access to harbours | 1991 |\n\n"
        "## How a firm is paid\n\nA firm earns the money by winning an assignment.\n"
    )
    assistant = knows({"fund.md": text})

    how = assistant.answer("How do we access the harbour cooperation fund?")
    what = assistant.answer("What does the harbour cooperation fund give access to?")

    assert [claim.text for claim in how.claims] == [
        "A firm earns the money by winning an assignment."
    ]
    assert any("1991" in claim.text for claim in what.claims)


def test_beside_many_steps_little_else_is_told(knows: Knows) -> None:
    orders = ("Check", "Choose", "Register", "Find", "Read", "Submit", "Sign")
    course = "# The harbour cooperation fund\n" + "".join(
        f"\n## {order} the {number} paper\n\nThe paper numbered {number} lies in a drawer.\n"
        for number, order in enumerate(orders, start=11)
    )
    beside = "# Ports\n\n" + " ".join(
        f"The harbour cooperation fund gave access to {sea} in {year}."
        for year, sea in enumerate(("the Baltic", "Crete", "Malta", "the Azores"), start=1991)
    )
    assistant = knows({"fund.md": course, "ports.md": beside})

    told = assistant.answer("How do we access the harbour cooperation fund?").claims

    assert [claim.text for claim in told[:14]] == [
        said
        for number, order in enumerate(orders, start=11)
        for said in (
            f"{order} the {number} paper",
            f"The paper numbered {number} lies in a drawer.",
        )
    ]
    assert len(told) == 15


def test_beside_the_way_no_heading_is_told_without_what_it_heads(knows: Knows) -> None:
    items = "".join(f"• Ask desk number {n} for a stamp.\n\n" for n in range(9))
    course = "# The harbour cooperation fund\n\n" + "".join(
        f"## How a firm is {how}\n\nA firm is {how} by the bank.\n\n" for how in ("paid", "seen")
    )
    other = (
        "# Access to harbours\n\n## Notes on access to a harbour cooperation fund\n\n"
        "• The harbour cooperation fund gave access to Crete.\n\n"
        "• Of access that the harbour cooperation fund took from Malta, nothing is known.\n"
    )
    listed = f"{course}## What to do, in order\n\n{items}"
    assistant = knows({"fund.md": listed, "other.md": other})

    told = assistant.answer("How do we access the harbour cooperation fund?").claims

    assert [claim.text for claim in told[2:]] == [
        "What to do, in order",
        *(f"• Ask desk number {n} for a stamp." for n in range(5)),
        "Notes on access to a harbour cooperation fund",
        "• The harbour cooperation fund gave access to Crete.",
    ]


def test_who_holds_an_office_is_told_by_a_name_alone(knows: Knows) -> None:
    text = "# Bergen\n\nThe mayor of Bergen met the delegation at the harbour of Bergen.\n"
    named = f"{text}\nMayor Anna Berg of Bergen signed an agreement with the port.\n"
    question = "Who is the mayor of Bergen?"

    assert knows({"bergen.md": text}).answer(question).outcome is Outcome.DECLINED
    answer = knows({"bergen.md": named}).answer(question)
    assert [claim.text for claim in answer.claims] == [
        "Mayor Anna Berg of Bergen signed an agreement with the port."
    ]


def test_where_no_part_is_answered_the_whole_question_may_be(knows: Knows) -> None:
    assistant = knows({"fund.md": "# The fund\n\nThe harbour fund was set up in 1991.\n"})
    retriever, question = Retriever(assistant.index), "When was the harbour fund set up?"

    def told(whole: str) -> list[str]:
        choice = choose_parts(
            (Part("What do whales eat?", "whales"), Part("What do otters eat?", "otters")),
            retriever.search(question, limit=3),
            take_apart=retriever.take_apart,
            look_up=lambda text: (),
            likeness=by_stored_vectors(assistant.index),
            sections=assistant.catalogue.chunks_of,
            told=((), ()),
            whole=whole,
        )
        return [text_of(one) for one in choice.chosen]

    assert told(question) == ["The harbour fund was set up in 1991."]
    assert told("What do whales and otters eat?") == []


_NORWAY = "# Norway\n\nFirms in Norway must register data systems with the port office.\n"


@pytest.mark.parametrize(
    ("question", "said", "missing"),
    [
        pytest.param(
            "Where do firms in Oslo register data systems?",
            "Firms in Norway must register data systems with the port office.",
            ("Oslo",),
            id="its country's",
        ),
        pytest.param(
            "Where do firms in Oslo register boats?",
            "Firms in Oslo register boats at the pier.",
            (),
            id="its own",
        ),
        pytest.param("How many people live in Oslo?", "", None, id="none of its country's"),
    ],
)
def test_a_city_of_which_nothing_is_told_is_answered_from_its_country(
    knows: Knows, question: str, said: str, missing: tuple[str, ...] | None
) -> None:
    people = "\n## People\n\n5 million people live in Norway.\n"
    boats = "# Boats\n\nFirms in Oslo register boats at the pier.\n" if "boats" in question else ""

    answer = knows({"norway.md": _NORWAY + people, "oslo.md": boats or people}).answer(question)

    assert (answer.claims[0].text if answer.claims else "") == said
    assert missing is None or answer.missing == missing
