"""How to get at something: what its own document says elsewhere of who, how and whom to ask.

"How do we access the fund?" is answered in part by each of several sections: who may apply, how a
firm is paid, which desk to turn to. Searching finds the one whose words are nearest.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby

from assistant.asked import AnswerKind, Question
from assistant.chosen import Chosen, text_of
from assistant.context import ITEM, NUMBER, lead_in, table_at
from assistant.coverage import Searchable, held
from assistant.evidence import is_of_heading, is_sentence
from assistant.question_words import question_words
from assistant.read_chunk import read_chunk, title_proper
from assistant.types import Passage
from ingest.types import Chunk
from language.normalise import match_key
from language.script import detect_language

_NAMED = 0.7
"""The share of what is wanted that the title of a document on that very thing holds."""

_COURSE = 3
"""Headings that say what to do, from which on they are the steps of one course."""

_MOST_STEPS = 7
_MOST_SECTIONS = 3
_MOST_ITEMS = 5
"""What is told of a course, of sections that each tell how, and of a list of things to do."""

_ENOUGH = 3
"""What is told, from which on no further document is asked."""

Sections = Callable[[int], Sequence[Chunk]]
"""The chunks of a version, in order."""


def sections_on_how(
    question: Question, passages: Sequence[Passage], *, sections: Sections
) -> list[Chosen]:
    """What tells how, who may and whom to ask, in the order of the document.

    Of the documents on the very thing that the question wants to get at, or to do, those first
    whose title proper names it: nothing where none of those found is named for it.
    """
    key = match_key(question.text)
    getting, doing = gets_at(key), _words("doing").search(key) is not None
    if question.kind is not AnswerKind.STEPS or not (getting or doing):
        return []
    named = {
        one.chunk.version: _share_named(question, title_proper(one.chunk.title))
        for one in passages
        if one.chunk.language is detect_language(question.text)
        and _is_named(question, one.chunk.title)
        and (getting or _names_a_thing(question, title_proper(one.chunk.title)))
    }
    known = {one.chunk.id: one for one in passages}
    told: dict[tuple[int, int, int], Chosen] = {}
    for version in sorted(named, key=lambda version: -named[version]):
        if len(told) >= _ENOUGH:
            break
        passages_of = (known.get(chunk.id) or Passage(0, chunk, 0.0) for chunk in sections(version))
        for one in _told_by(question, list(passages_of)):
            told.setdefault((version, one.passage.chunk.page_index, one.start), one)
    return list(told.values())


def gets_at(key: str) -> bool:
    """Whether who asks this, given by its `match_key`, wants to get at something."""
    return _words("getting").search(key) is not None


def _told_by(question: Question, document: Sequence[Passage]) -> list[Chosen]:
    """The steps of a document that is a course of them, each with its heading, which says what to
    do; else what tells how in its sections on the very thing, or where there are none, in those on
    how, and its lists of things to do."""
    below = [
        (heading, list(group))
        for heading, group in groupby(document, key=lambda one: _heading(one.chunk))
        if heading
    ]
    steps = [group for heading, group in below if _orders(heading)]
    if len(steps) >= _COURSE:
        return [one for group in steps[:_MOST_STEPS] for one in _step(group)]
    own = [one for heading, group in below if _is_named(question, heading) for one in group]
    if told := list(filter(_tells, _sentences(own))):
        return told[:_MOST_SECTIONS]
    openings: list[Chosen] = []
    items: list[Chosen] = []
    for heading, group in below:
        key, said = match_key(heading), list(_sentences(group))
        if _words("lists").search(key):
            items += list(filter(_is_item, said)) or said
        elif said and _words("headings").search(key):
            openings.append(_most_telling(said))
    openings, items = openings[:_MOST_SECTIONS], items[:_MOST_ITEMS]
    # Who wants to do a thing is told what to do; who wants to get at one, first who may.
    ways = openings + items if gets_at(match_key(question.text)) else items + openings
    return list(dict.fromkeys(one for way in ways for one in (*_lead_in(way), way)))


def _heading(chunk: Chunk) -> str:
    """What its section is headed, beside the title."""
    heading = chunk.headings[-1] if chunk.headings else ""
    return "" if heading == chunk.title else heading


def _step(section: Sequence[Passage]) -> Iterator[Chosen]:
    """Its heading as printed, where it is on the page, and the sentence that tells most."""
    passage, heading = section[0], section[0].chunk.headings[-1]
    if line := re.search(rf"^{re.escape(heading)}$", passage.chunk.text, re.MULTILINE):
        yield Chosen.at(passage, line.span())
    if said := list(_sentences(section)):
        yield _most_telling(said)


def _orders(heading: str) -> bool:
    """Whether a heading says what to do: "Register on both portals", 「在平台上註冊」."""
    key = match_key(title_proper(heading))
    return _words("orders").search(key) is not None and not _words("asks").search(key)


def _is_named(question: Question, title: str) -> bool:
    """Whether a title or heading names what is wanted: all of it, or what stands right behind the
    verb, where that is a term of several words and no name is lacking."""
    if _share_named(question, title) >= _NAMED:
        return True
    key, text = match_key(question.text), Searchable.of(title)
    behind = re.sub(r"^\W*(?:(?:an?|the|our|any|some) )?", "", _words("getting").split(key, 1)[-1])
    return any(
        " " in asked.text and behind.startswith(match_key(asked.text)) and held(asked, text) == 1
        for asked in question.asked
    ) and all(held(asked, text) >= _NAMED for asked in question.asked if asked.must)


def _names_a_thing(question: Question, title: str) -> bool:
    """Whether a title names something that is asked about beside names: a place alone is none."""
    text = Searchable.of(title)
    return any(
        held(asked, text) == 1 for asked in question.asked if not (asked.must or asked.vague)
    )


def _share_named(question: Question, title: str) -> float:
    """The share of what is wanted that a title or heading holds."""
    text = Searchable.of(title)
    telling = [
        asked
        for asked in question.asked
        if not asked.vague and not _words("getting").fullmatch(match_key(asked.text))
    ]
    total = sum(asked.weight for asked in telling) or 1.0
    return sum(asked.weight * held(asked, text) for asked in telling) / total


def _most_telling(said: Sequence[Chosen]) -> Chosen:
    """The first sentence that tells what to do; else that which says what the section is about."""
    return next(filter(_tells, said), said[0])


def _lead_in(item: Chosen) -> Iterator[Chosen]:
    """What says what the list is that has an item."""
    chunk = item.passage.chunk
    spans = [one.span for one in read_chunk(chunk).sentences]
    place = next(n for n, span in enumerate(spans) if chunk.start + span.start == item.start)
    if span := lead_in(chunk, place):
        yield Chosen.at(item.passage, span)


def _tells(one: Chosen) -> bool:
    """Whether it says by itself what to do: an item says it of what its list is about."""
    return _words("tells").search(match_key(text_of(one))) is not None and not _is_item(one)


def _is_item(one: Chosen) -> bool:
    """Whether it is an item of a list, also one whose number stands apart."""
    chunk = one.passage.chunk
    before = chunk.text[: one.start - chunk.start].rstrip().rpartition("\n")[2]
    return bool(ITEM.match(text_of(one)) or NUMBER.fullmatch(before.strip()))


def _sentences(section: Sequence[Passage]) -> Iterator[Chosen]:
    """Its sentences, without headings and rows of tables."""
    for passage in section:
        chunk = passage.chunk
        for span, text, _ in read_chunk(chunk).sentences:
            row = table_at(chunk, chunk.start + span.start) is not None
            if not row and not is_of_heading(text, chunk) and is_sentence(text):
                yield Chosen.at(passage, span)


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(question_words()["how to get at"][name]))
