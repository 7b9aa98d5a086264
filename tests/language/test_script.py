import pytest

from language.script import (
    Language,
    detect_language,
    is_han,
    is_simplified,
    regional_forms,
    to_simplified,
    to_traditional,
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("歐銀的基金", Language.ZH, id="Chinese"),
        pytest.param("The fund opened.", Language.EN, id="English"),
        pytest.param("EBRD TC Fund 怎麼申請", Language.ZH, id="Chinese with English names"),
        pytest.param("How does a fund in Taipei called 台 work", Language.EN, id="one Han"),
        pytest.param("How does 輸銀 help with unpaid invoices?", Language.EN, id="lent names"),
        pytest.param("IoT is key 的政策是什麼", Language.ZH, id="an English clause in Chinese"),
        pytest.param(
            "Changhua Christian Hospital (彰化基督教醫院) opened a centre.",
            Language.EN,
            id="Chinese names in parentheses",
        ),
        pytest.param(
            "彰化基督教醫院（Changhua Christian Hospital in Taiwan）設立中心。",
            Language.ZH,
            id="English names in parentheses",
        ),
        pytest.param("（歐銀）", Language.ZH, id="parentheses alone"),
        pytest.param("", Language.EN, id="nothing"),
    ],
)
def test_detect_language(text: str, language: Language) -> None:
    assert detect_language(text) is language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("基金支付顾问费用。", True, id="Simplified"),
        pytest.param("基金支付顧問費用。", False, id="Traditional"),
        pytest.param("基金支付。", False, id="the same in both"),
        pytest.param("The fund pays.", False, id="no Chinese"),
    ],
)
def test_the_script_of_a_text(text: str, expected: bool) -> None:
    assert is_simplified(text) is expected


def test_scripts_are_converted_both_ways() -> None:
    assert to_simplified("歐銀") == "欧银"
    assert to_traditional("欧银") == "歐銀"


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        pytest.param("銀", True, id="Han"),
        pytest.param("の", False, id="kana"),
        pytest.param("，", False, id="punctuation"),
        pytest.param("a", False, id="Latin"),
    ],
)
def test_is_han(char: str, expected: bool) -> None:
    assert is_han(char) is expected


@pytest.mark.parametrize("text", ["軟體", "软件"])
def test_terms_of_either_region_are_known(text: str) -> None:
    assert regional_forms(text) == ("软件", "軟體")
