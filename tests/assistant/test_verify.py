from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.types import Quote, Verdict
from assistant.verify import check_quotation
from ingest.catalogue import Catalogue


@pytest.fixture
def quote(assistant: Assistant) -> Quote:
    return assistant.answer("歐銀技術合作基金是哪一年成立的？").claims[0].quotes[0]


def test_words_on_the_page_are_supported(assistant: Assistant, quote: Quote) -> None:
    claim = check_quotation(quote.text, [quote], catalogue=assistant.catalogue)

    assert claim.verdict is Verdict.SUPPORTED
    assert claim.markers == (quote.marker,)


def test_a_quote_that_is_not_found_loses_its_marker(assistant: Assistant, quote: Quote) -> None:
    altered = replace(quote, text=quote.text.replace("1991", "1992"))

    claim = check_quotation(altered.text, [altered], catalogue=assistant.catalogue)

    assert claim.verdict is Verdict.UNSUPPORTED
    assert claim.markers == ()


def test_a_claim_that_says_more_than_its_quote_is_unsupported(
    assistant: Assistant, quote: Quote
) -> None:
    claim = check_quotation(quote.text + "而且免費。", [quote], catalogue=assistant.catalogue)

    assert claim.verdict is Verdict.UNSUPPORTED


def test_a_check_that_fails_leaves_the_claim_unchecked(
    assistant: Assistant, quote: Quote, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr(Catalogue, "page", broken)
    claim = check_quotation(quote.text, [quote], catalogue=assistant.catalogue)

    assert claim.verdict is Verdict.UNCHECKED
    assert claim.markers == ()
