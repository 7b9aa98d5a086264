"""Quotes: words found again on the page that is stored, or nothing."""

from assistant.types import Passage, Quote
from ingest.catalogue import Catalogue
from ingest.types import Page
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
    )


def is_on_page(quote: Quote, page: Page) -> bool:
    """Whether the quote stands on the page, under the one normalisation (`quote_key`)."""
    return bool(quote.text.strip()) and quote_key(quote.text) in quote_key(page.text)
