import pytest

from language.tokens import search_tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("智慧城", ["智", "慧", "城", "智慧", "慧城"], id="pairs and characters"),
        pytest.param("invested funds", ["invest", "fund"], id="stems"),
        pytest.param("NT$1,200 in 2024", ["nt", "1200", "in", "2024"], id="thousands"),
        pytest.param("A𠮷野", ["a", "𠮷", "野", "𠮷野"], id="a Han beyond the basic plane"),
        pytest.param("EBRD 基金", ["ebrd", "基", "金", "基金"], id="both scripts"),
    ],
)
def test_search_tokens(text: str, expected: list[str]) -> None:
    assert search_tokens(text) == expected


@pytest.mark.parametrize("pair", [("歐洲復興開發銀行", "欧洲复兴开发银行"), ("ＥＢＲＤ", "ebrd")])
def test_scripts_and_widths_give_the_same_tokens(pair: tuple[str, str]) -> None:
    assert search_tokens(pair[0]) == search_tokens(pair[1])
