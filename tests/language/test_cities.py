"""Cities are known with their countries, and ordinary words are none."""

import pytest

from language.cities import cities


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("an office in Hanoi", [("Hanoi", "VN")], id="a capital"),
        pytest.param("to Ho Chi Minh City", [("Ho Chi Minh City", "VN")], id="in several words"),
        pytest.param("在胡志明市設點", [("胡志明市", "VN")], id="in Chinese"),
        pytest.param("曼谷", [("曼谷", "TH")], id="alone, in Chinese"),
        pytest.param("the chip centre in Brno", [("Brno", "CZ")], id="another city"),
        pytest.param("峴港", [("峴港", "VN")], id="a port"),
        pytest.param("from Taipei or 臺北", [], id="at home"),
        pytest.param("in Singapore", [], id="a country of its own"),
        pytest.param("a nice reading", [], id="in lower case"),
        pytest.param("Reading is hard", [], id="first word"),
        pytest.param("漢堡好吃", [], id="an ordinary word, too"),
        pytest.param("Bangkokian", [], id="a longer word"),
    ],
)
def test_cities(text: str, named: list[tuple[str, str]]) -> None:
    assert [(text[one.start : one.end], one.code) for one in cities(text)] == named
