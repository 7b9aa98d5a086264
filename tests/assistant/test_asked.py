"""A question taken apart: what it asks about, and what kind of answer it wants."""

import math

import pytest

from assistant.asked import (
    AnswerKind,
    Asked,
    Question,
    Rarity,
    figures_to_choose,
    rarity_by_frequency,
    take_apart,
)
from language.lexicon import Lexicon, Name


def _take_apart(text: str, lexicon: Lexicon) -> Question:
    return take_apart(text, lexicon=lexicon, rarity=lambda han_forms, word_forms: 1.0)


def _about(question: Question, text: str) -> Asked:
    return next(asked for asked in question.asked if asked.text == text)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param("歐銀有幾個受援國？", AnswerKind.AMOUNT, id="how many, Chinese"),
        pytest.param("补助多少比例？", AnswerKind.AMOUNT, id="how much, Simplified"),
        pytest.param("How much was the trade?", AnswerKind.AMOUNT, id="how much"),
        pytest.param("What is the share of exports?", AnswerKind.AMOUNT, id="share"),
        pytest.param("基金是哪一年成立的？", AnswerKind.TIME, id="which year, Chinese"),
        pytest.param("何時可以申請？", AnswerKind.TIME, id="when, Chinese"),
        pytest.param("When was the fund set up?", AnswerKind.TIME, id="when"),
        pytest.param("什麼是微笑曲線？", AnswerKind.ANY, id="what, Chinese"),
        pytest.param("Is it signed whenever it rains?", AnswerKind.ANY, id="part of a word"),
        pytest.param("Who signs the contract?", AnswerKind.PERSON, id="who"),
        pytest.param("參展補助可以問哪個單位？", AnswerKind.CONTACT, id="which office, Chinese"),
        pytest.param("Whom do I ask about it?", AnswerKind.CONTACT, id="whom to ask"),
        pytest.param("想進泰國，有哪些資源？", AnswerKind.SUPPORT, id="what helps, Chinese"),
        pytest.param("What support is there?", AnswerKind.SUPPORT, id="what helps"),
        pytest.param("What is the top GDPR fine?", AnswerKind.AMOUNT, id="a figure by its noun"),
        pytest.param("Rent of an office in Hanoi", AnswerKind.AMOUNT, id="a rent"),
        pytest.param("What's the metro fare in Bangkok?", AnswerKind.AMOUNT, id="a fare"),
        pytest.param("What does a booth cost?", AnswerKind.AMOUNT, id="a cost"),
        pytest.param("SBIR money", AnswerKind.AMOUNT, id="money of a programme"),
        pytest.param("Who gives us money?", AnswerKind.PERSON, id="who pays"),
        pytest.param("What is the VAT in Peru?", AnswerKind.AMOUNT, id="a tax"),
        pytest.param("What are the stages of a tax in Peru?", AnswerKind.ANY, id="of a tax"),
        pytest.param("What is the tax treaty with Peru?", AnswerKind.ANY, id="a treaty"),
        pytest.param("How did they get in?", AnswerKind.ANY, id="what happened is no procedure"),
        pytest.param("歐銀的辦公室設在哪裡？", AnswerKind.PLACE, id="where, Chinese"),
        pytest.param("In which city is the hub?", AnswerKind.PLACE, id="which city"),
        pytest.param("Which cities joined it?", AnswerKind.PLACE, id="which cities"),
        pytest.param("有哪些城市加入？", AnswerKind.PLACE, id="which cities, Chinese"),
        pytest.param("how do I register on ECEPP", AnswerKind.STEPS, id="how to"),
        pytest.param("CE標示要怎麼申請？", AnswerKind.STEPS, id="how to, Chinese"),
        pytest.param("為什麼選東京？", AnswerKind.REASON, id="why, Chinese"),
        pytest.param("提供幾年免稅？", AnswerKind.AMOUNT, id="how many years, Chinese"),
        pytest.param("基金是幾年成立的？", AnswerKind.TIME, id="which year, as spoken"),
        pytest.param("外洩後多久要通報？", AnswerKind.AMOUNT, id="how soon, Chinese"),
    ],
)
def test_the_kind_of_answer(question: str, kind: AnswerKind, lexicon: Lexicon) -> None:
    assert _take_apart(question, lexicon).kind is kind


@pytest.mark.parametrize(
    ("question", "text", "form"),
    [
        pytest.param("EBRD 的基金", "EBRD", "欧洲复兴开发银行", id="a name's Chinese"),
        pytest.param("subsidies for firms", "subsidies", "补贴", id="a word's Chinese"),
    ],
)
def test_english_has_chinese_forms(question: str, text: str, form: str, lexicon: Lexicon) -> None:
    assert form in _about(_take_apart(question, lexicon), text).han_forms


@pytest.mark.parametrize(
    ("question", "text", "form"),
    [
        pytest.param("歐銀的基金", "歐銀", ("ebrd",), id="a name's English"),
        pytest.param("補助有多少？", "補助", ("subsidi",), id="a word's English"),
    ],
)
def test_chinese_has_english_forms_and_is_shown_as_typed(
    question: str, text: str, form: tuple[str, ...], lexicon: Lexicon
) -> None:
    assert form in _about(_take_apart(question, lexicon), text).word_forms


@pytest.mark.parametrize(
    ("question", "musts"),
    [
        pytest.param("What is the minimum wage in Brazil?", {"Brazil"}, id="a country"),
        pytest.param("泰國的補助", {"泰國"}, id="a country, Chinese"),
        pytest.param("trade in 2022", {"2022"}, id="a year"),
        pytest.param("How does a Taiwanese firm get a subsidy?", set(), id="who asks"),
        pytest.param("CE標示要怎麼申請？", {"CE"}, id="letters beside characters"),
        pytest.param("Where is the Whoscall office?", {"Whoscall"}, id="in no dictionary"),
        pytest.param("where is the whoscall office?", set(), id="without its capital"),
        pytest.param("Whoscall 去了哪些國家", {"Whoscall"}, id="that opens a Chinese question"),
        pytest.param("Exporters pay what?", set(), id="a capital that opens an English one"),
        pytest.param("這件事怎麼了？", set(), id="a question's own word"),
    ],
)
def test_names_and_figures_must_be_there(question: str, musts: set[str], lexicon: Lexicon) -> None:
    assert {one.text for one in _take_apart(question, lexicon).asked if one.must} == musts


def test_a_name_in_no_dictionary_may_be_spelt_otherwise_elsewhere(lexicon: Lexicon) -> None:
    question = _take_apart("Does Whoscall work in Brazil?", lexicon)

    assert {one.text: one.spelt for one in question.asked if one.must} == {
        "Whoscall": True,
        "Brazil": False,
    }


def test_words_of_like_meaning_with_a_character_in_common_are_near(lexicon: Lexicon) -> None:
    assert "罚锾" in _about(_take_apart("罰款最高多少？", lexicon), "罰款").near_han


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        pytest.param("How do we protect a trademark?", {"trademark"}, id="English"),
        pytest.param("商標怎麼保護？", {"商標"}, id="Chinese"),
        pytest.param("What does TAITRA pay in Thailand?", set(), id="names"),
        pytest.param("a representative if we have no office", set(), id="words that stand apart"),
    ],
)
def test_terms_of_the_glossary(question: str, terms: set[str], lexicon: Lexicon) -> None:
    assert {one.text for one in _take_apart(question, lexicon).asked if one.term} == terms


def test_asking_words_are_not_asked_for(lexicon: Lexicon) -> None:
    assert _take_apart("請問我們可以怎麼做呢？", lexicon).asked == ()
    assert _take_apart("How do we do this?", lexicon).asked == ()
    assert _take_apart("要選哪一個？", lexicon).asked == _take_apart("要選哪個？", lexicon).asked


def test_words_that_fit_many_questions_weigh_less(lexicon: Lexicon) -> None:
    question = _take_apart("臺灣廠商的停車補助", lexicon)

    assert _about(question, "廠商").vague
    assert not _about(question, "停車").vague
    assert _about(question, "廠商").weight < _about(question, "停車").weight
    assert _about(_take_apart("a firm gets a subsidy", lexicon), "gets").vague


def test_a_thing_said_twice_is_asked_for_once(lexicon: Lexicon) -> None:
    texts = [asked.text for asked in _take_apart("停車停車停車補助", lexicon).asked]

    assert len(texts) == len(set(texts))


def test_rare_things_weigh_more() -> None:
    frequency = {"常见": 90, "常": 95, "见": 95, "罕见": 1}
    rarity = rarity_by_frequency(
        100, lambda token: frequency.get(token, 0), lambda stem: {"common": 80}.get(stem, 0)
    )

    assert rarity(["罕见"], []) == pytest.approx(math.log(1 + 110 / 2))
    assert rarity(["罕见"], []) > rarity(["常见"], [])
    # The commonest of its forms counts: a rare word for a common thing tells little.
    assert rarity(["罕见"], [("common",)]) == rarity([], [("common",)])
    # Of a form of several tokens the rarest counts.
    assert rarity([], [("common", "never")]) == rarity([], [("never",)])


def test_documents_tell_how_a_run_of_characters_is_cut(lexicon: Lexicon) -> None:
    # 「實體」 and 「體罰」 are both words: the documents have one of them.
    known = rarity_by_frequency(100, lambda pair: 0 if pair == "体罚" else 5, lambda stem: 5)

    texts = [one.text for one in take_apart("重要實體罰多少", lexicon=lexicon, rarity=known).asked]

    assert "實體" in texts
    assert "體罰" not in texts


def test_a_word_that_no_document_has_is_not_broken_into_a_shorter_one() -> None:
    words = Lexicon({"工程师": ("engineer",), "工程": ("engineering",)}, frozenset())
    heard = rarity_by_frequency(100, lambda pair: 0 if pair == "程师" else 5, lambda stem: 0)

    assert [one.text for one in take_apart("工程師", lexicon=words, rarity=heard).asked] == [
        "工程師"
    ]


def test_a_term_is_one_thing_though_the_documents_say_it_otherwise() -> None:
    terms = Lexicon(
        {"公司": ("firm",)},
        frozenset(),
        names=(Name(("設立公司", "開公司"), ("company formation",)),),
    )
    unheard = rarity_by_frequency(100, lambda pair: 0 if pair == "开公" else 5, lambda stem: 5)

    asked = take_apart("開公司", lexicon=terms, rarity=unheard).asked

    assert [one.text for one in asked] == ["開公司"]
    assert "设立公司" in asked[0].han_forms


def test_a_function_word_is_no_part_of_a_name(lexicon: Lexicon) -> None:
    unheard = rarity_by_frequency(100, lambda token: 0, lambda stem: 0)
    heard = rarity_by_frequency(100, lambda token: 5, lambda stem: 0)

    def texts(rarity: Rarity) -> list[str]:
        return [one.text for one in take_apart("控箱才", lexicon=lexicon, rarity=rarity).asked]

    assert "控箱才" in texts(heard), "documents have it: it is a name"
    assert not any("才" in text for text in texts(unheard))


def test_the_sort_of_thing_asked_for_need_not_be_said_again(lexicon: Lexicon) -> None:
    question = _take_apart("Which agency works on ports?", lexicon)

    assert _about(question, "agency").vague
    assert not _about(question, "ports").vague


def test_a_figures_currency_is_no_name(lexicon: Lexicon) -> None:
    texts = [one.text for one in _take_apart("contracts above EUR 300,000", lexicon).asked]

    assert "EUR" not in texts
    assert "300000" in texts


def test_a_negation_that_is_written_short_is_not_asked_about(lexicon: Lexicon) -> None:
    texts = [one.text for one in _take_apart("What if it doesn't rain?", lexicon).asked]

    assert texts == ["rain"]


@pytest.mark.parametrize("text", ["the steps to join", "opportunities", "流程", "商機"])
def test_that_steps_or_chances_are_asked_for_need_not_be_said(text: str, lexicon: Lexicon) -> None:
    assert any(one.vague for one in _take_apart(text, lexicon).asked)


@pytest.mark.parametrize(
    "text", ["Since nobody rains on anyone", "It rained in Nov without us", "Is anything rain?"]
)
def test_pronouns_conjunctions_and_short_months_are_not_asked_about(
    text: str, lexicon: Lexicon
) -> None:
    texts = [one.text for one in _take_apart(text, lexicon).asked]

    assert len(texts) == 1
    assert texts[0].startswith("rain")


def test_that_someone_joins_tells_little_where_it_is_asked_how(lexicon: Lexicon) -> None:
    assert _about(_take_apart("How can a firm join the mission?", lexicon), "join").vague
    assert not _about(_take_apart("When did Peru join the mission?", lexicon), "join").vague
    assert _about(_take_apart("怎麼參加考察團？", lexicon), "參加").vague
    assert not _about(_take_apart("祕魯何時參加考察團？", lexicon), "參加").vague


def test_a_verb_that_fits_any_question_is_no_part_of_a_name(lexicon: Lexicon) -> None:
    unheard = rarity_by_frequency(100, lambda token: 0, lambda stem: 0)

    texts = [one.text for one in take_apart("控箱選", lexicon=lexicon, rarity=unheard).asked]

    assert "控箱" in texts
    assert not any("選" in text for text in texts)


@pytest.mark.parametrize(
    ("question", "musts"),
    [
        ("Was it signed in 2015 or 2016?", set()),
        ("2015還是2016簽署？", set()),
        ("稅率是 20% 還是 10%？", set()),
        ("Was it signed in 2015?", {"2015"}),
    ],
)
def test_of_figures_to_choose_from_none_must_be_there(
    question: str, musts: set[str], lexicon: Lexicon
) -> None:
    asked = _take_apart(question, lexicon).asked

    assert {one.text for one in asked if one.must} == musts
    assert (
        figures_to_choose(question) == frozenset()
        if musts
        else len(figures_to_choose(question)) == 2
    )


def test_how_large_something_is_asks_for_no_word_large(lexicon: Lexicon) -> None:
    assert "多大" not in [one.text for one in _take_apart("多大的基金？", lexicon).asked]
