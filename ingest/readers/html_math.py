"""Formulas of web pages (MathML), as a line of text."""

from collections.abc import Callable, Mapping

from bs4.element import NavigableString, Tag

from ingest.readers.formula import fraction, indexed, indexed_power, power, root

_FORMS: Mapping[tuple[str, int], Callable[..., str]] = {
    ("mfrac", 2): fraction,
    ("msup", 2): power,
    ("msub", 2): indexed,
    ("munder", 2): indexed,
    ("msubsup", 3): indexed_power,
    ("munderover", 3): indexed_power,
    ("mroot", 2): root,
}
"""By an element's name and how many it holds: these two say how to read what it holds."""

_SILENT = frozenset(("annotation", "annotation-xml", "mphantom", "none"))
_SPACED = frozenset("=<>≤≥≈≠≡+×÷±→")
_DEEPEST = 100


def math_text(tag: Tag, depth: int = 0) -> str:
    """What a `math` element says."""
    if depth > _DEEPEST:
        return tag.get_text()
    parts = [child for child in tag.contents if isinstance(child, Tag)]
    said = [math_text(child, depth + 1) for child in parts if child.name not in _SILENT]
    if form := _FORMS.get((tag.name, len(said))):
        return form(*said)
    if said:
        joined = (" " if tag.name in ("mtr", "mtable") else "").join(said)
        return root(joined) if tag.name == "msqrt" else joined
    text = "".join(str(one) for one in tag.contents if type(one) is NavigableString)
    text = " ".join(text.split())
    return f" {text} " if text in _SPACED else text
