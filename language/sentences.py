"""Cutting stored text into sentences, with their offsets."""

import re
from typing import NamedTuple

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Art|Fig|Vol|vs|etc|approx|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|e\.g|i\.e|cf|al|pp?)|\b[A-Z])\.$"
)
ENDED = re.compile(r"[。！？!?.；;：:][」』）)”’\"'】》〉\]]*$")
"""How a whole sentence ends."""

_CLOSING = "」』）)”’\"'】》〉]"
_END = re.compile(
    r"[。！？!?；]+[" + re.escape(_CLOSING) + r"]*|\.[" + re.escape(_CLOSING) + r"]*(?=\s|$)|\n"
)


class Span(NamedTuple):
    """A sentence: `text[start:end]`, without the white space around it."""

    start: int
    end: int


def sentence_spans(text: str, *, start: int = 0, end: int | None = None) -> list[Span]:
    """Sentences of `text[start:end]` in order; offsets count in `text`.

    A line break always ends one (stored text breaks lines only between paragraphs, headings and
    table rows); a full stop does unless an abbreviation, an initial or a digit follows or precedes.
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, stop):
        if match.group().startswith(".") and _ABBREVIATION.search(text, begin, match.start() + 1):
            continue
        _append(spans, text, begin, match.end())
        begin = match.end()
    _append(spans, text, begin, stop)
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append(Span(start, end))
