"""Rows of tables as they are shown: cell by cell, whatever stands between the cells on the page."""

from assistant.types import Claim, Quote


def by_cell(claim: Claim) -> str:
    """The claim's text, ` | ` between the cells of a row that it quotes.

    Only for the eye: what is kept and checked is the text as it stands on the page.
    """
    said = claim.text
    for quote in claim.quotes:
        said = said.replace(quote.text, _row(quote))
    return said


def _row(quote: Quote) -> str:
    text = quote.text
    for start in sorted(quote.place.starts if quote.place else (), reverse=True):
        before, cell = text[: start - quote.start], text[start - quote.start :]
        if before.endswith(" ") and not before.rstrip().endswith("|"):
            text = f"{before.rstrip()} | {cell}"
    return text
