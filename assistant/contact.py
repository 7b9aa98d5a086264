"""Whom to ask about what the documents do not say: organisations that they name for the matter."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from pydantic import BaseModel

from assistant.asked import Question
from assistant.cite import cite
from assistant.context import CAPTION, caption_of
from assistant.coverage import Searchable, held
from assistant.types import Contact, Passage
from assistant.verify_names import Names
from assistant.verify_read import read
from ingest.catalogue import Catalogue
from language.instructions import instructs
from language.normalise import match_key
from language.script import detect_language
from language.sentences import sentence_spans

_MOST = 2
_MOST_PASSAGES = 12

_ON_THE_MATTER = 0.3
"""The share of what is asked that the sentence holds, its headings counted, to be on the matter; a
name that is asked about, such as a market's, will do."""

_SURELY_ON_THE_MATTER = 0.5
"""The same for a sentence that only says who does the work."""

PLAINLY = 0.4
_IN_TABLE_OF_CONTACTS = 0.3
_RUNS = 0.1
_OWN_LANGUAGE = 0.1
"""What adds to it: saying outright whom to ask, standing in a table that does,
saying who does the work; the question's language."""

_HELD = 0.5
_HEAD_SHARE = 0.5

_LONGEST = 400
"""Characters of a sentence that is worth showing."""


class _Words(BaseModel, frozen=True, extra="forbid"):
    """The file of words."""

    ask: tuple[str, ...]
    run: tuple[str, ...]
    organisations: tuple[str, ...]
    kinds: str


class _Candidate(NamedTuple):
    score: float
    passage: Passage
    start: int
    end: int
    name: str


def contacts(
    question: Question,
    passages: Sequence[Passage],
    *,
    names: Names,
    catalogue: Catalogue,
    given: Mapping[int, str],
) -> tuple[Contact, ...]:
    """Organisations to ask, those nearest to the matter first; none where none is named.

    A sentence must say that one can turn to the organisation, and be about something that was
    asked. Where there is none, the contact that a document on the matter is `given` by its version
    counts: what its own metadata names.
    """
    found: list[Contact] = []
    for one in sorted(_candidates(question, passages[:_MOST_PASSAGES], names), key=_best_first):
        if any(_is_same(one.name, other.name, names) for other in found):
            continue
        quote = cite(one.passage, one.start, one.end, catalogue=catalogue)
        if quote is not None:
            found.append(Contact(one.name, one.passage.number, quote))
        if len(found) == _MOST:
            break
    return tuple(found) or tuple(_given(question, passages, given, names))


def _best_first(one: _Candidate) -> tuple[float, int]:
    return -one.score, one.passage.number


def _candidates(
    question: Question, passages: Sequence[Passage], names: Names
) -> Iterator[_Candidate]:
    own = detect_language(question.text)
    for passage in passages:
        chunk = passage.chunk
        head = Searchable.of("\n".join((chunk.title, *chunk.headings)))
        spans = sentence_spans(chunk.text)
        texts = [chunk.text[start:end] for start, end in spans]
        for place, ((start, end), text) in enumerate(zip(spans, texts, strict=True)):
            if len(text) > _LONGEST or text in chunk.headings or CAPTION.match(text):
                continue
            says = says_whom(text, _above(texts, place))
            if not says or instructs(chunk.text, start):
                continue
            on_the_matter = _on_the_matter(question, Searchable.of(text), head)
            if on_the_matter < (_ON_THE_MATTER if says > _RUNS else _SURELY_ON_THE_MATTER):
                continue
            name = _whom(text, organisations(text, names=names))
            if name is not None:
                across = chunk.language is not own
                score = on_the_matter + says + _OWN_LANGUAGE * (not across)
                yield _Candidate(score, passage, chunk.start + start, chunk.start + end, name)


def _whom(text: str, named: Sequence[tuple[int, int]]) -> str | None:
    """The organisation named right behind the word that says to ask; else the first named."""
    asks = _signs("ask").search(match_key(text)) if len(match_key(text)) == len(text) else None
    behind = [span for span in named if asks and span[0] >= asks.start()]
    span = next(iter(behind or named), None)
    return text[slice(*span)] if span else None


def _above(texts: Sequence[str], place: int) -> str:
    """The caption of a row's table."""
    caption = caption_of(texts, place)
    return texts[caption] if caption is not None else ""


def says_whom(text: str, above: str) -> float:
    """How plainly a sentence under this caption says whom to turn to; 0 where it does not."""
    if _signs("ask").search(match_key(text)):
        return PLAINLY
    if above and _signs("ask").search(match_key(above)):
        return _IN_TABLE_OF_CONTACTS
    return _RUNS if _signs("run").search(match_key(text)) else 0.0


def _on_the_matter(question: Question, text: Searchable, head: Searchable) -> float:
    """The share of what is asked that a sentence holds; what its headings hold counts half.

    0 where it holds nothing but words that fit any question.
    """
    in_text = [held(asked, text) for asked in question.asked]
    in_head = [held(asked, head) for asked in question.asked]
    things = list(zip(question.asked, in_text, in_head, strict=True))
    named = any(asked.must and max(one, other) >= _HELD for asked, one, other in things)
    if not named and not any(one >= _HELD and not asked.vague for asked, one, _ in things):
        return 0.0
    total = sum(asked.weight for asked in question.asked)
    share = sum(asked.weight * max(one, _HEAD_SHARE * other) for asked, one, other in things)
    return max(share / total, _ON_THE_MATTER * named)


def organisations(text: str, *, names: Names) -> list[tuple[int, int]]:
    """Where organisations are named in a sentence, in order.

    A name that is known goes before one that only looks like one, unless that goes on from it.
    """
    taken = [
        (one.start, one.end) for one in names.of(read(text)) if _is_organisation(one.name, names)
    ]
    spelt = {match.span() for pattern in _organisations() for match in pattern.finditer(text)}
    for start, end in sorted(spelt, key=lambda span: span[0] - span[1]):
        over = [(begun, until) for begun, until in taken if start < until and begun < end]
        if not over or over == [(start, over[0][1])]:
            taken = [*(span for span in taken if span not in over), (start, end)]
    return sorted((start, _without_genitive(text, start, end)) for start, end in taken)


def _without_genitive(text: str, start: int, end: int) -> int:
    return start + len(re.sub(r"['’]s?$", "", text[start:end]))


def _is_organisation(name: str, names: Names) -> bool:
    """Whether a word of its English name says that it is one."""
    called = names.lexicon.other_names(match_key(name).replace(" ", ""))
    called = called if called.en else names.lexicon.other_names(name)
    return any(word in _kinds() for full in called.en for word in full.lower().split())


def _is_same(one: str, other: str, names: Names) -> bool:
    if one in other or other in one:
        return True
    called = names.lexicon.other_names(match_key(one).replace(" ", ""))
    keys = {match_key(name) for name in (*called.zh, *called.en)}
    return match_key(other) in keys


def _given(
    question: Question, passages: Sequence[Passage], given: Mapping[int, str], names: Names
) -> Iterator[Contact]:
    """The organisation that the metadata of the nearest document on the matter names."""
    for passage in passages[:_MOST_PASSAGES]:
        name = given.get(passage.chunk.version)
        whole = Searchable.of(
            "\n".join((passage.chunk.title, *passage.chunk.headings, passage.chunk.text))
        )
        if (
            name
            and organisations(name, names=names)
            and _on_the_matter(question, whole, whole) >= _ON_THE_MATTER
        ):
            yield Contact(name, passage.number, None)
            return


@cache
def _words() -> _Words:
    text = files("assistant").joinpath("contact_words.yaml").read_text(encoding="utf-8")
    return _Words.model_validate(yaml.safe_load(text))


@cache
def _signs(name: str) -> re.Pattern[str]:
    return re.compile("|".join(getattr(_words(), name)))


@cache
def _organisations() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _words().organisations))


@cache
def _kinds() -> frozenset[str]:
    return frozenset(re.split(r",\s+", _words().kinds))
