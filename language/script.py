"""Which language and script a text is in."""

import re
from enum import StrEnum
from functools import cache

from opencc import OpenCC

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")


class Language(StrEnum):
    """The languages that documents and questions are told apart by."""

    ZH = "zh"
    EN = "en"


def is_han(char: str) -> bool:
    return _HAN.match(char) is not None


def detect_language(text: str) -> Language:
    """Chinese when Han characters outnumber a quarter of the Latin words.

    A Chinese sentence about foreign programmes is full of English names, so a single Latin word
    weighs less than a single character: 「EBRD TC Fund 怎麼申請」 is Chinese.
    """
    han = len(_HAN.findall(text))
    latin = len(_LATIN_WORD.findall(text))
    return Language.ZH if han and han * 4 >= latin else Language.EN


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
