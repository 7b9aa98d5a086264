"""What an answer says beside what it quotes: what is put right, what differs, whom to ask."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.asked import Question
from assistant.chosen import Chosen
from assistant.cite import cite
from assistant.contact import contacts
from assistant.disagree import Figured, disagreement
from assistant.facets import Facets
from assistant.premise import contradiction, is_telling, premises
from assistant.types import Claim, Contact, Disagreement, Figure, Passage, Verdict
from assistant.verify_names import Names
from assistant.verify_quotation import check_quotation
from ingest.catalogue import Catalogue
from language.script import Language, detect_language

_MOST_FOR_A_PREMISE = 4
"""Passages that are looked for with a premise, beside those found for the question."""

_MOST_FOR_CONTACTS = 5
_WHOM_TO_ASK = {Language.ZH: "洽詢窗口 聯絡單位", Language.EN: "whom to ask, contact office"}
"""Added to a question to find who is named for its matter."""

_MOST_LAID_BESIDE = 3
"""Quoted sentences beside which those of other documents are laid."""


@dataclass(frozen=True)
class Beside:
    """Looks beside the quotes of one answer.

    Passages that a quote is taken from are added to those of the answer, numbered on.
    """

    passages: list[Passage]
    names: Names
    facets: Mapping[int, Facets]
    catalogue: Catalogue
    search: Callable[[str, int], Sequence[Passage]]

    def corrections(self, question: str) -> Iterator[Claim]:
        """Quotes that contradict what the question takes for granted."""
        for premise in premises(question):
            looked_for = (
                self.search(premise.statement, _MOST_FOR_A_PREMISE) if is_telling(premise) else ()
            )
            known = {passage.chunk.id for passage in looked_for}
            others = [one for one in self.passages if one.chunk.id not in known]
            found = contradiction(premise, [*looked_for, *others], names=self.names)
            claim = self._quotation(found.passage, found.start, found.end) if found else None
            if claim is not None:
                yield replace(claim, corrects=premise.text)

    def figures(
        self, question: Question, chosen: Sequence[Chosen], *, among: Sequence[Passage]
    ) -> tuple[Figured, ...]:
        """Figures of other documents that differ from one that is quoted, with that one."""
        answering = [one for one in chosen if one.score > 0][:_MOST_LAID_BESIDE]
        for one in answering:
            quoted = (one.passage, one.start, one.end)
            if found := disagreement(question, quoted, among, facets=self.facets, names=self.names):
                return found
        return ()

    def missing_claims(
        self, figures: Sequence[Figured], claims: Sequence[Claim]
    ) -> Iterator[Claim]:
        """Claims for those of these figures that no claim gives yet."""
        for figured in figures:
            if _claim_of(figured, claims) is None:
                claim = self._quotation(figured.passage, figured.start, figured.end)
                if claim is not None:
                    yield claim

    def contacts(self, question: Question) -> tuple[Contact, ...]:
        """Whom to ask about what is missing: looked for by itself, and in what was found."""
        given = {
            version: facets.contact for version, facets in self.facets.items() if facets.contact
        }
        asking = f"{question.text} {_WHOM_TO_ASK[detect_language(question.text)]}"
        looked_for = self._numbered(self.search(asking, _MOST_FOR_CONTACTS))
        found = contacts(
            question,
            [*looked_for, *(one for one in self.passages if one not in looked_for)],
            names=self.names,
            catalogue=self.catalogue,
            given=given,
        )
        named = {contact.marker for contact in found}
        self.passages.extend(
            one for one in looked_for if one.number in named and one not in self.passages
        )
        return found

    def _numbered(self, found: Sequence[Passage]) -> list[Passage]:
        """Passages under the numbers that the answer has for them, new ones numbered on."""
        known = {one.chunk.id: one for one in self.passages}
        numbered: list[Passage] = []
        for one in found:
            own = known.get(one.chunk.id)
            new = sum(passage.chunk.id not in known for passage in numbered)
            numbered.append(own or replace(one, number=len(self.passages) + new + 1))
        return numbered

    def _quotation(self, passage: Passage, start: int, end: int) -> Claim | None:
        own = next((one for one in self.passages if one.chunk.id == passage.chunk.id), None)
        numbered = own or replace(passage, number=len(self.passages) + 1)
        quote = cite(numbered, start, end, catalogue=self.catalogue)
        if quote is None:
            return None
        claim = check_quotation(quote.text, [quote], catalogue=self.catalogue)
        if claim.verdict is not Verdict.SUPPORTED:
            return None
        if own is None:
            self.passages.append(numbered)
        return claim


def disagreements(figures: Sequence[Figured], claims: Sequence[Claim]) -> tuple[Disagreement, ...]:
    """The figures with the claims that give them; none where fewer than two are shown."""
    shown = tuple(
        Figure(figured.figure, number, figured.of, figured.issued)
        for figured in figures
        if (number := _claim_of(figured, claims)) is not None
    )
    return (Disagreement(shown),) if len(shown) > 1 else ()


def _claim_of(figured: Figured, claims: Sequence[Claim]) -> int | None:
    """The number, from 1, of the claim that quotes the sentence of a figure."""
    chunk = figured.passage.chunk
    for number, claim in enumerate(claims, start=1):
        for quote in claim.quotes:
            same_page = (quote.version, quote.page_index) == (chunk.version, chunk.page_index)
            if same_page and quote.start < figured.end and figured.start < quote.end:
                return number
    return None
