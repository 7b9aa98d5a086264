"""The markers of an answer: from 1, in the order in which its sentences cite their passages.

Until then a passage goes by its place among those found, which is what a model is shown.
"""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant.types import Answer, Claim, Claimed, Event, Finished, Passage, Quote


def numbered(events: Generator[Event, None, None]) -> Generator[Event, None, None]:
    """The events of an answer, its passages numbered from where they are first cited."""
    numbering = Numbering()
    with closing(events):
        for event in events:
            match event:
                case Claimed():
                    yield Claimed(numbering.claim(event.claim))
                case Finished():
                    yield replace(event, answer=numbering.answer(event.answer))
                case _:
                    yield event


@dataclass
class Numbering:
    """Gives each passage of an answer its marker when it is first cited."""

    _given: dict[int, int] = field(default_factory=dict)
    """Markers by the numbers that the passages had."""

    def claim(self, claim: Claim) -> Claim:
        markers = tuple(map(self._marker, claim.markers))
        return replace(claim, markers=markers, quotes=tuple(map(self._quote, claim.quotes)))

    def answer(self, answer: Answer) -> Answer:
        """Its passages stay in their order; those that nothing cites are numbered on."""
        claims = tuple(map(self.claim, answer.claims))
        contacts = tuple(
            replace(
                one, marker=self._marker(one.marker), quote=one.quote and self._quote(one.quote)
            )
            for one in answer.contacts
        )
        passages = tuple(replace(one, number=self._marker(one.number)) for one in answer.passages)
        return replace(answer, claims=claims, contacts=contacts, passages=passages)

    def _quote(self, quote: Quote) -> Quote:
        return replace(quote, marker=self._marker(quote.marker))

    def _marker(self, number: int) -> int:
        return self._given.setdefault(number, len(self._given) + 1)


def as_found(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """An answer's passages by their places among those found."""
    return tuple(replace(one, number=place) for place, one in enumerate(passages, start=1))
