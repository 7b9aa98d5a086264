"""Quotes: words found again on the page that is stored, or nothing."""

from collections.abc import Callable
from dataclasses import replace

from assistant.asked import Question
from assistant.coverage import Searchable, figures_of, held
from assistant.types import Passage, Quote
from ingest.catalogue import Catalogue
from ingest.cells import PlacedCell, find_place
from ingest.types import Page, PageState
from language.normalise import quote_key
from language.script import detect_language


def cite(passage: Passage, start: int, end: int, *, catalogue: Catalogue) -> Quote | None:
    """The words at these offsets of the passage's page, read anew from the catalogue.

    None when the page is gone or holds other words there than the passage does.
    """
    chunk = passage.chunk
    page = catalogue.page(chunk.version, chunk.page_index)
    said = chunk.text[start - chunk.start : end - chunk.start]
    if page is None or not said or page.text[start:end] != said:
        return None
    return Quote(
        marker=passage.number,
        version=chunk.version,
        document=chunk.document,
        source=chunk.source,
        title=chunk.title,
        page_index=chunk.page_index,
        page_label=chunk.page_label,
        start=start,
        end=end,
        text=said,
        language=detect_language(said),
        place=find_place(page, start, end),
        ocr=page.state is PageState.OCR,
        heading=said in chunk.headings,
    )


def narrowed(quote: Quote, favour: Callable[[PlacedCell], float]) -> Quote:
    """The quote, its place in a table narrowed to the cells that `favour` gives most."""
    return replace(quote, place=quote.place.narrowed(favour)) if quote.place else quote


def cells_asked_for(question: Question) -> Callable[[PlacedCell], float]:
    """How much of what is asked the heads of a cell's column hold."""
    figures = figures_of(question.text)

    def favour(cell: PlacedCell) -> float:
        head = Searchable.with_figures(cell.column)
        return sum(asked.weight * held(asked, head) for asked in question.asked) + len(
            figures & head.figures
        )

    return favour


def cells_said(text: str) -> Callable[[PlacedCell], float]:
    """Whether a sentence says what a cell says."""
    key = quote_key(text)
    return lambda cell: float(quote_key(cell.text) in key)


def is_on_page(quote: Quote, page: Page) -> bool:
    """Whether the quote stands on the page, under the one normalisation (`quote_key`)."""
    return bool(quote.text.strip()) and quote_key(quote.text) in quote_key(page.text)
