"""Spoils right answers in one way each: what the grader must catch."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.types import Answer, Claim, Passage
from benchmarks.mutations import SAME, mutants
from language.script import Language

_NO_PASSAGE = 999
_NOT_SERVED = 1_000_000
"""A version that is in no catalogue stands for an edition that was replaced."""


@dataclass(frozen=True, slots=True)
class Spoilt:
    """An answer with one thing wrong."""

    kind: str
    answer: Answer


def alone(answer: Answer, claim: Claim) -> Answer:
    """The answer with this claim only."""
    return replace(answer, claims=(claim,))


def spoil(
    answer: Answer, claim: Claim, *, others: Sequence[Claim], names: Sequence[str], seed: int
) -> Iterator[Spoilt]:
    """The claim in each wrong way that it allows; `others` are claims of other answers.

    `names` are names in the claim's language to put in the place of its own.
    """
    rng = random.Random(f"{seed} {claim.text}")
    for mutant in mutants(claim.text, rng=rng, names=names):
        if mutant.kind not in SAME:
            yield Spoilt(mutant.kind, alone(answer, replace(claim, text=mutant.claim)))
    yield Spoilt("marker dropped", alone(answer, replace(claim, markers=())))
    yield Spoilt("marker invented", alone(answer, _marked(claim, _NO_PASSAGE)))
    elsewhere = [one for one in answer.passages if not _may_say(one, claim)]
    if elsewhere:
        wrong = rng.choice(elsewhere)
        yield Spoilt("marker wrong", alone(answer, _marked(claim, wrong.number)))
    yield Spoilt("quote altered", alone(answer, _quoting(claim, _altered(claim, rng))))
    foreign = [p.chunk.text for p in answer.passages if p.chunk.language is not _language(claim)]
    if foreign:
        yield Spoilt("quote translated", alone(answer, _quoting(claim, rng.choice(foreign)[:80])))
    old = tuple(replace(quote, version=quote.version + _NOT_SERVED) for quote in claim.quotes)
    yield Spoilt("old edition", alone(answer, replace(claim, quotes=old)))
    strange = [one for one in others if one.text != claim.text]
    if strange:
        added = replace(claim, text=rng.choice(strange).text)
        yield Spoilt("sentence added", replace(answer, claims=(claim, added)))


def _marked(claim: Claim, marker: int) -> Claim:
    quotes = tuple(replace(quote, marker=marker) for quote in claim.quotes)
    return replace(claim, markers=(marker,), quotes=quotes)


def _may_say(passage: Passage, claim: Claim) -> bool:
    """Whether the passage may support the claim as well: it is of the same document, or a twin."""
    slugs = {quote.document.rsplit(".", 2)[0] for quote in claim.quotes}
    return passage.chunk.document.rsplit(".", 2)[0] in slugs or claim.text in passage.chunk.text


def _quoting(claim: Claim, text: str) -> Claim:
    return replace(claim, quotes=(replace(claim.quotes[0], text=text), *claim.quotes[1:]))


def _altered(claim: Claim, rng: random.Random) -> str:
    """The first quote with two of its characters exchanged."""
    text = claim.quotes[0].text
    places = [i for i in range(len(text) - 1) if text[i] != text[i + 1] and not text[i].isspace()
              and not text[i + 1].isspace()]  # fmt: skip
    at = rng.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _language(claim: Claim) -> Language:
    return claim.quotes[0].language
