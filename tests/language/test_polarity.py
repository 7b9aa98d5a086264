"""Words that turn a statement round are found, and words that only look like them are not."""

import pytest

from language.polarity import Turn, bears_out, turn_words


def read(key: str) -> list[tuple[str, Turn]]:
    return [(key[w.start : w.end], w.turn) for w in turn_words(key) if w.strong]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("it is not open", [("not", Turn.NOT)], id="not"),
        pytest.param("it doesn't say", [("n't", Turn.NOT)], id="contracted"),
        pytest.param(
            "it isn't so, nor aren't we",
            [("n't", Turn.NOT), ("nor", Turn.NOT), ("n't", Turn.NOT)],
            id="contracted within a word",
        ),
        pytest.param("莫斯科没收", [], id="characters within words that deny nothing"),
        pytest.param("cannot", [("cannot", Turn.NOT)], id="not one that it begins like"),
        pytest.param("not only banks", [], id="not only"),
        pytest.param("no. 5", [], id="number five"),
        pytest.param("基金不来", [("不", Turn.NOT)], id="Chinese"),
        pytest.param("没有会员", [("没有", Turn.NOT)], id="two characters as one"),
        pytest.param("不同的非洲国家", [], id="characters that deny nothing"),
        pytest.param("firms must apply", [("must", Turn.MUST)], id="must"),
        pytest.param("厂商可以申请", [("可以", Turn.MAY)], id="may"),
        pytest.param("对应的反应", [], id="no duty"),
        pytest.param("at least six", [("at least", Turn.UP)], id="the longest"),
        pytest.param("出口成长", [("出口", Turn.UP), ("成长", Turn.UP)], id="two"),
        pytest.param("低于去年", [("低于", Turn.DOWN)], id="down"),
        pytest.param(
            "no tower is higher than this",
            [("no", Turn.NOT), ("higher than", Turn.UP)],
            id="either",
        ),
        pytest.param(
            "no later than 2050", [("no later than", Turn.DOWN)], id="a denial in a bound"
        ),
        pytest.param("不得超过", [("不得", Turn.NOT), ("超过", Turn.UP)], id="a duty, no bound"),
        pytest.param("after surgery", [("after", Turn.DOWN)], id="a word that begins like one"),
        pytest.param("the quarter-final", [], id="a round"),
        pytest.param("不丹与灾难", [], id="names and words that deny nothing"),
        pytest.param("越高", [("越高", Turn.UP)], id="one of two characters first"),
        pytest.param("3 年前", [("年前", Turn.UP)], id="behind a figure"),
        pytest.param("it grew", [("grew", Turn.UP)], id="one of two letters within"),
    ],
)
def test_turning_words(key: str, expected: list[tuple[str, Turn]]) -> None:
    assert read(key) == expected


def test_a_word_that_comes_near_a_denial_is_weak() -> None:
    (word,) = [word for word in turn_words("it failed to pay") if word.turn is Turn.NOT]

    assert not word.strong


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("it was refused", ["refused"], id="English"),
        pytest.param("被拒绝", ["拒绝"], id="Chinese, an opposite as well"),
        pytest.param("an invalid, meaningless form", ["invalid", "meaningless"], id="by its form"),
        pytest.param("a few months, unlike us", [], id="neither few nor unlike"),
        pytest.param("few firms", ["few"], id="few"),
    ],
)
def test_words_that_come_near_a_denial(key: str, expected: list[str]) -> None:
    found = [w for w in turn_words(key) if w.turn is Turn.NOT and not w.strong]

    assert [key[w.start : w.end] for w in found] == expected


def test_a_word_is_found_once() -> None:
    assert [word.strong for word in turn_words("网页未载") if word.concept == "not"] == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("the pool doubled to 60 billion", True, id="in other words"),
        pytest.param("the pool shrank to 60 billion", False, id="the other way"),
        pytest.param("the pool is 60 billion", False, id="no way"),
    ],
)
def test_a_direction_is_borne_out_in_other_words(text: str, expected: bool) -> None:
    (word,) = turn_words("额度增加")

    assert bears_out(text, word) is expected


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        pytest.param("最炎热", "the hottest place", True, id="the most, by its ending"),
        pytest.param("最炎热", "the coldest place", False, id="the least, by its ending"),
        pytest.param("更远", "farther than copper", True, id="more, by its ending"),
        pytest.param("smaller than the moon", "比月球小", True, id="than, in Chinese"),
        pytest.param("smaller than the moon", "比月球大", False, id="than, the other way"),
        pytest.param("after the war", "晚了三个月", True, id="late"),
    ],
)
def test_comparisons_bear_each_other_out(key: str, text: str, expected: bool) -> None:
    word = turn_words(key)[0]

    assert bears_out(text, word) is expected
