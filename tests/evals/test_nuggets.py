"""A nugget is said by its words, or by its figure however written."""

from decimal import Decimal

import pytest

from evals.nuggets import figures, says, share_said


@pytest.mark.parametrize(
    ("text", "nugget"),
    [
        pytest.param("It takes six months.", "六個月", id="a figure in the other language"),
        pytest.param("投資 1.2 億美元", "US$120 million", id="another scale and currency sign"),
        pytest.param("自 2026 年 3 月 1 日施行", "1 March 2026", id="a date"),
        pytest.param("由台灣窗口協助", "台湾窗口", id="the other script"),
        pytest.param("REGISTER ON ＥＣＥＰＰ", "ecepp", id="case and width"),
        pytest.param("It is due in three months.", "half a year | three months", id="a wording"),
        pytest.param("人口為\n1,586,659 人", "1,586,659", id="a broken line"),
    ],
)
def test_says(text: str, nugget: str) -> None:
    assert says(text, nugget)


@pytest.mark.parametrize(
    ("text", "nugget"),
    [
        pytest.param("in 2022", "20", id="part of a number"),
        pytest.param("rose by 49.5%", "49", id="a number with more behind its point"),
        pytest.param("12,000 people", "12", id="the thousands of a number"),
        pytest.param("US$1.2 billion", "US$1.2 million", id="another scale"),
        pytest.param("€20 million", "US$20 million", id="another currency"),
        pytest.param("in 2023", "2,023", id="a year is no count"),
        pytest.param("", "anything", id="nothing said"),
    ],
)
def test_does_not_say(text: str, nugget: str) -> None:
    assert not says(text, nugget)


def test_the_share_of_nuggets() -> None:
    assert share_said("three months, in writing", ["three months", "by post"]) == 0.5
    assert share_said("three months", []) is None


def test_figures_are_values_with_units() -> None:
    assert figures("12 萬元") == figures("NT$120,000") == {(Decimal(120000), "TWD")}
