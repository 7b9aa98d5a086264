"""Figures of a claim that its evidence does not have."""

import re
from collections.abc import Iterator, Sequence

from assistant.verify_findings import Fault, Finding
from assistant.verify_read import Reading, compare_figure, is_same_figure
from language.quantities import Quantity, QuantityKind

_ENUMERATOR = re.compile(r"\s*(?:\(?\d{1,2}[.)、](?!\d)|[-•*])\s*")


def figure_findings(claim: Reading, evidence: Sequence[Reading]) -> Iterator[Finding]:
    """Figures of the claim that no sentence of the evidence has."""
    known = [quantity for one in evidence for quantity in one.quantities]
    codes = frozenset().union(*(one.codes for one in evidence))
    keys = [one.key for one in evidence]
    start = match.end() if (match := _ENUMERATOR.match(claim.text)) else 0
    for quantity in claim.quantities:
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


def misplaced_year(claim: Reading, first: Reading) -> Finding | None:
    """A year that the sentence a claim leans on gives otherwise, though a neighbour has it.

    Told only where the rest of the claim's years, and of the sentence's, agree.
    """
    mine = [q for q in claim.quantities if q.kind is QuantityKind.YEAR]
    theirs = [q for q in first.quantities if q.kind in (QuantityKind.YEAR, QuantityKind.DATE)]
    lacking = [q for q in mine if not compare_figure(q, theirs).same]
    spare = [q for q in theirs if not any(is_same_figure(m, q) for m in mine)]
    if len(lacking) != 1 or len(spare) != 1 or spare[0].kind is not QuantityKind.YEAR:
        return None
    return Finding(
        Fault.FIGURE_DIFFERS,
        claim.text[lacking[0].start : lacking[0].end].strip(),
        first.text[spare[0].start : spare[0].end].strip(),
    )


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
