"""Negation and opposites of a claim against evidence in the other language, clause by clause."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.verify_align import Units, share_held
from assistant.verify_findings import Fault, Finding
from assistant.verify_read import Reading, read
from language.polarity import Turn, TurnWord

_CLAUSE = re.compile(r"[^，,；;：:。.！!？?（）()]+(?:[,.:](?=\d)[^，,；;：:。.！!？?（）()]+)*")
_FEWEST_UNITS = 2
_SAME_THING = 0.45
"""Share of a clause's words that another must hold to be about the same thing."""

_SURELY_SAME = 0.7

_GROUPS = (
    frozenset({"amount", "change", "rank", "degree"}),
    frozenset({"bound"}),
    frozenset({"trade"}),
    frozenset({"outcome"}),
    frozenset({"consent"}),
    frozenset({"sequence"}),
    frozenset({"time"}),
)
"""Pairs of opposites that one language may say for another: "more" for 增加."""


class _Matched(NamedTuple):
    mine: Reading
    theirs: Reading
    held: float


def across_findings(
    claim: Reading, chosen: Sequence[Reading], *, units: Units
) -> Iterator[Finding]:
    """What a claim turns round, against the sentences it leans on, best first."""
    first = chosen[0]
    matched = list(_matched(claim, chosen, units))
    negated = _negated(claim, first) or next(
        (found for one in matched if (found := _negated_clause(one))), None
    )
    if negated:
        yield negated
    reversed_ = next((found for one in matched if (found := _reversed(*one[:2]))), None)
    if reversed_ := reversed_ or _reversed(claim, first):
        yield reversed_
    if duty := next((found for one in matched if (found := _other_duty(one))), None):
        yield duty


def _matched(claim: Reading, chosen: Sequence[Reading], units: Units) -> Iterator[_Matched]:
    """Each clause of the claim with the one of the evidence that holds most of it."""
    theirs = [clause for one in chosen for clause in _clauses(one)]
    languages = frozenset(one.language for one in theirs)
    for mine in _clauses(claim):
        own = units.of(mine, languages=languages)
        if len(own) < _FEWEST_UNITS or not theirs:
            continue
        shares = [share_held(own, clause, language=claim.language) for clause in theirs]
        best = max(range(len(theirs)), key=shares.__getitem__)
        if shares[best] >= _SAME_THING:
            yield _Matched(mine, theirs[best], shares[best])


def _clauses(sentence: Reading) -> list[Reading]:
    return [read(match.group()) for match in _CLAUSE.finditer(sentence.text)]


def _negated(claim: Reading, first: Reading) -> Finding | None:
    """A claim that denies more often than the sentence does, in whatever words."""
    denies = _denials(claim, strong=True)
    if len(denies) > len(_denials(first, strong=False)):
        return Finding(Fault.NEGATED, claim.text[denies[-1].start : denies[-1].end])
    return None


def _negated_clause(pair: _Matched) -> Finding | None:
    mine, theirs, _ = pair
    denies = _denials(mine, strong=True)
    denied = _denials(theirs, strong=True)
    if denies and not _denials(theirs, strong=False):
        return Finding(Fault.NEGATED, mine.text[denies[0].start : denies[0].end])
    if denied and pair.held >= _SURELY_SAME and not _denials(mine, strong=False):
        return Finding(Fault.NEGATED, "", theirs.text[denied[0].start : denied[0].end])
    return None


def _other_duty(pair: _Matched) -> Finding | None:
    """A clause that permits what the evidence's demands, or the other way round."""
    mine = [word for word in pair.mine.turns if word.concept == "mode"]
    theirs = [word for word in pair.theirs.turns if word.concept == "mode"]
    if not mine or not theirs or {w.turn for w in mine} & {w.turn for w in theirs}:
        return None
    return Finding(
        Fault.DUTY_DIFFERS,
        pair.mine.text[mine[0].start : mine[0].end],
        pair.theirs.text[theirs[0].start : theirs[0].end],
    )


def _denials(sentence: Reading, *, strong: bool) -> list[TurnWord]:
    return [w for w in sentence.turns if w.turn is Turn.NOT and (w.strong or not strong)]


def _reversed(mine: Reading, theirs: Reading) -> Finding | None:
    for group in _GROUPS:
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
