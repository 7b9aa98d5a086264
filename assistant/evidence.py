"""What speaks for a sentence as an answer to a question, as numbers that `quote.py` weighs."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul
from typing import NamedTuple

import numpy as np

from assistant.answer_signs import shows_kind
from assistant.asked import FIRM_KINDS, AnswerKind, Asked, Question, kind_of
from assistant.contact import PLAINLY, says_whom
from assistant.context import CAPTION, ITEM, caption_of, label_block, table_at
from assistant.coverage import Searchable, figures_of, held, quantities_of
from assistant.everyday import meant_by, reworded
from assistant.firm_size import size_named, tells_size
from assistant.likeness import Likeness
from assistant.person_names import (
    asks_for_a_name,
    asks_who_holds_an_office,
    names_someone,
    names_who_holds_an_office,
)
from assistant.prices import price_asked
from assistant.question_words import question_words
from assistant.read_chunk import figures_in, read_chunk, tokens_of
from assistant.rivals import Scope, countries_in, named_places, other_place, other_time
from assistant.types import Passage
from ingest.types import Chunk
from language.normalise import match_key
from language.places import MEMBERS, places
from language.quantities import DATE_KINDS, Quantity
from language.script import Language, detect_language
from language.sentences import ENDED
from language.tokens import STOP_HAN, STOP_WORDS, search_tokens, stem

_ASKS = re.compile(r"[?？][」』）)”’\"']*$")
_CAPTION = re.compile(rf"^{CAPTION.pattern}")
_REFERENCE = re.compile(
    r"(?:\w\.(?:com|org|net|eu|int|info|io|gov|edu)(?:\.[a-z]{2})?|https?://\S+|\w\.html?)[.。]?$"
    r"|^https?://"
    r"|^\d{1,3} .*[,，]\s?(?:(?:19|20)\d{2}(?:-\d{2}){0,2}|undated)[.。]$"
)
"""A source that begins with or ends in its address, or a numbered one that ends in its date."""

_OF_ITSELF = re.compile(
    r"\bnot an official (?:text|document|version|publication)\b"
    r"|\bthis (?:document|brief|report|paper|guide|note) (?:was|is|has been) "
    r"(?:prepared|compiled|written|produced)\b"
    r"|\b(?:figures|rules|statements)\b.*\b(?:named|given|listed) in the footnotes\b"
    r"|^this (?:document|brief|report|paper|guide|note)(?: for [\w -]+?)? "
    r"(?:lists|says|sets|puts|follows|describes|covers|tells|is for)\b[^0-9]*$"
    r"|^it (?:sets out|ends with|closes with|also says where)\b[^0-9]*$"
    r"|^(?:本文|文中|本報告|本篇|本簡報)[^0-9]*$|^(?:本文|文中)(?:也|並|另)?(?:寫給|寫明|說明|載明|列出|整理|介紹)"
    r"|^最後(?:說明|整理|列出)[^0-9]*$|^內容依"
    r"|(?:並非|非|不是)官方(?:文件|文本|版本)|(?:數字|規定|內容).{0,8}以註腳"
    r"|本(?:文件|簡報|報告|手冊|指引)(?:係|由|是|為).{0,24}(?:彙編|彙整|整理|編寫|編製|編撰)",
    re.IGNORECASE,
)
"""Says what the document is and who made it, which no question to documents asks."""

_LEADER = re.compile(r"\.{6,}|…{3,}")

_STEMMED_STOP_WORDS = frozenset(stem(word) for word in STOP_WORDS)

_FACTS = FIRM_KINDS | {AnswerKind.PERSON, AnswerKind.PLACE}

_HEADING_SHARE = 0.5
"""How far a sentence says what its own heading says."""

_CAPTION_SHARE = 0.9
_HEAD_SHARE = 0.8
_CONTEXT_SHARE = 0.6
"""What a thing asked for counts when it stands only in the caption of the sentence's table, in its
title or headings, and elsewhere in its chunk."""

_ON_THE_MATTER = 0.7
"""The share of what is asked for that a passage about the same matter holds."""

_PART_SAID = 0.45
"""A sentence that says less of what is asked than this does not tell who did it."""

_HALF = 0.5
"""From which share on a thing counts as held."""

_UNKNOWN = np.zeros(0, np.float32)
"""Of a chunk whose sentences have no vectors."""

_UNTRANSLATED_SHARE = 0.3
"""What a thing counts among those asked for when nobody knows its form in a text's language."""


@dataclass(slots=True)
class Sentence:
    """A sentence of a passage; offsets count in the passage's page."""

    passage: Passage
    start: int
    end: int
    text: str
    place: int
    """Its number among its chunk's sentences, from 0."""

    covered: float
    """Share of the asked weight that it holds; what its headings and chunk hold counts in part."""

    said: float
    """Share of what is asked beside names that it holds itself: a name says what a question is
    about, and the rest what it wants to know."""

    shown: float
    """How far it has what an answer of the kind asked for has, from 0 to 1."""

    evidence: dict[str, float]
    """What else is weighed, by name."""

    score: float = 0.0
    """Compare within one question only."""

    sure: float = 0.0
    """What is held against the threshold at which a question is answered."""


def can_be_said(asked: Asked, language: Language) -> bool:
    """Whether a form of it is known in this language: most people's names have only one."""
    return bool(asked.han_forms if language is Language.ZH else asked.word_forms)


def whole(passage: Passage) -> Searchable:
    """A passage with its title and headings."""
    return read_chunk(passage.chunk).whole


def sentences_of(
    question: Question, passage: Passage, *, tokens: dict[str, float]
) -> list[Sentence]:
    """The passage's sentences that can be quoted, with all evidence but their likeness.

    `tokens` are the question's search tokens with their weights.
    """
    chunk = passage.chunk
    language = chunk.language
    read = read_chunk(chunk)
    head, all_of_it = read.head, read.whole
    weights = [
        asked.weight * (1.0 if can_be_said(asked, language) else _UNTRANSLATED_SHARE)
        for asked in question.asked
    ]
    beside_names = [
        0.0 if asked.must or asked.vague else weight
        for asked, weight in zip(question.asked, weights, strict=True)
    ]
    if not any(beside_names):
        beside_names = weights
    in_head = [held(asked, head) for asked in question.asked]
    named = _named(question, language)
    in_context = [
        max(_HEAD_SHARE * one, _CONTEXT_SHARE * held(asked, all_of_it))
        for one, asked in zip(in_head, question.asked, strict=True)
    ]
    heading = Searchable.of(chunk.headings[-1] if chunk.headings else "")
    # Many a heading is a question, and what stands under it the answer.
    heading_asks = question.kind is not AnswerKind.ANY and kind_of(heading.key) is question.kind
    under = [_HEADING_SHARE * held(asked, heading) for asked in question.asked]
    headed = _share(beside_names, in_head)
    advised = asks_what_is(question) and _advice("given").search(heading.key) is not None
    known = figures_of(question.text)
    scope = Scope.of(question.text)
    unheld = [
        weight if held(asked, all_of_it) < _HALF else 0.0
        for asked, weight in zip(question.asked, weights, strict=True)
        if not asked.vague
    ]
    wants_holder = asks_who_holds_an_office(question.text)
    price, sized = price_asked(question), bool(size_named(question.text))
    wants_name = language is Language.ZH and asks_for_a_name(question.text)
    texts = [one.text for one in read.sentences]
    labels = label_block(texts)
    heads = [_squeezed(table.text) for table in chunk.tables]
    bags = tokens_of(chunk)
    found: list[Sentence] = []
    for place, ((start, end), text, own) in enumerate(read.sentences):
        table = table_at(chunk, chunk.start + start)
        if is_of_heading(text, chunk) or place in labels or not (table or is_sentence(text)):
            continue
        figures = quantities_of(text)
        if not table and _are_column_heads(text, figures, heads):
            continue
        by_thing = [held(asked, own) for asked in question.asked]
        caption = caption_of(texts, place)
        asked_of_table, named_by_row = 0.0, False
        if table or caption is not None:
            # A row says what it says of the thing that its table is about, in its column's sense.
            above = Searchable.of(table or texts[caption or 0])
            by_table = [held(asked, above) for asked in question.asked]
            asked_of_table = _share(beside_names, by_table)
            named_by_row = any(
                asked.must and one >= _HALF > other
                for asked, one, other in zip(question.asked, by_thing, by_table, strict=True)
            )
            by_thing = [
                max(one, _CAPTION_SHARE * other)
                for one, other in zip(by_thing, by_table, strict=True)
            ]
        covered = _share(weights, list(map(max, by_thing, in_context)))
        said = _share(beside_names, list(map(max, by_thing, under)))
        if question.kind is AnswerKind.CONTACT:
            shown = says_whom(text, table or ("" if caption is None else texts[caption])) / PLAINLY
        else:
            shown = shows_kind(question.kind, text, figures, question=question.text, known=known)
        found.append(
            Sentence(
                passage,
                chunk.start + start,
                chunk.start + end,
                text,
                place,
                covered,
                said,
                shown,
                {
                    "table": asked_of_table,
                    "named_by_row": float(named_by_row),
                    "shared": _token_share(tokens, bags[place]),
                    "agreed": 0.0,
                    "alone": 0.0,
                    "first": 1 / passage.number,
                    "heading_asks": heading_asks * headed,
                    "headed": headed,
                    "advises": float(advised and ITEM.match(text) is not None),
                    "ended": float(bool(ENDED.search(text))),
                    "cut": float(place + 1 == len(texts) and not ENDED.search(text)),
                    "unnamed": float(
                        wants_name
                        and (said < _PART_SAID or not names_someone(text, question=question.text))
                    ),
                    "no_holder": float(
                        wants_holder and not names_who_holds_an_office(text, question=question.text)
                    ),
                    "no_price": float(
                        price is not None and not price.is_given(own, figures, head=head)
                    ),
                    "nameless": float(
                        _is_nameless(
                            named,
                            [*map(max, by_thing, in_head)],
                            near=(texts[place - 1] if place else "", text, *chunk.context),
                        )
                    ),
                    "sized": float(sized and tells_size(own.key)),
                    "other_time": float(other_time(scope, text)),
                    "other_place": float(
                        other_place(
                            scope,
                            text,
                            near=_near(chunk, texts, place, table or ""),
                            passage=chunk.text,
                            figures=figures if question.kind in FIRM_KINDS else (),
                        )
                    ),
                    "most_unheld": max(unheld, default=0.0) / (max(weights, default=1.0) or 1.0),
                },
            )
        )
    return found


class _Named(NamedTuple):
    """What a question names of one sort, of which a text in a language may speak by name."""

    things: Mapping[int, Asked]
    """By their numbers among all that is asked."""

    countries: frozenset[str] = frozenset()
    """Codes of the countries in the regions among them: each is a name for its region."""


def _is_nameless(named: Iterable[_Named], own: Sequence[float], *, near: Sequence[str]) -> bool:
    """Whether a sentence has nothing that is named of one sort: neither itself, in its headings nor
    in the sentence before it.

    `own` is how far itself and its headings hold each thing; `near` the texts of all three, the
    sentence before it first.
    """
    before = Searchable.of(near[0])
    return any(
        one.things
        and all(own[number] < _HALF > held(thing, before) for number, thing in one.things.items())
        and all(one.countries.isdisjoint(countries_in(text)) for text in near)
        for one in named
    )


def _named(question: Question, language: Language) -> tuple[_Named, _Named]:
    """The places that are asked about, and what else is."""
    of_places: dict[int, Asked] = {}
    others: dict[int, Asked] = {}
    for number, one in enumerate(question.asked):
        said = can_be_said(one, language) or one.text.isascii()
        if one.must and said and not any(map(str.isdigit, one.text)):
            (of_places if places(one.text) else others)[number] = one
    codes = {place.code for place in places(question.text)}
    countries = frozenset[str]().union(*(MEMBERS.get(code, ()) for code in codes))
    return _Named(of_places, countries), _Named(others)


def asks_what_is(question: Question) -> bool:
    """Whether it asks who, where, when or how much, and not what to do."""
    key = match_key(question.text)
    return question.kind in _FACTS and _advice("wanted").search(key) is None


@cache
def _advice(name: str) -> re.Pattern[str]:
    return re.compile("|".join(question_words()["advice"][name]))


def add_agreement(
    question: Question, sentences: Sequence[Sentence], passages: Sequence[Passage]
) -> None:
    """How many of the other passages on the matter have the figure of a sentence.

    Figures that answer are repeated where a matter is reported more than once; those beside the
    answer are not.
    """
    if question.kind not in FIRM_KINDS:
        return
    known = figures_of(question.text)
    weights = [asked.weight for asked in question.asked]
    figures = {passage.number: figures_in(passage.chunk) for passage in passages}
    on_the_matter = {
        passage.number
        for passage in passages
        if _share(weights, [held(asked, whole(passage)) for asked in question.asked])
        >= _ON_THE_MATTER
    }
    for sentence in sentences:
        own = sentence.passage.number
        others = [said for number, said in figures.items() if number != own]
        rivals = [figures[number] for number in on_the_matter if number != own]
        for figure in figures_of(sentence.text) - known if sentence.shown and others else ():
            agreed = sum(figure in said for said in others) / len(others)
            alone = sum(figure not in said for said in rivals) / len(others)
            if agreed >= sentence.evidence["agreed"]:
                sentence.evidence |= {"agreed": agreed, "alone": alone}


def add_likeness(question: Question, sentences: Sequence[Sentence], *, likeness: Likeness) -> None:
    """How alike each sentence, and the heading that opens its chunk, is to the question, by their
    vectors: in the asker's words or, in passages that have what is meant by them, in those of
    documents where that is more."""
    passages = {sentence.passage.chunk.id: sentence.passage for sentence in sentences}
    alike = dict(likeness(question.text, list(passages.values())))
    if (plain := reworded(question.text)) != question.text:
        said = [one for one in question.asked if meant_by(match_key(one.text)).en]
        having = [
            passage
            for passage in passages.values()
            if any(held(one, whole(passage)) >= _HALF for one in said)
        ]
        for chunk, own in likeness(plain, having).items() if having else ():
            alike[chunk] = np.maximum(alike[chunk], own)
    for sentence in sentences:
        own = alike.get(sentence.passage.chunk.id, _UNKNOWN)
        known = float(own[sentence.place]) if sentence.place < len(own) else 0.0
        sentence.evidence["alike"] = min(1.0, max(0.0, known))
        asks = len(own) > 0 and _opens_with_heading(sentence.passage.chunk)
        sentence.evidence["heading_alike"] = float(own[0]) if asks else 0.0


def _opens_with_heading(chunk: Chunk) -> bool:
    opening = read_chunk(chunk).sentences[0].text
    return opening != chunk.title and list(chunk.headings)[-1:] == [opening]


def token_weights(question: Question, passages: Sequence[Passage]) -> dict[str, float]:
    """The question's search tokens, those that few of the passages have weighing more."""
    bags = [frozenset().union(*tokens_of(passage.chunk)) for passage in passages]
    tokens = {
        token
        for token in search_tokens(question.text)
        if token not in STOP_HAN and token not in _STEMMED_STOP_WORDS
    }
    return {
        token: math.log(1 + (len(bags) + 1) / (1 + sum(token in bag for bag in bags)))
        for token in tokens
    }


def _token_share(tokens: dict[str, float], bag: frozenset[str]) -> float:
    return sum(weight for token, weight in tokens.items() if token in bag) / (
        sum(tokens.values()) or 1.0
    )


def _share(weights: Sequence[float], by_thing: Sequence[float]) -> float:
    return float(sum(map(mul, weights, by_thing)) / (sum(weights) or 1.0))


def _are_column_heads(text: str, figures: Sequence[Quantity], heads: Sequence[str]) -> bool:
    """Whether a line only says what a table's columns hold: its rows are the answer. One that has
    figures beside dates may be a row that was taken for a head."""
    only_dates = all(one.kind in DATE_KINDS for one in figures)
    return only_dates and any(_squeezed(text) in head for head in heads)


def _squeezed(text: str) -> str:
    return "".join(text.replace("|", " ").split())


def _near(chunk: Chunk, texts: Sequence[str], place: int, table: str) -> str:
    """What tells which place a sentence is about, beside itself; nothing where it is the row of a
    place, since its table has a row for each."""
    if table and named_places(texts[place]):
        return ""
    before = texts[place - 1] if place and not table else ""
    return "\n".join((*chunk.context, before, table))


def is_of_heading(text: str, chunk: Chunk) -> bool:
    """Whether it is a heading or the title of the chunk's document, or a line of a long one."""
    line = " ".join(text.split())
    return any(line in " ".join(one.split()) for one in (chunk.title, *chunk.headings))


def is_sentence(text: str) -> bool:
    """Whether it can be quoted: long enough, no question, caption or line of a contents list, and
    not what a document says of itself."""
    if any(sign.search(text) for sign in (_CAPTION, _LEADER, _ASKS, _REFERENCE, _OF_ITSELF)):
        return False
    if detect_language(text) is Language.ZH:
        return len(text) >= 8
    return len(text.split()) >= 4
