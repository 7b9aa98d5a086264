"""What is measured of an answer: pure functions, each with tests of its own."""

from assistant.cite import is_on_page
from assistant.types import Answer, Outcome
from evals.cases import Case
from ingest.catalogue import Catalogue
from language.normalise import quote_key


def page_rank(case: Case, answer: Answer) -> int | None:
    """Place, from 1, of the first passage on a right page; None when no passage is on one."""
    for place, passage in enumerate(answer.passages, start=1):
        if _is_right(case, passage.chunk.document, passage.chunk.page_index):
            return place
    return None


def page_cited(case: Case, answer: Answer) -> bool:
    """Whether a marker of the answer opens a right page."""
    return any(
        _is_right(case, quote.document, quote.page_index)
        for claim in answer.claims
        for quote in claim.quotes
    )


def crosses_languages(answer: Answer) -> bool:
    """Whether a quote is in another language than the question."""
    return any(
        quote.language is not answer.language for claim in answer.claims for quote in claim.quotes
    )


def says_all(case: Case, answer: Answer) -> bool:
    """Whether all the words that an answer must hold are in its claims."""
    said = quote_key("".join(claim.text for claim in answer.claims)).lower()
    return all(quote_key(words).lower() in said for words in case.says)


def quotes_exact(answer: Answer, catalogue: Catalogue) -> float | None:
    """Share of the quotes that stand on the page they cite; None when there are none."""
    quotes = [quote for claim in answer.claims for quote in claim.quotes]
    if not quotes:
        return None
    found = 0
    for quote in quotes:
        page = catalogue.page(quote.version, quote.page_index)
        found += page is not None and is_on_page(quote, page)
    return found / len(quotes)


def declined_with_reason(answer: Answer) -> bool:
    """Whether nothing is claimed and the reason is said."""
    return answer.outcome is Outcome.DECLINED and not answer.claims and bool(answer.reason)


def _is_right(case: Case, document: str, page_index: int) -> bool:
    if case.document in (None, document) and page_index in case.pages:
        return True
    return page_index in case.elsewhere.get(document, ())
