import pytest

from language.normalise import match_key, quote_key


@pytest.mark.parametrize(
    ("printed", "quoted"),
    [
        pytest.param("２０ 億\n美元", "20億美元", id="width and line end"),
        pytest.param("⾏政院", "行政院", id="Kangxi radical"),
    ],
)
def test_a_quote_is_found_whatever_the_line_ends_and_widths(printed: str, quoted: str) -> None:
    assert quote_key(printed) == quote_key(quoted)


@pytest.mark.parametrize(
    "pair", [("20 億", "20 萬"), ("EBRD", "ebrd"), ("歐銀", "欧银"), ("not.", "not")]
)
def test_a_quote_that_says_something_else_is_not_found(pair: tuple[str, str]) -> None:
    assert quote_key(pair[0]) != quote_key(pair[1])


def test_search_compares_scripts_and_cases() -> None:
    assert match_key("歐銀 EBRD") == match_key("欧银 ebrd")
