"""Charts and diagrams (SmartArt), which Word and PowerPoint keep in parts of their own."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from ingest.readers.blocks import Block, CellText, table_blocks
from ingest.readers.number_format import shown

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_JOINTS = ("pres", "parTrans", "sibTrans")
"""Points of a diagram that are not what it says but how it is laid out."""

_FIRST_DAY = datetime(1899, 12, 30)
_MOST_POINTS = 2000

# lxml publishes no types: an element is Any.
_Element = Any


def part_ids(drawing: _Element) -> Iterator[str]:
    """The relations to the parts that hold the charts' and diagrams' words, in their order."""
    for element in drawing.iter(f"{_C}chart", f"{DIAGRAM}relIds"):
        key = element.get(f"{_R}id") or element.get(f"{_R}dm")
        if key:
            yield str(key)


def drawing_blocks(root: _Element) -> Iterator[Block]:
    """What such a part says: a chart's figures as tables, a diagram's texts."""
    if root.tag == f"{_C}chartSpace":
        yield from _chart(root)
    else:
        yield from _diagram(root)


class _Series(NamedTuple):
    name: str
    labels: tuple[str, ...]
    figures: tuple[str, ...]


def _chart(root: _Element) -> Iterator[Block]:
    """A row for each category, a column for each series; series of other categories apart."""
    titles = [_text(title) for title in root.iterfind(f"{_C}chart/{_C}title")]
    caption = titles[0] if titles else ""
    tables: dict[tuple[str, ...], list[_Series]] = {}
    for series in map(_series, root.iter(f"{_C}ser")):
        tables.setdefault(series.labels, []).append(series)
    for labels, columns in tables.items():
        rows = [[CellText(""), *(CellText(one.name) for one in columns)]]
        for number, label in enumerate(labels):
            figures = (one.figures[number] for one in columns)
            rows.append([CellText(label), *map(CellText, figures)])
        yield from table_blocks(rows, heads=1, caption=caption)
    if caption and not tables:
        yield Block(caption)


def _series(element: _Element) -> _Series:
    name = " ".join(value.text or "" for value in element.iterfind(f"{_C}tx//{_C}v"))
    names = _points(element, "cat") or _points(element, "xVal")
    values = _points(element, "val") or _points(element, "yVal")
    places = sorted(names.keys() | values.keys())[:_MOST_POINTS]
    return _Series(
        name,
        tuple(names.get(place, "") for place in places),
        tuple(values.get(place, "") for place in places),
    )


def _points(series: _Element, name: str) -> Mapping[int, str]:
    """A series' labels or values by their place; of labels in levels, the outermost first."""
    found: dict[int, str] = {}
    holder = series.find(f"{_C}{name}")
    for level in [] if holder is None else [*holder.iter(f"{_C}lvl")] or [holder]:
        form = level.findtext(f".//{_C}formatCode") or "General"
        for point in level.iter(f"{_C}pt"):
            place = str(point.get("idx", ""))
            if re.fullmatch("[0-9]{1,6}", place):
                text = _figure(point.findtext(f"{_C}v") or "", point.get("formatCode") or form)
                found[int(place)] = f"{text} {found.get(int(place), '')}".strip()
    return found


def _figure(text: str, form: str) -> str:
    """A number as its format shows it; anything else as it is."""
    try:
        value = float(text)
        if re.search("[ymd]", re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|General', "", form), re.IGNORECASE):
            return shown(_FIRST_DAY + timedelta(days=value), form)
        return shown(value, form)
    except (ValueError, OverflowError):
        return text


def _diagram(root: _Element) -> Iterator[Block]:
    for point in root.iter(f"{DIAGRAM}pt"):
        if point.get("type") not in _JOINTS:
            for paragraph in point.iterfind(f"{DIAGRAM}t/{_A}p"):
                yield Block(_text(paragraph))


def _text(element: _Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_A}t"))
