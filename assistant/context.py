"""What a quoted sentence needs beside it to be understood: quoted too, in its own words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.types import Chunk
from language.sentences import Span, sentence_spans

CAPTION = re.compile(r"(?:表|圖|Table|Figure)\s*\d+\b")
ENDED = re.compile(r"[。！？!?.；;：:][」』）)”’\"'】》〉\]]*$")

_POINTS_BACK = re.compile(
    r"(?:它|他們|她們|他的|她的|其(?!中一|他|餘|實)|該|此(?!外)|這(?:些|項|個|種|類|兩)?"
    r"|上述|前述|同一?(?:日|年|法)|兩者|後者|前者)"
    r"|(?:It|Its|They|Their|This|That|These|Those|He|She|His|Her|Both|Such"
    r"|The (?P<thing>programme|scheme|fund|figure|law|act|rule|plan|company|firm|bank|measure"
    r"|subsidy|loan|project|same))\b"
)
_LISTS = re.compile(r"[：:]$")
_ITEM = re.compile(r"^(?:[•·▪–-]|\d{1,2}[.、)）]|[（(]\d{1,2}[)）])\s*\S")
_NUMBER = re.compile(r"\d{1,2}[.、)）]")
_MOST_ITEMS = 6


class Needed(NamedTuple):
    """Spans of the chunk's text that belong to a sentence, those before it and those after."""

    before: tuple[Span, ...]
    after: tuple[Span, ...]


def needed_by(chunk: Chunk, place: int, *, question: str) -> Needed:
    """What the chunk's sentence of this number needs, for who asked the question.

    The sentence before one that points back to it, the caption above a table's row, and the items
    below a sentence that announces them. "The fund" needs nothing when a fund was asked about.
    """
    spans = sentence_spans(chunk.text)
    texts = [chunk.text[span.start : span.end] for span in spans]
    before: tuple[Span, ...] = ()
    points_back = _POINTS_BACK.match(texts[place])
    if points_back and (thing := points_back["thing"]) and thing in question.lower():
        points_back = None
    if place and points_back and texts[place - 1] not in chunk.headings:
        before = (spans[place - 1],)
    elif (caption := caption_of(texts, place)) is not None:
        before = (spans[caption],)
    after = _items(spans[place + 1 :], texts[place + 1 :]) if _LISTS.search(texts[place]) else ()
    return Needed(before, after)


def _items(spans: Sequence[Span], texts: Sequence[str]) -> tuple[Span, ...]:
    """The items that come next; a number that stands apart is part of its item."""
    items: list[Span] = []
    number: Span | None = None
    for span, text in zip(spans, texts, strict=True):
        if len(items) == _MOST_ITEMS:
            break
        if number is not None:
            items.append(Span(number.start, span.end))
            number = None
        elif _NUMBER.fullmatch(text):
            number = span
        elif _ITEM.match(text):
            items.append(span)
        else:
            break
    return tuple(items)


def table_at(chunk: Chunk, offset: int) -> str | None:
    """The caption and column heads of the table that has a row at this offset of the page."""
    return next((table.text for table in chunk.tables if table.start <= offset < table.end), None)


def caption_of(texts: Sequence[str], place: int) -> int | None:
    """The number of the caption that a line stands under as a row of its table."""
    if ENDED.search(texts[place]) or CAPTION.match(texts[place]):
        return None
    for above in range(place - 1, -1, -1):
        if CAPTION.match(texts[above]):
            return above
        if ENDED.search(texts[above]):
            return None
    return None
