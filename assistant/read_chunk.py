"""Chunks as questions look at them, read once: questions on one matter find the same chunks."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assistant.coverage import Searchable, figures_of
from ingest.types import Chunk
from language.sentences import Span, sentence_spans
from language.tokens import search_tokens

_MOST = 2048
"""Chunks that are kept, at some 10 kB each."""


class ReadSentence(NamedTuple):
    """A sentence of a chunk."""

    span: Span
    """Offsets in the chunk's text."""

    text: str
    held: Searchable


@dataclass(frozen=True, slots=True)
class ReadChunk:
    """A chunk in the forms that asked things are looked for in."""

    head: Searchable
    """Its title, its headings, and the heads of a table that it begins in."""

    sentences: tuple[ReadSentence, ...]
    whole: Searchable
    """Head and sentences."""


@lru_cache(maxsize=_MOST)
def read_chunk(chunk: Chunk) -> ReadChunk:
    spans = sentence_spans(chunk.text) or [Span(0, len(chunk.text))]
    texts = [chunk.text[span.start : span.end] for span in spans]
    head, *held = Searchable.of_each([" ".join(chunk.context), *texts])
    return ReadChunk(
        head,
        tuple(map(ReadSentence, spans, texts, held)),
        Searchable.together((head, *held)),
    )


@lru_cache(maxsize=_MOST)
def figures_in(chunk: Chunk) -> frozenset[str]:
    """The values of the chunk's quantities, its head's included."""
    texts = (*chunk.context, *(one.text for one in read_chunk(chunk).sentences))
    return frozenset().union(*map(figures_of, texts))


@lru_cache(maxsize=_MOST)
def tokens_of(chunk: Chunk) -> tuple[frozenset[str], ...]:
    """The search tokens of each of its sentences."""
    return tuple(frozenset(search_tokens(one.text)) for one in read_chunk(chunk).sentences)


def title_proper(title: str) -> str:
    """A title or heading without what explains it behind a colon."""
    return re.split("[:：]", title)[0]
