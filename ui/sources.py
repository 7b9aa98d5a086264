"""Which source is open: its address in the URL, and what it stands for in a conversation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from assistant.types import Answer, Claim, Quote
from ingest.cells import Place
from language.script import Language
from ui.words import Words

_ADDRESS = re.compile(r"([1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.([1-9]\d{0,5})")


class SourceAddress(NamedTuple):
    """A marker in a conversation; written `2.1.3` in the URL."""

    turn: int
    """The answer's number, from 1."""

    claim: int
    """The claim's number in the answer, from 1; 0 for a nearest passage, which no claim cites."""

    marker: int

    def __str__(self) -> str:
        return f"{self.turn}.{self.claim}.{self.marker}"

    @classmethod
    def parse(cls, text: str) -> "SourceAddress | None":
        """None for anything that is not an address: it comes from the URL."""
        match = _ADDRESS.fullmatch(text)
        return cls(*map(int, match.groups())) if match else None


@dataclass(frozen=True, slots=True)
class Source:
    """What a marker opens: a run of words on a page."""

    address: SourceAddress
    version: int
    file: str
    title: str
    page_index: int
    page_label: str | None
    language: Language

    spans: tuple[tuple[int, int], ...]
    """Start and end in the page's stored text, in order."""

    texts: tuple[str, ...]
    """The words as kept with the answer, one for each span."""

    quoted: bool
    """False for a passage that was only found near the question."""

    places: tuple[Place, ...] = ()
    """Where in tables the words stand."""


def find_source(answers: Sequence[Answer], address: SourceAddress) -> Source | None:
    """What the address stands for; None when these answers hold no such marker."""
    if address.turn > len(answers):
        return None
    answer = answers[address.turn - 1]
    if address.claim == 0:
        return _nearest(answer, address)
    if address.claim > len(answer.claims):
        return None
    quotes = quotes_of(answer.claims[address.claim - 1], address.marker)
    if not quotes:
        return None
    first = quotes[0]
    return Source(
        address=address,
        version=first.version,
        file=first.source,
        title=first.title,
        page_index=first.page_index,
        page_label=first.page_label,
        language=first.language,
        spans=tuple((quote.start, quote.end) for quote in quotes),
        texts=tuple(quote.text for quote in quotes),
        quoted=True,
        places=tuple(quote.place for quote in quotes if quote.place),
    )


def quotes_of(claim: Claim, marker: int) -> list[Quote]:
    """The claim's quotes from the passage with this number, in the page's order."""
    quotes = [quote for quote in claim.quotes if quote.marker == marker]
    return sorted(quotes, key=lambda quote: quote.start)


def page_words(file: str, *, label: str | None, index: int, words: Words) -> str | None:
    """Where a page is: the number printed on it and, in a PDF, its place in the file.

    A slide and a sheet go by their own names. None for a page that has none of these, as in
    formats without pages.
    """
    part = {".pptx": words.slide, ".xlsx": words.sheet}.get(PurePosixPath(file.lower()).suffix)
    if part is not None and label is not None:
        return part.format(label=label)
    if file.lower().endswith(".pdf"):
        if label is None:
            return words.pdf_only.format(number=index + 1)
        return words.page_and_pdf.format(label=label, number=index + 1)
    return None if label is None else words.page_only.format(label=label)


def _nearest(answer: Answer, address: SourceAddress) -> Source | None:
    for passage in answer.passages:
        if passage.number == address.marker:
            chunk = passage.chunk
            return Source(
                address=address,
                version=chunk.version,
                file=chunk.source,
                title=chunk.title,
                page_index=chunk.page_index,
                page_label=chunk.page_label,
                language=chunk.language,
                spans=((chunk.start, chunk.end),),
                texts=(chunk.text,),
                quoted=False,
            )
    return None
