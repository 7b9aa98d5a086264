"""A question becomes search terms of each language, with translations beside their own words."""

from string import ascii_lowercase

import pytest

from assistant.query import wanted
from ingest.keywords import Term, Wanted
from language.lexicon import Lexicon, Name
from language.script import Language

LEXICON = Lexicon(
    glosses={"基金": ("fund", "endowment fund"), "补助": ("subsidy",), "停车": ("parking",)},
    proper=frozenset(),
    names=(Name(("歐洲復興開發銀行", "歐銀"), ("European Bank", "EBRD")),),
)


def _alternatives(found: list[Wanted]) -> set[tuple[tuple[str, ...], ...]]:
    return {tuple(term.tokens for term in want.alternatives) for want in found}


def test_chinese_is_looked_for_by_characters_and_pairs_without_stop_characters() -> None:
    found = wanted("補助的基金", language=Language.ZH, lexicon=LEXICON)

    assert _alternatives(found) == {
        ((token,),) for token in ("补", "助", "基", "金", "补助", "助的", "的基", "基金")
    }


def test_an_english_question_is_looked_for_in_chinese_by_each_words_translations() -> None:
    found = wanted("the fund", language=Language.ZH, lexicon=LEXICON)

    assert found == [Wanted((Term(("fund",)), Term(("基金",), 1.0)))]


def test_a_long_translation_must_have_all_its_pairs() -> None:
    found = wanted("EBRD", language=Language.ZH, lexicon=LEXICON)

    own, *names = found[0].alternatives
    assert own.tokens == ("ebrd",)
    assert [name.tokens for name in names] == [
        ("欧洲", "洲复", "复兴", "兴开", "开发", "发银", "银行"),
        ("欧银",),
    ]
    assert names[0].weight > names[1].weight


def test_english_is_looked_for_by_stems_without_stop_words() -> None:
    found = wanted("What are the parking subsidies?", language=Language.EN, lexicon=LEXICON)

    assert _alternatives(found) == {(("park",),), (("subsidi",),)}


def test_a_chinese_question_is_looked_for_in_english_by_each_words_translations() -> None:
    found = wanted("停車的基金", language=Language.EN, lexicon=LEXICON)

    assert _alternatives(found) == {(("park",),), (("fund",), ("endow", "fund"))}
    fund = next(want for want in found if len(want.alternatives) == 2)
    assert fund.alternatives[0].weight > fund.alternatives[1].weight


def test_a_word_without_a_translation_is_left_out_of_the_other_language() -> None:
    assert wanted("囧", language=Language.EN, lexicon=LEXICON) == []


@pytest.mark.parametrize("question", ["", "?!", "的"])
@pytest.mark.parametrize("language", list(Language))
def test_nothing_asked_wants_nothing(question: str, language: Language) -> None:
    assert wanted(question, language=language, lexicon=LEXICON) == []


def test_only_the_best_translations_of_a_word_are_tried() -> None:
    many = Lexicon({"智": tuple(f"sense{letter}" for letter in ascii_lowercase)}, frozenset())

    found = wanted("智", language=Language.EN, lexicon=many)

    assert len(found[0].alternatives) == 24


def test_names_are_also_looked_for_by_their_sound() -> None:
    chinese = wanted("Where is Norman?", language=Language.ZH, lexicon=LEXICON)
    english = wanted("諾曼在哪裡?", language=Language.EN, lexicon=LEXICON)

    assert Term(("NMN",), 1.0, sound=True) in chinese[-1].alternatives
    assert Term(("NMN",), 1.0, sound=True) in english[-1].alternatives


def test_function_words_are_not_translated() -> None:
    lexicon = Lexicon({"被": ("quilt",), "基金": ("fund",)}, frozenset())

    assert _alternatives(wanted("被基金", language=Language.EN, lexicon=lexicon)) == {(("fund",),)}


def test_terms_of_the_other_region_are_looked_for_too() -> None:
    found = _alternatives(wanted("軟體的基金", language=Language.ZH, lexicon=LEXICON))

    assert {(("软体",),), (("软件",),)} <= found


def test_pairs_within_words_count_more_than_pairs_across_them() -> None:
    found = wanted("停車補助", language=Language.ZH, lexicon=LEXICON)
    weights = {term.tokens[0]: term.weight for want in found for term in want.alternatives}

    assert weights["停车"] == weights["补助"] > weights["车补"]


def test_the_words_of_a_phrase_are_looked_for_as_well_but_count_less() -> None:
    lexicon = Lexicon({"黑死病": ("black death",), "黑": ("black",)}, frozenset())
    found = wanted("black death", language=Language.ZH, lexicon=lexicon)

    assert found[0] == Wanted((Term(("black", "death")), Term(("黑死", "死病"), 1.0)))
    assert found[1] == Wanted((Term(("黑",), 0.5),))


def test_heads_of_phrases_and_words_within_words_count_less() -> None:
    lexicon = Lexicon({"不服从": ("civil defiance",), "服从": ("obey",)}, frozenset())
    (found,) = wanted("不服從", language=Language.EN, lexicon=lexicon)

    assert found.alternatives == (
        Term(("civil", "defianc"), 1.0),
        Term(("defianc",), 0.5),
        Term(("obey",), 0.5),
    )
