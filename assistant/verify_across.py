"""Negation and opposites of a claim against evidence in the other language, clause by clause."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.verify_align import Units, share_held
from assistant.verify_findings import Fault, Finding
from assistant.verify_read import DATES, Reading, is_same_figure, read
from language.polarity import Turn, TurnWord, bears_out

_CLAUSE = re.compile(r"[^，,；;：:。.！!？?（）()]+(?:[,.:](?=\d)[^，,；;：:。.！!？?（）()]+)*")
_FEWEST_UNITS = 2
"""Of a clause, its figures counted along, below which it is not compared."""

_SAME_THING = 0.45
"""Share of a clause's words that another must hold to be about the same thing."""

_SURELY_SAME = 0.6

_ALONE = ("trade", "outcome", "consent", "sequence", "span", "share", "time")
_GROUPS = (
    frozenset({"amount", "change", "rank", "degree"}),
    frozenset({"amount", "bound"}),
    *(frozenset({one}) for one in _ALONE),
)
"""Pairs of opposites that one language may say for another: "more" for 增加."""

_TURNED_ROUND = (
    frozenset({"amount", "degree"}),
    frozenset({"amount", "bound"}),
    frozenset({"change", "degree"}),
    *(frozenset({one}) for one in ("rank", *_ALONE)),
)
"""Those whose opposite turns a word round: 最長 and "cut" are different things, not opposites."""

_BORNE_OUT = frozenset({"amount", "bound", "change", "rank", "degree", "sequence", "time"})
"""Pairs of opposites whose direction the other language is nearly always seen to say."""

_MOST_BY_FIGURE = 2
"""Sentences that are looked at for their figures alone: few words may tell a claim's own."""

_SAME_FIGURE = 0.25
"""What each of two figures that both clauses have adds to that share."""


class _Matched(NamedTuple):
    mine: Reading
    theirs: Reading
    sentence: Reading
    """Of the evidence, in which the clause stands."""

    held: float


def across_findings(
    claim: Reading, leaning: Sequence[Reading], evidence: Sequence[Reading], *, units: Units
) -> Iterator[Finding]:
    """What a claim turns round, against the sentences it leans on, best first, and those of all
    the evidence that have its figures."""
    first = leaning[0]
    by_figure = (one for one in evidence if one not in leaning and _has_its_figure(claim, one))
    chosen = [*leaning, *islice(by_figure, _MOST_BY_FIGURE)]
    matched = list(_matched(claim, chosen, units))
    leant_on = list(dict.fromkeys(one.sentence for one in matched)) or [first]
    negated = _negated(claim, leant_on, units) or next(
        (found for one in matched if (found := _lost_denial(claim, one, units))), None
    )
    if negated:
        yield negated
    reversed_ = next((found for one in matched if (found := _reversed(*one[:2]))), None)
    if reversed_ := reversed_ or _reversed(claim, first):
        yield reversed_
    duty = next((found for one in matched if (found := _other_duty(*one[:2]))), None)
    if duty := duty or _other_duty(claim, first):
        yield duty
    if not reversed_ and (unborne := _unborne(claim, chosen)):
        yield unborne


def _matched(claim: Reading, chosen: Sequence[Reading], units: Units) -> Iterator[_Matched]:
    """Each clause of the claim with the one of the evidence that holds most of it."""
    theirs = [(clause, one) for one in chosen for clause in _clauses(one)]
    languages = frozenset(clause.language for clause, _ in theirs)
    for mine in _clauses(claim):
        own = units.of(mine, languages=languages)
        if len(own) + len(mine.quantities) < _FEWEST_UNITS or not theirs:
            continue
        shares = [
            share_held(own, clause, language=claim.language)
            + _SAME_FIGURE * min(2, _figures_alike(mine, clause))
            for clause, _ in theirs
        ]
        best = max(range(len(theirs)), key=shares.__getitem__)
        if shares[best] >= _SAME_THING:
            yield _Matched(mine, *theirs[best], shares[best])


def _has_its_figure(claim: Reading, other: Reading) -> bool:
    """A year stands in many sentences; an amount tells one from the others."""
    figures = [one for one in claim.quantities if one.kind not in DATES]
    return any(is_same_figure(one, found) for one in figures for found in other.quantities)


def _figures_alike(one: Reading, other: Reading) -> int:
    return sum(any(is_same_figure(a, b) for b in other.quantities) for a in one.quantities)


def _clauses(sentence: Reading) -> list[Reading]:
    return [read(match.group()) for match in _CLAUSE.finditer(sentence.text)]


def _negated(claim: Reading, leant_on: Sequence[Reading], units: Units) -> Finding | None:
    """A claim that denies more often than its sentences do, once at least by itself."""
    denies = _denials(claim, leant_on, units, strong=False)
    denied = [word for one in leant_on for word in _denials(one, [claim], units, strong=False)]
    strong = [word for word in denies if word.strong]
    if strong and len(denies) > len(denied):
        return Finding(Fault.NEGATED, claim.text[strong[-1].start : strong[-1].end])
    return None


def _lost_denial(claim: Reading, pair: _Matched, units: Units) -> Finding | None:
    """A clause that leaves out what its counterpart denies, in a claim that denies less."""
    mine, theirs, sentence, held = pair
    denied = _denials(theirs, [claim], units, strong=True)
    if not denied or held < _SURELY_SAME or _denials(mine, [sentence], units, strong=False):
        return None
    inside = len(_denials(sentence, [claim], units, strong=True))
    if inside > len(_denials(claim, [sentence], units, strong=False)):
        return Finding(Fault.NEGATED, "", theirs.text[denied[0].start : denied[0].end])
    return None


def _unborne(claim: Reading, chosen: Sequence[Reading]) -> Finding | None:
    """A word that turns the claim one way where nothing in the evidence points that way.

    A text in another language may leave out which way, but seldom; what says the opposite in words
    that no list has is found so.
    """
    borne = {
        (word.start, word.end)
        for word in claim.turns
        if any(_bears_out(word, sentence) for sentence in chosen)
    }
    for word in claim.turns:
        if word.concept in _BORNE_OUT and (word.start, word.end) not in borne:
            return Finding(Fault.TURN_ABSENT, claim.text[word.start : word.end])
    return None


def _bears_out(word: TurnWord, sentence: Reading) -> bool:
    alike = {word.concept}.union(*(group for group in _GROUPS if word.concept in group))
    return bears_out(sentence.key, word) or any(
        other.turn is word.turn and other.concept in alike for other in sentence.turns
    )


def _other_duty(mine: Reading, theirs: Reading) -> Finding | None:
    """A text that permits what the evidence's demands, or the other way round."""
    said = [word for word in mine.turns if word.concept == "mode"]
    found = [word for word in theirs.turns if word.concept == "mode"]
    if not said or not found or {w.turn for w in said} & {w.turn for w in found}:
        return None
    return Finding(
        Fault.DUTY_DIFFERS,
        mine.text[said[0].start : said[0].end],
        theirs.text[found[0].start : found[0].end],
    )


def _denials(
    text: Reading, others: Sequence[Reading], units: Units, *, strong: bool
) -> list[TurnWord]:
    """Words that deny, those left out that are part of a word the other side has as well."""
    return [
        word
        for word in text.turns
        if word.turn is Turn.NOT
        and (word.strong or not strong)
        and not any(units.is_part_of_said(word, text, other) for other in others)
    ]


def _reversed(mine: Reading, theirs: Reading) -> Finding | None:
    for group in _TURNED_ROUND:
        others = [word for word in theirs.turns if word.concept in group]
        for word in mine.turns:
            if word.concept not in group or any(other.turn is word.turn for other in others):
                continue
            if others:
                return Finding(
                    Fault.REVERSED,
                    mine.text[word.start : word.end],
                    theirs.text[others[0].start : others[0].end],
                )
    return None
