"""CC-CEDICT's lines become senses; homographs stay together, asides go."""

import gzip

import pytest

from language.cedict import Senses, packed_cedict, read_cedict, readings, senses


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["基金 基金 [ji1 jin1] /fund/endowment; grant/"],
            Senses({"基金": ["fund", "endowment", "grant"]}, {}),
            id="several senses",
        ),
        pytest.param(
            ["行 行 [hang2] /row/line/", "行 行 [xing2] /to walk/"],
            Senses({"行": ["row", "line", "walk"]}, {}),
            id="homographs",
        ),
        pytest.param(
            ["高雄 高雄 [Gao1 xiong2] /Kaohsiung or Gaoxiong city in south Taiwan, port/"],
            Senses({}, {"高雄": ["Kaohsiung"]}),
            id="a name",
        ),
        pytest.param(
            ["臺灣 台湾 [Tai2 wan1] /Taiwan/"], Senses({}, {"台湾": ["Taiwan"]}), id="Simplified"
        ),
        pytest.param(
            ["本 本 [ben3] /book (bound)/CL:本[ben3]/variant of 夲[ben3]/"],
            Senses({"本": ["book"]}, {}),
            id="what is no sense",
        ),
        pytest.param(
            ["做 做 [zuo4] /one two three four five six seven/to do/"],
            Senses({"做": ["do"]}, {}),
            id="an explanation",
        ),
        pytest.param(["# a comment", "", "no entry"], Senses({}, {}), id="no entry"),
    ],
)
def test_senses(lines: list[str], expected: Senses) -> None:
    assert senses(lines) == expected


def test_a_gzipped_file_is_read() -> None:
    packed = gzip.compress("# top\n基金 基金 [ji1 jin1] /fund/\r\n".encode())

    assert read_cedict(packed) == Senses({"基金": ["fund"]}, {})


def test_the_dictionary_is_there_and_large() -> None:
    found = read_cedict(packed_cedict())

    assert len(found.ordinary) > 80_000
    assert found.ordinary["投资"][:1] == ["investment"]
    assert found.names["泰国"][0] == "Thailand"


def test_characters_of_both_scripts_are_known_by_their_sound_but_not_as_surnames() -> None:
    assert readings()["蘭"] == readings()["兰"] == {"lan2"}
    assert readings()["區"] == {"qu1"}
    assert "ou1" not in readings()["区"]
