"""Which paragraphs are headings, and how deep: what the format says, else how they are set."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, pairwise

_STOPS = tuple("。．.；;，,、：:」")
_LONGEST_CHINESE, _LONGEST = 40, 110
_LEADERS = re.compile(r"[.·‧…]{4,}|(?:\. ){4,}")
_NUMBERINGS = (
    re.compile(
        r"第\s*[一二三四五六七八九十百\d]+\s*[章篇部編]|(?:PART|Part|CHAPTER|Chapter) [\dIVX]+\b"
    ),
    re.compile(r"[壹貳叁參肆伍陸柒捌玖拾]{1,2}\s*、|(?:ITEM|Item) \d+[AB]?\."),
    re.compile(r"第\s*[一二三四五六七八九十百\d]+\s*[節项項]|\d{1,2}\s+(?=[A-Z\u4e00-\u9fff])"),
    re.compile(r"[一二三四五六七八九十]{1,3}\s*、|\d{1,2}\.\d{1,2}\.?\s+(?=\D)"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}(?:\.\d{1,2}){2}\.?\s+(?=\D)"),
    re.compile(r"\d{1,2}[.、]\s*(?=[A-Z\u4e00-\u9fff])"),
)
"""From the outermost kind of numbering to the innermost."""

_ALONE = frozenset({0, 1, 3, 4})
"""Kinds that make a heading of a short paragraph in the body's own type."""

_UNNUMBERED = 1.5
"""Deeper than a chapter, and not as deep as what is numbered within one."""

_DEEPEST = 6
_FEW_STYLES = 4

_Style = tuple[float, bool, float]
"""Size (largest first), not bold, kind of numbering: outermost first."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set."""

    text: str
    lines: int
    declared: int | None
    """The heading level that the format gives it."""

    size: float | None
    bold: bool
    row: bool
    """A row of a table."""


def heading_levels(
    paragraphs: Iterable[Setting], body_size: float, *, formatted: bool
) -> list[int | None]:
    """A level from 1 for each paragraph that is a heading, None for the others.

    Where the format marks its headings (`formatted`), only those are. Elsewhere a short paragraph
    is one that is larger than the body, all bold, or numbered as headings are; levels follow size,
    then weight, then kind of numbering.
    """
    declared: list[int | None] = []
    styles: list[_Style | None] = []
    for paragraph, after in pairwise(chain(paragraphs, [None])):
        assert paragraph is not None  # noqa: S101  only the last is
        declared.append(paragraph.declared)
        styles.append(None if paragraph.declared else _style(paragraph, after, body_size))
    if formatted and any(declared):
        return declared
    deepest = max((level for level in declared if level), default=0)
    ranks = _ranks(style for style in styles if style)
    return [
        level or (min(deepest + ranks[style], _DEEPEST) if style else None)
        for level, style in zip(declared, styles, strict=True)
    ]


def _ranks(styles: Iterable[_Style]) -> dict[_Style, int]:
    """A rank from 1 for each style, by size, weight and kind of numbering."""
    uses = Counter(styles)
    ranks: dict[_Style, int] = {}
    rank = 1
    for style in sorted(uses):
        ranks[style] = rank
        # With many styles, those used once (a cover's lines) must not push the others down.
        if len(uses) <= _FEW_STYLES or uses[style] > 1:
            rank += 1
    return ranks


def _style(paragraph: Setting, after: Setting | None, body_size: float) -> _Style | None:
    """What a heading's level depends on, outermost first; None for other paragraphs."""
    text = paragraph.text
    if paragraph.row or paragraph.lines > 3 or not _is_title(text):
        return None
    kind = next((n for n, pattern in enumerate(_NUMBERINGS) if pattern.match(text)), None)
    size = paragraph.size or body_size
    larger, bold = size >= 1.04 * body_size, paragraph.bold and size >= 0.95 * body_size
    if not (larger or bold):
        listed = after is None or (kind is not None and _NUMBERINGS[kind].match(after.text))
        if kind not in _ALONE or listed or size < 0.95 * body_size:
            return None
    return -round(size * 2) / 2, not paragraph.bold, _UNNUMBERED if kind is None else kind


def _is_title(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    chinese = sum("\u3400" <= char <= "\u9fff" for char in text)
    longest = _LONGEST_CHINESE if chinese > letters / 2 else _LONGEST
    return (
        letters >= 2
        and letters >= 0.5 * len(text.replace(" ", ""))
        and len(text) <= longest
        and not text.endswith(_STOPS)
        and not text.startswith(("(", "•", "$"))
        and not _LEADERS.search(text)
    )
