"""Figures for one measure that differ between documents: shown side by side, not averaged.

Two sentences of different documents disagree where both answer the question with a figure of one
unit, are about the same things and the same year, and name no different measure. A yearly series
is no disagreement, nor is a figure that the other gives rounded. In doubt they are left alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from pydantic import BaseModel

from assistant.asked import AnswerKind, Question
from assistant.coverage import Searchable, figures_of, held
from assistant.dated import said_as_of
from assistant.facets import Facets
from assistant.types import Passage
from assistant.verify_compare import compare
from assistant.verify_findings import Fault
from assistant.verify_names import Names
from assistant.verify_read import Reading, Token, is_figure, is_same_figure, read
from ingest.types import Chunk
from language.instructions import instructs
from language.normalise import match_key
from language.places import place_codes
from language.quantities import DATE_KINDS, Quantity
from language.sentences import sentence_spans
from language.tokens import search_tokens

_ALIKE = 0.4
"""Share of the shorter sentence's tokens that both have, to be read at all."""

_SAME_WORDS = 0.6
"""Share of the shorter sentence's words that both have, within a language."""

_AS_MUCH = 0.95
"""Share of what the first sentence holds of the question that the other must hold, too."""

_FIGURE = re.compile(
    r"[\d〇零一二兩三四五六七八九十百千]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b"
)


class Figured(NamedTuple):
    """A sentence that answers with a figure, by its offsets in the passage's page."""

    passage: Passage
    start: int
    end: int
    figure: str
    """As printed, with what is counted."""

    of: str | None
    """The year or day that its sentence says it is of."""

    issued: str | None
    """When its document was issued."""


class _Measures(BaseModel, frozen=True, extra="forbid"):
    """The file of words."""

    measures: tuple[str, ...]
    qualifiers: tuple[str, ...]


class _Sentence(NamedTuple):
    passage: Passage
    start: int
    end: int
    reading: Reading
    head: str
    holds: float
    """The share of what is asked that it holds, with its titles."""


def disagreement(
    question: Question,
    quoted: tuple[Passage, int, int],
    passages: Sequence[Passage],
    *,
    facets: Mapping[int, Facets],
    names: Names,
) -> tuple[Figured, ...]:
    """The quoted sentence and those of other documents that give another figure, newest first.

    None where nothing disagrees, or the question asks for no amount.
    """
    if question.kind is not AnswerKind.AMOUNT:
        return ()
    passage, start, end = quoted
    first = _sentence(question, passage, start - passage.chunk.start, end - passage.chunk.start)
    known = figures_of(question.text)
    found: list[Figured] = []
    for other in _others(question, first, passages, facets):
        pair = _differing(first, other, known=known, names=names)
        if pair is None:
            continue
        mine, theirs = pair
        if not found:
            found.append(_figured(first, mine, facets))
        found.append(_figured(other, theirs, facets))
    return tuple(sorted(found, key=_newest, reverse=True))


def _newest(figured: Figured) -> tuple[str, str]:
    return figured.of or figured.issued or "", figured.issued or ""


def _sentence(question: Question, passage: Passage, start: int, end: int) -> _Sentence:
    chunk = passage.chunk
    text = chunk.text[start:end]
    holds = _holds(question, chunk, text)
    return _Sentence(
        passage, chunk.start + start, chunk.start + end, read(text), match_key(_head(chunk)), holds
    )


def _holds(question: Question, chunk: Chunk, text: str) -> float:
    """The share of what is asked that a sentence holds, with its titles."""
    whole = Searchable.of(f"{text} | {_head(chunk)}")
    total = sum(asked.weight for asked in question.asked) or 1.0
    return sum(asked.weight * held(asked, whole) for asked in question.asked) / total


def _head(chunk: Chunk) -> str:
    return " | ".join((chunk.title, *chunk.headings))


def _others(
    question: Question,
    first: _Sentence,
    passages: Sequence[Passage],
    facets: Mapping[int, Facets],
) -> Iterator[_Sentence]:
    """Sentences with a figure, on the same matter, of documents that are no editions of its own."""
    own = first.passage.chunk
    seen = {own.version}
    tokens = frozenset(search_tokens(first.reading.text))
    for passage in passages:
        chunk = passage.chunk
        if chunk.version in seen or _are_editions(own.version, chunk.version, facets):
            continue
        across = chunk.language is not own.language
        for start, end in sentence_spans(chunk.text):
            text = chunk.text[start:end]
            if not _FIGURE.search(text) or text in chunk.headings or instructs(chunk.text, start):
                continue
            bag = frozenset(search_tokens(text))
            if not across and len(tokens & bag) < _ALIKE * min(len(tokens), len(bag)):
                continue
            if _holds(question, chunk, text) >= _AS_MUCH * first.holds:
                yield _sentence(question, passage, start, end)


def _are_editions(one: int, other: int, facets: Mapping[int, Facets]) -> bool:
    last = [facets[v].successor or v if v in facets else v for v in (one, other)]
    return last[0] == last[1]


def _differing(
    first: _Sentence, other: _Sentence, *, known: frozenset[str], names: Names
) -> tuple[Quantity, Quantity] | None:
    """The figures that differ, of both sentences; None where they do not disagree."""
    mine, theirs = (_amounts(one.reading, known) for one in (first, other))
    if any(is_same_figure(a, b) or is_same_figure(b, a) for a in mine for b in theirs):
        return None
    pairs = [(a, b) for a in mine for b in theirs if _is_one_unit(a, b, first, other)]
    if not pairs or not _are_of_one_year(first.reading, other.reading):
        return None
    if not _are_of_one_measure(first, other) or not _are_of_one_thing(first, other, names):
        return None
    if first.reading.language is other.reading.language:
        comparison = compare(other.reading, [first.reading], names=names)
        if comparison.is_near:
            others = {finding.fault for finding in comparison.findings} - {Fault.FIGURE_DIFFERS}
            return pairs[0] if not others and len(pairs) == 1 else None
        if _shared_words(first.reading, other.reading) < _SAME_WORDS:
            return None
    return pairs[0] if len(pairs) == 1 else None


def _amounts(reading: Reading, known: frozenset[str]) -> list[Quantity]:
    return [
        one
        for one in reading.quantities
        if one.kind not in DATE_KINDS and str(one.value.normalize()) not in known
    ]


def _is_one_unit(one: Quantity, other: Quantity, first: _Sentence, second: _Sentence) -> bool:
    """Whether two figures can be of one measure: things counted must be called the same."""
    if one.kind is not other.kind or one.unit != other.unit:
        return False
    if one.unit is not None or first.reading.language is not second.reading.language:
        return True
    counted = [_counted(one, first.reading), _counted(other, second.reading)]
    return len({token.form if token else "" for token in counted}) == 1


def _counted(figure: Quantity, reading: Reading) -> Token | None:
    """What follows a figure: the thing counted, or a Chinese counter."""
    return next((token for token in reading.tokens if token.start >= figure.end), None)


def _are_of_one_year(one: Reading, other: Reading) -> bool:
    """Whether both name a year in common, or neither names any."""
    mine, theirs = (
        {q.date_parts.year for q in reading.quantities if q.kind in DATE_KINDS} - {0}
        for reading in (one, other)
    )
    return bool(mine & theirs) or not (mine or theirs)


def _are_of_one_measure(one: _Sentence, other: _Sentence) -> bool:
    mine, theirs = one.reading.key, other.reading.key
    named = [
        frozenset(n for n, word in enumerate(_measures()) if word.search(key))
        for key in (mine, theirs)
    ]
    if named[0] - named[1] and named[1] - named[0]:
        return False
    return all(bool(word.search(mine)) == bool(word.search(theirs)) for word in _qualifiers())


def _are_of_one_thing(one: _Sentence, other: _Sentence, names: Names) -> bool:
    """Whether neither sentence names a place or a name that the other, with its titles, lacks."""
    codes = [place_codes(x.reading.text) or place_codes(x.head) for x in (one, other)]
    if codes[0] and codes[1] and codes[0].isdisjoint(codes[1]):
        return False
    lacking = [
        any(
            not names.is_in(named.name, f"{b.reading.key} | {b.head}")
            for named in names.of(a.reading)
        )
        for a, b in ((one, other), (other, one))
    ]
    return not all(lacking)


def _shared_words(one: Reading, other: Reading) -> float:
    mine, theirs = (
        frozenset(token.form for token in r.tokens if token.content and not is_figure(token))
        for r in (one, other)
    )
    return len(mine & theirs) / (min(len(mine), len(theirs)) or 1)


def _figured(sentence: _Sentence, figure: Quantity, facets: Mapping[int, Facets]) -> Figured:
    known = facets.get(sentence.passage.chunk.version)
    reading = sentence.reading
    years = [f"{q.date_parts.year:04}" for q in reading.quantities if q.kind in DATE_KINDS]
    said = said_as_of(reading.text) or max((year for year in years if year > "0000"), default=None)
    counted = None if figure.unit else _counted(figure, reading)
    end = counted.end if counted else figure.end
    return Figured(
        sentence.passage,
        sentence.start,
        sentence.end,
        reading.text[figure.start : end].strip(),
        said,
        known.issued if known else None,
    )


@cache
def _words() -> _Measures:
    text = files("assistant").joinpath("measures.yaml").read_text(encoding="utf-8")
    return _Measures.model_validate(yaml.safe_load(text))


@cache
def _measures() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_bounded(one)) for one in _words().measures)


@cache
def _qualifiers() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_bounded(one)) for one in _words().qualifiers)


def _bounded(expression: str) -> str:
    """Latin alternatives as whole words only."""
    parts = re.split(r"\|(?![^(]*\))", expression)
    latin = [part for part in parts if part[0].isascii()]
    han = [part for part in parts if not part[0].isascii()]
    return "|".join([*([rf"(?<![a-z])(?:{'|'.join(latin)})(?![a-z])"] if latin else []), *han])
