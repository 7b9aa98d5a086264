"""What a quote needs that its chunk lacks: the rest of a sentence that the turn of a page cuts in
two, a row's other lines, the sentence that the chunk before ends with."""

import re
from collections.abc import Sequence

from assistant.chosen import Chosen, text_of
from assistant.context import points_back
from assistant.types import Passage, Quote
from ingest.catalogue import Catalogue
from ingest.cells import row_end
from ingest.types import Page
from language.script import is_han
from language.sentences import Span, sentence_spans

_ENDED = re.compile(r"[。！？!?.；;：:…][」』）)”’\"'】》〉\]]*$")
_RUNS_ON = re.compile(
    r"^(?:[a-z\u3400-\u4dbf\u4e00-\u9fff（(「『，、。€$£]|\d(?!\d?(?:[.、)）]\s|\s[A-Z])))"
)
"""How the rest of a sentence begins: a figure that numbers an item is none."""


def whole_sentence(
    chosen: Chosen, passages: Sequence[Passage], *, catalogue: Catalogue
) -> list[Chosen]:
    """The sentence in its parts, in order: one, or two where it runs over a page; a row whole.

    The other page's part is given the passage that holds it, or a new one, numbered on.
    """
    chunk = chosen.passage.chunk
    page = catalogue.page(chunk.version, chunk.page_index)
    if page is None:
        return [chosen]
    row = row_end(page, chosen.start, chosen.end)
    if chosen.end < row <= chunk.end:
        return [chosen._replace(end=row)]
    body = _body(page)
    if chosen.end >= len(body) and not _ENDED.search(body):
        after = catalogue.page(chunk.version, chunk.page_index + 1)
        if after is not None and _goes_on(page, after):
            first = sentence_spans(_body(after))[0]
            return [chosen, *_part(chosen, after, first, passages, catalogue)]
    if chosen.start == 0 and chunk.page_index:
        before = catalogue.page(chunk.version, chunk.page_index - 1)
        if before is not None and _goes_on(before, page):
            ending = _body(before)
            if ending and not _ENDED.search(ending):
                last = sentence_spans(ending)[-1]
                return [*_part(chosen, before, last, passages, catalogue), chosen]
    return [chosen]


def sentence_before(
    chosen: Chosen, passages: Sequence[Passage], *, question: str, catalogue: Catalogue
) -> list[Chosen]:
    """The last sentence of the chunk before, where the chosen one begins its chunk and points back
    to it; else nothing.

    It is given the passage that holds it, or a new one, numbered on.
    """
    chunk = chosen.passage.chunk
    if chosen.start != chunk.start or not points_back(text_of(chosen), question=question):
        return []
    page = catalogue.page(chunk.version, chunk.page_index)
    if page is None or page.text[: chunk.start].endswith("\n"):
        return []
    spans = sentence_spans(page.text[: chunk.start])
    return _part(chosen, page, spans[-1], passages, catalogue) if spans else []


def joined(quotes: Sequence[Quote]) -> str:
    """The quotes as one sentence: a space between words, none between Chinese characters."""
    text = ""
    for line in (line for quote in quotes for line in quote.text.split("\n")):
        apart = text and not (is_han(text[-1]) and is_han(line[0]))
        text += (" " if apart else "") + line
    return text


def _part(
    chosen: Chosen,
    page: Page,
    span: Span,
    passages: Sequence[Passage],
    catalogue: Catalogue,
) -> list[Chosen]:
    chunk = catalogue.chunk_at(chosen.passage.chunk.version, page.index, span.start)
    if chunk is None or span.end > chunk.end:
        return []
    for passage in passages:
        if passage.chunk.id == chunk.id:
            return [Chosen(passage, span.start, span.end, chosen.score)]
    return [Chosen(Passage(len(passages) + 1, chunk, 0.0), span.start, span.end, chosen.score)]


def _body(page: Page) -> str:
    """The page's text up to its footnotes."""
    return page.text[: page.body_end].rstrip()


def _goes_on(page: Page, after: Page) -> bool:
    """Whether a page may begin within the last sentence of the one before: not after a table's row,
    nor within one, unless the table goes on."""
    if not _RUNS_ON.match(_body(after)) or any(heading.start == 0 for heading in after.headings):
        return False
    return _is_of_row(page, len(_body(page)) - 1) is _is_of_row(after, 0)


def _is_of_row(page: Page, at: int) -> bool:
    rows = (row for table in page.tables for row in table.rows)
    return any(row[0].start <= at < row[-1].end for row in rows)
