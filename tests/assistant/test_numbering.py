"""Markers count up from 1 as a reader meets them."""

from dataclasses import replace

from assistant.ask import Assistant
from assistant.numbering import Numbering, as_found
from assistant.types import Claim, Contact, Quote, Verdict
from language.script import Language


def _claim(*markers: int) -> Claim:
    quotes = tuple(_quote(marker) for marker in markers)
    return Claim("It is so.", Verdict.SUPPORTED, markers, quotes)


def _quote(marker: int) -> Quote:
    return Quote(marker, 1, "d", "d.pdf", "D", 0, None, 0, 9, "It is so.", Language.EN)


def test_a_passage_has_its_marker_from_where_it_is_first_cited() -> None:
    numbering = Numbering()

    claims = [numbering.claim(one) for one in (_claim(9), _claim(3, 9), _claim(4))]

    assert [claim.markers for claim in claims] == [(1,), (2, 1), (3,)]
    for claim in claims:
        assert tuple(quote.marker for quote in claim.quotes) == claim.markers


def test_a_claim_has_the_same_markers_when_it_is_numbered_again() -> None:
    numbering = Numbering()
    shown = numbering.claim(_claim(9))
    numbering.claim(_claim(3))

    assert numbering.claim(_claim(9)) == shown


def test_who_is_to_be_asked_goes_by_the_same_numbers(small_assistant: Assistant) -> None:
    found = small_assistant.search("smart parking")[:3]
    answer = replace(
        small_assistant.answer("smart parking"),
        claims=(_claim(2),),
        contacts=(Contact("A desk", 3, _quote(3)), Contact("Another", 2, None)),
        passages=tuple(found),
    )

    shown = Numbering().answer(answer)

    desk, other = shown.contacts
    assert desk.quote is not None
    assert (desk.marker, desk.quote.marker, other.marker) == (2, 2, 1)
    # They keep their order, and the one that nothing cites is numbered on.
    assert [one.chunk for one in shown.passages] == [one.chunk for one in found]
    assert [one.number for one in shown.passages] == [3, 1, 2]
    assert as_found(shown.passages) == tuple(found)
