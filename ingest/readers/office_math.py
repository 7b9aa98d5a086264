"""Formulas of Word and PowerPoint, as a line of text."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ingest.readers.formula import fraction, indexed, indexed_power, power, root

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FORMS: Mapping[str, tuple[Callable[..., str], Sequence[str]]] = {
    "f": (fraction, ("num", "den")),
    "sSup": (power, ("e", "sup")),
    "sSub": (indexed, ("e", "sub")),
    "sSubSup": (indexed_power, ("e", "sub", "sup")),
    "rad": (root, ("e", "deg")),
}
"""How to read an element, and the parts that this takes."""

# lxml publishes no types: an element is Any.
_Element = Any


def formula_text(element: _Element) -> str:
    """What an `m:oMath` element, or a part of one, says."""
    if element.tag == f"{MATH}t":
        return element.text or ""

    def part(name: str) -> str:
        found = element.find(f"{MATH}{name}")
        return "" if found is None else formula_text(found)

    name = str(element.tag).removeprefix(MATH)
    if name in _FORMS:
        form, parts = _FORMS[name]
        return form(*map(part, parts))
    if name == "nary":
        sign = element.find(f"{MATH}naryPr/{MATH}chr")
        said = "∫" if sign is None else sign.get(f"{MATH}val", "∫")
        return f"{indexed_power(said, part('sub'), part('sup'))} {part('e')}"
    inner = map(formula_text, element.iterchildren())
    return f"({''.join(inner)})" if name == "d" else "".join(inner)
