"""Numbers as lists write them: 3, iii, 三, 參, 丙, ③."""

from collections.abc import Callable, Mapping

_NO_SPACE_BEHIND = ("、", "）", "．", "」", "】")


def before_text(number: str) -> str:
    """A list's number with the space that parts it from its text; "" stays ""."""
    return number if not number or number.endswith(_NO_SPACE_BEHIND) else f"{number} "


def written(number: int, form: str) -> str:
    """The number in a form, by the name that Word gives it."""
    return _FORMS.get(form, str)(number)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _letters(number: int) -> str:
    """a to z, then aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else "0"


def _roman(number: int) -> str:
    signs = "m cm d cd c xc l xl x ix v iv i".split()
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    written = ""
    for sign, value in zip(signs, values, strict=True):
        count, number = divmod(number, value)
        written += sign * min(count, 20)
    return written


def _counted(digits: str, places: str) -> Callable[[int], str]:
    """Chinese numbers with their places: 一百零五; digits from zero, places from ten."""

    def written(number: int) -> str:
        if not 0 < number < 10_000:
            return str(number)
        said, zero = "", False
        for place, digit in enumerate(reversed(f"{number}")):
            if digit == "0":
                zero = bool(said)
                continue
            unit = places[place - 1] if place else ""
            said = digits[int(digit)] + unit + (digits[0] if zero else "") + said
            zero = False
        return said

    return written


def _digit_by_digit(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


_IN_FULL = _counted("零一二三四五六七八九", "十百千")


def _spoken(number: int) -> str:
    """十二, where sums of money have 壹拾貳."""
    said = _IN_FULL(number)
    return said.removeprefix("一") if 10 <= number < 20 else said


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalFullWidth": _digit_by_digit("０１２３４５６７８９"),
    "decimalEnclosedCircle": _one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "ideographEnclosedCircle": _one_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "ideographDigital": _digit_by_digit("〇一二三四五六七八九"),
    "taiwaneseDigital": _digit_by_digit("○一二三四五六七八九"),
    "taiwaneseCounting": _spoken,
    "taiwaneseCountingThousand": _spoken,
    "chineseCounting": _spoken,
    "chineseCountingThousand": _spoken,
    "japaneseCounting": _spoken,
    "ideographLegalTraditional": _counted("零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "chineseLegalSimplified": _counted("零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
}
"""Any other form is written in figures."""
