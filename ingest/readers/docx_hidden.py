"""Text of a Word document that is not to be seen on the printed page."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from docx.oxml.ns import qn

from ingest.readers.blocks import one_line
from ingest.readers.hidden import HiddenText
from ingest.types import FlagKind

_VAL, _FILL = qn("w:val"), qn("w:fill")
_OFF = ("0", "false", "off")
_TINY_HALF_POINTS = 3
_LIGHT = 0xE6
"""Least red, green and blue of a colour that vanishes on white paper."""

# lxml publishes no types: an element is Any.
_Element = Any


def take_hidden(root: _Element, styles: _Element | None = None) -> list[HiddenText]:
    """Take the runs that are not to be seen out of a part of the document; what they say.

    `styles` is the styles part, for runs that are hidden by their style.
    """
    hidden_styles = frozenset() if styles is None else _hidden_styles(styles)
    found = [
        (next(run.iterancestors(qn("w:p")), root), kind, run)
        for run in root.iter(qn("w:r"))
        if (kind := _hiding(run, hidden_styles)) is not None
    ]
    texts = [
        HiddenText(kind, text)
        for (_, kind), runs in groupby(found, key=lambda one: (one[0], one[1]))
        if (text := one_line("".join(_text(run) for _, _, run in runs)))
    ]
    for _, _, run in found:
        run.getparent().remove(run)
    return texts


def _text(run: _Element) -> str:
    return "".join(text.text or "" for text in run.iterchildren(qn("w:t")))


def _hidden_styles(styles: _Element) -> frozenset[str]:
    """Styles of characters or paragraphs that say their text is hidden."""
    return frozenset(
        str(style.get(qn("w:styleId")))
        for style in styles.iterchildren(qn("w:style"))
        if _vanishes(style.find(qn("w:rPr")))
    )


def _vanishes(properties: _Element | None) -> bool:
    if properties is None:
        return False
    vanish = properties.find(qn("w:vanish"))
    return vanish is not None and vanish.get(_VAL, "true") not in _OFF


def _hiding(run: _Element, hidden_styles: frozenset[str]) -> FlagKind | None:
    properties = run.find(qn("w:rPr"))
    named = [
        style.get(_VAL)
        for style in (
            None if properties is None else properties.find(qn("w:rStyle")),
            run.getparent().find(f"{qn('w:pPr')}/{qn('w:pStyle')}"),
        )
        if style is not None
    ]
    if _vanishes(properties) or not hidden_styles.isdisjoint(named):
        return FlagKind.NOT_SHOWN
    if properties is None:
        return None
    size = properties.find(qn("w:sz"))
    half_points = "" if size is None else size.get(_VAL, "")
    if half_points.isdecimal() and int(half_points) <= _TINY_HALF_POINTS:
        return FlagKind.TINY
    colour = properties.find(qn("w:color"))
    if colour is not None and _is_light(colour.get(_VAL, "")) and not _is_painted(run):
        return FlagKind.SAME_COLOUR
    return None


def _is_light(colour: str) -> bool:
    try:
        return len(colour) == 6 and min(bytes.fromhex(colour)) >= _LIGHT
    except ValueError:
        return False


def _is_painted(run: _Element) -> bool:
    """Whether anything around the run may give it a dark background."""
    properties = run.find(qn("w:rPr"))
    if properties.find(qn("w:highlight")) is not None or _is_shaded(properties):
        return True
    return any(
        one.tag in (qn("w:txbxContent"), qn("w:background")) or any(_paints(one))
        for one in run.iterancestors()
    )


def _paints(element: _Element) -> Iterator[bool]:
    for name in ("w:pPr", "w:tcPr", "w:tblPr"):
        properties = element.find(qn(name))
        if properties is not None:
            yield _is_shaded(properties)
            # A style of a paragraph or a table may shade it.
            yield properties.find(qn("w:tblStyle")) is not None
            yield properties.find(qn("w:pStyle")) is not None


def _is_shaded(properties: _Element) -> bool:
    shade = properties.find(qn("w:shd"))
    if shade is None:
        return False
    fill = shade.get(_FILL, "auto")
    return fill != "auto" and not _is_light(fill)
