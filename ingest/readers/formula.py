"""Formulas on a line of text, so that 3/4 does not become 34, nor 10 to the sixth 106."""

import re

_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_RAISABLE = re.compile(r"[+\-−]?[0-9]+|[+\-−]|n|\([0-9]+\)")
_SINGLE = re.compile(r"[\w.,%‰°]+|\S(?:_\w+)?|\([^()]*\)")


def raised(text: str) -> str | None:
    """A number as superscript characters; None for what is none."""
    return text.strip().translate(_RAISED) if _RAISABLE.fullmatch(text.strip()) else None


def fraction(above: str, below: str) -> str:
    """`(a + b)/4`."""
    return f"{_single(above)}/{_single(below)}"


def power(base: str, exponent: str) -> str:
    """`10⁶`, or `x^(a + b)`."""
    if not exponent.strip():
        return base
    return f"{_single(base)}{raised(exponent) or f'^{_single(exponent)}'}"


def indexed(base: str, index: str) -> str:
    """`x_1`."""
    return f"{base.strip()}_{_single(index)}" if index.strip() else base


def indexed_power(base: str, index: str, exponent: str) -> str:
    """`x_1²`."""
    return power(indexed(base, index), exponent)


def root(of: str, degree: str = "") -> str:
    """`√2`, or `³√(a + b)`."""
    return f"{raised(degree) or degree.strip()}√{_single(of)}"


def _single(text: str) -> str:
    """In brackets where it would not be seen what belongs together."""
    text = text.strip()
    return text if _SINGLE.fullmatch(text) else f"({text})"
