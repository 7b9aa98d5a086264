"""What is measured of one answer: pure functions, each with tests of its own.

None stands where there is nothing to measure: a declined answer has no quotes to be exact.
"""

from collections.abc import Mapping, Set

from assistant.cite import is_on_page
from assistant.types import Answer, Claim, Outcome, Quote
from evals.attribution import Attribution, Check, attribute
from evals.cases import Case, Expects, wordings
from evals.nuggets import figures, says, share_said
from ingest.catalogue import Catalogue
from ingest.types import Page
from language.normalise import quote_key
from language.script import Language

FIRST = 5
"""Passages within which a right page must be."""


def page_rank(case: Case, answer: Answer) -> int | None:
    """Place, from 1, of the first passage on a right page; None when no passage is on one."""
    for place, passage in enumerate(answer.passages, start=1):
        if is_right(case, passage.chunk.document, passage.chunk.page_index):
            return place
    return None


def page_cited(case: Case, answer: Answer) -> bool:
    """Whether a marker of the answer opens a right page."""
    return any(is_right(case, q.document, q.page_index) for q in _quotes(answer))


def share_to_the_point(case: Case, answer: Answer) -> float | None:
    """Share of the claims that rest on a right page."""
    if not answer.claims:
        return None
    right = [
        any(is_right(case, q.document, q.page_index) for q in claim.quotes)
        for claim in answer.claims
    ]
    return sum(right) / len(right)


def attributions(answer: Answer, catalogue: Catalogue, *, check: Check) -> list[Attribution]:
    """How each claim stands to what its markers open.

    What a marker opens is read anew from the stored pages: of its quotes when they are there, with
    the passage that they stand in. What the answer says that a page says counts for nothing.
    """
    passages = {passage.number: passage.chunk for passage in answer.passages}
    found = []
    for claim in answer.claims:
        opened = {}
        for marker in claim.markers:
            chunk = passages.get(marker)
            page = chunk and catalogue.page(chunk.version, chunk.page_index)
            if chunk and page:
                opened[marker] = page.text[chunk.start : chunk.end]
        found.append(attribute(claim.text, claim.markers, opened, check=check))
    return found


def citation_recall(found: list[Attribution]) -> float | None:
    """Share of the claims that what they cite supports."""
    return sum(one.recalled for one in found) / len(found) if found else None


def citation_partly(found: list[Attribution]) -> float | None:
    """Share of the claims that what they cite supports in part."""
    return sum(one.partly for one in found) / len(found) if found else None


def citation_precision(found: list[Attribution]) -> float | None:
    """Share of the markers that are precise."""
    markers = sum(one.markers for one in found)
    return sum(one.precise for one in found) / markers if markers else None


def quotes_exact(answer: Answer, catalogue: Catalogue) -> float | None:
    """Share of the quotes that stand on the page they cite, at the place they name."""
    return _share([_is_exact(quote, catalogue) for quote in _quotes(answer)])


def pages_right(answer: Answer, catalogue: Catalogue, served: Set[int]) -> float | None:
    """Share of the quotes that name their page as it is.

    The version is among those `served`, the printed label is the page's own, and the marker is that
    of a passage of the same page.
    """
    passages = {passage.number: passage.chunk for passage in answer.passages}
    right = []
    for quote in _quotes(answer):
        page = catalogue.page(quote.version, quote.page_index)
        chunk = passages.get(quote.marker)
        right.append(
            page is not None
            and quote.version in served
            and quote.page_label == page.label
            and chunk is not None
            and (chunk.version, chunk.page_index) == (quote.version, quote.page_index)
        )
    return _share(right)


def markers_kept(answer: Answer) -> float | None:
    """Share of the claims whose markers are those of their quotes, and at least one."""
    return _share([_has_its_markers(claim) for claim in answer.claims])


def figures_exact(answer: Answer) -> float | None:
    """Share of the claims that give figures whose figures all stand in their quotes."""
    with_figures = [(claim, figures(claim.text)) for claim in answer.claims]
    return _share(
        [
            said <= figures("\n".join(quote.text for quote in claim.quotes))
            for claim, said in with_figures
            if said
        ]
    )


def vital_said(case: Case, answer: Answer) -> float | None:
    """Share of the vital nuggets that the claims say."""
    return share_said(_said(answer), case.vital)


def fine_said(case: Case, answer: Answer) -> float | None:
    """Share of the other nuggets that the claims say."""
    return share_said(_said(answer), case.fine)


def forbidden_said(case: Case, answer: Answer) -> tuple[str, ...]:
    """What the answer says although it must not, in its claims or in the assistant's own words."""
    text = "\n".join([_said(answer), answer.reason or "", answer.notice or ""])
    return tuple(words for words in case.never if says(text, words))


def outcome_right(case: Case, answer: Answer) -> bool:
    """Whether it was declined exactly when it had to be.

    An answer in full where a part is missing is no wrong refusal: `missing_named` tells of it.
    """
    return (answer.outcome is Outcome.DECLINED) is (case.expects is Expects.DECLINE)


def declined_with_reason(answer: Answer) -> bool:
    """Whether nothing is claimed and the reason is said."""
    return answer.outcome is Outcome.DECLINED and not answer.claims and bool(answer.reason)


def missing_named(case: Case, answer: Answer) -> bool | None:
    """Whether what the documents do not hold is named; None for a case without such a part."""
    if case.missing is None:
        return None
    told = quote_key(" ".join([answer.reason or "", *answer.missing])).lower()
    return answer.outcome is Outcome.PARTIAL and any(
        quote_key(words).lower() in told for words in wordings(case.missing)
    )


def language_kept(case: Case, answer: Answer, languages: Mapping[str, Language]) -> bool | None:
    """Whether it speaks the question's language, and quotes it where a right page does.

    `languages` are those of the documents. None when nothing is said in either way.
    """
    if answer.language is not case.language:
        return False
    own = any(languages.get(document) is case.language for document in case.pages)
    quoted = {quote.language for quote in _quotes(answer)}
    return True if not own or not quoted else case.language in quoted


def crosses(case: Case, languages: Mapping[str, Language]) -> bool:
    """Whether only documents in the other language answer."""
    return bool(case.pages) and all(
        languages.get(document) is not case.language for document in case.pages
    )


def twins_agree(one: Case, first: Answer, other: Case, second: Answer) -> bool:
    """Whether two answers to the same question rest on the same page.

    Where the documents themselves are twins, a page of each that is right for the question counts
    as the same.
    """
    pages = [{(q.document, q.page_index) for q in _quotes(answer)} for answer in (first, second)]
    if pages[0] & pages[1]:
        return True
    return page_cited(one, first) and page_cited(other, second)


def is_right(case: Case, document: str, page_index: int) -> bool:
    return page_index in case.pages.get(document, ())


def _quotes(answer: Answer) -> list[Quote]:
    return [quote for claim in answer.claims for quote in claim.quotes]


def _said(answer: Answer) -> str:
    return "\n".join(claim.text for claim in answer.claims)


def _is_exact(quote: Quote, catalogue: Catalogue) -> bool:
    page: Page | None = catalogue.page(quote.version, quote.page_index)
    return (
        page is not None
        and is_on_page(quote, page)
        and quote_key(page.text[quote.start : quote.end]) == quote_key(quote.text)
    )


def _has_its_markers(claim: Claim) -> bool:
    return bool(claim.markers) and set(claim.markers) == {quote.marker for quote in claim.quotes}


def _share(right: list[bool]) -> float | None:
    return sum(right) / len(right) if right else None
