"""Which language and script a text is in."""

import re
from enum import StrEnum
from functools import cache

from opencc import OpenCC

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_IN_PARENTHESES = re.compile(r"\([^()]*\)|（[^（）]*）")
_ENGLISH_CLAUSE = re.compile(
    r"\b(?:[Ww]h(?:at|o|om|ose|en|ere|ich|y)|[Hh]ow|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Dd]o|[Dd]oes|[Dd]id"
    r"|[Cc]an|[Cc]ould|[Ww]ill|[Ww]ould|[Hh]as|[Hh]ave|[Ss]hould|[Mm]ust|[Mm]ay)\b"
)
_CHINESE_CLAUSE = re.compile(
    "[的了是在有會会能可要想和與与或及對对從从以於于由把被給给到就都也還还這这那請请我你您他她它們们嗎吗呢吧嘛誰谁哪怎甚什麼么"
    "幾几多少何為为]"
)
"""Characters of Chinese clauses; most names have none."""


class Language(StrEnum):
    """The languages that documents and questions are told apart by."""

    ZH = "zh"
    EN = "en"


def is_han(char: str) -> bool:
    return _HAN.match(char) is not None


def detect_language(text: str) -> Language:
    """Chinese when Han characters outnumber a quarter of the Latin words.

    A Chinese sentence about foreign programmes is full of English names, so a single Latin word
    weighs less than a single character: 「EBRD TC Fund 怎麼申請」 is Chinese. An English one that
    is only lent Chinese names, in parentheses or in its clause ("How does 輸銀 help?"), is English.
    """
    if not _HAN.search(text):
        return Language.EN
    outside = _IN_PARENTHESES.sub("", text)
    told = outside if any(char.isalpha() for char in outside) else text
    latin = len(_LATIN_WORD.findall(told))
    if len(_HAN.findall(told)) * 4 < latin:
        return Language.EN
    lent = latin > 1 and _ENGLISH_CLAUSE.search(told) and not _CHINESE_CLAUSE.search(told)
    return Language.EN if lent or not _HAN.search(told) else Language.ZH


def is_simplified(text: str) -> bool:
    """Whether the text has Simplified characters and no Traditional ones."""
    return to_simplified(text) == text and to_traditional(text) != text


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


def to_simplified(text: str) -> str:
    """Traditional to Simplified, character by character: for matching only, never for display."""
    return text if text.isascii() else str(_converter("t2s").convert(text))


def to_traditional(text: str) -> str:
    """Simplified to Traditional: for matching and for a model's words, never for printed text."""
    return str(_converter("s2t").convert(text))


def regional_forms(text: str) -> tuple[str, str]:
    """Chinese in the terms of the mainland and of Taiwan (軟體, 软件): for matching only.

    The first is Simplified, the second Traditional, whatever the text was in.
    """
    simplified = to_simplified(text)
    return (
        str(_converter("tw2sp").convert(text)),
        str(_converter("s2twp").convert(simplified)),
    )
