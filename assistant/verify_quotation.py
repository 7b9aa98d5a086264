"""Checking a claim that repeats what it cites word for word; needs no model."""

import logging
from collections.abc import Sequence

from assistant.cite import is_on_page
from assistant.types import Claim, Quote, Verdict
from ingest.catalogue import Catalogue
from language.normalise import quote_key

_LOG = logging.getLogger(__name__)


def check_quotation(text: str, quotes: Sequence[Quote], *, catalogue: Catalogue) -> Claim:
    """A claim that says what its quotes say, word for word, with its verdict.

    Supported when every quote is found again on its page and together they are the claim. A quote
    that is not found loses its marker. When the check itself fails the claim is unchecked.
    """
    try:
        found = tuple(quote for quote in quotes if _is_found(quote, catalogue))
    except Exception:  # whatever went wrong, nothing may look checked that was not
        _LOG.exception("a claim could not be checked")
        return Claim(text, Verdict.UNCHECKED, (), ())
    said = quote_key("".join(quote.text for quote in found))
    verdict = Verdict.SUPPORTED if found and said == quote_key(text) else Verdict.UNSUPPORTED
    return Claim(text, verdict, tuple(quote.marker for quote in found), found)


def _is_found(quote: Quote, catalogue: Catalogue) -> bool:
    page = catalogue.page(quote.version, quote.page_index)
    return page is not None and is_on_page(quote, page)
