"""What a quoted sentence needs beside it to be understood: quoted too, in its own words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.types import Chunk
from language.sentences import ENDED, Span, sentence_spans

CAPTION = re.compile(r"(?:表|圖|Table|Figure)\s*\d+\b")

_POINTS_BACK = re.compile(
    r"(?:它|他們|她們|他的|她的|其(?!中一|他|餘|實)|該|此(?!外)|這(?:些|項|個|種|類|兩)?"
    r"|上述|前述|同一?(?:日|年|法)|兩者|後者|前者)"
    r"|(?:It|Its|They|Their|This|That|These|Those|He|She|His|Her|Both|Such"
    r"|The (?P<thing>programme|scheme|fund|figure|law|act|rule|plan|company|firm|bank|measure"
    r"|subsidy|loan|project|same))\b"
)
_LISTS = re.compile(r"[：:]$")
ITEM = re.compile(r"^(?:[•·▪–-]|\d{1,2}[.、)）]|[（(]\d{1,2}[)）])\s*\S")
_ANNOUNCES = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) "
    r"(?!(?:hundred|thousand|million|billion|per ?cent)\b)(?:[\w-]+ ){0,2}[\w-]+s\b"
    r"|\b(?:as follows|the following|below|(?:the|this) table|in (?:steps|stages|bands|tiers))\b"
    r"|[兩二三四五六七八九十\d]\s*(?:大|項|個|種|類|步|點|道|階段)|如下|下表|以下|下列|級距|累進",
    re.IGNORECASE,
)
"""Says that things are listed, or how many they are: a table right below lists them."""

_BETWEEN = 3
"""Lines that may stand between: a heading, a caption, the column heads."""

NUMBER = re.compile(r"\d{1,2}[.、)）]")
_MOST_ITEMS = 6
_MOST_ROWS = 8
_LABEL = re.compile(r"(?:[^\s：:。，,]{2,8}：|[A-Z][a-z]+(?: [a-z]+)?:\s)\s*\S")
_LEAST_LABELS = 3


class Needed(NamedTuple):
    """Spans of the chunk's text that belong to a sentence, those before it and those after."""

    before: tuple[Span, ...]
    after: tuple[Span, ...]


def needed_by(
    chunk: Chunk, place: int, *, question: str, whole_table: bool = False, in_list: bool = True
) -> Needed:
    """What the chunk's sentence of this number needs, for who asked the question.

    The sentence before one that points back to it, what leads to the list that has an item, the
    caption above a table's row, and the items or rows below a sentence that announces them. "The
    fund" needs nothing when a fund was asked about. With `whole_table`, a row needs the others of
    its table. An item that answers by itself, a date or an amount, is not quoted `in_list`.
    """
    spans = sentence_spans(chunk.text)
    texts = [chunk.text[span.start : span.end] for span in spans]
    before: tuple[Span, ...] = ()
    if (
        place
        and points_back(texts[place], question=question)
        and texts[place - 1] not in chunk.headings
    ):
        before = (spans[place - 1],)
    elif in_list and (lead := lead_in(chunk, place)) is not None:
        before = (lead,)
    elif (caption := caption_of(texts, place)) is not None:
        before = (spans[caption],)
    after = _items(spans[place + 1 :], texts[place + 1 :]) if _LISTS.search(texts[place]) else ()
    if not after and ENDED.search(texts[place]) and _ANNOUNCES.search(texts[place]):
        after = _rows_below(chunk, spans[place + 1 :])
    if whole_table:
        rows = _rows_of(chunk, spans, chunk.start + spans[place].start)
        before = (*before, *(row for row in rows if row < spans[place]))
        after = (*(row for row in rows if row > spans[place]), *after)
    return Needed(before, after)


def lead_in(chunk: Chunk, place: int) -> Span | None:
    """The line that says what the list is of which the chunk's sentence of this number begins an
    item: the one above the list that ends in a colon, or the heading; None for any other."""
    spans = sentence_spans(chunk.text)
    texts = [chunk.text[span.start : span.end] for span in spans]
    if not _begins_item(texts, place):
        return None
    for above in reversed(range(place)):
        span, text, item = spans[above], texts[above], _begins_item(texts, above)
        if text in chunk.headings or (_LISTS.search(text) and not item):
            return span
        goes_on = span.start > 0 and chunk.text[span.start - 1] != "\n"
        if not (item or goes_on or NUMBER.fullmatch(text)):
            return None
    return None


def _begins_item(texts: Sequence[str], place: int) -> bool:
    """Whether a sentence is an item of a list, or its first; its number may stand apart."""
    numbered = place > 0 and NUMBER.fullmatch(texts[place - 1]) is not None
    return numbered or ITEM.match(texts[place]) is not None


def points_back(sentence: str, *, question: str) -> bool:
    """Whether a sentence is about what the one before it names."""
    found = _POINTS_BACK.match(sentence)
    if found is None:
        return False
    return not (found["thing"] and found["thing"] in question.lower())


def _rows_below(chunk: Chunk, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The rows of a table that begins within a few lines, its caption before them."""
    captions: tuple[Span, ...] = ()
    for span in spans[: _BETWEEN + 1]:
        if table_at(chunk, chunk.start + span.start) is not None:
            rows = _rows_of(chunk, spans, chunk.start + span.start)
            return (*captions, *rows) if rows else ()
        if CAPTION.match(chunk.text[span.start : span.end]):
            captions = (span,)
    return ()


def _rows_of(chunk: Chunk, spans: Sequence[Span], offset: int) -> tuple[Span, ...]:
    """The rows of the table that has one at this offset of the page, if it is a short one."""
    table = next((one for one in chunk.tables if one.start <= offset < one.end), None)
    if table is None:
        return ()
    rows = [one for one in spans if table.start <= chunk.start + one.start < table.end]
    return tuple(rows) if len(rows) <= _MOST_ROWS else ()


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
        elif NUMBER.fullmatch(text):
            number = span
        elif ITEM.match(text):
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


def label_block(texts: Sequence[str]) -> frozenset[int]:
    """The numbers of lines in a block of labels, such as 「類別：案例」 and "Date: 23 November".

    They say what a document is; a single line with a colon may well be an answer.
    """
    block: set[int] = set()
    run: list[int] = []
    for place, text in enumerate([*texts, ""]):
        if _LABEL.match(text) and not ENDED.search(text):
            run.append(place)
            continue
        if len(run) >= _LEAST_LABELS:
            block.update(run)
        run = []
    return frozenset(block)
