import pytest

from language.places import (
    chinese_names,
    city_words,
    market_codes,
    market_words,
    place_codes,
    place_name,
    places,
)
from language.script import Language


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("那泰國呢？", ["TH"], id="Chinese"),
        pytest.param("越南和印尼的資源", ["VN", "ID"], id="two"),
        pytest.param("How about Czech Republic?", ["CZ"], id="another name"),
        pytest.param("臺灣廠商", [], id="home is no market"),
        pytest.param("Indiana", [], id="part of a word"),
        pytest.param("在Thailand設廠，進軍EU市場", ["TH", "EU"], id="Latin between Han"),
        pytest.param("印度尼西亞與印度", ["ID", "IN"], id="the longest name"),
    ],
)
def test_places(text: str, codes: list[str]) -> None:
    assert [place.code for place in places(text)] == codes
    assert market_codes(text) == set(codes)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("Thailand and Vietnam", {"TH", "VN"}, id="names"),
        pytest.param(" vn ", {"VN"}, id="a code"),
        pytest.param("臺灣", {"TW"}, id="home"),
        pytest.param("vn or so", set(), id="a code among words is a word"),
    ],
)
def test_codes_of_all_places_in_a_text(text: str, codes: set[str]) -> None:
    assert place_codes(text) == codes


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        pytest.param("TH", "泰國", "Thailand", id="country"),
        pytest.param("TW", "臺灣", "Taiwan", id="home"),
        pytest.param("CEE", "中東歐", "Central and Eastern Europe", id="no code of CLDR"),
        pytest.param("150", "歐洲", "Europe", id="continent"),
        pytest.param("rcep", "rcep", "rcep", id="not a place"),
    ],
)
def test_a_place_has_a_name_in_either_language(code: str, zh: str, en: str) -> None:
    assert (place_name(code, Language.ZH), place_name(code, Language.EN)) == (zh, en)


def test_words_of_names_know_the_place_that_they_alone_name() -> None:
    words = market_words()

    assert (words["Thailand"], words["Europe"]) == ("泰國", "歐洲")
    assert words["Vietnamese"] == words["Arabia"] == ""
    assert "of" not in words
    assert "Thailand" not in city_words()
    assert {"Warsaw", "Ho", "Chi", "Minh"} <= city_words()


def test_chinese_names_are_those_of_taiwan() -> None:
    assert {"泰國", "台灣", "歐盟", "寮國"} <= chinese_names()
    assert {"老挝", "泰国", "EU"}.isdisjoint(chinese_names())
