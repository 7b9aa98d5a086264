import pytest

from language.lexicon import Lexicon, Name, read_glossary


def test_a_run_is_cut_into_the_longest_known_words(lexicon: Lexicon) -> None:
    assert lexicon.segment("欧洲复兴开发银行的基金") == ["欧洲复兴开发银行", "的", "基金"]


@pytest.mark.parametrize(
    ("word", "english"), [("基金", "fund"), ("欧银", "ebrd"), ("投资", "invest")]
)
def test_chinese_words_have_english_forms(lexicon: Lexicon, word: str, english: str) -> None:
    assert english in [translation.text for translation in lexicon.to_english(word)]


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
