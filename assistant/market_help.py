"""What helps a firm in a market, by the sections of documents on that market that tell.

"What help is there in Thailand?" shares a word with any sentence on help and one with any on
Thailand. What answers it stands under headings: whom to see there, what the home country has
there, which incentives there are.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache
from importlib.resources import files
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import yaml

from assistant.asked import AnswerKind, Question
from assistant.context import ENDED, needed_by, table_at
from assistant.evidence import is_of_heading, is_sentence
from assistant.quote import Chosen, Said
from assistant.read_chunk import read_chunk
from assistant.types import Passage
from ingest.types import Chunk
from language.normalise import match_key
from language.places import places
from language.script import Language, detect_language

_LEAST = 2
"""Sentences that make an answer: a single one may well be on something else."""

_ITEM = re.compile(r"[•·▪–-]|\d{1,2}[.、)）]")
"""What a line of a list begins with."""


class Helps(IntEnum):
    """What a section tells of help, in the order in which it is told."""

    WHOM = 0
    """Whom to see or ask; each line of it is an answer."""

    THERE = 1
    """What the asker's own country has there."""

    MONEY = 2
    """Grants, incentives, loans."""


_MOST_OF = {Helps.WHOM: 3, Helps.THERE: 2, Helps.MONEY: 2}
_MOST_OF_MONEY = {Helps.MONEY: 4}
"""Sentences quoted of each, and where money alone is asked for."""

OnMarkets = Callable[[frozenset[str], Language], Sequence[Sequence[Chunk]]]
"""The chunks, in order, of each document in a language whose title names one of these places."""


def help_there(question: Question, *, field: str, on_markets: OnMarkets) -> list[Chosen]:
    """The sentences that say what helps in the market that is asked about.

    Only where nothing else is asked for beside it and the asker's `field`: what helps with one
    thing is looked for by its words. In the question's language where documents on the market
    tell it there, else in the other; none where they hardly tell.
    """
    markets = frozenset(place.code for place in places(question.text))
    if question.kind is not AnswerKind.SUPPORT or not markets or not _is_bare(question, field):
        return []
    most = _MOST_OF_MONEY if asks_for_money(question) else _MOST_OF
    own = detect_language(question.text)
    for language in sorted(Language, key=lambda one: one is not own):
        told = _told(_sections(on_markets(markets, language)), markets, most, question.text)
        if len(told) >= _LEAST:
            return told
    return []


def _told(
    sections: Iterable[tuple[Helps, Chunk]],
    markets: frozenset[str],
    most: Mapping[Helps, int],
    question: str,
) -> list[Chosen]:
    """At most so many sentences of each kind, with what they need beside them; those that say a
    thing again are left out."""
    found: list[Chosen] = []
    told, said = dict.fromkeys(most, 0), Said()
    for helps, chunk in sorted(sections, key=itemgetter(0)):
        for place in _telling(helps, chunk, markets) if helps in most else ():
            if told[helps] < most[helps] and said.is_new(read_chunk(chunk).sentences[place].text):
                told[helps] += 1
                found.extend(_with_needed(chunk, place, question))
    return found


def _with_needed(chunk: Chunk, place: int, question: str) -> Iterator[Chosen]:
    needed = needed_by(chunk, place, question=question)
    for span in (*needed.before, read_chunk(chunk).sentences[place].span, *needed.after):
        yield Chosen(Passage(0, chunk, 0.0), chunk.start + span.start, chunk.start + span.end, 0.0)


def asks_for_money(question: Question) -> bool:
    """Whether grants are asked for, not help of any kind."""
    return _words().after_money.search(match_key(question.text)) is not None


def _is_bare(question: Question, field: str) -> bool:
    named = [match_key(question.text[place.start : place.end]) for place in places(question.text)]
    return all(
        asked.vague
        or any(match_key(asked.text) in name for name in named)
        or match_key(asked.text) in match_key(field)
        or _words().enters.fullmatch(match_key(asked.text))
        for asked in question.asked
    )


def _sections(documents: Iterable[Sequence[Chunk]]) -> Iterator[tuple[Helps, Chunk]]:
    """The chunks of sections on help, by what those tell."""
    for chunk in chain.from_iterable(documents):
        if chunk.headings and chunk.headings[-1] != chunk.title:
            heading = match_key(chunk.headings[-1])
            told = (helps for helps, says in _words().headings.items() if says.search(heading))
            if (first := next(told, None)) is not None:
                yield first, chunk


def _telling(helps: Helps, chunk: Chunk, markets: frozenset[str]) -> Iterator[int]:
    """The numbers of its sentences that name something that helps; a row of a table says too little
    by itself.

    They speak of these markets or, in a document on them alone, of no place.
    """
    alone = _is_on(markets, chunk.title)
    for place, (span, text, _) in enumerate(read_chunk(chunk).sentences):
        item = _ITEM.match(text)
        in_table = table_at(chunk, chunk.start + span.start) is not None
        if in_table or is_of_heading(text, chunk) or not is_sentence(text):
            continue
        helping = ENDED.search(text) and _words().helping.search(match_key(text))
        if (helping or (item and helps is Helps.WHOM)) and _is_on(markets, text, or_nowhere=alone):
            yield place


def _is_on(markets: frozenset[str], text: str, *, or_nowhere: bool = False) -> bool:
    """Whether a text names places among these alone or, where that will do, none."""
    named = {place.code for place in places(text)}
    return named <= markets if named else or_nowhere


class _Words(NamedTuple):
    headings: Mapping[Helps, re.Pattern[str]]
    helping: re.Pattern[str]
    after_money: re.Pattern[str]
    enters: re.Pattern[str]


@cache
def _words() -> _Words:
    text = files("assistant").joinpath("question_words.yaml").read_text(encoding="utf-8")
    words = yaml.safe_load(text)
    return _Words(
        {helps: re.compile("|".join(words["helps"][helps.name.lower()])) for helps in Helps},
        *(re.compile("|".join(words[name])) for name in _Words._fields[1:]),
    )
