"""Which places of a question may be called the European Union in its answer."""

import pytest

from assistant.ask import Assistant
from assistant.asked import take_apart
from assistant.query import wanted
from assistant.types import Outcome
from assistant.wider import in_union
from language.lexicon import Lexicon
from language.script import Language
from tests.assistant.conftest import Knows


@pytest.mark.parametrize(
    ("question", "places"),
    [
        pytest.param("我的App有歐洲用戶，要遵守什麼法規", ["歐洲"], id="Europe"),
        pytest.param("How large is the market in Europe?", ["Europe"], id="Europe, no rule"),
        pytest.param("Which laws apply to users in France?", ["France"], id="a member's rules"),
        pytest.param("賣到德國要符合什麼規定", ["德國"], id="a member's rules, Chinese"),
        pytest.param("What is the wage in France?", [], id="a member's own matter"),
        pytest.param("Which laws apply to users in Japan?", [], id="no member"),
        pytest.param("Which EU laws apply in France?", [], id="the union is named"),
    ],
)
def test_what_may_be_called_the_union(question: str, places: list[str]) -> None:
    found = [question[place.start : place.end] for place in in_union(question)]

    assert found == places


def test_the_union_stands_for_europe_in_both_languages(lexicon: Lexicon) -> None:
    question = take_apart("我有歐洲用戶", lexicon=lexicon, rarity=lambda han_forms, word_forms: 1.0)
    europe = next(one for one in question.asked if one.text == "歐洲")

    assert "欧盟" in europe.han_forms
    assert ("eu",) in europe.word_forms


def test_the_union_is_looked_for_in_both_languages(lexicon: Lexicon) -> None:
    def tokens(question: str, language: Language) -> set[tuple[str, ...]]:
        found = wanted(question, language=language, lexicon=lexicon)
        return {term.tokens for want in found for term in want.alternatives}

    assert ("欧盟",) in tokens("我有歐洲用戶", Language.ZH)
    assert ("eu",) in tokens("我有歐洲用戶", Language.EN)
    assert ("eu",) not in tokens("我有日本用戶", Language.EN)


@pytest.fixture(scope="module")
def on_rules(knows: Knows) -> Assistant:
    return knows(
        {
            "eu.md": "# EU rules\n\nThe EU asks firms to report a data breach within 72 hours.\n",
            "jp.md": "# Ports of Japan\n\nShips leave Yokohama every Tuesday morning.\n",
        }
    )


@pytest.mark.parametrize("place", ["Europe", "Germany"])
def test_the_unions_rules_answer_for_europe_and_its_members(
    on_rules: Assistant, place: str
) -> None:
    answer = on_rules.answer(f"Which rules on a data breach apply in {place}?")

    assert answer.outcome is Outcome.ANSWERED
    assert "72 hours" in answer.claims[0].text


def test_they_do_not_answer_for_another_country(on_rules: Assistant) -> None:
    answer = on_rules.answer("Which rules on a data breach apply in Brazil?")

    assert answer.outcome is Outcome.DECLINED
