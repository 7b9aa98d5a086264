"""The numbers that Word sets before paragraphs by itself: 第一條, (二), 1.1."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from ingest.readers.ordinals import before_text, written

_VAL = qn("w:val")
_LEVELS = range(9)
_SHORT = re.compile("[0-9]{1,5}")
_PLACE = re.compile("%([1-9])")

# lxml publishes no types: an element is Any.
_Element = Any


class _Level(NamedTuple):
    start: int
    form: str
    """`w:numFmt`: decimal, taiwaneseCountingThousand, …"""

    text: str
    """With `%1` to `%9` for the numbers of the levels down to its own."""

    plain: bool
    """All numbers are shown as decimals."""

    joined: bool
    """Nothing stands between the number and the paragraph."""


class _Place(NamedTuple):
    """Where a paragraph stands in a list."""

    number: str
    """`w:numId`; "0" takes a paragraph out of the list of its style."""

    level: int | None


@dataclass
class Numbers:
    """The lists of a document, and how far each has counted."""

    _lists: Mapping[str, str]
    """The list's pattern (`w:abstractNumId`) by its `w:numId`."""

    _levels: Mapping[str, Mapping[int, _Level]]
    """By `w:numId`."""

    _linked: Mapping[tuple[str, str], int]
    """The level that belongs to a style, by `w:numId` and the style's id."""

    _starts: Mapping[str, Mapping[int, int]]
    """By `w:numId`, the levels that begin anew when the list is first used."""

    _styles: Mapping[str, _Element]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def next(self, properties: _Element | None) -> str:
        """What stands before the paragraph of these properties, and counts it; "" for nothing."""
        place, style = self._place(properties)
        if place is None or place.number not in self._levels:
            return ""
        number = place.number
        level = place.level
        if level is None:
            level = self._linked.get((number, style), 0)
        levels = self._levels[number]
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._lists[number], {})
        if number not in self._begun:
            self._begun.add(number)
            counts.update({key: start - 1 for key, start in self._starts[number].items()})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in _LEVELS[level + 1 :]:
            counts.pop(deeper, None)
        return _shown(levels, level, counts)

    def _place(self, properties: _Element | None) -> tuple[_Place | None, str]:
        """The paragraph's place, its own or its style's, and the style that says so."""
        if properties is None:
            return None, ""
        named = properties.find(qn("w:pStyle"))
        style = "" if named is None else str(named.get(_VAL, ""))
        own, seen = _said(properties), set[str]()
        place, by = own, style
        while (place is None or not place.number) and by in self._styles and by not in seen:
            seen.add(by)
            element = self._styles[by]
            said = _said(element.find(qn("w:pPr")))
            if said is not None and said.number:
                level = said.level if own is None or own.level is None else own.level
                return _Place(said.number, level), by
            base = element.find(qn("w:basedOn"))
            by = "" if base is None else str(base.get(_VAL, ""))
        return (place if place is not None and place.number else None), style


def numbers_of(document: Document) -> Numbers:
    """A document's lists, none counted yet."""
    styles = {
        str(style.get(qn("w:styleId"))): style
        for style in document.styles.element.findall(qn("w:style"))
    }
    part = next(
        (
            relation.target_part
            for relation in document.part.rels.values()
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external
        ),
        None,
    )
    root = None if part is None else part.element
    numbered = [] if root is None else root.findall(qn("w:num"))
    patterns = {
        str(one.get(qn("w:abstractNumId"))): one
        for one in ([] if root is None else root.findall(qn("w:abstractNum")))
    }
    lists = {str(one.get(qn("w:numId"))): _value(one, "w:abstractNumId") for one in numbered}
    levels: dict[str, dict[int, _Level]] = {}
    linked: dict[tuple[str, str], int] = {}
    starts: dict[str, dict[int, int]] = {}
    for one in numbered:
        number = str(one.get(qn("w:numId")))
        pattern = patterns.get(lists[number])
        link = "" if pattern is None else _value(pattern, "w:numStyleLink")
        if link in styles:
            said = _said(styles[link].find(qn("w:pPr")))
            pattern = patterns.get(lists.get(said.number, "")) if said is not None else pattern
        overrides = {_index(each): each for each in one.findall(qn("w:lvlOverride"))}
        elements = dict(_own_levels(pattern))
        for each in overrides.values():
            elements |= dict(_own_levels(each))
        levels[number] = {index: _level(element) for index, element in elements.items()}
        starts[number] = {
            index: int(start)
            for index, each in overrides.items()
            if _SHORT.fullmatch(start := _value(each, "w:startOverride"))
        }
        for index, element in elements.items():
            linked[number, _value(element, "w:pStyle")] = index
    return Numbers(lists, levels, linked, starts, styles)


def _own_levels(element: _Element | None) -> Iterator[tuple[int, _Element]]:
    for level in [] if element is None else element.findall(qn("w:lvl")):
        yield _index(level), level


def _index(element: _Element) -> int:
    value = str(element.get(qn("w:ilvl"), ""))
    return int(value) if re.fullmatch("[0-8]", value) else 0


def _value(element: _Element, name: str) -> str:
    found = element.find(qn(name))
    return "" if found is None else str(found.get(_VAL, ""))


def _said(properties: _Element | None) -> _Place | None:
    numbering = None if properties is None else properties.find(qn("w:numPr"))
    if numbering is None:
        return None
    level = _value(numbering, "w:ilvl")
    return _Place(
        _value(numbering, "w:numId"), int(level) if re.fullmatch("[0-8]", level) else None
    )


def _level(element: _Element) -> _Level:
    start = _value(element, "w:start")
    plain = element.find(qn("w:isLgl"))
    return _Level(
        int(start) if _SHORT.fullmatch(start) else 1,
        _value(element, "w:numFmt") or "decimal",
        _value(element, "w:lvlText"),
        plain is not None and plain.get(_VAL, "true") not in ("0", "false", "off"),
        _value(element, "w:suff") == "nothing",
    )


def _shown(levels: Mapping[int, _Level], level: int, counts: Mapping[int, int]) -> str:
    own = levels[level]
    if own.form in ("bullet", "none"):
        return ""

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        form = "decimal" if own.plain or at not in levels else levels[at].form
        start = levels[at].start if at in levels else 1
        return written(counts.get(at, start), form)

    text = _PLACE.sub(number, own.text)
    return text if own.joined else before_text(text)
