"""Numbers, percentages, amounts of money, years and dates in Chinese and English text.

The same amount is written many ways: 「1.2 億美元」, "US$120 million", 「一億兩千萬美元」. Read
here, they are one value with one unit, so that two texts can be compared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from language.dates import DATES, MONTHS, DateParts, dates_of, is_iso_date
from language.numerals import (
    COUNTERS,
    DIGITS,
    ENGLISH_NUMERAL,
    ENGLISH_SCALES,
    ENGLISH_WORDS,
    HAN_DIGITS,
    HAN_NUMERAL,
    HAN_SCALES,
    ORDINAL_WORDS,
    SCALE_EN,
    SCALE_HAN,
    han_value,
    integer,
    scale_value,
)
from language.units import CURRENCIES, PREFIX, UNIT_AFTER, currency_before, is_measure, unit_of


class QuantityKind(StrEnum):
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    YEAR = "year"
    DATE = "date"


DATE_KINDS = (QuantityKind.YEAR, QuantityKind.DATE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity and where it stands in the text."""

    value: Decimal
    """Scaled: 「1.2 億」 is 120000000. A year is itself (民國 112 年 is 2023); a date is
    YYYYMMDD with zeros for what is not said: "June 2024" is 20240600, "6 June" is 606."""

    unit: str | None
    """An ISO 4217 code for money, `percent` or `percentage point`, a measure (`hour`, `day`,
    `week`, `month`, `year`, `quarter`, `km`, `MW`, …), or None: things counted are not told
    apart."""

    kind: QuantityKind
    start: int
    end: int
    """Offsets in the text as given, unit and currency included."""

    approximate: bool = False
    """Written with "about", "nearly", 「約」, 「近」, 「左右」 or the like."""

    @property
    def date_parts(self) -> DateParts:
        """The parts of a year or date. Raises ValueError for other kinds."""
        number = int(self.value)
        if self.kind is QuantityKind.YEAR:
            return DateParts(number, 0, 0)
        if self.kind is QuantityKind.DATE:
            return DateParts(number // 10000, number // 100 % 100, number % 100)
        raise ValueError(f"a quantity of kind {self.kind.value} has no date parts")


# One character for one, so that offsets stay those of the text as given. Full-width commas are
# left alone: they separate clauses, never thousands.
_WIDTH = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；（）！？"}
    | {ord(dash): ord("-") for dash in "‐‑‒–−～〜~－"}
    | {ord(space): ord(" ") for space in "\u00a0\u2002\u2003\u2009\u202f\u3000"}
    | {ord("○"): ord("〇"), ord("﹪"): ord("%")}
)
_SIGNS = re.escape(
    "".join(sorted({*re.sub("[ -~]", "", PREFIX), *"〇零一二兩两三四五六七八九十百千"}))
)
_LETTERS = "".join(sorted({word[0] for word in ENGLISH_WORDS}))
_ORDINAL_LETTERS = "".join(sorted({word[0] for word in ORDINAL_WORDS}))
"""What an amount may begin with, and a rank: nothing is tried elsewhere."""
_AMOUNT = re.compile(
    rf"(?=[\d{_SIGNS}]|(?<![A-Za-z])[A-Z{_LETTERS}])"
    rf"(?:(?<![A-Za-z])(?P<prefix>{PREFIX}) ?)?(?:"
    rf"(?<![\d.])(?<!\d,)(?P<digits>{DIGITS})(?!\d)(?P<ordinal>(?:st|nd|rd|th)\b)?"
    rf"(?:[ -]?(?P<scale>{SCALE_HAN}|(?:{SCALE_EN})(?![A-Za-z])))?"
    rf"|(?<![A-Za-z-])(?P<words>{ENGLISH_NUMERAL})(?![A-Za-z])"
    r"(?:[ -](?P<word_scale>(?:hundred|thousand|million|billion|trillion|lakh|crore)(?![a-z])))?"
    rf"|(?P<han>{HAN_NUMERAL})(?: ?(?P<han_scale>[萬万億亿兆]+))?"
    r")"
)
_COUNTER = re.compile(rf"[ ]?(?:餘|多|幾)?[ ]?(?:{COUNTERS})")
_SHARE = re.compile(
    r"(?=[二三四五六七八九十百\dotfa])(?:"
    r"(?P<of>[二三四五六七八九十百]+|\d+)\s*分之\s*(?P<share>[一二兩三四五六七八九十百零點\d.]+)"
    r"|(?P<top>one|two|three|four|a)[- ](?P<bottom>third|quarter|fifth|tenth)"
    # "A third" and "three quarters" may be something else.
    r"(?:(?<=third|fifth|tenth)s\b|s?\b(?=\s+of\b|\s+(?:are|is|were)\b|[,.)])))"
)
_BOTTOMS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_ORDINAL = re.compile(
    rf"(?=[{_ORDINAL_LETTERS}])(?<![A-Za-z-])(?P<word>{'|'.join(ORDINAL_WORDS)})(?![A-Za-z])", re.I
)
# Not a rank: an opening word ("Second, …"), a third party, half a year.
_NOT_RANK = re.compile(r"\s*,|[- ](?:hand|half|part(?:y|ies)|countr(?:y|ies)|person)\b", re.I)
_QUARTER = re.compile(
    r"(?=[Q第fst])(?:(?<![A-Za-z\d])Q(?P<q>[1-4])(?!\d)|第\s*(?P<han>[一二三四1-4])\s*季"
    r"|(?P<word>first|second|third|fourth)[- ]quarters?\b)",
    re.I,
)
_RANGE = re.compile(r"\s*(?:-|to|至|到)\s*$")
_LIST = re.compile(
    r"\s*(?:%|percent)?\s*"
    r"(?:-|to|,? ?and|,? ?or|plus|versus|vs\.?|/|至|到|、|,|，|和|，?與|及|或)\s*$"
)
_ABOUT_BEFORE = re.compile(
    r"(?:\b(?:about|around|approximately|roughly|nearly|almost|some|circa|c\.)\s|(?:約|將近|近|大約|接近|估)"
    r"\s?)$",
    re.I,
)
_ABOUT_AFTER = re.compile(r"\s?[\u4e00-\u9fff]{0,2}(?:左右|上下)|\s(?:or so)\b")
_NO_HAN_BEFORE = re.compile(r"[數幾好][十百千]*$")
_LIST_NUMBER = re.compile(r"(?:第|附表|附錄|清單)\s?$")
_NOT_ONE = re.compile(r"[哪同每某另前後隔任這那上下]$")
_ROUND_BEFORE = re.compile(r"(?:逾|近|約|破|超過|上|達|將近|突破)\s?$")
_DIGIT = re.compile(r"\d")
_CODE = re.compile(
    r"(?<![A-Za-z0-9$€£¥])(?=[A-Za-z]*(?:[-+./&_@][A-Za-z]+)*[-+./&_@]?\d)"
    r"[A-Za-z0-9]+(?:[-+./&_@][A-Za-z0-9]+)*"
)
_NOT_CODE = re.compile(
    rf"""
    (?:(?:{"|".join(before for before, _ in CURRENCIES.values())})?
        [\d.]+(?:-[\d.]+)?
        (?:st|nd|rd|th|s|x|k|m|bn|mn|tn|km|kg|ha|kW|MW|GW|kWh|GB|Mbps|m2|km2)?)
  | (?:FY|Q[1-4]-?)?[\d]+
  | Q[1-4](?:-Q[1-4])?
    """,
    re.VERBOSE,
)
_PLAIN_PART = re.compile(r"\d+|[a-z]+|[A-Z][a-z]+")


def codes(text: str) -> list[str]:
    """Names that carry digits, as written: 5G, NIS2, COVID-19, 5+2, 2024/1689.

    Numbers with a unit (20MW, 15th), hyphenated words (12-month, mid-2024) and ranges are not
    codes: `quantities` reads them.
    """
    return figures(text).codes


def _code_matches(text: str) -> Iterator[re.Match[str]]:
    for match in _CODE.finditer(text) if _DIGIT.search(text) else ():
        token = match.group()
        if _NOT_CODE.fullmatch(token) or is_iso_date(token):
            continue
        if "/" in token or "+" in token or "@" in token:
            yield match
            continue
        # 12-month and mid-2024 hold a number; 5G, NIS2, COVID-19 and 08-L are names.
        parts = token.split("-")
        if all(_PLAIN_PART.fullmatch(part) for part in parts):
            capital = any(part[0].isupper() and part.lower() not in MONTHS for part in parts)
            after_letters = parts[0].isalpha()
            if not (capital and after_letters):
                continue
        if any(char.isalpha() for char in token) and not _is_measured(parts):
            yield match


def _is_measured(parts: list[str]) -> bool:
    """True for 30-60-day, 5km-long: every part with a digit is a number with a unit or ordinal."""
    return (
        all(_NOT_CODE.fullmatch(part) or not _DIGIT.search(part) for part in parts)
        and not parts[0][0].isupper()
    )


def quantities(text: str) -> list[Quantity]:
    """Every quantity in a text, in order.

    Chinese numerals count where they stand before a counter, a scale or a unit; a lone "one" or
    「一」 does not, unless it carries a scale, a percent sign or a unit of time. In a range or a
    list the unit at its end holds for all its numbers: 「18 至 25 萬元」 is 180,000 and 250,000
    TWD. 元 without a country is TWD.
    """
    return figures(text).quantities


class Figures(NamedTuple):
    """All that a text says in figures."""

    quantities: list[Quantity]
    codes: list[str]


def figures(text: str) -> Figures:
    """What `quantities` and `codes` find; together, as neither reads what is the other's."""
    plain = text.translate(_WIDTH)
    taken = [False] * len(plain)
    found: list[Quantity] = []

    def take(start: int, end: int) -> None:
        taken[start:end] = [True] * (end - start)

    def free(start: int, end: int) -> bool:
        return not any(taken[start:end])

    names = list(_code_matches(plain))
    for match in names:
        take(*match.span())
    for match in _QUARTER.finditer(plain):
        if free(*match.span()):
            found.append(_number(Decimal(_quarter(match)), "quarter", *match.span()))
            take(*match.span())
    for match in DATES.finditer(plain):
        if free(*match.span()) and (dates := dates_of(plain, match)):
            found += [_dated(parts, *match.span()) for parts in dates]
            take(*match.span())
    for match in _SHARE.finditer(plain):
        if free(*match.span()) and (share := _share(match)):
            found.append(share)
            take(*match.span())
    amounts = []
    position = 0
    while (at := _AMOUNT.search(plain, position)) is not None:
        amount = _amount(plain, at) if free(*at.span()) else None
        position = max(amount.end if amount else at.end(), at.start() + 1)
        if amount:
            amounts.append(amount)
            take(amount.start, amount.end)
    found += [amount.quantity() for amount in _shared(plain, amounts)]
    for match in _ORDINAL.finditer(plain):
        if free(*match.span()) and not _NOT_RANK.match(plain, match.end()):
            rank = Decimal(ORDINAL_WORDS[match["word"].lower()])
            found.append(_number(rank, None, *match.span()))
    said = [
        replace(q, approximate=True) if _is_approximate(plain, q.start, q.end) else q for q in found
    ]
    said.sort(key=lambda q: (q.start, q.end))
    return Figures(said, [match.group() for match in names])


def _is_approximate(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 16) : start]
    return bool(_ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(text, end))


def _number(value: Decimal, unit: str | None, start: int, end: int) -> Quantity:
    return Quantity(value, unit, QuantityKind.NUMBER, start, end)


def _dated(parts: DateParts, start: int, end: int) -> Quantity:
    if parts.month == 0:
        return Quantity(Decimal(parts.year), None, QuantityKind.YEAR, start, end)
    value = Decimal(parts.year * 10000 + parts.month * 100 + parts.day)
    return Quantity(value, None, QuantityKind.DATE, start, end)


def _quarter(match: re.Match[str]) -> int:
    if match["q"]:
        return int(match["q"])
    if match["han"]:
        return integer(match["han"])
    return ["first", "second", "third", "fourth"].index(match["word"].lower()) + 1


def _share(match: re.Match[str]) -> Quantity | None:
    if match["top"]:
        top = ENGLISH_WORDS[match["top"]]
        value = Decimal(top) / _BOTTOMS[match["bottom"]]
        return _number(value.quantize(Decimal("0.0001")), None, *match.span())
    whole = match["of"]
    try:
        part = Decimal(match["share"])
    except ArithmeticError:
        part = han_value(match["share"])
    if whole in ("百", "100"):
        return Quantity(part, "percent", QuantityKind.PERCENT, *match.span())
    value = part / integer(whole)
    return _number(value.quantize(Decimal("0.0001")), None, *match.span())


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number while its neighbours may still lend it a unit or a scale."""

    mantissa: Decimal
    scale: Decimal
    unit: str | None
    prefixed: bool
    start: int
    end: int

    def quantity(self) -> Quantity:
        kind = QuantityKind.NUMBER
        if self.unit in ("percent", "percentage point"):
            kind = QuantityKind.PERCENT
        elif self.unit in CURRENCIES:
            kind = QuantityKind.MONEY
        return Quantity(self.mantissa * self.scale, self.unit, kind, self.start, self.end)


def _amount(text: str, match: re.Match[str]) -> _Amount | None:
    start, end = match.span()
    scale = Decimal(1)
    spelled_one = False
    if match["digits"]:
        mantissa = Decimal(match["digits"].replace(",", ""))
        if match["scale"]:
            scale = scale_value(match["scale"])
            mantissa, scale, end = _with_smaller_scales(text, mantissa, scale, end)
    elif match["words"]:
        parts = match["words"].split("-" if "-" in match["words"] else " ")
        mantissa = Decimal(sum(ENGLISH_WORDS[part] for part in parts))
        if match["word_scale"]:
            scale = ENGLISH_SCALES[match["word_scale"]]
        spelled_one = mantissa == 1 and scale == 1
    else:
        read = _han_amount(text, match)
        if read is None:
            return None
        mantissa, scale = read
        if match["han_scale"]:
            mantissa, scale, end = _with_smaller_scales(text, mantissa, scale, end)
        spelled_one = mantissa == 1 and scale == 1
    unit = currency_before(match["prefix"]) if match["prefix"] else None
    prefixed = unit is not None
    after = UNIT_AFTER.match(text, end)
    if after and not match["ordinal"]:
        if after["tenths"]:
            mantissa, scale, unit = _tenths(mantissa * scale, after["tenths_more"])
        elif unit is None or not is_measure(after):
            unit = unit or unit_of(after)
        end = after.end() if unit == unit_of(after) else end
    if spelled_one and (unit is None or unit in CURRENCIES or _NOT_ONE.search(text[:start])):
        return None
    return _Amount(mantissa, scale, unit, prefixed, start, end)


def _tenths(value: Decimal, more: str | None) -> tuple[Decimal, Decimal, str]:
    """四成 is 40 percent, 七成五 is 75, 三成半 is 35."""
    extra = 5 if more == "半" else HAN_DIGITS.get(more or "", 0)
    return value + Decimal(extra) / 10, Decimal(10), "percent"


_NEXT_PART = re.compile(
    rf" ?(?:(?P<digits>{DIGITS}) ?(?P<scale>[十百千]?[萬万億亿]|千(?![瓦米克]))"
    rf"|(?P<han>{HAN_NUMERAL}) ?(?P<han_scale>[萬万億亿]))"
)


def _with_smaller_scales(
    text: str, mantissa: Decimal, scale: Decimal, end: int
) -> tuple[Decimal, Decimal, int]:
    """Add the parts of 「1 億 2,000 萬」 that follow the first."""
    value, last, position = mantissa * scale, scale, end
    while part := _NEXT_PART.match(text, position):
        next_scale = scale_value(part["scale"] or part["han_scale"])
        if part["digits"]:
            number = Decimal(part["digits"].replace(",", ""))
        else:
            number = han_value(part["han"])
        if next_scale >= last or number * next_scale >= last:
            break
        value, last, position = value + number * next_scale, next_scale, part.end()
    return (mantissa, scale, end) if position == end else (value, Decimal(1), position)


def _han_amount(text: str, match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """A Chinese numeral's value and scale; None where it only looks like one."""
    if not _is_han_amount(text, match):
        return None
    scale = Decimal(1)
    for char in match["han_scale"] or "":
        scale *= HAN_SCALES[{"万": "萬", "亿": "億"}.get(char, char)]
    return han_value(match["han"]), scale


def _is_han_amount(text: str, match: re.Match[str]) -> bool:
    han, scaled = match["han"], bool(match["han_scale"])
    before = text[max(0, match.start() - 4) : match.start()]
    if _LIST_NUMBER.search(before):
        # 第三方, 第三國 and an opening 「第二，」 are no ranks.
        return not re.match(r"[方者國地人稱，、]", text[match.end() :])
    if _NO_HAN_BEFORE.search(before):
        return False
    if not scaled and re.fullmatch("[百千]", han):
        # Alone, a number only after 逾 and the like: 逾百城市.
        return bool(_ROUND_BEFORE.search(before))
    if len(han) == 1:
        return scaled or _counted(text, match.end())
    # 三四家 is "three or four", 一二 an enumeration: no single value.
    return bool(re.search("[十百千點]", han))


def _counted(text: str, end: int) -> bool:
    return bool(
        _COUNTER.match(text, end) or UNIT_AFTER.match(text, end) or _HAN_RANGE.match(text, end)
    )


_HAN_RANGE = re.compile(rf"(?:至|到|-|、){HAN_NUMERAL}(?:{COUNTERS})")


def _shared(text: str, amounts: list[_Amount]) -> list[_Amount]:
    """Lend each number of a range or list the unit, and in a range the scale, of its neighbour."""
    shared = list(amounts)
    for i in range(len(shared) - 2, -1, -1):
        here, following = shared[i], shared[i + 1]
        gap = text[here.end : following.start]
        is_range = bool(_RANGE.match(gap)) or (
            gap.strip() == "and" and text[: here.start].rstrip().lower().endswith("between")
        )
        if (
            is_range
            and here.scale == 1
            and here.mantissa < following.mantissa
            and here.unit in (None, following.unit)
        ) or (here.prefixed and is_range and here.scale == 1 and following.unit is None):
            here = replace(here, scale=following.scale)
        if here.unit is None and following.unit and not following.prefixed and _LIST.match(gap):
            here = replace(here, unit=following.unit)
        shared[i] = here
        if here.prefixed and following.unit is None and is_range:
            shared[i + 1] = replace(following, unit=here.unit)
    return shared
