"""A sentence read for comparison: tokens with figures and turning words in one form."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
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


class Run(NamedTuple):
    """Chinese characters (Simplified) in a row."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Reading:
    """One sentence, ready to be compared with others."""

    text: str
    """As given, with compatibility characters folded."""

    key: str
    """The text in lower case and Simplified characters; the same length."""

    language: Language
    runs: tuple[Run, ...]
    """Chinese that is no figure and no denial."""

    others: tuple[Token, ...]
    """All other tokens: figures, then denials, then words."""

    quantities: tuple[Quantity, ...]
    codes: frozenset[str]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens in order; asked for only of what a claim is laid beside."""
        han = (
            Token(char, at, at + 1, char not in STOP_HAN)
            for run in self.runs
            for at, char in enumerate(run.text, run.start)
        )
        return tuple(sorted((*self.others, *han), key=_PLACE))

    @cached_property
    def forms(self) -> frozenset[str]:
        """The forms of the content tokens."""
        others = frozenset(token.form for token in self.others if token.content)
        return others.union(*(run.text for run in self.runs)) - STOP_HAN

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Neighbouring Chinese characters."""
        return frozenset(a + b for run in self.runs for a, b in pairwise(run.text))

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
        text, key = self.text[start:end], self.key[start:end]
        return Reading(
            " " * start + text,
            " " * start + key,
            _language(text),
            tuple(one for one in self.runs if start <= one.start and one.end <= end),
            tuple(one for one in self.others if start <= one.start and one.end <= end),
            tuple(one for one in self.quantities if start <= one.start and one.end <= end),
            frozenset(code for code in self.codes if code in key),
        )


HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+")
_WORD = re.compile(r"[^\W_\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+")
_REFERENCE = re.compile(r"\[\d+\](?:\(?https?:\S+)?|\[\^[^\]]+\]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]+")
_MAY_FOLD = re.compile(r"[^\x00-\x7f\u3400-\u4dbf\u4e00-\u9fff，：；（）！？]")
"""What has a compatibility form, perhaps. A full-width comma parts clauses, where an ASCII one may
part thousands."""
NOT = "¬"
AKIN = 5
"""Letters that two words begin with alike, from which they may be of one family."""


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """The key of a text alone, as `read` has it."""
    return _key(_folded_text(text))


def _folded_text(text: str) -> str:
    without = _REFERENCE.sub(" ", text)
    return _MAY_FOLD.sub(lambda match: _folded(match.group()), without)


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Read one sentence or a few. Kept, since evidence is read again for the next claim."""
    folded = _folded_text(text)
    key = _key(folded)
    told = figures(folded)
    found = tuple(_with_bare_unit(quantity, folded) for quantity in told.quantities)
    taken = [Token(figure_form(one), one.start, one.end, True) for one in found]
    for word in _turns(key, found) if may_deny(key) else ():
        if word.concept == "not" and word.strong and _is_free(word, taken):
            taken.append(Token(NOT, word.start, word.end, True))
    return Reading(
        folded,
        key,
        _language(folded),
        tuple(_runs(key, taken)),
        (*taken, *_words(folded, key, taken)),
        found,
        frozenset(code.lower() for code in told.codes),
    )


def _turns(key: str, found: tuple[Quantity, ...]) -> tuple[TurnWord, ...]:
    return tuple(
        word
        for word in turn_words(key)
        # "first" is a number, and the opposite of "last" as well.
        if word.concept == "sequence"
        or not any(q.start < word.end and word.start < q.end for q in found)
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
    """Compatibility forms one for one, so that offsets stay."""
    folded = unicodedata.normalize("NFKC", char)
    return char if len(folded) != 1 else folded


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


def _runs(key: str, taken: Sequence[Token]) -> Iterator[Run]:
    for token in taken:
        said = key[token.start : token.end]
        if not said.isascii():
            key = key[: token.start] + " " * len(said) + key[token.end :]
    for match in HAN_RUN.finditer(key):
        yield Run(match.group(), match.start())


def _words(folded: str, key: str, taken: Sequence[Token]) -> Iterator[Token]:
    covered = bytearray(len(key) + 1)
    for token in taken:
        covered[token.start : token.end] = b"\1" * (token.end - token.start)
    for match in _WORD.finditer(key):
        start, end = match.span()
        if covered[start]:
            continue
        while covered[end - 1]:
            end -= 1
        form = key[start:end]
        is_name = end - start > 1 and folded[start:end].isupper()  # US, WHO: no stop words
        yield Token(stem(form), start, end, is_name or form not in STOP_WORDS)


_PLACE = itemgetter(1, 2)


def _is_free(word: TurnWord, taken: Sequence[Token]) -> bool:
    return all(word.end <= one.start or one.end <= word.start for one in taken)


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
