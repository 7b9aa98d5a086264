"""A claim laid beside the sentences it leans on, place by place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.verify_findings import Fault, Finding
from assistant.verify_names import Names
from assistant.verify_read import NOT, Reading, Token, is_figure, is_same_figure, read
from language.lexicon import Lexicon
from language.polarity import Turn, TurnWord
from language.script import Language

_NEAR = 0.8
"""Share of a claim's content tokens in line with the evidence, names left out, from which the two
are compared place by place. Below, a paraphrase puts other words where the evidence has a name."""

_FEWEST = 2
"""Content tokens beside the names of a claim, from which they say where it belongs."""

_BOUND = "|"
_TURNABLE = re.compile(r"\b(?:by|be|is|are|was|were)\b|被|由|遭|为")
"""What lets a name change its place and leave the meaning: "X is Y" is "Y is X"."""

_LONGEST_DENIAL = 4
"""Tokens of the evidence around a negation beyond which a paraphrase left out more than that."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim laid beside the sentences it leans on."""

    in_line: float
    """Share of the claim's content tokens that stand in the same order in the evidence."""

    longest: float
    """Share of the claim's tokens in the longest run that is the same."""

    is_near: bool
    """Whether the two are near enough to be compared place by place."""

    findings: tuple[Finding, ...]
    """Place by place; empty where they are not."""


def compare(claim: Reading, chosen: Sequence[Reading], *, names: Names) -> Comparison:
    """Lay a claim beside the sentences it leans on, best first, in its own language.

    Beside the first alone where that is near enough: with more, a wrong name that stands in a
    neighbour would look in place.
    """
    alone = _compare(claim, chosen[:1], names)
    if len(chosen) == 1 or alone.is_near:
        return alone
    return _compare(claim, chosen, names)


def _compare(claim: Reading, chosen: Sequence[Reading], names: Names) -> Comparison:
    theirs: list[tuple[Token, Reading] | None] = []
    for one in chosen:
        theirs += [(token, one) for token in one.tokens]
        theirs.append(None)
    mine = list(claim.tokens)
    forms = [pair[0].form if pair else _BOUND for pair in theirs]
    matcher = SequenceMatcher(None, forms, [token.form for token in mine], autojunk=False)
    codes = matcher.get_opcodes()
    content = sum(token.content for token in mine) or 1
    same = [(a, b) for tag, a, b, _, _ in codes if tag == "equal"]
    in_line = sum(forms_token.content for a, b in same for forms_token, _ in _pairs(theirs[a:b]))
    longest = max((b - a for a, b in same), default=0) / (len(mine) or 1)
    share = in_line / content
    findings: tuple[Finding, ...] = ()
    is_near = max(share, _share_without_names(claim, mine, codes, names)) >= _NEAR
    if is_near:
        findings = tuple(_Diff(claim, mine, theirs, codes, tuple(chosen), names).findings())
    return Comparison(share, longest, is_near, findings)


def _share_without_names(
    claim: Reading,
    mine: list[Token],
    codes: Sequence[tuple[str, int, int, int, int]],
    names: Names,
) -> float:
    """How much of the claim is in line when its names are left out: a long wrong name must not
    make the rest look unlike."""
    spans = [(start, end) for start, end, _ in names.of(claim)]
    counted = [
        token.content and not any(s < token.end and token.start < e for s, e in spans)
        for token in mine
    ]
    if sum(counted) < _FEWEST:
        return 0.0
    return sum(sum(counted[c:d]) for tag, _, _, c, d in codes if tag == "equal") / sum(counted)


def _pairs(part: Sequence[tuple[Token, Reading] | None]) -> list[tuple[Token, Reading]]:
    return [pair for pair in part if pair]


@dataclass(frozen=True)
class _Diff:
    claim: Reading
    mine: list[Token]
    theirs: list[tuple[Token, Reading] | None]
    codes: Sequence[tuple[str, int, int, int, int]]
    chosen: tuple[Reading, ...]
    names: Names

    def findings(self) -> Iterator[Finding]:
        moved = {
            pair[0].form
            for tag, a, b, _, _ in self.codes
            if tag in ("delete", "replace")
            for pair in _pairs(self.theirs[a:b])
            if pair[0].content
        }
        for index, (tag, a, b, c, d) in enumerate(self.codes):
            if tag == "equal":
                continue
            gone, new = _pairs(self.theirs[a:b]), self.mine[c:d]
            yield from self._negation(index, a, b, gone, new)
            yield from self._turns(gone, new)
            yield from self._figures(gone, new)
            yield from self._names(index, gone, new, moved)

    def _text(self, tokens: Sequence[Token]) -> str:
        return self.claim.text[tokens[0].start : tokens[-1].end] if tokens else ""

    def _negation(
        self, index: int, a: int, b: int, gone: list[tuple[Token, Reading]], new: list[Token]
    ) -> Iterator[Finding]:
        lost = [i for i in range(a, b) if (pair := self.theirs[i]) and pair[0].form == NOT]
        added = [token for token in new if token.form == NOT]
        if len(lost) == len(added):
            return
        if len(added) > len(lost):
            if self._moved_nearby(index, NOT, in_claim=False) or self._is_near_not(gone):
                return
            at = added[0]
            yield Finding(Fault.NEGATED, self.claim.text[at.start : at.end])
            return
        if b - a > _LONGEST_DENIAL if new else not self._reaches(lost[-1], b):
            return
        if self._moved_nearby(index, NOT, in_claim=True) or self._has_near_not(new):
            return
        token, one = self.theirs[lost[-1]] or (None, None)
        if token and one:
            yield Finding(Fault.NEGATED, "", one.text[token.start : token.end])

    def _reaches(self, at: int, end: int) -> bool:
        """Whether a negation that was left out denies what was kept right behind it."""
        nxt = self.theirs[end] if end < len(self.theirs) else None
        pair = self.theirs[at]
        if nxt is None or pair is None or pair[1] is not nxt[1]:
            return False
        between = pair[1].key[pair[0].end : nxt[0].start]
        return end - at <= 4 and not re.search(r"[,，、;；:：()（）]", between)

    def _moved_nearby(self, index: int, form: str, *, in_claim: bool) -> bool:
        for other in (index - 2, index + 2, index - 1, index + 1):
            if not 0 <= other < len(self.codes):
                continue
            tag, a, b, c, d = self.codes[other]
            if tag == "equal":
                continue
            if in_claim and any(token.form == form for token in self.mine[c:d]):
                return True
            if not in_claim and any(pair[0].form == form for pair in _pairs(self.theirs[a:b])):
                return True
        return False

    def _is_near_not(self, gone: list[tuple[Token, Reading]]) -> bool:
        return any(
            word.turn is Turn.NOT and word.start < token.end and token.start < word.end
            for token, one in gone
            for word in one.turns
        )

    def _has_near_not(self, new: list[Token]) -> bool:
        return any(True for _ in _turns_in(self.claim, new, Turn.NOT))

    def _turns(self, gone: list[tuple[Token, Reading]], new: list[Token]) -> Iterator[Finding]:
        if not gone or not new:
            return
        before: list[tuple[TurnWord, Reading]] = []
        for one in dict.fromkeys(id(reading) for _, reading in gone):
            tokens = [token for token, reading in gone if id(reading) == one]
            reading = next(reading for _, reading in gone if id(reading) == one)
            before += [(word, reading) for word in _turns_in(reading, tokens)]
        after = list(_turns_in(self.claim, new))
        for word in after:
            opposite = [
                (other, reading)
                for other, reading in before
                if other.concept == word.concept and other.turn is not word.turn
            ]
            agreeing = any(o.concept == word.concept and o.turn is word.turn for o, _ in before)
            if not opposite or agreeing or word.concept == "not":
                continue
            other, reading = opposite[0]
            fault = Fault.DUTY_DIFFERS if word.concept == "mode" else Fault.REVERSED
            yield Finding(
                fault,
                self.claim.text[word.start : word.end],
                reading.text[other.start : other.end],
            )
            return

    def _figures(self, gone: list[tuple[Token, Reading]], new: list[Token]) -> Iterator[Finding]:
        theirs = [
            (quantity, reading)
            for token, reading in gone
            if is_figure(token)
            for quantity in reading.quantities
            if quantity.start == token.start and quantity.end == token.end
        ]
        for token in new:
            if not is_figure(token):
                continue
            mine = [
                q for q in self.claim.quantities if (q.start, q.end) == (token.start, token.end)
            ]
            if not theirs or any(is_same_figure(q, other) for q in mine for other, _ in theirs):
                continue
            other, reading = theirs[0]
            yield Finding(
                Fault.FIGURE_DIFFERS,
                self.claim.text[token.start : token.end].strip(),
                reading.text[other.start : other.end].strip(),
            )

    def _names(
        self, index: int, gone: list[tuple[Token, Reading]], new: list[Token], moved: set[str]
    ) -> Iterator[Finding]:
        said = [token for token in new if _is_word(token)]
        lost = [(token, one) for token, one in gone if _is_word(token)]
        keys = " | ".join(one.key for one in self.chosen)
        for name in self._claimed_names(said):
            if self.names.is_in(name, keys):
                if (
                    not lost
                    and all(
                        token.form in moved
                        for token in said
                        if self.claim.text[token.start : token.end] in name
                    )
                    and not _TURNABLE.search(self.claim.key)
                ):
                    yield Finding(Fault.ORDER_DIFFERS, name)
                    return
                if not lost:
                    continue
            near = lost or self._gone_beside(index)
            if not near:
                continue
            span = _span(near)
            if self.claim.language is Language.EN and not _is_name_like(near):
                continue
            if not self.names.are_alike(name, span):
                yield Finding(Fault.NAME_DIFFERS, name, span)
                return
        if not said or not lost:
            return
        for name, _ in self._lost_names(lost):
            if self.claim.language is Language.ZH and not self.names.is_in(name, self.claim.key):
                yield Finding(Fault.NAME_DIFFERS, self._text(said), name)
                return
        if len(new) >= 2 and len(gone) >= 2 and not _HAN_ASCII.match(said[0].form):
            mine, theirs = self._text(said), _span(lost)
            if not {t.form for t in said} & {t.form for t, _ in lost} and not _mean_alike(
                read(mine).key, read(theirs).key, self.names.lexicon
            ):
                yield Finding(Fault.WORDS_DIFFER, mine, theirs)

    def _gone_beside(self, index: int) -> list[tuple[Token, Reading]]:
        """What was left out within a token or two of here."""
        found = []
        for other in (index - 2, index + 2):
            if not 0 <= other < len(self.codes):
                continue
            _, a, b, _, _ = self.codes[(index + other) // 2]
            if b - a <= 2:
                _, a, b, _, _ = self.codes[other]
                found += [pair for pair in _pairs(self.theirs[a:b]) if _is_word(pair[0])]
        return found

    def _lost_names(self, lost: list[tuple[Token, Reading]]) -> list[tuple[str, Reading]]:
        """Names of the evidence, wholly among what has no place in the claim."""
        found = []
        for one in {id(reading): reading for _, reading in lost}.values():
            starts = {token.start for token, reading in lost if reading is one}
            for start, end, name in self.names.of(one):
                inside = [t for t in one.tokens if start <= t.start < end and _is_word(t)]
                if inside and all(token.start in starts for token in inside):
                    found.append((name, one))
        return found

    def _claimed_names(self, said: list[Token]) -> list[str]:
        """Names among the claim's words that stand in no line with the evidence."""
        found = []
        for start, end, _ in self.names.of(self.claim):
            if any(token.start < end and start < token.end for token in said):
                found.append(self.claim.text[start:end])
        return found


_HAN_ASCII = re.compile(r"[!-~]")


def _mean_alike(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether two Chinese stretches have words that share an English sense."""
    senses = [
        {sense.text for word in lexicon.segment(run) for sense in lexicon.to_english(word)[:5]}
        for run in (one, other)
    ]
    return bool(senses[0] & senses[1])


def _is_word(token: Token) -> bool:
    return token.content and token.form != NOT and not is_figure(token)


def _is_name_like(lost: list[tuple[Token, Reading]]) -> bool:
    """Whether most of an English stretch is capitalised or figures: a name where a name was."""
    named = sum(not one.text[token.start].islower() for token, one in lost)
    return named * 2 > len(lost)


def _span(lost: list[tuple[Token, Reading]]) -> str:
    reading = lost[0][1]
    last = max(token.end for token, one in lost if one is reading)
    return reading.text[lost[0][0].start : last]


def _turns_in(
    reading: Reading, tokens: Sequence[Token], turn: Turn | None = None
) -> Iterator[TurnWord]:
    """Turning words that lie on these tokens."""
    if not tokens:
        return
    low, high = tokens[0].start, tokens[-1].end
    for word in reading.turns:
        if word.start < high and low < word.end and (turn is None or word.turn is turn):
            yield word
