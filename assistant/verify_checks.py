"""Figures of a claim that its evidence does not have."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.verify_findings import Fault, Finding
from assistant.verify_read import Reading, compare_figure, is_same_figure
from language.quantities import Quantity, QuantityKind

_ENUMERATOR = re.compile(r"\s*(?:\(?\d{1,2}[.)、](?!\d)|[-•*])\s*")


def figure_findings(claim: Reading, evidence: Sequence[Reading]) -> Iterator[Finding]:
    """Figures of the claim that no sentence of the evidence has."""
    known = [quantity for one in evidence for quantity in one.quantities]
    lacking = [one for one in claim.quantities if not compare_figure(one, known).same]
    if lacking:
        known += [quantity for one in evidence for quantity in _said_otherwise(one)]
    codes = frozenset().union(*(one.codes for one in evidence))
    keys = [one.key for one in evidence]
    start = match.end() if (match := _ENUMERATOR.match(claim.text)) else 0
    for quantity in lacking:
        if quantity.start < start or (quantity.value == 1 and quantity.kind is QuantityKind.NUMBER):
            continue
        said = claim.text[quantity.start : quantity.end].strip()
        result = compare_figure(quantity, known)
        if result.same:
            continue
        if result.other_unit is not None:
            yield Finding(Fault.UNIT_DIFFERS, said, _unit_name(result.other_unit))
        elif not _is_small_count(quantity, said):
            yield Finding(Fault.FIGURE_ABSENT, said)
    for code in sorted(claim.codes):
        if code not in codes and not any(code in key for key in keys):
            yield Finding(Fault.NAME_ABSENT, code)


def misplaced_figure(claim: Reading, first: Reading) -> Finding | None:
    """A figure that the sentence a claim leans on gives otherwise, though a neighbour may have it.

    Told of years and of figures with a unit, and only where one of a kind is lacking in the
    sentence and one of the sentence's of that kind is not the claim's.
    """
    ours, other = claim.quantities, first.quantities
    mine = [q for q in ours if not any(is_same_figure(q, one) for one in other)]
    theirs = [q for q in other if not any(is_same_figure(one, q) for one in ours)]
    for kind in dict.fromkeys(_sort(quantity) for quantity in mine):
        lacking = [q for q in mine if _sort(q) == kind]
        spare = [q for q in theirs if _sort(q) == kind]
        if kind is not None and len(lacking) == 1 and len(spare) == 1:
            return Finding(
                Fault.FIGURE_DIFFERS,
                claim.text[lacking[0].start : lacking[0].end].strip(),
                first.text[spare[0].start : spare[0].end].strip(),
            )
    return None


def _sort(quantity: Quantity) -> str | None:
    """What makes two figures of one kind; none for dates and things counted."""
    return "a year" if quantity.kind is QuantityKind.YEAR else quantity.unit


_ROMAN = re.compile(r"\b(?=[IVXL]{2,}\b)(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_DECADE = re.compile(r"\bdecade\b")
_HALF = re.compile(r"\bhalf\b|一半|过半|半数")
_ROUND = re.compile("(?<![零一二两三四五六七八九十百千万数几好])[百千](?=[座家个名人城国件项])")


def _said_otherwise(one: Reading) -> Iterator[Quantity]:
    """Numbers that evidence gives without a number word: Super Bowl XXXIII, the decade, half.

    A claim may give them in digits; of a claim that gives them so itself they are not asked.
    """
    for match in filter(re.Match.group, _ROMAN.finditer(one.text)):
        values = [_ROMAN_VALUES[letter] for letter in match.group()]
        total = sum(
            -value if value < following else value
            for value, following in zip(values, [*values[1:], 0], strict=True)
        )
        yield Quantity(Decimal(total), None, QuantityKind.NUMBER, *match.span())
    for match in _DECADE.finditer(one.key):
        yield Quantity(Decimal(10), "year", QuantityKind.NUMBER, *match.span())
    for match in _HALF.finditer(one.key):
        yield Quantity(Decimal(50), "percent", QuantityKind.PERCENT, *match.span())
    for match in _ROUND.finditer(one.key):
        value = Decimal(100 if match.group() == "百" else 1000)
        yield Quantity(value, None, QuantityKind.NUMBER, *match.span())


def _unit_name(quantity: Quantity) -> str:
    return quantity.unit or "no unit"


def _is_small_count(quantity: Quantity, said: str) -> bool:
    """ "Two reasons" may count what the evidence lists."""
    return (
        quantity.kind is QuantityKind.NUMBER
        and quantity.unit is None
        and quantity.value <= 10
        and not any(char.isdigit() for char in said)
    )
