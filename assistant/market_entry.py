"""Going into a market: what the documents on it tell of that, by their sections.

"What help is there in Thailand?" shares a word with any sentence on help and one with any on
Thailand; "We want to enter Thailand" has nothing else to search for. What answers stands under
headings: what to do first, whom to see, what the home country has there, which incentives and
which limits there are. Of a market that no document is on, and where none is named ("What can the
government do to help us go abroad?"), what there is for firms going anywhere is told instead.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from assistant.asked import FIRM_KINDS, AnswerKind, Asked, Question, tells_little
from assistant.chosen import Chosen
from assistant.contact import says_whom
from assistant.context import needed_by, table_at
from assistant.coverage import Searchable, held, quantities_of
from assistant.evidence import is_of_heading, is_sentence
from assistant.question_words import question_words
from assistant.read_chunk import read_chunk, title_proper
from assistant.rivals import countries_in
from assistant.said import Said
from ingest.types import Chunk
from language.normalise import match_key
from language.places import places
from language.script import Language, detect_language
from language.sentences import ENDED
from language.tokens import han_runs, words

_LEAST = 2
"""Sentences that make an answer: a single one may well be on something else."""

_ITEM = re.compile(r"[•·▪–-]|\d{1,2}[.、)）]")
"""What a line of a list begins with."""


class Tells(IntEnum):
    """What a section tells, in the order in which it is told."""

    FIRST = 0
    """What to do, step by step."""

    WHOM = 1
    """Whom to see or ask."""

    THERE = 2
    """What the asker's own country has there."""

    MONEY = 3
    """Grants, incentives, loans."""

    LIMITS = 4
    """What is forbidden, fined or at risk."""

    SIZE = 5
    """How many people and how large an economy there are."""


_LISTS = frozenset({Tells.FIRST, Tells.WHOM})
"""Each line of such a section is an answer."""


class _Wanted(NamedTuple):
    """How many sentences are quoted of which sections."""

    on_market: Mapping[Tells, int]
    anywhere: Mapping[Tells, int]
    """Of what there is for firms going anywhere: what to ask before leaving, contacts, shows and
    offices abroad."""


_HELP = _Wanted(
    {Tells.WHOM: 3, Tells.THERE: 2, Tells.MONEY: 2},
    {Tells.FIRST: 2, Tells.WHOM: 1, Tells.THERE: 1, Tells.MONEY: 3},
)
_MONEY = _Wanted({Tells.MONEY: 4}, {Tells.THERE: 2, Tells.MONEY: 3})
_LIMITS = _Wanted({Tells.LIMITS: 5}, {})
_WHOM = _Wanted({Tells.WHOM: 4, Tells.THERE: 2}, {Tells.WHOM: 2})
_PARTNERS = _Wanted({Tells.FIRST: 1, Tells.WHOM: 4}, {Tells.WHOM: 2})
_CUSTOMERS = _Wanted({}, {Tells.FIRST: 1, Tells.WHOM: 2, Tells.THERE: 1})
_THERE = _Wanted({Tells.THERE: 3, Tells.WHOM: 3}, {Tells.WHOM: 2})
_ENTRY = _Wanted(
    {Tells.FIRST: 4, Tells.WHOM: 2, Tells.THERE: 2, Tells.MONEY: 1},
    {Tells.FIRST: 4, Tells.WHOM: 1, Tells.THERE: 1},
)

_GENERAL = frozenset({AnswerKind.STEPS, AnswerKind.CONTACT, AnswerKind.PERSON, AnswerKind.ANY})
"""Kinds of answer that one about going there may be."""

_MOST_OF_SECTION = 2
"""Of sections that are no list."""

OnMarkets = Callable[[frozenset[str], Language], Sequence[Sequence[Chunk]]]
"""The chunks, in order, of each document in a language whose title names one of these places."""

Anywhere = Callable[[Language], Sequence[Sequence[Chunk]]]
"""The same of each document that is for firms going abroad, wherever they go."""


def told_of_entry(
    question: Question, *, field: str, on_markets: OnMarkets, anywhere: Anywhere
) -> list[Chosen]:
    """The sentences on going into the market that is asked about.

    Only where nothing else is asked for beside it and the asker's `field`: a thing is looked for by
    its words. In the question's language where documents on the market tell it there, else in the
    other. Where they hardly tell, or no market is named, what there is for firms going anywhere.
    """
    own = detect_language(question.text)
    languages = sorted(Language, key=lambda one: one is not own)
    markets = countries_in(question.text)
    if not markets:
        wanted = None if places(question.text) else _wanted_at_home(question, field)
        return _told_anywhere(languages, anywhere, wanted, question.text) if wanted else []
    home = _words().home_there.search(match_key(question.text))
    wanted = _THERE if home else _wanted(question)
    beside = (
        home.group() if home else _words_for_help(question) if wanted in (_HELP, _MONEY) else ""
    )
    if not wanted or not is_bare(question, f"{field} {beside}"):
        return []
    on = [on_markets(markets, language) for language in languages]
    titles = [one[0].title for documents in on for one in documents]
    reported = any(_is_on_places_alone(title_proper(title)) for title in titles)
    for documents in on:
        may_tell = [
            one for one in documents if reported or _is_on_field(one[0].title, question, field)
        ]
        things = of_field(question, field)
        told = _told(_sections(may_tell), markets, wanted, question.text, things=things)
        if wanted is _PARTNERS and told:
            return [*told, *_told_anywhere(languages, anywhere, wanted, question.text)]
        if len(told) >= _LEAST:
            return told
    founding = _words().founding.search(match_key(question.text))
    # Another market's rules are others; who helps firms anywhere helps there as well.
    helped = wanted in (_HELP, _MONEY, _PARTNERS, _THERE)
    sought = helped or (wanted is _WHOM and question.kind is AnswerKind.CONTACT)
    if (reported and not sought) or founding or wanted is _LIMITS:
        return []
    return _told_anywhere(languages, anywhere, wanted, question.text)


def told_of_each(
    markets: Sequence[str], question: str, *, languages: Sequence[Language], on_markets: OnMarkets
) -> list[Chosen]:
    """The same few facts of each market, side by side: a sentence of its size, of what is paid
    there and of what limits firms, in the first of these languages that tells."""
    told: list[Chosen] = []
    for tells in (Tells.SIZE, Tells.MONEY, Tells.LIMITS):
        for market in map(frozenset, zip(markets)):
            sections = (_sections(on_markets(market, language)) for language in languages)
            each = (_told(one, market, _Wanted({tells: 1}, {}), question) for one in sections)
            told += next(filter(None, each), [])
    return told


def _told_anywhere(
    languages: Sequence[Language], anywhere: Anywhere, wanted: _Wanted, question: str
) -> list[Chosen]:
    """What there is for firms going anywhere, in the first of these languages that tells."""
    for language in languages:
        by_help = sorted(anywhere(language), key=lambda one: -_kinds_of_help(one[0].title))
        told = _told(_sections(by_help), frozenset(), wanted, question)
        if len(told) >= (1 if wanted in (_PARTNERS, _WHOM, _THERE) else _LEAST):
            return told
    return []


def _kinds_of_help(title: str) -> int:
    return len(set(_words().kinds_of_help.findall(match_key(title))))


def _is_on_field(title: str, question: Question, field: str) -> bool:
    """Whether a document on one matter in a market tells who is in this field, if any is named:
    "Germany and European chips" tells who asks about chips."""
    key, named = field.lower(), Searchable.of(title)
    things = [one for one in question.asked if not one.vague and one.text.lower() in key]
    return not field or any(held(one, named) == 1 for one in things)


def of_field(question: Question, field: str) -> list[Asked]:
    """What of a question names the asker's field; "our products" names none."""
    key = field.lower()
    things = (one for one in question.asked if not one.vague and one.text.lower() in key)
    return [one for one in things if not adds_nothing(match_key(one.text))]


def partner_told(question: str, text: str) -> bool:
    """Whether a partner is looked for, and a sentence tells of one in a place of the question."""
    asked = _words().partnering.search(match_key(question))
    told = _words().partners.search(match_key(text))
    return bool(asked and told and countries_in(text) & countries_in(question))


def _is_on_places_alone(title: str) -> bool:
    for place in reversed(places(title)):
        title = f"{title[: place.start]} {title[place.end :]}"
    own = [run.strip("与和及") for run in han_runs(title)]
    return adds_nothing(" ".join((*own, *words(title))))


def asks_for_money(question: Question) -> bool:
    """Whether grants are asked for, not help of any kind."""
    return _words().after_money.search(match_key(question.text)) is not None


def _wanted(question: Question) -> _Wanted | None:
    """What it wants to know of going to a market; none where it asks for something else."""
    key = match_key(question.text)
    who_went = _words().who_went.search(key)
    if who_went and _words().went.search(key):
        return None
    if question.kind is AnswerKind.SUPPORT:
        return _MONEY if asks_for_money(question) else _HELP
    if question.kind not in FIRM_KINDS and _words().after_limits.search(key):
        return _LIMITS
    if question.kind in _GENERAL and _words().partnering.search(key):
        return _PARTNERS
    if question.kind in _GENERAL and _words().entering.search(key) and not who_went:
        return _ENTRY
    return _WHOM if question.kind in {AnswerKind.CONTACT, AnswerKind.PERSON} else None


def _wanted_at_home(question: Question, field: str) -> _Wanted | None:
    """The same where no market is named: help for going abroad, grants alone, how to begin, or
    partners and customers; no other thing than who might help."""
    key = match_key(question.text)
    if question.kind is AnswerKind.SUPPORT or _words().state_helps.search(key):
        wanted = _MONEY if asks_for_money(question) else _HELP
    elif question.kind in _GENERAL and _words().going_abroad.search(key):
        wanted = _CUSTOMERS if _words().partnering.search(key) else _ENTRY
    else:
        return None
    said = f"{match_key(field)} {_words_for_help(question)}"
    # What stands between "which" and "grants" is of the sort that is asked for, and so vague.
    if not all(
        match_key(one.text) in said or adds_nothing(match_key(one.text)) for one in question.asked
    ):
        return None
    return wanted


def _words_for_help(question: Question) -> str:
    """Its words for help, and for who gives it."""
    return " ".join(_words().help_or_giver.findall(match_key(question.text)))


def _told(
    sections: Iterable[tuple[Tells, Chunk]],
    markets: frozenset[str],
    wanted: _Wanted,
    question: str,
    *,
    things: Sequence[Asked] = (),
) -> list[Chosen]:
    """At most so many sentences of each kind, with what they need beside them; those that say a
    thing again are left out. Items of a list that name the asker's `things` go before others."""
    found: dict[tuple[int, int], Chosen] = {}
    told, said = Counter[Tells](), Said()
    of_section = Counter[tuple[int, str]]()
    most_of_section = _MOST_OF_SECTION if markets else 1  # each is on another sort of help
    most = wanted.on_market if markets else wanted.anywhere
    only_whom = bool(markets) and wanted is _PARTNERS
    says_help = _words().helping
    if wanted in (_WHOM, _THERE):
        says_help = _words().offices
    elif wanted is _MONEY and not markets:
        says_help = _words().granting
    for tells, chunk in sorted(sections, key=itemgetter(0)):
        section = chunk.version, chunk.headings[-1]
        sentences = read_chunk(chunk).sentences
        telling = list(_telling(tells, chunk, markets, whom=only_whom, says_help=says_help))
        if tells in _LISTS:
            telling.sort(
                key=lambda place: -sum(held(one, sentences[place].held) == 1 for one in things)
            )
        for place in telling:
            full = tells not in _LISTS and of_section[section] == most_of_section
            if told[tells] == most.get(tells, 0) or full:
                break
            if said.is_new(sentences[place].text):
                told[tells] += 1
                of_section[section] += 1
                for one in _with_needed(chunk, place, question):
                    found.setdefault((chunk.id, one.start), one)
    return list(found.values())


def _with_needed(chunk: Chunk, place: int, question: str) -> Iterator[Chosen]:
    needed = needed_by(chunk, place, question=question)
    for span in (*needed.before, read_chunk(chunk).sentences[place].span, *needed.after):
        yield Chosen.told(chunk, span)


def is_bare(question: Question, field: str) -> bool:
    """Whether it names nothing beside a place, the asker and the asker's field."""
    return not things_beside(question, field)


def things_beside(question: Question, said: str) -> list[Asked]:
    """What a question names beside places, the asker and what is `said` already."""
    key, latin = match_key(said), words(said)

    def is_new(word: str) -> bool:
        return not adds_nothing(word) and word not in (latin if word.isascii() else key)

    return [
        asked
        for asked in question.asked
        if not (asked.vague or _is_place(asked.text))
        and any(map(is_new, match_key(asked.text).split()))
    ]


def _is_place(text: str) -> bool:
    whole = any(place.end - place.start == len(text) for place in places(text))
    return whole or bool(countries_in(text))


def adds_nothing(key: str) -> bool:
    """Whether words, given by their `match_key`, add nothing to a question on going somewhere: "our
    products"."""
    return all(tells_little(word) or _words().going.fullmatch(word) for word in key.split())


def _sections(documents: Iterable[Sequence[Chunk]]) -> Iterator[tuple[Tells, Chunk]]:
    """The chunks of sections on going there, by what those tell."""
    for chunk in chain.from_iterable(documents):
        if chunk.headings and chunk.headings[-1] != chunk.title:
            heading = match_key(chunk.headings[-1])
            told = (tells for tells, says in _words().headings.items() if says.search(heading))
            if (first := next(told, None)) is not None:
                yield first, chunk


def _telling(
    tells: Tells, chunk: Chunk, markets: frozenset[str], *, whom: bool, says_help: re.Pattern[str]
) -> Iterator[int]:
    """The numbers of its sentences that answer; a row of a table says too little by itself.

    They speak of these markets or, in a document on them alone, of no other; what a list in it says
    to do, or whom to ask, may be in another place. Where no market is given, they speak of help and
    of no place at all. Where only `whom` to ask is wanted, they say that, in whatever section.
    `says_help` finds what tells that they speak of it.
    """
    alone = countries_in(chunk.title) == markets
    for place, (span, text, _) in enumerate(read_chunk(chunk).sentences):
        in_table = table_at(chunk, chunk.start + span.start) is not None
        if in_table or is_of_heading(text, chunk) or not is_sentence(text):
            continue
        item = tells in _LISTS and _ITEM.match(text) is not None
        named = countries_in(text)
        elsewhere = not named & markets and (not alone or (named and not item))
        if not markets:
            elsewhere, item = bool(places(text)), False
        if whom or (not markets and tells is Tells.WHOM):
            helping = says_whom(text, "") > 0
            item = item and (helping or tells is Tells.WHOM)
        elif tells is Tells.SIZE:
            helping = bool(quantities_of(text))
        else:
            helping = tells is Tells.LIMITS or bool(says_help.search(match_key(text)))
        if not elsewhere and (item or (ENDED.search(text) and helping)):
            yield place


class _Words(NamedTuple):
    headings: Mapping[Tells, re.Pattern[str]]
    helping: re.Pattern[str]
    granting: re.Pattern[str]
    offices: re.Pattern[str]
    help_or_giver: re.Pattern[str]
    state_helps: re.Pattern[str]
    going_abroad: re.Pattern[str]
    home_there: re.Pattern[str]
    after_money: re.Pattern[str]
    after_limits: re.Pattern[str]
    founding: re.Pattern[str]
    kinds_of_help: re.Pattern[str]
    entering: re.Pattern[str]
    partnering: re.Pattern[str]
    partners: re.Pattern[str]
    who_went: re.Pattern[str]
    went: re.Pattern[str]
    going: re.Pattern[str]


@cache
def _words() -> _Words:
    entry = question_words()["entry"]
    return _Words(
        {tells: re.compile("|".join(entry[tells.name.lower()])) for tells in Tells},
        *(re.compile("|".join(entry[name])) for name in _Words._fields[1:]),
    )
