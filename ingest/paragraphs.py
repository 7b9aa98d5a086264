"""A page's lines joined into paragraphs, without what only the page needs.

Line breaks, cut words and footnote marks belong to the page, not to the sentence. Every character
keeps the offset of the printed one it stands for.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ingest.footnotes import Footnotes
from ingest.headings import Setting
from ingest.types import CELL_BREAK, Line, RawPage
from language.radicals import RADICALS

PUT_IN = -1
_MAPPED = RADICALS | {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
    0xFB06: "st",
}  # fmt: skip
_UNSEEN = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e01ef"
)
"""Controls, marks of direction, joiners, soft hyphens: they print nothing."""

_ODD = re.compile(
    rf"[{_UNSEEN}]+|(?P<mapped>[\u2e80-\u2fd5\ufb00-\ufb06])|(?P<space>[^\S ]\s*| \s+)"
)
"""What does not stand as it is: all but ordinary letters with one space between words."""

_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_LETTER_SPACED = re.compile(rf"[{_HAN}](?: [{_HAN}]){{2,}}")
_COUNTED = frozenset("一二三四五六七八九十表圖附第章節")
HYPHENS = ("-", "\u2010")
_OPEN_URL = re.compile(r"(?:https?://|www\.)[!-~]*$")
_URL_BREAKS = ("/", "-", "=", "&", "?", "_", "%", "#")
_URL_GOES_ON = re.compile(r"[!-~]*[/=&?%_#.\d][!-~]*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one paragraph, joined."""

    text: str
    origin: "array[int]"
    """Many pages' paragraphs are held at once: a list would take nine times the memory."""

    lines: tuple[int, ...]
    setting: Setting


def paragraphs_of(
    page: RawPage,
    lines: Sequence[int],
    footnotes: Footnotes,
    *,
    words: frozenset[str],
    whole_lines: bool,
) -> list[Paragraph]:
    """The page's text without its notes; each line is a paragraph with `whole_lines`, or where the
    reader told of none. `words` are the document's, by which cut ones are known."""
    noted = {number for note in footnotes.notes for number in note.lines}
    marks = {offset for mark in footnotes.marks for offset in range(mark.start, mark.end)}
    whole_lines = whole_lines or not any(page.lines[number].paragraph for number in lines)
    groups: list[list[int]] = []
    for number in lines:
        if number in noted:
            continue
        line = page.lines[number]
        before = page.lines[groups[-1][-1]] if groups else None
        if before is None or whole_lines or line.paragraph or line.heading != before.heading:
            groups.append([number])
        else:
            groups[-1].append(number)
    paragraphs = (paragraph_of(page, group, marks=marks, words=words) for group in groups)
    return [paragraph for paragraph in paragraphs if paragraph.text]


def paragraph_of(
    page: RawPage,
    numbers: Sequence[int],
    *,
    marks: Iterable[int],
    words: frozenset[str],
    start: int = 0,
) -> Paragraph:
    """`start`: the offset in the page's text before which its first line is left out."""
    skipped = set(marks)
    lines = [page.lines[number] for number in numbers]
    first = lines[0]
    text, origin = _line(page, first, skipped, start)
    for before, line in pairwise(lines):
        part = _line(page, line, skipped, start)
        if line.cell == before.cell:
            text, origin = _join((text, origin), part, words)
        else:
            text, origin = _beside((text, origin), part)
    text, origin = _close_up(text, origin)
    return Paragraph(
        text=text,
        origin=array("i", origin),
        lines=tuple(numbers),
        setting=Setting(
            text=text,
            lines=len(numbers),
            declared=first.heading,
            size=first.size,
            bold=all(line.bold for line in lines),
            row=first.cell is not None or (len(lines) == 1 and _is_row(page, first)),
        ),
    )


def _line(page: RawPage, line: Line, skipped: set[int], start: int) -> tuple[str, list[int]]:
    """A line's characters with their offsets: one space for any run of white space, radicals and
    ligatures as ordinary letters, nothing that prints nothing."""
    first = max(line.start, start)
    text = page.text[first : line.end]
    origin = range(first, line.end)
    if not _ODD.search(text) and skipped.isdisjoint(origin):
        stripped = text.strip()
        lead = len(text) - len(text.lstrip())
        return stripped, list(origin[lead : lead + len(stripped)])
    unseen = skipped.intersection(origin)
    if unseen:
        text = "".join("\0" if at in unseen else char for at, char in enumerate(text, start=first))
    parts: list[str] = []
    offsets: list[int] = []

    def copy(start: int, end: int) -> None:
        if text[start:end].startswith(" ") and (not parts or parts[-1].endswith(" ")):
            start += 1
        if start < end:
            parts.append(text[start:end])
            offsets.extend(range(first + start, first + end))

    copied = 0
    for odd in _ODD.finditer(text):
        copy(copied, odd.start())
        copied = odd.end()
        if odd["space"]:
            if parts and not parts[-1].endswith(" "):
                parts.append(" ")
                offsets.append(first + odd.start())
        elif odd["mapped"]:
            ordinary = _MAPPED.get(ord(odd[0]), odd[0])
            parts.append(ordinary)
            offsets += [first + odd.start()] * len(ordinary)
    copy(copied, len(text))
    if parts and parts[-1].endswith(" "):
        parts[-1] = parts[-1][:-1]
        offsets.pop()
    return "".join(parts), offsets


def _beside(one: tuple[str, list[int]], two: tuple[str, list[int]]) -> tuple[str, list[int]]:
    """Two cells of a row."""
    put_in = CELL_BREAK if one[0] and two[0] else ""
    return f"{one[0]}{put_in}{two[0]}", [*one[1], *[PUT_IN] * len(put_in), *two[1]]


def _join(
    one: tuple[str, list[int]], two: tuple[str, list[int]], words: frozenset[str]
) -> tuple[str, list[int]]:
    """Two lines of a paragraph as one, as they would stand without the break."""
    before, after = one[0], two[0]
    if not before or not after:
        return (before + after, one[1] + two[1])
    if _is_cut_url(before, after):
        return before + after, one[1] + two[1]
    if before.endswith(HYPHENS) and before[-2:-1].isalnum():
        if _is_cut_word(before, after, words):
            return before[:-1] + after, one[1][:-1] + two[1]
        return before + after, one[1] + two[1]
    if _runs_on(before[-1]) or _runs_on(after[0]):
        return before + after, one[1] + two[1]
    return f"{before} {after}", [*one[1], PUT_IN, *two[1]]


def _runs_on(char: str) -> bool:
    """Whether the script of `char` is written without spaces: Chinese and Japanese, not Korean."""
    return char >= "\u2e80" and not "\uac00" <= char <= "\ud7a3"


def _is_cut_word(before: str, after: str, words: frozenset[str]) -> bool:
    """Whether a hyphen at a line's end only cuts a word, as against one it is spelt with.

    The rest of the document knows: it has the word whole, or hyphenated, or both halves as words.
    """
    head, tail = re.search(r"[A-Za-z-]+-$", before[:-1] + "-"), re.match(r"[a-z]+", after)
    if head is None or tail is None:
        return False
    first, second = head[0][:-1].lower(), tail[0]
    if first + second in words:
        return True
    return f"{first}-{second}" not in words and not (first in words and second in words)


def _is_cut_url(before: str, after: str) -> bool:
    """Whether a web address goes on behind the line's end."""
    if not _OPEN_URL.search(before):
        return False
    if before.endswith("://"):
        return True
    rest = re.match(r"[!-~]*", after)
    word = rest[0] if rest else ""
    if not word or re.match(r"https?://|www\.", word):
        return False
    return before.endswith(_URL_BREAKS) or _URL_GOES_ON.fullmatch(word) is not None


def _close_up(text: str, origin: list[int]) -> tuple[str, list[int]]:
    """Chinese words that were letter-spaced for looks (近 年 來 透 過), closed up."""
    dropped = {
        index
        for match in _LETTER_SPACED.finditer(text)
        # 「第 一 章」 and 「表 一 某某」 are spaced with a meaning.
        if len(match[0]) > 7 or _COUNTED.isdisjoint(match[0])
        for index in range(match.start() + 1, match.end(), 2)
    }
    if not dropped:
        return text, origin
    return (
        "".join(char for index, char in enumerate(text) if index not in dropped),
        [offset for index, offset in enumerate(origin) if index not in dropped],
    )


def _is_row(page: RawPage, line: Line) -> bool:
    """Whether a line has cells: gaps much wider than a space."""
    if page.boxes is None or line.size is None:
        return False
    boxes = page.boxes[line.start : line.end]
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    return bool((boxes[1:, 0] - boxes[:-1, 2] > 2 * line.size).any())
