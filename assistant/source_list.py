"""The list of sources below an answer: each page once, whatever number of passages it has."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from assistant.types import Claim, Passage, Quote
from language.sentences import ENDED, sentence_spans
from language.tokens import STOP_WORDS, search_tokens

_NEAREST = 3
_LEADER_OR_QUESTION = re.compile(r"\.{3}|[?？]$")


def bracketed(markers: Iterable[int]) -> str:
    """`[1][2]`: markers as plain text has them."""
    return "".join(f"[{marker}]" for marker in markers)


class CitedPage(NamedTuple):
    """A page that an answer cites, by one marker or, for several passages of it, by more."""

    markers: tuple[int, ...]
    """Ascending."""

    quotes: tuple[Quote, ...]
    """In the order in which the answer cites them."""


def cited_pages(claims: Iterable[Claim]) -> list[CitedPage]:
    """The pages that claims cite, in the order of their markers."""
    pages: dict[tuple[int, int], list[Quote]] = {}
    for quote in (quote for claim in claims for quote in claim.quotes):
        pages.setdefault((quote.version, quote.page_index), []).append(quote)
    found = [
        CitedPage(tuple(sorted({quote.marker for quote in quotes})), tuple(quotes))
        for quotes in pages.values()
    ]
    return sorted(found, key=lambda page: page.markers)


def nearest_sentence(passage: Passage, *, question: str) -> str | None:
    """The sentence of a passage that shares most words with a question, the first of equals.

    Headings, lines of contents and rows of tables say too little by themselves.
    """
    chunk, asked = passage.chunk, set(search_tokens(question)) - STOP_WORDS
    spans = [
        span
        for span in sentence_spans(chunk.text)
        if not any(table.start <= chunk.start + span.start < table.end for table in chunk.tables)
    ]
    texts = [chunk.text[span.start : span.end] for span in spans]
    whole = [text for text in texts if ENDED.search(text) and not _LEADER_OR_QUESTION.search(text)]
    return max(whole, key=lambda text: len(asked.intersection(search_tokens(text))), default=None)


def nearest_pages(passages: Iterable[Passage]) -> list[Passage]:
    """Of an answer that cites nothing: the first passages of three pages."""
    pages: dict[tuple[int, int], Passage] = {}
    for passage in passages:
        pages.setdefault((passage.chunk.version, passage.chunk.page_index), passage)
    return list(islice(pages.values(), _NEAREST))
