"""A sentence read for comparison: tokens with figures and turning words in one form."""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from language.polarity import TurnWord, may_deny, turn_words
from language.quantities import DATE_KINDS, Quantity, QuantityKind, figures
from language.script import Language, to_simplified
from language.tokens import STOP_HAN, STOP_WORDS, stem


class Token(NamedTuple):
    """A word, a Chinese character, a figure or a turning word."""

    form: str
    """What is compared: a stem, a Simplified character, `#value unit`, or `¬`."""

    start: int
    end: int
    """Offsets in `Reading.text`."""

    content: bool
    """Whether it says something: not "the", not 的."""


@dataclass(frozen=True)
class Reading:
    """One sentence, ready to be compared with others."""

    text: str
    """As given, with compatibility characters folded."""

    key: str
    """The text in lower case and Simplified characters; the same length."""

    language: Language
    tokens: tuple[Token, ...]
    quantities: tuple[Quantity, ...]
    codes: frozenset[str]
    forms: frozenset[str]
    """The forms of the content tokens."""

    pairs: frozenset[str]
    """Neighbouring Chinese characters."""

    @cached_property
    def turns(self) -> tuple[TurnWord, ...]:
        """Words that turn it round; looked for when asked, as most of the evidence never is."""
        return _turns(self.key, self.quantities)

    @cached_property
    def openings(self) -> frozenset[str]:
        """The first letters of the forms, as many as tell that two words are akin."""
        return frozenset(form[:AKIN] for form in self.forms)

    def part(self, start: int, end: int) -> "Reading":
        """What stands there, as it was read within the whole and at the same offsets: what is
        before it is blank."""
        key = self.key[start:end]
        return _reading(
            " " * start + self.text[start:end],
            " " * start + key,
            tuple(one for one in self.tokens if start <= one.start and one.end <= end),
            tuple(one for one in self.quantities if start <= one.start and one.end <= end),
            frozenset(code for code in self.codes if code in key),
        )


_TOKEN = re.compile(
    r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+)"
    r"|(?P<word>[^\W_\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+)"
)
_REFERENCE = re.compile(r"\[\d+\](?:\(?https?:\S+)?|\[\^[^\]]+\]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]+")
NOT = "¬"
AKIN = 5
"""Letters that two words begin with alike, from which they may be of one family."""


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """The key of a text alone, as `read` has it."""
    return _key(_folded_text(text))


def _folded_text(text: str) -> str:
    without = _REFERENCE.sub(" ", text)
    return without if without.isascii() else "".join(map(_folded, without))


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Read one sentence or a few. Kept, since evidence is read again for the next claim."""
    folded = _folded_text(text)
    key = _key(folded)
    told = figures(folded)
    found = tuple(_with_bare_unit(quantity, folded) for quantity in told.quantities)
    tokens = tuple(_tokens(folded, key, found, _turns(key, found) if may_deny(key) else ()))
    return _reading(folded, key, tokens, found, frozenset(code.lower() for code in told.codes))


def _turns(key: str, found: tuple[Quantity, ...]) -> tuple[TurnWord, ...]:
    return tuple(
        word
        for word in turn_words(key)
        # "first" is a number, and the opposite of "last" as well.
        if word.concept == "sequence"
        or not any(q.start < word.end and word.start < q.end for q in found)
    )


def _reading(
    text: str,
    key: str,
    tokens: tuple[Token, ...],
    found: tuple[Quantity, ...],
    names: frozenset[str],
) -> Reading:
    han = [token for token in tokens if len(token.form) == 1 and not token.form.isascii()]
    return Reading(
        text,
        key,
        _language(text),
        tokens,
        found,
        names,
        frozenset(token.form for token in tokens if token.content),
        frozenset(a.form + b.form for a, b in pairwise(han) if a.end == b.start),
    )


_POINTS = re.compile(r" points?\b")
_PERCENTAGES = frozenset({"point", "percent", "percentage point"})


def _with_bare_unit(quantity: Quantity, text: str) -> Quantity:
    """A bare dollar sign is a United States one: 23 萬美元 is $230,000; and points may be of
    percent: 1.5% is "1.5 points"."""
    if quantity.unit is not None:
        return quantity
    if text[: quantity.start].endswith("$"):
        return replace(quantity, unit="USD", kind=QuantityKind.MONEY)
    return replace(quantity, unit="point") if _POINTS.match(text, quantity.end) else quantity


@cache
def _folded(char: str) -> str:
    """Compatibility forms one for one, so that offsets stay. A full-width comma parts clauses,
    where an ASCII one may part thousands."""
    folded = unicodedata.normalize("NFKC", char)
    return char if len(folded) != 1 or char in "，：；（）！？" else folded


def _key(folded: str) -> str:
    key = to_simplified(folded).lower()
    if len(key) == len(folded):
        return key
    # A few letters grow when lowered.
    return "".join(low if len(low := to_simplified(char).lower()) == 1 else char for char in folded)


def _language(text: str) -> Language:
    """Chinese when its characters outnumber the Latin words: an English sentence may give a name
    or two in Chinese as well."""
    return (
        Language.ZH if len(_HAN.findall(text)) * 1.3 >= len(_LATIN.findall(text)) else Language.EN
    )


def _tokens(
    folded: str, key: str, found: tuple[Quantity, ...], turns: tuple[TurnWord, ...]
) -> list[Token]:
    tokens: list[Token] = []
    taken: list[tuple[int, int]] = []
    for quantity in found:
        tokens.append(Token(figure_form(quantity), quantity.start, quantity.end, True))
        taken.append((quantity.start, quantity.end))
    for word in turns:
        if word.concept == "not" and word.strong and _is_free(word.start, word.end, taken):
            tokens.append(Token(NOT, word.start, word.end, True))
            taken.append((word.start, word.end))
    covered = bytearray(len(key) + 1)
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    for match in _TOKEN.finditer(key):
        start, end = match.span()
        if match.lastgroup == "han":
            for at, form in enumerate(match.group(), start):
                if not covered[at]:
                    tokens.append(Token(form, at, at + 1, form not in STOP_HAN))
            continue
        if covered[start]:
            continue
        while covered[end - 1]:
            end -= 1
        form = key[start:end]
        is_name = end - start > 1 and folded[start:end].isupper()  # US, WHO: no stop words
        tokens.append(Token(stem(form), start, end, is_name or form not in STOP_WORDS))
    return sorted(tokens, key=_PLACE) if taken else tokens


_PLACE = itemgetter(1, 2)


def _is_free(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return all(end <= other or until <= start for other, until in taken)


def figure_form(quantity: Quantity) -> str:
    """`#` with kind, value and unit: the same for the same figure however it is written."""
    value = quantity.value.normalize()
    kind = "date" if quantity.kind in DATE_KINDS else ""
    return f"#{value:f} {quantity.unit or kind}"


def is_figure(token: Token) -> bool:
    return token.form.startswith("#")


class Figures(NamedTuple):
    """How a figure of the claim stands to those of the evidence."""

    same: bool
    """Value and unit are there."""

    other_unit: Quantity | None
    """The same value with another unit or currency."""


def compare_figure(claimed: Quantity, evidence: list[Quantity]) -> Figures:
    """Look a figure up among the evidence's."""
    other = None
    for one in evidence:
        if is_same_figure(claimed, one):
            return Figures(True, None)
        if one.value == claimed.value and one.kind is not QuantityKind.DATE:
            other = one
    return Figures(False, other)


def is_same_figure(claimed: Quantity, other: Quantity) -> bool:
    """Whether the evidence's figure says what the claim's does, a rounded one within its digits."""
    if claimed.kind in DATE_KINDS or other.kind in DATE_KINDS:
        return _is_same_date(claimed, other)
    if not _is_same_unit(claimed, other):
        return False
    if claimed.value == other.value:
        return True
    if not claimed.approximate and not _is_scaled_round(claimed, other):
        return False
    return _rounds_to(other.value, claimed.value)


def _is_same_unit(claimed: Quantity, other: Quantity) -> bool:
    units = {claimed.unit, other.unit}
    if len(units) == 1 or ("point" in units and units <= _PERCENTAGES):
        return True
    # Things counted have no unit of their own: 「30 天」 against "30" of a table is let pass only
    # for measures, never for money or percent.
    plain = (QuantityKind.NUMBER,)
    return claimed.kind in plain and other.kind in plain and None in units


def _is_scaled_round(claimed: Quantity, other: Quantity) -> bool:
    """A figure of four digits and more said in fewer: 1.59 million for 1,586,659."""
    return abs(other.value) >= 10_000 and claimed.value % 1000 == 0 != other.value % 1000


def _rounds_to(exact: Decimal, rounded: Decimal) -> bool:
    """Whether `rounded` is `exact` said in fewer digits, by rounding or cutting off."""
    if rounded == 0 or exact == 0 or (rounded < 0) != (exact < 0):
        return False
    digits = rounded.normalize()
    step = Decimal(10) ** int(digits.as_tuple().exponent)
    return abs(exact - rounded) <= step and abs(exact - rounded) <= abs(exact) * Decimal("0.06")


def _is_same_date(claimed: Quantity, other: Quantity) -> bool:
    if claimed.kind not in DATE_KINDS or other.kind not in DATE_KINDS:
        # "2023" in a table, or 「112」 for a Republican year, is read as a number.
        return claimed.value == other.value and None is claimed.unit is other.unit
    mine, theirs = claimed.date_parts, other.date_parts
    return all(a in (0, b) for a, b in zip(mine, theirs, strict=True)) or (
        mine.month == theirs.month and mine.day == theirs.day and 0 in (mine.year, theirs.year)
    )
