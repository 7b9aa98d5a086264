import pytest

from language.lexicon import Lexicon, Name, load_cedict, read_glossary


def test_a_run_is_cut_into_the_longest_known_words(lexicon: Lexicon) -> None:
    assert lexicon.segment("欧洲复兴开发银行的基金") == ("欧洲复兴开发银行", "的", "基金")


@pytest.mark.parametrize(
    ("word", "english"), [("基金", "fund"), ("欧银", "ebrd"), ("投资", "invest")]
)
def test_chinese_words_have_english_forms(lexicon: Lexicon, word: str, english: str) -> None:
    assert english in [translation.text for translation in lexicon.to_english(word)]


def test_only_as_many_english_forms_are_looked_up_as_are_asked_for(lexicon: Lexicon) -> None:
    every = lexicon.to_english("申请")

    assert len(every) > 1
    assert lexicon.to_english("申请", most=1) == every[:1]


def test_english_phrases_have_chinese_words(lexicon: Lexicon) -> None:
    units = lexicon.to_chinese("the European Bank for Reconstruction and Development fund")

    assert units[0].translations[0].text == "欧洲复兴开发银行"
    assert "基金" in [translation.text for translation in units[1].translations]


@pytest.mark.parametrize(
    ("word", "is_name"),
    [("泰国", True), ("投资", False), ("thailand", True), ("fund", False), ("概念验证", False)],
)
def test_names_are_told_from_words(lexicon: Lexicon, word: str, is_name: bool) -> None:
    assert lexicon.is_name(word) is is_name


def test_a_glossary_gives_names_with_their_aliases() -> None:
    text = "- {zh: 歐洲復興開發銀行, en: European Bank, abbreviation: EBRD, also_zh: [歐銀], "
    text += "source: x}"

    assert read_glossary(text) == (
        Name(zh=("歐洲復興開發銀行", "歐銀"), en=("European Bank", "EBRD")),
    )


def test_an_unknown_field_of_a_glossary_is_refused() -> None:
    with pytest.raises(ValueError, match="english"):
        read_glossary("- {zh: 基金, english: fund, source: x}")


def test_chinese_is_glossed_word_by_word(lexicon: Lexicon) -> None:
    glossed = lexicon.gloss_text("泰國投資 EBRD")

    assert "Thailand" in glossed
    assert "ebrd" in glossed


@pytest.mark.parametrize(
    ("run", "cut"),
    [
        pytest.param("对联邦政府的", ["对", "联邦政府", "的"], id="not 对联"),
        pytest.param("中美国广播公司", ["中", "美国广播公司"], id="not 中美"),
        pytest.param("囧囧", ["囧", "囧"], id="unknown"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_run_is_cut_where_words_are_likeliest(run: str, cut: list[str]) -> None:
    assert list(load_cedict().segment(run)) == cut


NAMED = Lexicon(
    glosses={"产业": ("industry",), "专网": ("private network",), "大基金": ("big fund",)},
    proper=frozenset(),
    names=(
        Name(("5+2 產業創新",), ("5+2 Innovative Industries",)),
        Name(("5G 專網",), ("5G private network",)),
        Name(("歐洲基金",), ("Fund for Small and Medium Size Enterprise Europe",)),
    ),
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("推動 5G專網", ["推", "动", "5g专网"], id="Latin and digits"),
        pytest.param("5+2產業創新的產業", ["5+2产业创新", "的", "产业"], id="signs"),
        pytest.param("15G 專網", ["专网"], id="part of another word"),
        pytest.param("only English", [], id="no Chinese"),
    ],
)
def test_names_with_latin_letters_are_cut_out_whole(text: str, words: list[str]) -> None:
    assert NAMED.cut(text) == words


def test_a_name_of_many_words_is_one_unit_and_is_not_broken_by_a_phrase() -> None:
    units = NAMED.to_chinese("the big Fund for Small and Medium Size Enterprise Europe")

    assert [unit.source for unit in units] == ["big", "fund small medium size enterprise europe"]
    assert units[1].translations[0].text == "欧洲基金"


def test_a_gloss_is_the_commonest_english_without_odd_function_words(lexicon: Lexicon) -> None:
    assert lexicon.gloss_text("他們的了") == "they"
    assert "taxi" not in lexicon.gloss_text("基金的")


def test_characters_of_a_transcribed_name_are_not_glossed() -> None:
    glossed = load_cedict().gloss_text("約什·諾曼的基金")

    assert glossed.split()[-1] == "fund"
    assert not {"promise", "handsome"} & set(glossed.split())
