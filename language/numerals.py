"""Numerals in words: Chinese (三百二十萬) and English (twenty-five thousand)."""

import re
from decimal import Decimal

ENGLISH_SCALES = {
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
HAN_SCALES = {"千": 10**3, "百": 10**2, "十": 10, "萬": 10**4, "億": 10**8, "兆": 10**12}
HAN_DIGITS = {char: i for i, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "兩": 2,
    "两": 2,
}
_UNITS = "two three four five six seven eight nine ten eleven twelve".split()
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ENGLISH_WORDS = (
    {"one": 1, "a": 1}
    | {word: i for i, word in enumerate([*_UNITS, *_TEENS], start=2)}
    | {word: i * 10 for i, word in enumerate(_TENS, start=2)}
)
ORDINAL_WORDS = {
    word: i
    for i, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=2,
    )
}
# Where a Chinese numeral counts something. Elsewhere it is part of a word or a name (三菱, 四川).
COUNTERS = (
    r"個|項|家|國|人|年|月|日|天|次|屆|期|案|件|座|城(?!鄉)|市(?!場)|縣|種|類|條|章|款|位|名|場|組|支|大|"
    r"倍|季|週|周|小時|分鐘|處|所|間|筆|批|輪|級|層|步|階段|關|點|面向|台|臺|輛|架|部|套|份|頁|語|歲|"
    r"元|公里|公噸|段|席|縣市|方面|領域|管道|主軸|支柱|國家|計畫|多|餘|成|隊|團|門|道|張|艘|顆|棟|集|"
    r"檔|波|代|校|院|館|區|州|省|集團|企業|公司|公尺|單位|機構|成員|會員|大類|洲|週年|周年"
)
SCALE_HAN = r"[十百千]?[萬万億亿]|萬億|万亿|百萬|千萬|兆(?![瓦赫])|千(?![瓦米克赫伏])|百(?![萬貨])"
SCALE_EN = r"lakh crore|thousand|million|billion|trillion|hundred|lakh|crore|bn|mn|tn|[km](?![\w²])"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
HAN_NUMERAL = r"[〇零一二兩两三四五六七八九十百千]+(?:點[〇零一二三四五六七八九]+)?"
_WORD = "|".join([*_UNITS, *_TEENS, *_TENS])
_TENS_WORD = "|".join(_TENS)
ENGLISH_NUMERAL = (
    rf"(?:{_TENS_WORD})[- ](?:one|{'|'.join(_UNITS[:8])})|{_WORD}"
    r"|(?:one|a)(?= (?:hundred|thousand|million|billion|trillion|lakh|crore)\b)"
    r"|one(?=[- ](?:percent|per cent|percentage|minute|hour|day|week|month|year)s?\b)"
)


def han_value(text: str) -> Decimal:
    """三百二十 is 320, 二〇二三 is 2023, 三點五 is 3.5."""
    whole, _, decimals = text.partition("點")
    total = current = 0
    if not re.search("[十百千]", whole):
        total = int("".join(str(HAN_DIGITS[char]) for char in whole))
    else:
        for char in whole:
            if char in HAN_DIGITS:
                current = HAN_DIGITS[char]
            else:
                total += (current or 1) * HAN_SCALES[char]
                current = 0
        total += current
    if decimals:
        return Decimal(f"{total}.{''.join(str(HAN_DIGITS[char]) for char in decimals)}")
    return Decimal(total)


def integer(text: str) -> int:
    """A small whole number in digits or Chinese numerals."""
    return int(text) if text.isdigit() else int(han_value(text))


def integers(text: str | None) -> list[int]:
    """Every small whole number in digits or Chinese numerals."""
    return [integer(n) for n in re.findall(r"\d+|[〇零一二三四五六七八九十]+", text or "")]


def scale_value(text: str) -> Decimal:
    """What a scale multiplies by: `million`, 億, 千萬."""
    if text in ENGLISH_SCALES:
        return ENGLISH_SCALES[text]
    value = Decimal(1)
    for char in text.translate({ord("万"): "萬", ord("亿"): "億"}):
        value *= HAN_SCALES[char]
    return value
