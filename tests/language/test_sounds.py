"""A foreign name and its Chinese transcription sound alike, and other names do not."""

import pytest

from language.sounds import (
    chinese_names,
    chinese_sounds,
    latin_names,
    latin_sounds,
    parts_of,
    sounds_of,
)


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("诺曼", "Norman"),
        ("贾里德", "Jared"),
        ("拉瓦锡", "Lavoisier"),
        ("特威格", "Twigg"),
        ("格雷厄姆", "Graham"),
        ("贝尔格莱德", "Belgrade"),
        ("华沙", "Warsaw"),
    ],
)
def test_a_name_sounds_like_its_transcription(chinese: str, latin: str) -> None:
    assert set(chinese_sounds(chinese)) & set(latin_sounds(latin))


@pytest.mark.parametrize(
    ("chinese", "latin"), [("诺曼", "Jared"), ("拉瓦锡", "Twigg"), ("格雷厄姆", "Belgrade")]
)
def test_other_names_sound_different(chinese: str, latin: str) -> None:
    assert not set(chinese_sounds(chinese)) & set(latin_sounds(latin))


@pytest.mark.parametrize("name", ["阿", "Io", ""])
def test_a_single_consonant_is_no_sound(name: str) -> None:
    assert chinese_sounds(name) == latin_sounds(name) == ()


def test_names_are_found_in_either_language() -> None:
    assert chinese_names("約什·諾曼攔截了球") == ["约什", "诺曼"]
    assert latin_names("The Bank of Norman, EBRD") == ["Bank", "Norman", "EBRD"]


def test_a_text_is_kept_under_the_sounds_of_whole_names_and_of_their_ends() -> None:
    assert {"SFLTN", "SF", "LTN"} <= set(sounds_of("乔维尔丹"))
    assert sounds_of("投資 2 億") == []


def test_shorter_names_in_a_run_come_after_it() -> None:
    assert parts_of("戈登森") == ["戈登森", "戈登", "登森"]


def test_a_long_run_of_name_characters_has_few_readings() -> None:
    assert len(chinese_sounds("希" * 12)) <= 8
