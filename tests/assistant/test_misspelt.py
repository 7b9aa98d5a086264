"""A misspelt word is read as the one that was meant, and another's name never."""

from dataclasses import replace

import pytest

from assistant import phrases, report
from assistant.ask import Assistant
from assistant.copied import plain_text
from assistant.facets import Filters
from assistant.misspelt import Spelling
from assistant.profile import Profile
from assistant.serialise import answer_from_json, answer_to_json, public_answer
from assistant.types import ASIDES, Outcome, ReadAs, Turn
from language.lexicon import Lexicon, Name
from language.script import Language
from language.tokens import stem

COUNTS = {
    "thailand": 40, "poland": 30, "slovenia": 2, "slovakia": 90, "austria": 5, "australia": 5,
    "philippines": 7, "taiwan": 90, "china": 40, "ghana": 9, "egyptian": 9, "ebrd": 50,
    "technical": 8, "cooperation": 8, "market": 60, "grant": 20, "support": 30, "enter": 9,
    "fund": 50, "based": 90, "spain": 9, "plan": 8, "sari": 1, "sbir": 15,
}  # fmt: skip
STEMS = {stem(word): count for word, count in COUNTS.items()}
UNGLOSSED = {"ebrd", "sbir", "thailand", "poland"}
GLOSSES = {"词": tuple(word for word in COUNTS if word not in UNGLOSSED)}
GLOSSARY = Name(
    ("欧银",), ("European Bank", "EBRD", "EBRD Technical Cooperation Fund", "Smart Plan", "SBIR")
)


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    lexicon = Lexicon(GLOSSES, frozenset()).with_names([GLOSSARY])
    return Spelling(lexicon, lexicon, frequency=lambda token: STEMS.get(token, 0))


@pytest.mark.parametrize(
    ("question", "read"),
    [
        pytest.param("How do we enter Thialand?", ["Thailand"], id="swapped"),
        pytest.param("how do we enter thialand", ["Thailand"], id="small letters"),
        pytest.param("HOW DO WE ENTER THIALAND?", ["Thailand"], id="capitals"),
        pytest.param("How do we enter POlnad?", ["Poland"], id="a key held too long"),
        pytest.param("How do we enter Tailand or Polnad?", ["Thailand", "Poland"], id="two names"),
        pytest.param("How do we enter Polend's market?", ["Poland"], id="genitive"),
        pytest.param("Can we enter Phillipines?", ["Philippines"], id="two slips in a long name"),
        pytest.param("How do we access the EBDR fund?", ["EBRD"], id="short form"),
        pytest.param("怎麼申請EBDR基金", ["EBRD"], id="within Chinese"),
        pytest.param("What is SBRI?", ["SBIR"], id="short form as near to a word"),
        pytest.param("SBRI 怎麼申請？", ["SBIR"], id="the only Latin word of a Chinese question"),
        pytest.param(
            "The EBRD Tecnical Coopertion Fund", ["Technical", "Cooperation"], id="a name"
        ),
        pytest.param("Is there suport for a grnat?", ["support", "grant"], id="ordinary words"),
        pytest.param("Waht is the fund?", ["What"], id="a word that asks"),
    ],
)
def test_a_slip_of_the_finger_is_read_as_what_was_meant(
    spelling: Spelling, question: str, read: list[str]
) -> None:
    found = spelling.read(question)

    assert [one.read for one in found] == read
    assert all(question[one.start :].startswith(one.typed) for one in found)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Austria or Australia, Slovakia or Slovenia?", id="known countries"),
        pytest.param("Mali, Malta, Niger, Nigeria, Iran or Iraq?", id="countries nobody writes of"),
        pytest.param("How do we enter Slovania?", id="two are as near"),
        pytest.param("How do we enter Ghyana?", id="a name that the documents lack is as near"),
        pytest.param("Does Taiwania or Thailan invest in a fund?", id="the end of a name"),
        pytest.param("Does Egyptair have a market?", id="two slips at the end of a name"),
        pytest.param("Can Polend Ltd get a grant?", id="a firm by its form"),
        pytest.param("Did Polend Gruszka get a grant?", id="a person"),
        pytest.param("What does “Thialand” mean?", id="quoted"),
        pytest.param("「Thialand」是什麼", id="quoted in Chinese"),
        pytest.param("Is www.thialand.com about the market?", id="an address"),
        pytest.param("Is thialand-2 or x@polend.pl a market?", id="part of a longer word"),
        pytest.param("Does Spein have a market?", id="a letter of a short name"),
        pytest.param("Does Oama have a market?", id="four letters"),
        pytest.param("Does Polan have a market?", id="another name but for its end"),
        pytest.param("Does the EBRX pay a grant?", id="a letter of a short form"),
        pytest.param("Is a grantz there?", id="another form of a word"),
        pytest.param("Is it bashed?", id="a letter too many in an ordinary word"),
        pytest.param("Wie bekomme ich einen Zuschuss fur Polend", id="another language"),
        pytest.param("Did they re-enter China after 2021?", id="nothing amiss"),
    ],
)
def test_what_may_be_meant_as_it_stands_is_left(spelling: Spelling, question: str) -> None:
    assert spelling.read(question) == ()


def test_what_the_asker_says_of_the_own_firm_is_left(spelling: Spelling) -> None:
    assert spelling.read("What does Polend need?", "software by Polend") == ()


TYPED = "How many smart parking sites did Thialand have in 2024?"
MEANT = TYPED.replace("Thialand", "Thailand")
READ = (ReadAs("Thialand", "Thailand", 33),)


def test_a_misspelt_question_is_answered_as_the_right_one(assistant: Assistant) -> None:
    answer, meant = assistant.answer(TYPED), assistant.answer(MEANT)

    assert (answer.question, answer.searched, answer.read_as) == (TYPED, MEANT, READ)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.claims == meant.claims
    assert meant.read_as == ()


def test_a_name_from_the_profile_is_no_slip(assistant: Assistant) -> None:
    own = Filters(profile=Profile(sector="Thialand"))

    assert assistant.answer(TYPED, filters=own).read_as == ()


def test_a_follow_up_goes_on_from_the_question_as_read(assistant: Assistant) -> None:
    first = assistant.answer("  " + TYPED)
    then = assistant.answer("And what of Vietnma's cost?", [Turn(first.as_read, first.searched)])
    last = assistant.answer("And who pays?", [Turn(then.as_read, then.searched)])

    assert first.searched == MEANT
    assert then.searched == (f"{MEANT.replace('Thailand', 'Vietnam')} And what of Vietnam's cost?")
    # Only what is asked goes on, not the words that were put behind it.
    assert last.searched == f"{MEANT.replace('Thailand', 'Vietnam')} And who pays?"


def test_a_misspelt_everyday_matter_is_told_what_it_was_read_as(assistant: Assistant) -> None:
    answer = assistant.answer("How is the weather in Thialand?")

    assert answer.decline in ASIDES
    assert "Thailand" in answer.searched
    assert [one.read for one in answer.read_as] == ["Thailand"]


def test_what_was_read_is_told_wherever_the_answer_goes(assistant: Assistant) -> None:
    answer = assistant.answer(TYPED)
    told = "Read as: Thailand (for “Thialand”)"

    assert report.answer_text(answer).startswith(told)
    assert f"({MEANT})" not in report.answer_text(answer)
    assert plain_text(answer, catalogue=assistant.catalogue).splitlines()[2] == told
    assert public_answer(answer)["read_as"] == [
        {"typed": "Thialand", "read": "Thailand", "start": 33}
    ]


def test_an_answer_kept_from_before_is_one_without(assistant: Assistant) -> None:
    kept = answer_to_json(replace(assistant.answer(MEANT), read_as=()))

    assert '"read_as":[]' in kept
    assert answer_from_json(kept.replace(',"read_as":[]', "")) == answer_from_json(kept)


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        pytest.param(
            [*READ, ReadAs("Thialand", "Thailand", 50), ReadAs("EBDR", "EBRD", 70)],
            Language.EN,
            "Read as: Thailand (for “Thialand”), EBRD (for “EBDR”)",
            id="English",
        ),
        pytest.param(
            [ReadAs("越男", "越南", 0), ReadAs("太國", "泰國", 3)],
            Language.ZH,
            "以「越南」理解「越男」；以「泰國」理解「太國」",
            id="Chinese",
        ),
    ],
)
def test_each_word_is_told_once(words: list[ReadAs], language: Language, said: str) -> None:
    assert phrases.read_as(words, language) == said
