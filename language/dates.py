"""Years and dates in Chinese and English text, with ranges and 民國 years."""

import re
from typing import NamedTuple

from language.numerals import HAN_DIGITS, SCALE_HAN, integer, integers

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ],
        start=1,
    )
    for name in names
}
_MONTH_NAME = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)(?![A-Za-z])"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:(?:\s*(?:-|,|and|to|or)\s*){_DAY}(?!\d))*"
_YEAR = r"(?:19|20)\d\d"
_HAN_OR_DIGITS = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_HAN_MONTHS = rf"{_HAN_OR_DIGITS}(?:\s*(?:-|、|至|到|及|和|與)\s*{_HAN_OR_DIGITS})*"
_HAN_MONTH_SIGN = r"\s*月(?!租|薪|費|營)"
_HAN_DAYS = rf"{_HAN_OR_DIGITS}(?:\s*日?\s*(?:-|、|至|到|及|和|與)\s*{_HAN_OR_DIGITS})*"
DATES = re.compile(
    rf"""
    (?=[\d〇一二三四五六七八九十民FJMASOND])(?:  # what any begins with: most places are soon passed
    (?<!\d)(?P<century>\d{{1,2}})\s*世[紀纪]\s*(?P<decade>\d)0\s*年代
  | (?<![\d.,])(?P<short>[2-9]0)\s*年代
  | (?<![\d.,/])(?P<iso_y>{_YEAR})[-/.](?P<iso_m>0?[1-9]|1[0-2])
      (?:[-/.](?P<iso_d>0?[1-9]|[12]\d|3[01]))?(?![\d/])(?!\.\d)
  | (?<![\d.,$€])(?P<en_days>{_DAYS})\s+(?:of\s+)?(?P<en_month>{_MONTH_NAME})
      (?:,?\s+(?P<en_year>{_YEAR})(?!\d))?
  | (?<![A-Za-z])(?P<us_month>{_MONTH_NAME})
      (?:\s+(?P<us_days>{_DAYS})(?![\d%]|,\d|\.\d|\s+(?:percent|million|billion)))?
    (?:,?\s+(?:of\s+)?(?P<us_year>{_YEAR})(?!\d))?
  | (?:(?P<roc>民國)\s*(?P<roc_y>\d{{1,3}}|[〇一二三四五六七八九十百]+)\s*年度?
      |(?<![\d.,])(?P<roc2_y>(?:9\d|1[0-3]\d))\s*年(?:度|(?=\s*\d{{1,2}}\s*月))
      |(?<![\d.,])(?P<zh_y>{_YEAR})(?!\d)\s*年度?
      |(?P<zh_yh>[一二][九〇零][〇零一二三四五六七八九]{{2}})\s*年度?)
      (?:\s*(?P<zh_m>{_HAN_MONTHS}){_HAN_MONTH_SIGN}(?:\s*(?P<zh_d>{_HAN_DAYS})\s*日)?)?
  | (?<![\d.,個])(?P<md_m>{_HAN_MONTHS}){_HAN_MONTH_SIGN}(?:\s*(?P<md_d>{_HAN_DAYS})\s*日)?
  | (?<![\d.,$€£¥])(?P<y1>{_YEAR})s?\s*[-/]\s*(?P<y2>{_YEAR}|\d\d)(?![\d%]|,\d|\.\d)
  | (?<![\d.,$€£¥])(?:FY)?(?P<y>{_YEAR})s?(?![\d%]|,\d{{3}}|\.\d)
    (?!\s*(?:{SCALE_HAN}|million|billion|trillion))
    (?!\s*(?:餘|多)?\s*(?:個|項|家|人|次|件|座|種|條|位|名|場|組|處|間|筆|輛|台|臺|元|美元|歐元|公里|案))
    )
    """,
    re.VERBOSE,
)
_MAY_BEFORE = re.compile(
    r"(?:\b(?:in|of|by|since|until|from|to|late|early|mid|last|next|and|or|through|before|after)"
    r"[ -]|[-,(/]\s?)$",
    re.I,
)
# 2011-12 in prose is two years; only a month that cannot end a span (2024-03) is a month.
_SPAN = re.compile(r"(\d{4})-(\d\d)")


class DateParts(NamedTuple):
    """A year or date; 0 for what is not said."""

    year: int
    month: int
    day: int


def dates_of(text: str, match: re.Match[str]) -> list[DateParts]:
    """The years or dates in a match of DATES: several for a list or range; none for no date."""
    span = _SPAN.fullmatch(match.group())
    if span and match["iso_y"] and int(span[1][2:]) < int(span[2]):
        return _years(span[1], span[2])
    if match["y1"]:
        return _years(match["y1"], match["y2"])
    name = match["en_month"] or match["us_month"]
    if name:
        year = int(match["en_year"] or match["us_year"] or 0)
        months = [MONTHS[name.rstrip(".").lower()]]
        days = integers(match["en_days"] or match["us_days"])
        if not days and not year and not _is_month(text, name, match.start()):
            return []
    else:
        year = _year(match)
        months = integers(match["iso_m"] or match["zh_m"] or match["md_m"])
        days = integers(match["iso_d"] or match["zh_d"] or match["md_d"])
    if max([0, *months]) > 12 or max([0, *days]) > 31:
        return []
    return [DateParts(year, month, day) for month in months or [0] for day in days or [0]]


def _years(first: str, last: str) -> list[DateParts]:
    """Both ends of 2021-2027 or 2021-27."""
    century = "" if len(last) == 4 else first[:2]
    return [DateParts(int(first), 0, 0), DateParts(int(century + last), 0, 0)]


def _year(match: re.Match[str]) -> int:
    """The year of a date in digits or Chinese, a decade's first; 0 where it names none.

    80年代 without a century is taken for the last one's.
    """
    if match["century"]:
        return (int(match["century"]) - 1) * 100 + int(match["decade"]) * 10
    if match["short"]:
        return 1900 + int(match["short"])
    if match["zh_yh"]:
        return int("".join(str(HAN_DIGITS[char]) for char in match["zh_yh"]))
    if republican := match["roc_y"] or match["roc2_y"]:
        return 1911 + integer(republican)
    return int(match["iso_y"] or match["zh_y"] or match["y"] or 0)


def _is_month(text: str, name: str, start: int) -> bool:
    """Whether a month's name without day or year is the month: not "May I", "Mar", "March on"."""
    if name.lower().rstrip(".") in ("may", "march", "mar", "jan", "dec", "sep", "oct", "nov"):
        return bool(_MAY_BEFORE.search(text[max(0, start - 12) : start]))
    return True


def is_iso_date(token: str) -> bool:
    """Whether a token is a date in digits, such as 2024-06-30."""
    match = DATES.fullmatch(token)
    return match is not None and match["iso_y"] is not None
