"""What the models of these tests are asked and say, and what of it may be shown."""

from collections.abc import Callable
from dataclasses import replace

from assistant.ask import Assistant
from assistant.types import Answer, Verdict
from assistant.write import Limits
from language.script import Language
from tests.assistant.words_checker import WordsChecker

EN = Language.EN

QUESTION = "How many smart parking sites did Thailand have in 2024?"
SENTENCE = "Thailand had 20 smart parking sites in 2024."
PRINTED = "Thailand had 20 smart parking sites in 2024."
PATIENT = Limits(seconds=6, silence_s=3, pause_s=0.01)
SHORT = replace(PATIENT, seconds=2, silence_s=0.4)
"""For models that keep the reader waiting: each of three silences is waited out."""

Writes = Callable[..., Assistant]


def marker_of(assistant: Assistant, text: str, question: str = QUESTION) -> int:
    """The marker of the passage that holds this text."""
    return next(one.number for one in assistant.search(question) if text in one.chunk.text)


def all_supported(answer: Answer, assistant: Assistant) -> bool:
    """Whether each claim is marked, and each of its quotes stands on the page that it names."""
    numbers = {passage.number for passage in answer.passages}
    for claim in answer.claims:
        assert claim.verdict is Verdict.SUPPORTED
        assert claim.markers
        assert set(claim.markers) <= numbers
        assert {quote.marker for quote in claim.quotes} == set(claim.markers)
        for quote in claim.quotes:
            page = assistant.catalogue.page(quote.version, quote.page_index)
            assert page is not None
            assert page.text[quote.start : quote.end] == quote.text
        evidence = [quote.text for quote in claim.quotes]
        assert WordsChecker().check(claim.text, evidence).verdict is Verdict.SUPPORTED
    return True
