"""Text of a Word document that is not to be seen on the printed page, or is struck out there."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from docx.oxml.ns import qn

from ingest.readers.blocks import one_line
from ingest.readers.hidden import HiddenText
from ingest.types import FlagKind

_VAL, _FILL = qn("w:val"), qn("w:fill")
_OFF = ("0", "false", "off")
_STRUCK = ("w:strike", "w:dstrike")
_TINY_HALF_POINTS = 3
_LIGHT = 0xE6
"""Least red, green and blue of a colour that vanishes on white paper."""

# lxml publishes no types: an element is Any.
_Element = Any


def take_hidden(root: _Element, styles: _Element | None = None) -> list[HiddenText]:
    """Take the runs that are not to be seen out of a part of the document; what they say.

    `styles` is the styles part, for runs that are hidden by their style.
    """
    hidden_styles = _styles_with(styles, "w:vanish")
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


def take_struck(root: _Element, styles: _Element) -> int:
    """Take the runs that are struck out out of a part of the document; how many stretches."""
    struck_styles = _styles_with(styles, *_STRUCK)
    runs = [
        run
        for run in root.iter(qn("w:r"))
        if _is_any_on(run.find(qn("w:rPr")), _STRUCK) or not struck_styles.isdisjoint(_named(run))
    ]
    struck = set(runs)
    stretches = sum(1 for run in runs if _text(run).strip() and run.getprevious() not in struck)
    for run in runs:
        run.getparent().remove(run)
    return stretches


def _text(run: _Element) -> str:
    return "".join(text.text or "" for text in run.iterchildren(qn("w:t")))


def _styles_with(styles: _Element | None, *names: str) -> frozenset[str]:
    """Styles of characters or paragraphs that switch one of the properties on."""
    return frozenset(
        str(style.get(qn("w:styleId")))
        for style in (() if styles is None else styles.iterchildren(qn("w:style")))
        if _is_any_on(style.find(qn("w:rPr")), names)
    )


def _is_any_on(properties: _Element | None, names: Sequence[str]) -> bool:
    found = [] if properties is None else [properties.find(qn(name)) for name in names]
    return any(one is not None and one.get(_VAL, "true") not in _OFF for one in found)


def _named(run: _Element) -> list[str]:
    """The styles of the run and of its paragraph."""
    properties = run.find(qn("w:rPr"))
    return [
        style.get(_VAL)
        for style in (
            None if properties is None else properties.find(qn("w:rStyle")),
            run.getparent().find(f"{qn('w:pPr')}/{qn('w:pStyle')}"),
        )
        if style is not None
    ]


def _hiding(run: _Element, hidden_styles: frozenset[str]) -> FlagKind | None:
    properties = run.find(qn("w:rPr"))
    if _is_any_on(properties, ["w:vanish"]) or not hidden_styles.isdisjoint(_named(run)):
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
