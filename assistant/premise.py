"""What a question takes for granted, and the sentence that says otherwise.

Only what can be told for certain is told: a figure, a date, a denial or a sole name that differs at
its place in a sentence that says else the same; another year of something that happens but once;
a membership that a sentence denies. A question that is put right without need is worse than one
that is not. So one sentence that says what the question does is enough to leave it alone.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from pydantic import BaseModel, Field

from assistant.types import Passage
from assistant.verify_compare import compare
from assistant.verify_findings import Fault
from assistant.verify_names import Names
from assistant.verify_read import Reading, is_figure, is_same_figure, read
from language.instructions import instructs
from language.normalise import match_key
from language.quantities import DATE_KINDS, Quantity
from language.sentences import sentence_spans
from language.tokens import search_tokens

_SHARED = 0.5
_MOST_READ = 8
"""Sentences are read that share half of a statement's tokens, and the best of them only: reading
one takes a millisecond."""

_SAME_THING = 0.85
"""Share of a statement's words, figures aside, that a sentence holds which tells another year."""

_SAID_ELSEWHERE = 0.7
"""Share of its words that a sentence holds which has the statement's figure, too."""

_FEWEST = 2
"""Words beside figures from which a statement says what it is about."""


class _Words(BaseModel, frozen=True, extra="forbid"):
    """The file of words."""

    openers: str
    then: str
    asks: str
    own: str
    why: str
    attributes: tuple[str, ...]
    once: tuple[str, ...]
    sole: str
    member: str
    no_member: str = Field(alias="no member")
    anyone: str
    memberships: tuple[str, ...]


class Premise(NamedTuple):
    """Something that a question takes for granted."""

    text: str
    """As typed."""

    statement: str
    """The same as a statement."""


class Contradiction(NamedTuple):
    """The sentence of a passage, by its offsets in the page, that says otherwise."""

    premise: Premise
    passage: Passage
    start: int
    end: int


def premises(question: str) -> list[Premise]:
    """What a question takes for granted, by the way it is put; what it asks is no premise."""
    found = [
        *_clauses(question),
        *_reasons(question),
        *_attributes(question),
        *_memberships(question),
    ]
    return list(dict.fromkeys(found))


def contradiction(
    premise: Premise, passages: Sequence[Passage], *, names: Names
) -> Contradiction | None:
    """The sentence that says otherwise; None where the premise may be true."""
    mine = read(premise.statement)
    words = _words_of(mine)
    if len(words) < _FEWEST:
        return None
    if _pattern("member").search(mine.key):
        return _no_membership(premise, mine, passages, names)
    near = _near(premise.statement, mine, passages)
    found: Contradiction | None = None
    for one in near:
        differs = _differs(mine, words, one, names)
        if differs is None:
            return None  # it is said just so
        if differs and found is None:
            found = Contradiction(premise, one.passage, one.start, one.end)
    if found is None or _is_said_elsewhere(mine, words, near):
        return None
    return found


def is_telling(premise: Premise) -> bool:
    """Whether it holds what can be told to be wrong, so that looking for it by itself is worth it.

    The passages found for a question are about what it asks, often not about what it takes for
    granted.
    """
    mine = read(premise.statement)
    return bool(mine.quantities) or any(
        _pattern(name).search(mine.key) for name in ("member", "sole")
    )


def _clauses(question: str) -> Iterator[Premise]:
    """Statements before what is asked: "Since X, how …", 「X，那…」."""
    for part in _parts(question):
        opener = _pattern("openers").match(part)
        stated = _pattern("then").sub("", part[opener.end() :] if opener else part).strip()
        is_own = _pattern("own").match(part) or _pattern("own").match(stated)
        if not is_own and not _pattern("asks").search(stated):
            yield Premise(stated, stated)


def _parts(question: str) -> list[str]:
    """Clauses, without what parts thousands or abbreviates."""
    return [part for part in _PART.split(question) if part.strip()]


_PART = re.compile(r"[，；。]|[,;](?!\d{3})\s*|(?<=[a-z\d])\.\s+")


def _reasons(question: str) -> Iterator[Premise]:
    """What a question asks the reason of."""
    for part in _parts(question):
        match = _pattern("why").search(part)
        if match:
            stated = f"{part[: match.start()]}{part[match.end() :]}".strip().rstrip("?？")
            if not _pattern("own").match(stated):
                yield Premise(stated, stated)


def _attributes(question: str) -> Iterator[Premise]:
    """Things that are named by when they came about."""
    for pattern in _attribute_patterns():
        for match in pattern.finditer(question):
            thing, verb, when = (match[name].strip() for name in ("thing", "verb", "when"))
            apart = "" if thing[-1:] > "\u2e80" else " "
            yield Premise(match.group().strip(), apart.join((thing, verb, when)))


_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
"""Stands between what is said: 「不是歐洲復興開發銀行（EBRD，簡稱歐銀）會員」."""

_HOME = re.compile(r"\bTaiwan\b|[台臺]灣|台湾")
"""Whom a question is about that names no other: whoever else asks, asks about it by name."""


def _memberships(question: str) -> Iterator[Premise]:
    """Who is said to belong to something in passing: "As an EBRD member", 「加入 RCEP 之後」."""
    for pattern in _membership_patterns():
        for match in pattern.finditer(question):
            beside = f"{question[: match.start()]} {question[match.end() :]}"
            of = match["of"].strip()
            home = _HOME.search(beside)
            who = home.group() if home else None
            if who:
                is_han = of[-1:] > "\u2e80" or who[-1:] > "\u2e80"
                statement = f"{who}是{of}會員" if is_han else f"{who} is a member of {of}"
                yield Premise(match.group().strip(" ,，"), statement)


class _Sentence(NamedTuple):
    passage: Passage
    start: int
    end: int
    reading: Reading
    shared: float


def _no_membership(
    premise: Premise, mine: Reading, passages: Sequence[Passage], names: Names
) -> Contradiction | None:
    """Whether one is no member of what it is said to be one of, in either language's sentences."""
    named = [one.name for one in names.of(mine)]
    if len(named) < _FEWEST or _pattern("no_member").search(mine.key):
        return None
    found: Contradiction | None = None
    for passage in sorted(passages, key=lambda one: one.chunk.language is not mine.language):
        chunk = passage.chunk
        for start, end in sentence_spans(chunk.text):
            key = match_key(chunk.text[start:end])
            if not all(names.is_in(name, key) for name in named):
                continue
            if _pattern("no_member").search(_BRACKETED.sub("", key)):
                place = (chunk.start + start, chunk.start + end)
                found = found or Contradiction(premise, passage, *place)
            elif not _pattern("anyone").search(key) and _says_the_same(
                mine, read(chunk.text[start:end]), names
            ):
                return None
    return found


def _says_the_same(mine: Reading, theirs: Reading, names: Names) -> bool:
    comparison = compare(mine, [theirs], names=names)
    return comparison.is_near and not comparison.findings and not _lacking_figures(mine, theirs)


def _near(statement: str, mine: Reading, passages: Sequence[Passage]) -> list[_Sentence]:
    """Sentences in the statement's language that share most of its words, best first."""
    tokens = frozenset(search_tokens(statement))
    found: list[tuple[float, Passage, int, int]] = []
    for passage in passages:
        chunk = passage.chunk
        for start, end in sentence_spans(chunk.text):
            bag = frozenset(search_tokens(chunk.text[start:end]))
            shared = len(tokens & bag) / (len(tokens) or 1)
            if shared >= _SHARED and not instructs(chunk.text, start):
                found.append((shared, passage, start, end))
    found.sort(key=lambda one: (-one[0], one[1].number, one[2]))
    readings = [
        _Sentence(
            passage,
            passage.chunk.start + start,
            passage.chunk.start + end,
            read(passage.chunk.text[start:end]),
            shared,
        )
        for shared, passage, start, end in found[:_MOST_READ]
    ]
    return [one for one in readings if one.reading.language is mine.language]


def _differs(
    mine: Reading, words: frozenset[str], sentence: _Sentence, names: Names
) -> bool | None:
    """Whether a sentence contradicts a statement; None where it says the same."""
    theirs, chunk = sentence.reading, sentence.passage.chunk
    # Titles name what the sentences under them are about.
    head = match_key(" | ".join((chunk.title, *chunk.headings)))
    if not all(names.is_in(one.name, f"{theirs.key} | {head}") for one in names.of(mine)):
        return _is_other_name(mine, theirs, names)
    comparison = compare(mine, [theirs], names=names)
    lacking = _lacking_figures(mine, theirs)
    if comparison.is_near:
        if not comparison.findings and not lacking:
            return None
        faults = {finding.fault for finding in comparison.findings}
        if faults & {Fault.FIGURE_DIFFERS, Fault.UNIT_DIFFERS}:
            return _is_certain_figure(mine, theirs)
        if faults & {Fault.NEGATED, Fault.REVERSED, Fault.DUTY_DIFFERS}:
            return not lacking
    return _is_other_year(mine, words, theirs)


def _is_other_name(mine: Reading, theirs: Reading, names: Names) -> bool:
    """Whether the sentence gives another name for what has one only."""
    if not (_pattern("sole").search(mine.key) and _pattern("sole").search(theirs.key)):
        return False
    comparison = compare(mine, [theirs], names=names)
    return (
        comparison.is_near
        and {finding.fault for finding in comparison.findings} == {Fault.NAME_DIFFERS}
        and not _lacking_figures(mine, theirs)
    )


def _is_certain_figure(mine: Reading, theirs: Reading) -> bool:
    """A figure that differs: a year only of what happens once, another only in the same years."""
    lacking = _lacking_figures(mine, theirs)
    if any(one.kind in DATE_KINDS for one in lacking):
        return _happens_once(mine, theirs)
    return bool(lacking)


def _happens_once(mine: Reading, theirs: Reading) -> bool:
    """Whether both tell of one event that does not come again."""
    return any(event.search(mine.key) and event.search(theirs.key) for event in _events())


def _is_other_year(mine: Reading, words: frozenset[str], theirs: Reading) -> bool:
    """Whether the sentence tells, in whatever order, another year of what happens once."""
    lacking = [one for one in _lacking_figures(mine, theirs) if one.kind in DATE_KINDS]
    told = [one for one in theirs.quantities if one.kind in DATE_KINDS]
    return (
        len(lacking) == 1
        and len(told) == 1
        and _held(words, theirs) >= _SAME_THING
        and _happens_once(mine, theirs)
        and lacking[0].date_parts.year != told[0].date_parts.year
        and 0 not in (lacking[0].date_parts.year, told[0].date_parts.year)
    )


def _is_said_elsewhere(mine: Reading, words: frozenset[str], near: Sequence[_Sentence]) -> bool:
    """Whether some sentence on the matter has all of the statement's figures."""
    return bool(mine.quantities) and any(
        _held(words, one.reading) >= _SAID_ELSEWHERE and not _lacking_figures(mine, one.reading)
        for one in near
    )


def _lacking_figures(mine: Reading, theirs: Reading) -> list[Quantity]:
    return [
        one
        for one in mine.quantities
        if not any(is_same_figure(one, other) for other in theirs.quantities)
    ]


def _words_of(reading: Reading) -> frozenset[str]:
    return frozenset(
        token.form for token in reading.tokens if token.content and not is_figure(token)
    )


def _held(words: frozenset[str], theirs: Reading) -> float:
    return len(words & theirs.forms) / (len(words) or 1)


@cache
def _words() -> _Words:
    text = files("assistant").joinpath("premise_words.yaml").read_text(encoding="utf-8")
    return _Words.model_validate(yaml.safe_load(text))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    expression = str(getattr(_words(), name))
    return re.compile(_either(expression) if name == "sole" else expression, re.IGNORECASE)


@cache
def _events() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_either(listed)) for listed in _words().once)


def _either(listed: str) -> str:
    """One expression for all that are listed, Latin ones as whole words."""
    words = re.split(r",\s+", listed)
    latin = "|".join(word for word in words if word[0].isascii())
    han = [word for word in words if not word[0].isascii()]
    return "|".join([rf"(?<![a-z])(?:{latin})(?![a-z])", *han])


@cache
def _attribute_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in _words().attributes)


@cache
def _membership_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _words().memberships))
