"""A claim is checked against the stored pages before anyone sees it."""

import logging
from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.types import Quote, Verdict
from assistant.verify_quotation import check_quotation
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


def test_a_claim_keeps_the_quotes_that_are_found_but_is_not_supported_by_them_alone(
    assistant: Assistant, quote: Quote
) -> None:
    lost = replace(quote, marker=9, text="這句話不在任何一頁。")

    claim = check_quotation(quote.text + lost.text, [quote, lost], catalogue=assistant.catalogue)

    assert claim.verdict is Verdict.UNSUPPORTED
    assert claim.markers == (quote.marker,)
    assert claim.quotes == (quote,)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"version": 99}, id="no such version"),
        pytest.param({"page_index": 9}, id="no such page"),
    ],
)
def test_a_page_that_is_gone_supports_nothing(
    assistant: Assistant, quote: Quote, change: dict[str, int]
) -> None:
    claim = check_quotation(quote.text, [replace(quote, **change)], catalogue=assistant.catalogue)

    assert claim.verdict is Verdict.UNSUPPORTED
    assert claim.markers == ()


@pytest.mark.parametrize("text", ["", "A claim."])
def test_a_claim_without_quotes_is_unsupported(assistant: Assistant, text: str) -> None:
    claim = check_quotation(text, [], catalogue=assistant.catalogue)

    assert claim.verdict is Verdict.UNSUPPORTED


def test_a_check_that_fails_leaves_the_claim_unchecked(
    assistant: Assistant,
    quote: Quote,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr(Catalogue, "page", broken)
    claim = check_quotation(quote.text, [quote], catalogue=assistant.catalogue)

    assert claim.verdict is Verdict.UNCHECKED
    assert claim.markers == ()
    assert claim.quotes == ()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
