"""Numbers as lists write them."""

import pytest

from ingest.readers.ordinals import written


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("taiwaneseCounting", {1: "一", 10: "十", 12: "十二", 20: "二十", 105: "一百零五"}),
        ("chineseCountingThousand", {110: "一百一十", 1001: "一千零一", 1010: "一千零一十"}),
        ("ideographLegalTraditional", {3: "參", 12: "壹拾貳"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("lowerLetter", {0: "0", 1: "a", 26: "z", 27: "aa"}),
        ("upperRoman", {4: "IV", 19: "XIX", 2024: "MMXXIV", 99999: "M" * 20 + "CMXCIX"}),
        ("decimalZero", {7: "07", 12: "12"}),
        ("decimalEnclosedCircle", {2: "②", 21: "21"}),
        ("unknown", {7: "7"}),
    ],
)
def test_numbers_are_written_as_the_form_has_it(form: str, numbers: dict[int, str]) -> None:
    assert {number: written(number, form) for number in numbers} == numbers
