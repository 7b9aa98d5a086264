"""What in a sentence shows that it may answer a question of a kind: a date for "when"."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.asked import AnswerKind
from assistant.everyday import meant_by
from assistant.question_words import question_words
from language.normalise import match_key
from language.places import places
from language.quantities import DATE_KINDS, Quantity, QuantityKind
from language.script import Language, detect_language
from language.tokens import stem, words

_PERIODS = {"hour", "day", "week", "month", "year", "quarter", "minute", "second"}

_ASKS_FOR_MONEY = re.compile(
    r"多少钱|金额|经费|预算|罚款|罚锾|罚金|罚则|罚(?:[^，。？]{0,4}多|几)|票房|营收|收入|售价|价格|资本|"
    r"\bhow much\b|\b(?:price|cost|fine|budget|capital|fee)s?\b|\bpenalt(?:y|ies)\b"
)
_ASKS_HOW_LONG = re.compile(
    r"多久|多长时间|几[天年周]|几个月|多快|时限|期限|\bhow (?:long|soon|fast|often)\b"
)
_ASKS_HOW_OFTEN = re.compile(r"多久.{0,6}一次|多快|\bhow (?:fast|often)\b")
_COUNTED = re.compile(
    r"(?:多少|几)([个家人次座场位项件条种国间台部名口倍笔张辆艘架])([\u4e00-\u9fff]?)"
    r"|\bhow many ((?:\w+ ){0,3})"
)
_NUMERAL = r"[\d一二两三四五六七八九十百千万亿兆]"

_SOURCE_NOTE = re.compile(
    r"[（(](?:[^（）()]*(?:資料|报导|報導)[^（）()]*|(?:as of|as reported)[^（）()]*)[）)]"
    r"|(?:19|20)\d\d ?年(?: ?\d+ ?月)?(?: ?\d+ ?日)?的?"
    r"(?:專文|专文|文章|報導|报导|報告|报告|記載|记载|專訪|专访|訪談|访谈|資料|资料)"
    r"|\b(?:as )?(?:reported|written|told) in (?:[A-Z][a-z]+ )?(?:19|20)\d\d"
    r"|\b(?:articles?|briefs?|interviews?|notes?|reports?) of (?:[A-Z][a-z]+ )?(?:19|20)\d\d"
)
"""The date of a source is not when a thing happens."""

_CAPITALISED = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w&.-]+")


@cache
def _signs() -> dict[AnswerKind, re.Pattern[str]]:
    table = question_words()["signs"]
    return {AnswerKind(kind): re.compile("|".join(signs)) for kind, signs in table.items()}


def shows_kind(
    kind: AnswerKind,
    text: str,
    figures: Sequence[Quantity],
    *,
    question: str,
    known: frozenset[str],
) -> float:
    """How far a sentence has what an answer of this kind has, from 0 to 1.

    `figures` are the sentence's own; those whose value is `known` from the question show nothing.
    """
    notes = [match.span() for match in _SOURCE_NOTE.finditer(text)]
    figures = [one for one in figures if not any(a <= one.start < b for a, b in notes)]
    key = match_key(question)
    if kind in (AnswerKind.AMOUNT, AnswerKind.TIME):
        new = [one for one in figures if str(one.value.normalize()) not in known]
        key_of_text = match_key(text)
        if not new and says_unknown(key_of_text):
            return 1.0
        if kind is AnswerKind.TIME:
            dated = any(one.kind in DATE_KINDS for one in new)
            return 1.0 if dated else 0.5 * bool(_signs()[kind].search(key_of_text))
        new = [one for one in new if one.kind not in DATE_KINDS]
        return _amount_shown(key, key_of_text, new)
    if kind is AnswerKind.ANY:
        return 0.0
    asked = set(words(question))
    return float(
        _signs()[kind].search(match_key(text)) is not None
        or (kind is AnswerKind.PLACE and bool(places(text)))
        or (
            kind is AnswerKind.PERSON
            and any(name.lower() not in asked for name in _CAPITALISED.findall(text))
        )
    )


def says_unknown(key: str) -> bool:
    """Whether a text, given by its `match_key`, says that something is not known."""
    return _unknown().search(key) is not None


@cache
def _unknown() -> re.Pattern[str]:
    return re.compile("|".join(question_words()["unknown"]))


def _amount_shown(question: str, text: str, figures: list[Quantity]) -> float:
    """1 for an amount of the sort asked for, a half for any other figure; but nothing else says
    how long a thing takes or lasts."""
    if not figures:
        return 0.0
    if _ASKS_HOW_LONG.search(question):
        other = 0.5 if _ASKS_HOW_OFTEN.search(question) else 0.0
        return 1.0 if any(one.unit in _PERIODS for one in figures) else other
    if match := _COUNTED.search(question):
        counter, following, nouns = match.groups()
        if counter:
            # Written texts leave the counter out: 「增至 31 城」 for 「幾個城市」.
            found = re.search(rf"{_NUMERAL}[\s多余]*[{counter}{following}]", text)
            plain = detect_language(text) is Language.EN and any(
                one.kind is QuantityKind.NUMBER and one.unit is None for one in figures
            )
            return 1.0 if found or plain else 0.5
        if nouns:
            called = [name for word in words(nouns) for name in meant_by(word).en]
            counted = {stem(word) for noun in (nouns, *called) for word in words(noun)}
            after = {stem(word) for one in figures for word in words(text[one.end : one.end + 40])}
            plain = detect_language(text) is Language.ZH and any(
                one.kind is QuantityKind.NUMBER and one.unit is None for one in figures
            )
            return 1.0 if counted & after or plain else 0.5
    if _ASKS_FOR_MONEY.search(question):
        wanted = {QuantityKind.MONEY, QuantityKind.PERCENT}
        return 1.0 if any(one.kind in wanted for one in figures) else 0.5
    return 1.0
