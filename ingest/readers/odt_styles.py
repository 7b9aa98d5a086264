"""How styles of an OpenDocument text show it, and the numbers that they set before paragraphs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ingest.readers.ordinals import before_text, written
from ingest.types import FlagKind

_TINY_POINTS = 1.5
_LIGHT = 0xE6
"""Least red, green and blue of a colour that vanishes on white paper."""

_OUTLINE = "text:outline-style"
_FORMS = {
    **{"1": "decimal", "a": "lowerLetter", "A": "upperLetter"},
    **{"i": "lowerRoman", "I": "upperRoman"},
    **{"一, 二, 三, ...": "taiwaneseCounting", "甲, 乙, 丙, ...": "ideographTraditional"},
    **{"壹, 貳, 參, ...": "ideographLegalTraditional", "子, 丑, 寅, ...": "ideographZodiac"},
    **{"壹, 贰, 叁, ...": "chineseLegalSimplified", "①, ②, ③, ...": "decimalEnclosedCircle"},
    "１, ２, ３, ...": "decimalFullWidth",
}
"""The forms that differ from figures, by the names that Word has for them."""

# odfdo's elements wrap lxml's; what they give is Any here.
_Element = Any


# ---- what is seen -------------------------------------------------------------------------------


class Look(NamedTuple):
    """How text of a style looks; None where neither it nor what it is based on says."""

    hidden: FlagKind | None
    struck: bool | None
    raised: bool | None


PLAIN = Look(None, None, None)


def looks_of(roots: Sequence[_Element]) -> Mapping[tuple[str, str], Look]:
    """How text of the styles looks, by their family (`text`, `paragraph`) and name."""
    styles = [style for root in roots for style in root.get_elements("//style:style")]
    painted = any(_is_painted(style) for style in styles)
    own: dict[tuple[str, str], Look] = {}
    parents: dict[tuple[str, str], tuple[str, str]] = {}
    for style in styles:
        family = _said(style, "style:family")
        key = family, _said(style, "style:name")
        own[key] = PLAIN
        for child in style.children:
            if child.tag == "style:text-properties":
                own[key] = _over(own[key], _look(child, painted=painted))
        parents[key] = family, _said(style, "style:parent-style-name")
    found: dict[tuple[str, str], Look] = {}
    for key in own:
        look, at, seen = PLAIN, key, set[tuple[str, str]]()
        while at in own and at not in seen:
            seen.add(at)
            look = _over(look, own[at])
            at = parents[at]
        found[key] = look
    return found


def _over(look: Look, base: Look) -> Look:
    """The look where it says, the one that it is based on elsewhere."""
    return Look(
        base.hidden if look.hidden is None else look.hidden,
        base.struck if look.struck is None else look.struck,
        base.raised if look.raised is None else look.raised,
    )


def _look(properties: _Element, *, painted: bool) -> Look:
    line = _said(properties, "style:text-line-through-style")
    place = _said(properties, "style:text-position")
    return Look(
        _hiding(properties, painted=painted),
        line != "none" if line else None,
        place.startswith("super") if place else None,
    )


def _hiding(properties: _Element, *, painted: bool) -> FlagKind | None:
    if _said(properties, "text:display") == "none":
        return FlagKind.NOT_SHOWN
    size = re.fullmatch(r"([0-9.]+)pt", _said(properties, "fo:font-size"))
    if size and float(size[1]) <= _TINY_POINTS:
        return FlagKind.TINY
    if not painted and _is_light(_said(properties, "fo:color")):
        return FlagKind.SAME_COLOUR
    return None


def _is_painted(style: _Element) -> bool:
    """Whether a style gives anything another background than paper."""
    return any(
        (colour := _said(child, name)) not in ("", "transparent", "none") and not _is_light(colour)
        for child in style.children
        for name in ("fo:background-color", "draw:fill-color")
    )


def _is_light(colour: str) -> bool:
    return bool(re.fullmatch("#[0-9a-fA-F]{6}", colour)) and (
        min(bytes.fromhex(colour[1:])) >= _LIGHT
    )


# ---- numbers ------------------------------------------------------------------------------------


class _Level(NamedTuple):
    form: str
    """Empty where no number stands."""

    before: str
    behind: str
    start: int
    shown: int
    """How many levels, this one the last, have their numbers in it."""


@dataclass
class Lists:
    """The lists of a document, and how far each has counted."""

    _levels: Mapping[str, Mapping[int, _Level]]
    """By the list style's name; the headings' under `text:outline-style`."""

    _unnumbered: frozenset[str]
    """Paragraphs' styles that take a heading out of the numbers."""

    _by_id: dict[str, dict[int, int]] = field(default_factory=dict)
    _last: dict[str, dict[int, int]] = field(default_factory=dict)
    _headings: dict[int, int] = field(default_factory=dict)

    def counts(self, element: _Element, style: str) -> dict[int, int]:
        """How far the list that this `text:list` begins or goes on with has counted."""
        goes_on = self._by_id.get(_said(element, "text:continue-list"))
        if goes_on is None and _said(element, "text:continue-numbering") == "true":
            goes_on = self._last.get(style)
        counts = {} if goes_on is None else goes_on
        self._last[style] = counts
        if name := _said(element, "xml:id"):
            self._by_id[name] = counts
        return counts

    def item(self, style: str, level: int, counts: dict[int, int], start: str) -> str:
        """What stands before a list's next item, which is counted; "" for nothing."""
        return self._next(style, level, counts, start)

    def heading(self, level: int, style: str) -> str:
        """What stands before the next heading, which is counted; "" for nothing."""
        if style in self._unnumbered:
            return ""
        return self._next(_OUTLINE, level, self._headings, "")

    def _next(self, style: str, level: int, counts: dict[int, int], start: str) -> str:
        levels = self._levels.get(style, {})
        if level not in levels:
            return ""
        own = levels[level]
        first = int(start) if re.fullmatch("[0-9]{1,5}", start) else None
        counts[level] = counts.get(level, own.start - 1) + 1 if first is None else first
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if not own.form:
            return ""
        numbers = [
            written(counts.get(at, levels[at].start), _FORMS.get(levels[at].form, "decimal"))
            for at in range(max(1, level - own.shown + 1), level + 1)
            if at in levels and levels[at].form
        ]
        return before_text(f"{own.before}{'.'.join(numbers)}{own.behind}".strip())


def lists_of(roots: Sequence[_Element]) -> Lists:
    """A document's lists, none counted yet."""
    levels: dict[str, dict[int, _Level]] = {}
    for root in roots:
        for style in root.get_elements("//text:list-style"):
            levels.setdefault(_said(style, "style:name"), dict(_levels_of(style)))
        for style in root.get_elements("//text:outline-style"):
            levels.setdefault(_OUTLINE, dict(_levels_of(style)))
    styles = {
        _said(style, "style:name"): style
        for root in roots
        for style in root.get_elements("//style:style")
        if _said(style, "style:family") == "paragraph"
    }
    return Lists(levels, frozenset(name for name in styles if _is_unnumbered(name, styles)))


def _is_unnumbered(name: str, styles: Mapping[str, _Element]) -> bool:
    """Whether the style, or the nearest it is based on that says, names no list style."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        named = styles[name].get_attribute("style:list-style-name")
        if named is not None:
            return not named
        name = _said(styles[name], "style:parent-style-name")
    return False


def _levels_of(style: _Element) -> Iterator[tuple[int, _Level]]:
    for level in style.children:
        number = _said(level, "text:level")
        if re.fullmatch("[0-9]{1,2}", number):
            start, shown = _said(level, "text:start-value"), _said(level, "text:display-levels")
            yield (
                int(number),
                _Level(
                    _said(level, "style:num-format") if "bullet" not in level.tag else "",
                    _said(level, "style:num-prefix"),
                    _said(level, "style:num-suffix"),
                    int(start) if re.fullmatch("[0-9]{1,5}", start) else 1,
                    int(shown) if re.fullmatch("[0-9]{1,2}", shown) else 1,
                ),
            )


def _said(element: _Element, name: str) -> str:
    value = element.get_attribute(name)
    return "" if value is None else str(value)
