"""Negation and opposites of a claim against evidence in the other language, clause by clause."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from assistant.verify_align import Unit, Units, share_held
from assistant.verify_findings import Fault, Finding
from assistant.verify_read import Reading, is_same_figure
from language.polarity import Turn, TurnWord, bears_out
from language.quantities import DATE_KINDS

_CLAUSE = re.compile(r"[^，,；;：:。.！!？?（）()]+(?:[,.:](?=\d)[^，,；;：:。.！!？?（）()]+)*")
_JOINT = re.compile(
    r"\b(?:and|but|while|because|that|which|who|although|though|if|when|as)\b", re.IGNORECASE
)
_FEWEST_UNITS = 2
"""Of a clause, its figures counted along, below which it is not compared."""

_SAME_THING = 0.45
"""Share of a clause's words that another must hold to be about the same thing."""

_SAME_PART = 0.4
"""Share of a part that denies which another must hold to be the same without the denial."""

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
    *(frozenset({one}) for one in ("amount", "bound", "change", "degree", "rank", *_ALONE)),
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


def across_findings(
    claim: Reading,
    said: Sequence[Unit],
    leaning: Sequence[Reading],
    evidence: Sequence[Reading],
    *,
    words: Units,
) -> Iterator[Finding]:
    """What a claim, whose units are what it `said`, turns round, against the sentences it leans
    on, best first, and those of all the evidence that have its figures."""
    first = leaning[0]
    by_figure = (one for one in evidence if one not in leaning and _has_its_figure(claim, one))
    chosen = [*leaning, *islice(by_figure, _MOST_BY_FIGURE)]
    matched = list(_matched(claim, said, chosen))
    leant_on = list(dict.fromkeys(one.sentence for one in matched)) or [first]
    negated = _negated(claim, leant_on, words) or next(
        (found for one in matched if (found := _negated(one.mine, [one.sentence], words))), None
    )
    if negated := negated or _lost_denial(claim, first, words):
        yield negated
    reversed_ = next((found for one in matched if (found := _reversed(*one[:2]))), None)
    if reversed_ := reversed_ or _reversed(claim, first):
        yield reversed_
    duty = next((found for one in matched if (found := _other_duty(*one[:2]))), None)
    if duty := duty or _other_duty(claim, first):
        yield duty
    if not reversed_ and (unborne := _unborne(claim, chosen)):
        yield unborne


def _matched(claim: Reading, said: Sequence[Unit], chosen: Sequence[Reading]) -> Iterator[_Matched]:
    """Each clause of the claim with the one of the evidence that holds most of it."""
    theirs = [(clause, one) for one in chosen for clause in _clauses(one)]
    for clause in _CLAUSE.finditer(claim.text):
        mine = claim.part(*clause.span())
        own = [unit for unit in said if clause.start() <= unit.start < clause.end()]
        if len(own) + len(mine.quantities) < _FEWEST_UNITS or not theirs:
            continue
        shares = [_share(own, mine, one) for one, _ in theirs]
        best = max(range(len(theirs)), key=shares.__getitem__)
        if shares[best] >= _SAME_THING:
            yield _Matched(mine, *theirs[best])


def _has_its_figure(claim: Reading, other: Reading) -> bool:
    """A year stands in many sentences; an amount tells one from the others."""
    figures = [one for one in claim.quantities if one.kind not in DATE_KINDS]
    return any(is_same_figure(one, found) for one in figures for found in other.quantities)


def _figures_alike(one: Reading, other: Reading) -> int:
    return sum(any(is_same_figure(a, b) for b in other.quantities) for a in one.quantities)


def _clauses(sentence: Reading) -> list[Reading]:
    return [sentence.part(*match.span()) for match in _CLAUSE.finditer(sentence.text)]


def _negated(claim: Reading, leant_on: Sequence[Reading], words: Units) -> Finding | None:
    """A claim or a clause that denies more often than its sentences do, and by itself at least
    once."""
    # Asked first, as most clauses have none.
    if not any(word.turn is Turn.NOT and word.strong for word in claim.turns):
        return None
    denies = _denials(claim, leant_on, words, strong=False)
    denied = [word for one in leant_on for word in _denials(one, [claim], words, strong=False)]
    strong = [word for word in denies if word.strong]
    if strong and len(denies) > len(denied):
        return Finding(Fault.NEGATED, claim.text[strong[-1].start : strong[-1].end])
    return None


def _lost_denial(claim: Reading, first: Reading, words: Units) -> Finding | None:
    """A part of a sentence that denies, where the claim denies less and its own part does not."""
    denied = _denials(first, [claim], words, strong=True)
    if len(denied) <= len(_denials(claim, [first], words, strong=False)):
        return None
    said = _parts(claim)
    for part in _parts(first):
        here = [word for word in denied if part.start <= word.start < part.end]
        own = words.of(part.reading, languages=frozenset({claim.language}))
        if not here or not said or len(own) + len(part.reading.quantities) < _FEWEST_UNITS:
            continue
        shares = [_share(own, part.reading, other.reading) for other in said]
        best = max(range(len(said)), key=shares.__getitem__)
        if shares[best] >= _SAME_PART and not _denials(
            said[best].reading, [first], words, strong=False
        ):
            return Finding(Fault.NEGATED, "", first.text[here[0].start : here[0].end])
    return None


class _Part(NamedTuple):
    """What stands from `start` to `end` of a sentence."""

    start: int
    end: int
    reading: Reading


def _parts(sentence: Reading) -> list[_Part]:
    """A sentence's clauses, English ones cut at the words that join them as well."""
    found: list[_Part] = []
    for clause in _CLAUSE.finditer(sentence.text):
        joints = (joint.start() for joint in _JOINT.finditer(sentence.text, *clause.span()))
        for start, end in pairwise([clause.start(), *joints, clause.end()]):
            found.append(_Part(start, end, sentence.part(start, end)))
    return found


def _share(own: Sequence[Unit], mine: Reading, other: Reading) -> float:
    """How much of a text, whose units are its `own`, another holds, its figures counted along."""
    alike = _figures_alike(mine, other)
    return share_held(own, other, language=mine.language) + _SAME_FIGURE * min(2, alike)


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
    return any(
        other.turn is word.turn and other.concept in alike for other in sentence.turns
    ) or bears_out(sentence.key, word)


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
    text: Reading, others: Sequence[Reading], words: Units, *, strong: bool
) -> list[TurnWord]:
    """Words that deny, those left out that are part of a word the other side has as well."""
    return [
        word
        for word in text.turns
        if word.turn is Turn.NOT
        and (word.strong or not strong)
        and not any(words.is_part_of_said(word, text, other) for other in others)
    ]


def _reversed(mine: Reading, theirs: Reading) -> Finding | None:
    """A word that points one way where the other text points only the other way, or as often in
    all but once more the other way, and each time more often than the first does itself: "gains"
    is not turned round by 較小 where "smaller" stands too."""
    for group in _TURNED_ROUND:
        said = [word for word in mine.turns if word.concept in group]
        found = [word for word in theirs.turns if word.concept in group]
        for word in said:
            opposite = [other for other in found if other.turn is not word.turn]
            own = sum(other.turn is not word.turn for other in said)
            if len(opposite) > own and len(found) in (len(opposite), len(said)):
                return Finding(
                    Fault.REVERSED,
                    mine.text[word.start : word.end],
                    theirs.text[opposite[0].start : opposite[0].end],
                )
    return None
