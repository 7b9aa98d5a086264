"""What people say is looked for, and found, by what documents call it."""

from itertools import chain

import pytest

from assistant.ask import Assistant
from assistant.asked import rarity_by_frequency, take_apart
from assistant.everyday import everyday, knowing_everyday, meant_by, reworded
from assistant.query import wanted
from assistant.types import Outcome
from ingest.keywords import Wanted
from language.lexicon import Lexicon, Name
from language.script import Language
from language.tokens import phrase_key
from tests.assistant.conftest import Knows

TABLE = everyday()


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry.said.en[0])
def test_each_thing_is_said_and_meant_in_both_languages(entry) -> None:
    assert all((entry.said.zh, entry.said.en, entry.means.zh, entry.means.en))


def test_no_word_is_said_of_two_things() -> None:
    zh = list(chain.from_iterable(entry.said.zh for entry in TABLE))
    en = [phrase_key(word) for word in chain.from_iterable(entry.said.en for entry in TABLE)]

    assert len(set(zh)) == len(zh)
    assert len(set(en)) == len(en)


def test_stop_words_leave_of_what_is_said_in_several_words_more_than_one() -> None:
    several = (word for entry in TABLE for word in entry.said.en if " " in word)

    assert not [word for word in several if " " not in phrase_key(word)]


@pytest.fixture(scope="module")
def plain(lexicon: Lexicon) -> Lexicon:
    return knowing_everyday(lexicon)


def _tokens(found: list[Wanted]) -> set[tuple[str, ...]]:
    return {term.tokens for want in found for term in want.alternatives}


@pytest.mark.parametrize("question", ["客戶賴帳怎麼辦", "What if a client doesn't pay?"])
def test_what_is_meant_is_looked_for_in_both_languages(question: str, plain: Lexicon) -> None:
    in_chinese = _tokens(wanted(question, language=Language.ZH, lexicon=plain))
    in_english = _tokens(wanted(question, language=Language.EN, lexicon=plain))

    assert ("信用", "用危", "危险") in in_chinese
    assert ("credit", "risk") in in_english


@pytest.mark.parametrize(
    ("question", "text"), [("客戶賴帳怎麼辦", "賴帳"), ("a client doesn't pay", "doesn pay")]
)
def test_what_is_meant_is_as_good_as_what_is_said(question: str, text: str, plain: Lexicon) -> None:
    asked = take_apart(question, lexicon=plain, rarity=lambda han_forms, word_forms: 1.0).asked
    thing = next(one for one in asked if one.text == text)

    assert "信用危险" in thing.han_forms
    assert ("credit", "risk") in thing.word_forms
    assert ("doesn", "pay") not in thing.word_forms, "they may stand anywhere in a text"


@pytest.mark.parametrize("common", [{"信用", "用危", "危险"}, {"credit", "risk"}])
@pytest.mark.parametrize(
    ("question", "text"), [("客戶賴帳怎麼辦", "賴帳"), ("a client doesn't pay", "doesn pay")]
)
def test_a_word_that_no_document_has_is_as_rare_as_what_is_meant(
    question: str, text: str, common: set[str], plain: Lexicon
) -> None:
    rarity = rarity_by_frequency(
        100, lambda pair: 50 * (pair in common), lambda stem: 50 * (stem in common)
    )

    asked = take_apart(question, lexicon=plain, rarity=rarity).asked

    thing = next(one for one in asked if one.text == text)
    assert thing.weight == pytest.approx(rarity(("信用危险",), (("credit", "risk"),)))
    assert thing.weight < rarity((), ())


def test_what_documents_say_is_not_taken_for_what_people_say() -> None:
    assert meant_by("招牌").zh == ("商标", "名称")
    assert meant_by("商標").zh == ()
    assert meant_by("price").en == ()


def test_a_name_of_the_lexicon_keeps_its_meaning() -> None:
    own = Lexicon({}, frozenset(), names=(Name(("招牌",), ("Zhaopai Group",)),))

    assert knowing_everyday(own).other_names("招牌").en == ("Zhaopai Group",)


def test_a_question_in_everyday_words_is_answered_and_a_claim_is_not_checked_by_them(
    knows: Knows,
) -> None:
    assistant: Assistant = knows(
        {
            "cover.md": "# 出口工具\n\n## 帳款\n\n外國客戶的信用危險，帳款保險最高賠 95%。\n",
            "sea.md": "# 航運\n\n## 船期\n\n船隻每週二由基隆開往橫濱。\n",
        }
    )

    answer = assistant.answer("外國客戶賴帳怎麼辦？")

    assert answer.outcome is Outcome.ANSWERED
    assert "95%" in answer.claims[0].text
    assert assistant.index.lexicon.other_names("賴帳").zh == ()


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("客戶賴帳怎麼辦", "客戶信用危險怎麼辦"),
        ("What if a client doesn't pay?", "What if a client credit risk?"),
        ("How is a loan repaid?", "How is a loan repaid?"),
    ],
)
def test_a_question_is_compared_in_the_words_of_documents_too(question: str, plain: str) -> None:
    assert reworded(question) == plain
