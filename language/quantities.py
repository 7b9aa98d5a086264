"""Numbers, percentages, amounts of money, years and dates in Chinese and English text.

The same amount is written many ways: 「1.2 億美元」, "US$120 million", 「一億兩千萬美元」. Read
here, they are one value with one unit, so that two texts can be compared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum


class QuantityKind(StrEnum):
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    YEAR = "year"
    DATE = "date"


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
    def date_parts(self) -> tuple[int, int, int]:
        """Year, month and day of a year or date; 0 for what is not said.

        Raises ValueError for other kinds.
        """
        number = int(self.value)
        if self.kind is QuantityKind.YEAR:
            return number, 0, 0
        if self.kind is QuantityKind.DATE:
            return number // 10000, number // 100 % 100, number % 100
        raise ValueError(f"a quantity of kind {self.kind.value} has no date parts")


# One character for one, so that offsets stay those of the text as given. Full-width commas are
# left alone: they separate clauses, never thousands.
_WIDTH = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；（）！？"
}
_WIDTH |= {ord(dash): ord("-") for dash in "‐‑‒–−～〜~－"}
_WIDTH |= {ord(space): ord(" ") for space in "\u00a0\u2002\u2003\u2009\u202f\u3000"}
_WIDTH |= {ord("○"): ord("〇"), ord("﹪"): ord("%")}

_CURRENCIES: dict[str, tuple[str, str]] = {
    # code: (written before the number, written after it)
    "USD": (r"US\$|USD", r"美元|美金|USD|(?:US |American )?dollars?"),
    "TWD": (r"NT\$|NTD|TWD|新[臺台]幣", r"新[臺台]幣|NTD|TWD|(?:NT|New Taiwan|Taiwan) dollars?"),
    "EUR": (r"€|EUR", r"歐元|欧元|€|EUR|euros?"),
    "GBP": (r"£|GBP", r"英鎊|英镑|GBP|pounds?(?: sterling)?"),
    "JPY": (r"JP¥|¥|JPY", r"日圓|日元|日幣|JPY|yen"),
    "CNY": (r"RMB|CNY|人民幣", r"人民幣|人民币|RMB|CNY|yuan|renminbi"),
    "THB": (r"฿|THB", r"泰銖|泰铢|THB|baht"),
    "MYR": (r"RM|MYR", r"馬幣|令吉|馬來西亞幣|MYR|ringgit"),
    "SGD": (r"S\$|SGD", r"新加坡元|新加坡幣|新幣|新元|星幣|SGD|Singapore dollars?"),
    "IDR": (r"Rp\.?|IDR", r"印尼盾|印尼幣|IDR|(?:Indonesian )?rupiah"),
    "VND": (r"₫|VND", r"越南盾|越盾|VND|(?:Vietnamese )?dong"),
    "PHP": (r"₱|PHP", r"菲律賓披索|披索|比索|PHP|(?:Philippine )?pesos?"),
    "INR": (r"₹|INR|Rs\.?", r"印度盧比|盧比|卢比|INR|(?:Indian )?rupees?"),
    "KRW": (r"₩|KRW", r"韓元|韓圜|韓幣|KRW|(?:Korean )?won(?= )"),
    "HKD": (r"HK\$|HKD", r"港元|港幣|HKD|Hong Kong dollars?"),
    "AUD": (r"A\$|AUD", r"澳元|澳幣|AUD|Australian dollars?"),
    "NZD": (r"NZ\$|NZD", r"紐元|紐幣|NZD|New Zealand dollars?"),
    "CAD": (r"C\$|CAD", r"加元|加幣|CAD|Canadian dollars?"),
    "CHF": (r"CHF", r"瑞士法郎|瑞郎|CHF|Swiss francs?"),
    "CZK": (r"CZK", r"捷克克朗|捷克幣|克朗|CZK|(?:Czech )?(?:koruna|crowns?)"),
    "PLN": (r"PLN", r"波蘭幣|茲羅提|兹罗提|PLN|zlot(?:y|ys|ych)"),
    "HUF": (r"HUF", r"匈牙利福林|福林|HUF|forints?"),
    "EGP": (r"EGP|E£", r"埃及鎊|埃鎊|EGP|Egyptian pounds?"),
    "UAH": (r"UAH|₴", r"烏克蘭格里夫納|格里夫納|UAH|hryvnias?"),
    "BND": (r"BND|B\$", r"汶萊元|汶萊幣|BND|Brunei dollars?"),
    "MMK": (r"MMK", r"緬元|緬幣|MMK|kyats?"),
    "KHR": (r"KHR", r"瑞爾|KHR|riels?"),
}
_MEASURES = {
    "minute": r"minutes?|分鐘|分钟",
    "hour": r"hours?|小時|小时",
    "day": r"(?:working |business |calendar )?days?"
    r"|(?:個)?(?:工作|營業|日曆)?[天日](?![本圓元幣系商資報])",
    "week": r"weeks?|[週周](?!年)",
    "month": r"months?|個月|个月",
    "year": r"years?|年(?![代度底初])",
    "quarter": r"quarters?(?= |$)",
    "km": r"km|kilomet(?:re|er)s?|公里",
    "m²": r"m2|m²|square met(?:re|er)s?|平方公尺|平方米",
    "km²": r"km2|km²|square kilomet(?:re|er)s?|平方公里",
    "ha": r"ha|hectares?|公頃",
    "t": r"tonnes?|tons?|公噸|噸",
    "kg": r"kg|kilograms?|公斤",
    "kW": r"kW|kilowatts?|千瓦",
    "MW": r"MW|megawatts?|百萬瓦|兆瓦",
    "GW": r"GW|gigawatts?|吉瓦|十億瓦",
    "kWh": r"kWh|度電",
    "GB": r"GB|gigabytes?",
    "Mbps": r"Mbps",
}
_ENGLISH_SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "lakh": Decimal(10) ** 5,
    "crore": Decimal(10) ** 7,
    "lakh crore": Decimal(10) ** 12,
    "k": Decimal(1000),
    "m": Decimal(10) ** 6,
    "mn": Decimal(10) ** 6,
    "bn": Decimal(10) ** 9,
    "tn": Decimal(10) ** 12,
}
_HAN_SCALES = {"千": 10**3, "百": 10**2, "十": 10, "萬": 10**4, "億": 10**8, "兆": 10**12}
_HAN_DIGITS = {char: i for i, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "兩": 2,
    "两": 2,
}

_UNITS = "two three four five six seven eight nine ten eleven twelve".split()
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ENGLISH_WORDS = (
    {"one": 1, "a": 1}
    | {word: i for i, word in enumerate([*_UNITS, *_TEENS], start=2)}
    | {word: i * 10 for i, word in enumerate(_TENS, start=2)}
)
_ORDINAL_WORDS = {
    word: i
    for i, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=2,
    )
}
_MONTHS = {
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

# Where a Chinese numeral counts something. Elsewhere it is part of a word or a name (三菱, 四川).
_COUNTERS = (
    r"個|項|家|國|人|年|月|日|天|次|屆|期|案|件|座|城(?!鄉)|市(?!場)|縣|種|類|條|章|款|位|名|場|組|支|大|"
    r"倍|季|週|周|小時|分鐘|處|所|間|筆|批|輪|級|層|步|階段|關|點|面向|台|臺|輛|架|部|套|份|頁|語|歲|"
    r"元|公里|公噸|段|席|縣市|方面|領域|管道|主軸|支柱|國家|計畫|多|餘|成|隊|團|門|道|張|艘|顆|棟|集|"
    r"檔|波|代|校|院|館|區|州|省|集團|企業|公司|公尺|單位|機構|成員|會員|大類|洲|週年|周年"
)

_SCALE_HAN = r"[十百千]?[萬万億亿]|萬億|万亿|百萬|千萬|兆(?![瓦赫])|千(?![瓦米克赫伏])|百(?![萬貨])"
_SCALE_EN = (
    r"lakh crore|thousand|million|billion|trillion|hundred|lakh|crore|bn|mn|tn|[km](?![\w²])"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN_NUMERAL = r"[〇零一二兩两三四五六七八九十百千]+(?:點[〇零一二三四五六七八九]+)?"
_WORD = "|".join([*_UNITS, *_TEENS, *_TENS])
_TENS_WORD = "|".join(_TENS)
_ENGLISH_NUMERAL = (
    rf"(?:{_TENS_WORD})[- ](?:one|{'|'.join(_UNITS[:8])})|{_WORD}"
    r"|(?:one|a)(?= (?:hundred|thousand|million|billion|trillion|lakh|crore)\b)"
    r"|one(?=[- ](?:percent|per cent|percentage|minute|hour|day|week|month|year)s?\b)"
)
_PREFIX = "|".join(f"(?P<pre_{code}>{before})" for code, (before, _) in _CURRENCIES.items())
_SUFFIX = "|".join(f"(?P<suf_{code}>{after})" for code, (_, after) in _CURRENCIES.items())
_MEASURE = "|".join(f"(?P<measure_{i}>{pattern})" for i, pattern in enumerate(_MEASURES.values()))
# Spaces in a verbose pattern have to be said.
_PREFIX, _SUFFIX, _MEASURE, _SCALE_EN, _ENGLISH_NUMERAL = (
    re.sub(r"(?<!\[) (?!\])", "[ ]", re.sub(r"\[([^\[\]]*) ([^\[\]]*)\]", r"[\1\\x20\2]", pattern))
    for pattern in (_PREFIX, _SUFFIX, _MEASURE, _SCALE_EN, _ENGLISH_NUMERAL)
)

_AMOUNT = re.compile(
    rf"""
    (?:(?<![A-Za-z])(?:{_PREFIX})[ ]?)?
    (?:
        (?<![\d.])(?<!\d,)(?P<digits>{_DIGITS})(?!\d)(?P<ordinal>(?:st|nd|rd|th)\b)?
        (?:[ -]?(?P<scale>{_SCALE_HAN}|(?:{_SCALE_EN})(?![A-Za-z])))?
      | (?<![A-Za-z-])(?P<words>{_ENGLISH_NUMERAL})(?![A-Za-z])
        (?:[ -](?P<word_scale>(?:hundred|thousand|million|billion|trillion|lakh|crore)(?![a-z])))?
      | (?P<han>{_HAN_NUMERAL})(?:[ ]?(?P<han_scale>[萬万億亿兆]+))?
    )
    """,
    re.VERBOSE,
)
_UNIT_AFTER = re.compile(
    rf"""
    [ -]?(?:多|餘)?[ ]?
    (?:
        (?P<points>個百分點|百分點|percentage[ -]points?)
      | (?P<percent>%|percent\b|per[ ]cent\b)
      | (?P<tenths>成(?![員立本長效果功品份交熟分年型名就形]))
        (?P<tenths_more>[一二三四五六七八九半])?
      | (?:{_SUFFIX})(?![A-Za-z])
      | (?P<yuan>元(?!素|月|件|年|老|宇))
      | (?:{_MEASURE})(?![A-Za-z])
    )
    """,
    re.VERBOSE,
)
_COUNTER = re.compile(rf"[ ]?(?:餘|多|幾)?[ ]?(?:{_COUNTERS})")
_SHARE = re.compile(
    r"(?P<of>[二三四五六七八九十百]+|\d+)\s*分之\s*(?P<share>[一二兩三四五六七八九十百零點\d.]+)"
    r"|(?P<top>one|two|three|four|a)[- ](?P<bottom>third|quarter|fifth|tenth)s?\b"
    r"(?=\s+of\b|\s+(?:are|is|were)\b|[,.)])"
)
_BOTTOMS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_ORDINAL = re.compile(rf"(?<![A-Za-z-])(?P<word>{'|'.join(_ORDINAL_WORDS)})(?![A-Za-z])", re.I)
# Not a rank: an opening word ("Second, …"), a third party, half a year.
_NOT_RANK = re.compile(r"\s*,|[- ](?:hand|half|part(?:y|ies)|countr(?:y|ies)|person)\b", re.I)
_QUARTER = re.compile(
    r"(?<![A-Za-z\d])Q(?P<q>[1-4])(?!\d)|第\s*(?P<han>[一二三四1-4])\s*季"
    r"|(?P<word>first|second|third|fourth)[- ]quarters?\b",
    re.I,
)

_MONTH_NAME = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)(?![A-Za-z])"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:(?:\s*(?:-|,|and|to|or)\s*){_DAY}(?!\d))*"
_YEAR = r"(?:19|20)\d\d"
_HAN_OR_DIGITS = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_HAN_MONTHS = (
    rf"{_HAN_OR_DIGITS}(?:\s*(?:-|、|至|到|及|和|與)\s*{_HAN_OR_DIGITS})*)\s*月(?!租|薪|費|營"
)
_HAN_DAYS = rf"{_HAN_OR_DIGITS}(?:\s*日?\s*(?:-|、|至|到|及|和|與)\s*{_HAN_OR_DIGITS})*"
_DATES = re.compile(
    rf"""
    (?<![\d.,/])(?P<iso_y>{_YEAR})[-/.](?P<iso_m>0?[1-9]|1[0-2])
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
      (?:\s*(?P<zh_m>{_HAN_MONTHS})(?:\s*(?P<zh_d>{_HAN_DAYS})\s*日)?)?
  | (?<![\d.,個])(?P<md_m>{_HAN_MONTHS})(?:\s*(?P<md_d>{_HAN_DAYS})\s*日)?
  | (?<![\d.,$€£¥])(?P<y1>{_YEAR})s?\s*[-/]\s*(?P<y2>{_YEAR}|\d\d)(?![\d%]|,\d|\.\d)
  | (?<![\d.,$€£¥])(?:FY)?(?P<y>{_YEAR})s?(?![\d%]|,\d{{3}}|\.\d)
    (?!\s*(?:{_SCALE_HAN}|million|billion|trillion))
    (?!\s*(?:餘|多)?\s*(?:個|項|家|人|次|件|座|種|條|位|名|場|組|處|間|筆|輛|台|臺|元|美元|歐元|公里|案))
    """,
    re.VERBOSE,
)
_MAY_BEFORE = re.compile(
    r"(?:\b(?:in|of|by|since|until|from|to|late|early|mid|last|next|and|or|through|before|after)"
    r"[ -]|[-,(/]\s?)$",
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
_ABOUT_AFTER = re.compile(r"\s?(?:左右|上下)|\s(?:or so)\b")
_NO_HAN_BEFORE = re.compile(r"[數幾好][十百千]*$")
_LIST_NUMBER = re.compile(r"(?:第|附表|附錄|清單)\s?$")
_NOT_ONE = re.compile(r"[哪同每某另前後隔任這那上下]$")
_ROUND_BEFORE = re.compile(r"(?:逾|近|約|破|超過|上|達|將近|突破)\s?$")

_CODE = re.compile(r"(?<![A-Za-z0-9$€£¥])[A-Za-z0-9]+(?:[-+./&_@][A-Za-z0-9]+)*")
_NOT_CODE = re.compile(
    rf"""
    (?:(?:{"|".join(before for before, _ in _CURRENCIES.values())})?
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
    return [match.group() for match in _code_matches(text.translate(_WIDTH))]


def _code_matches(text: str) -> Iterator[re.Match[str]]:
    for match in _CODE.finditer(text):
        token = match.group()
        if not any(char.isdigit() for char in token) or _NOT_CODE.fullmatch(token):
            continue
        if _is_date_like(token):
            continue
        if "/" in token or "+" in token or "@" in token:
            yield match
            continue
        # 12-month and mid-2024 hold a number; 5G, NIS2, COVID-19 and 08-L are names.
        parts = token.split("-")
        if all(_PLAIN_PART.fullmatch(part) for part in parts):
            capital = any(part[0].isupper() and part.lower() not in _MONTHS for part in parts)
            after_letters = parts[0].isalpha()
            if not (capital and after_letters):
                continue
        if any(char.isalpha() for char in token) and not _is_measured(parts):
            yield match


def _is_measured(parts: list[str]) -> bool:
    """True for 30-60-day, 5km-long: every part with a digit is a number with a unit or ordinal."""
    return (
        all(_NOT_CODE.fullmatch(part) or not any(char.isdigit() for char in part) for part in parts)
        and not parts[0][0].isupper()
    )


def _is_date_like(token: str) -> bool:
    match = _DATES.fullmatch(token)
    return match is not None and match["iso_y"] is not None


def quantities(text: str) -> list[Quantity]:
    """Every quantity in a text, in order.

    Chinese numerals count where they stand before a counter, a scale or a unit; a lone "one" or
    「一」 does not, unless it carries a scale, a percent sign or a unit of time. In a range or a
    list the unit at its end holds for all its numbers: 「18 至 25 萬元」 is 180,000 and 250,000 TWD.
    元 without a country is TWD.
    """
    plain = text.translate(_WIDTH)
    taken = [False] * len(plain)
    found: list[Quantity] = []

    def take(start: int, end: int) -> None:
        taken[start:end] = [True] * (end - start)

    def free(start: int, end: int) -> bool:
        return not any(taken[start:end])

    for match in _code_matches(plain):
        take(*match.span())
    for match in _QUARTER.finditer(plain):
        if free(*match.span()):
            found.append(_number(Decimal(_quarter(match)), "quarter", *match.span()))
            take(*match.span())
    for match in _DATES.finditer(plain):
        if free(*match.span()) and (dates := _dates(plain, match)):
            found += dates
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
            rank = Decimal(_ORDINAL_WORDS[match["word"].lower()])
            found.append(_number(rank, None, *match.span()))
    return sorted(
        (replace(q, approximate=_is_approximate(plain, q.start, q.end)) for q in found),
        key=lambda q: (q.start, q.end),
    )


def _is_approximate(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 16) : start]
    return bool(_ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(text, end))


def _number(value: Decimal, unit: str | None, start: int, end: int) -> Quantity:
    return Quantity(value, unit, QuantityKind.NUMBER, start, end)


def _quarter(match: re.Match[str]) -> int:
    if match["q"]:
        return int(match["q"])
    if match["han"]:
        return _integer(match["han"])
    return ["first", "second", "third", "fourth"].index(match["word"].lower()) + 1


def _integer(text: str) -> int:
    """A small whole number in digits or Chinese numerals."""
    return int(text) if text.isdigit() else int(_han_value(text))


def _integers(text: str | None) -> list[int]:
    return [_integer(n) for n in re.findall(r"\d+|[〇零一二三四五六七八九十]+", text or "")]


def _dates(text: str, match: re.Match[str]) -> list[Quantity]:
    start, end = match.span()
    if span := _SPAN.fullmatch(match["iso_y"] and match.group() or ""):
        first, last = int(span[1]), int(span[1][:2] + span[2])
        if first < last:
            return _years(first, last, start, end)
    if match["y1"]:
        century = "" if len(match["y2"]) == 4 else match["y1"][:2]
        return _years(int(match["y1"]), int(century + match["y2"]), start, end)
    name = match["en_month"] or match["us_month"]
    if name:
        year = int(match["en_year"] or match["us_year"] or 0)
        months = [_MONTHS[name.rstrip(".").lower()]]
        days = _integers(match["en_days"] or match["us_days"])
        if not days and not year and not _is_month(text, name, start):
            return []
    else:
        year = _year(match)
        months = _integers(match["iso_m"] or match["zh_m"] or match["md_m"])
        days = _integers(match["iso_d"] or match["zh_d"] or match["md_d"])
    if max([0, *months]) > 12 or max([0, *days]) > 31:
        return []
    if not months:
        return _years(year, year, start, end)[:1]
    return [
        Quantity(Decimal(year * 10000 + month * 100 + day), None, QuantityKind.DATE, start, end)
        for month in months
        for day in days or [0]
    ]


def _year(match: re.Match[str]) -> int:
    """The year of a date in digits or Chinese; 0 where it names none."""
    if match["zh_yh"]:
        return int("".join(str(_HAN_DIGITS[char]) for char in match["zh_yh"]))
    if republican := match["roc_y"] or match["roc2_y"]:
        return 1911 + _integer(republican)
    return int(match["iso_y"] or match["zh_y"] or match["y"] or 0)


# 2011-12 in prose is two years; only a month that cannot end a span (2024-03) is a month.
_SPAN = re.compile(r"(\d{4})-(\d\d)")


def _years(first: int, last: int, start: int, end: int) -> list[Quantity]:
    return [Quantity(Decimal(year), None, QuantityKind.YEAR, start, end) for year in (first, last)]


def _is_month(text: str, name: str, start: int) -> bool:
    """Whether a month's name without day or year is the month: not "May I", "Mar", "March on"."""
    if name.lower().rstrip(".") in ("may", "march", "mar", "jan", "dec", "sep", "oct", "nov"):
        return bool(_MAY_BEFORE.search(text[max(0, start - 12) : start]))
    return True


def _share(match: re.Match[str]) -> Quantity | None:
    if match["top"]:
        top = _ENGLISH_WORDS[match["top"]]
        value = Decimal(top) / _BOTTOMS[match["bottom"]]
        return _number(value.quantize(Decimal("0.0001")), None, *match.span())
    whole = match["of"]
    try:
        part = Decimal(match["share"])
    except ArithmeticError:
        part = _han_value(match["share"])
    if whole in ("百", "100"):
        return Quantity(part, "percent", QuantityKind.PERCENT, *match.span())
    value = part / _integer(whole)
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
        elif self.unit in _CURRENCIES:
            kind = QuantityKind.MONEY
        return Quantity(self.mantissa * self.scale, self.unit, kind, self.start, self.end)


def _amount(text: str, match: re.Match[str]) -> _Amount | None:
    start, end = match.span()
    scale = Decimal(1)
    spelled_one = False
    if match["digits"]:
        mantissa = Decimal(match["digits"].replace(",", ""))
        if match["scale"]:
            scale = _scale(match["scale"])
            mantissa, scale, end = _with_smaller_scales(text, mantissa, scale, end)
    elif match["words"]:
        parts = match["words"].split("-" if "-" in match["words"] else " ")
        mantissa = Decimal(sum(_ENGLISH_WORDS[part] for part in parts))
        if match["word_scale"]:
            scale = _ENGLISH_SCALES[match["word_scale"]]
        spelled_one = mantissa == 1 and scale == 1
    else:
        read = _han_amount(text, match)
        if read is None:
            return None
        mantissa, scale = read
        if match["han_scale"]:
            mantissa, scale, end = _with_smaller_scales(text, mantissa, scale, end)
        spelled_one = mantissa == 1 and scale == 1
    unit = next((code for code in _CURRENCIES if match[f"pre_{code}"]), None)
    prefixed = unit is not None
    after = _UNIT_AFTER.match(text, end)
    if after and not match["ordinal"]:
        if after["tenths"]:
            mantissa, scale, unit = _tenths(mantissa * scale, after["tenths_more"])
        elif unit is None or not _is_measure(after):
            unit = unit or _unit(after)
        end = after.end() if unit == _unit(after) else end
    if spelled_one and (unit is None or unit in _CURRENCIES or _NOT_ONE.search(text[:start])):
        return None
    return _Amount(mantissa, scale, unit, prefixed, start, end)


def _tenths(value: Decimal, more: str | None) -> tuple[Decimal, Decimal, str]:
    """四成 is 40 percent, 七成五 is 75, 三成半 is 35."""
    extra = 5 if more == "半" else _HAN_DIGITS.get(more or "", 0)
    return value + Decimal(extra) / 10, Decimal(10), "percent"


def _is_measure(after: re.Match[str]) -> bool:
    return any(after[f"measure_{i}"] for i in range(len(_MEASURES)))


def _unit(after: re.Match[str]) -> str:
    if after["points"]:
        return "percentage point"
    if after["percent"] or after["tenths"]:
        return "percent"
    if after["yuan"]:
        return "TWD"
    for code in _CURRENCIES:
        if after[f"suf_{code}"]:
            return code
    return next(name for i, name in enumerate(_MEASURES) if after[f"measure_{i}"])


def _scale(text: str) -> Decimal:
    if text in _ENGLISH_SCALES:
        return _ENGLISH_SCALES[text]
    value = Decimal(1)
    for char in text.translate({ord("万"): "萬", ord("亿"): "億"}):
        value *= _HAN_SCALES[char]
    return value


_NEXT_PART = re.compile(
    rf" ?(?:(?P<digits>{_DIGITS}) ?(?P<scale>[十百千]?[萬万億亿]|千(?![瓦米克]))"
    rf"|(?P<han>{_HAN_NUMERAL}) ?(?P<han_scale>[萬万億亿]))"
)


def _with_smaller_scales(
    text: str, mantissa: Decimal, scale: Decimal, end: int
) -> tuple[Decimal, Decimal, int]:
    """Add the parts of 「1 億 2,000 萬」 that follow the first."""
    value, last, position = mantissa * scale, scale, end
    while part := _NEXT_PART.match(text, position):
        next_scale = _scale(part["scale"] or part["han_scale"])
        if part["digits"]:
            number = Decimal(part["digits"].replace(",", ""))
        else:
            number = _han_value(part["han"])
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
        scale *= _HAN_SCALES[{"万": "萬", "亿": "億"}.get(char, char)]
    return _han_value(match["han"]), scale


def _is_han_amount(text: str, match: re.Match[str]) -> bool:
    han, scaled = match["han"], bool(match["han_scale"])
    before = text[max(0, match.start() - 4) : match.start()]
    if _LIST_NUMBER.search(before):
        # 第三方, 第三國 are no ranks.
        return not re.match(r"[方者國地人稱]", text[match.end() :])
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
        _COUNTER.match(text, end) or _UNIT_AFTER.match(text, end) or _HAN_RANGE.match(text, end)
    )


_HAN_RANGE = re.compile(rf"(?:至|到|-|、){_HAN_NUMERAL}(?:{_COUNTERS})")


def _han_value(text: str) -> Decimal:
    whole, _, decimals = text.partition("點")
    total = current = 0
    if not re.search("[十百千]", whole):
        total = int("".join(str(_HAN_DIGITS[char]) for char in whole))
    else:
        for char in whole:
            if char in _HAN_DIGITS:
                current = _HAN_DIGITS[char]
            else:
                total += (current or 1) * _HAN_SCALES[char]
                current = 0
        total += current
    if decimals:
        return Decimal(f"{total}.{''.join(str(_HAN_DIGITS[char]) for char in decimals)}")
    return Decimal(total)


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
