"""Claims outside a conversation, drawn and opened as those of an answer are."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.types import Answer, Claim, Outcome, Passage, Writer
from language.script import Language


def as_answer(
    claims: Sequence[Claim], passages: Sequence[Passage] = (), *, language: Language
) -> Answer:
    """An answer that holds these claims, for `ui.sources` and `ui.answer`."""
    return Answer(
        question="",
        searched="",
        language=language,
        outcome=Outcome.ANSWERED,
        reason=None,
        missing=(),
        claims=tuple(claims),
        passages=tuple(passages),
        writer=Writer.QUOTES,
        seconds=0.0,
    )


def numbered(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with one number for each page that they quote, in the order of reading."""
    numbers: dict[tuple[int, int], int] = {}
    found = []
    for claim in claims:
        quotes = []
        for quote in claim.quotes:
            place = (quote.version, quote.page_index)
            quotes.append(replace(quote, marker=numbers.setdefault(place, len(numbers) + 1)))
        markers = tuple(dict.fromkeys(quote.marker for quote in quotes))
        found.append(replace(claim, markers=markers, quotes=tuple(quotes)))
    return found
