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
from assistant.coverage import Searchable, held
from assistant.instructions import instructs
from assistant.types import Contact, Passage
from assistant.verify_names import Names
from assistant.verify_read import read
from ingest.catalogue import Catalogue
from language.normalise import match_key
from language.script import detect_language
from language.sentences import sentence_spans

_MOST = 2
_MOST_PASSAGES = 8

_ON_THE_MATTER = 0.3
"""The share of what is asked that the sentence holds, its headings counted, to be on the matter."""

_OWN_LANGUAGE = 0.1

_HELD = 0.5
_HEAD_SHARE = 0.5

_LONGEST = 400
"""Characters of a sentence that is worth showing."""


class _Words(BaseModel, frozen=True, extra="forbid"):
    """The file of words."""

    signs: tuple[str, ...]
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
    return tuple(found) or tuple(_given(question, passages, given))


def _best_first(one: _Candidate) -> tuple[float, int]:
    return -one.score, one.passage.number


def _candidates(
    question: Question, passages: Sequence[Passage], names: Names
) -> Iterator[_Candidate]:
    own = detect_language(question.text)
    for passage in passages:
        chunk = passage.chunk
        head = Searchable.of("\n".join((chunk.title, *chunk.headings)))
        for start, end in sentence_spans(chunk.text):
            text = chunk.text[start:end]
            if len(text) > _LONGEST or text in chunk.headings or not _signs().search(match_key(text)):
                continue
            if instructs(chunk.text, start):
                continue
            score = _on_the_matter(question, Searchable.of(text), head)
            if score < _ON_THE_MATTER:
                continue
            for name in organisations(text, names=names):
                across = chunk.language is not own
                yield _Candidate(
                    score + _OWN_LANGUAGE * (not across),
                    passage,
                    chunk.start + start,
                    chunk.start + end,
                    name,
                )


def _on_the_matter(question: Question, text: Searchable, head: Searchable) -> float:
    """The share of what is asked that a sentence holds; what its headings hold counts half.

    0 where it holds nothing but words that fit any question.
    """
    in_text = [held(asked, text) for asked in question.asked]
    if not any(
        share >= _HELD and not asked.vague
        for asked, share in zip(question.asked, in_text, strict=True)
    ):
        return 0.0
    total = sum(asked.weight for asked in question.asked)
    return (
        sum(
            asked.weight * max(share, _HEAD_SHARE * held(asked, head))
            for asked, share in zip(question.asked, in_text, strict=True)
        )
        / total
    )


def organisations(text: str, *, names: Names) -> list[str]:
    """Organisations named in a sentence, as printed, in order."""
    known = [
        (one.start, one.end)
        for one in names.of(read(text))
        if _is_organisation(one.name, names)
    ]
    spelt = [
        (match.start(), match.end())
        for pattern in _organisations()
        for match in pattern.finditer(text)
    ]
    longest_first = sorted({*known, *spelt}, key=lambda span: (span[0] - span[1], span[0]))
    taken: list[tuple[int, int]] = []
    for start, end in longest_first:
        if not any(start < until and begun < end for begun, until in taken):
            taken.append((start, end))
    return [text[start:end] for start, end in sorted(taken)]


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
    question: Question, passages: Sequence[Passage], given: Mapping[int, str]
) -> Iterator[Contact]:
    """What the metadata of the nearest document on the matter names."""
    for passage in passages[:_MOST_PASSAGES]:
        name = given.get(passage.chunk.version)
        whole = Searchable.of(
            "\n".join((passage.chunk.title, *passage.chunk.headings, passage.chunk.text))
        )
        if name and _on_the_matter(question, whole, whole) >= _ON_THE_MATTER:
            yield Contact(name, passage.number, None)
            return


@cache
def _words() -> _Words:
    text = files("assistant").joinpath("contact_words.yaml").read_text(encoding="utf-8")
    return _Words.model_validate(yaml.safe_load(text))


@cache
def _signs() -> re.Pattern[str]:
    return re.compile("|".join(_words().signs))


@cache
def _organisations() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _words().organisations))


@cache
def _kinds() -> frozenset[str]:
    return frozenset(re.split(r",\s+", _words().kinds))
