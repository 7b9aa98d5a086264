"""Passages and sentences for each part of a question, and what is missing of it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from assistant.asked import AnswerKind, Asked, Question
from assistant.case_studies import CasesOn, told_of_cases
from assistant.chosen import Choice, Chosen, text_of
from assistant.contact import says_whom
from assistant.context import table_at
from assistant.coverage import Searchable, held
from assistant.evidence import Sentence, is_of_heading, is_sentence, whole
from assistant.first_market import told_of_choosing
from assistant.how_to import Sections, sections_on_how
from assistant.likeness import Likeness
from assistant.market_entry import (
    Anywhere,
    OnMarkets,
    asks_for_money,
    of_field,
    partner_told,
    told_of_entry,
)
from assistant.parts import Part
from assistant.quote import answers, choose, pick, rank
from assistant.read_chunk import read_chunk
from assistant.rivals import countries_in
from assistant.said import Said
from assistant.subject import is_nowhere, subject_of, told_of
from assistant.types import Passage
from ingest.types import Chunk
from language.normalise import match_key
from language.places import MEMBERS, market_codes, places

_LEAST_EACH = 4
"""Passages that each part brings at the least."""

_MOST_WITH_WAYS = 8
"""Sentences, beside headings, up to which what tells how to get at a thing is filled up from what
else was found."""

_MOST_WITH_ENTRY = 4
"""Sentences up to which what is told of a market is filled up from what else was found."""

_PAID = re.compile(r"补助|补贴|经费|\bsubsid\w+|\bgrants?\b|\bnt\$|\d ?[万亿]元")
"""Speaks of money that is given."""

_HELD = 0.6
_MOST_LOOKED_UP = 3

_SAID_TOO = 0.15
"""The least share of what a part asks beside names that a sentence quoted for another must hold to
answer it, too."""


Search = Callable[[str, int], list[Passage]]
"""The best passages for a text, at most so many."""

LookUp = Callable[[str], Sequence[Chunk]]
"""The chunks that hold most of a few words."""


def search_parts(parts: Sequence[Part], search: Search, *, limit: int) -> list[Passage]:
    """The parts' best passages in turn, numbered anew; beyond `limit` only when parts are many."""
    texts = [part.question for part in parts]
    wider = [part.in_country for part in parts if part.in_country]
    texts += [part.question for part in wider]
    texts += [text for part in (*parts, *wider) if (text := part.anywhere or part.beside_field)]
    if len(texts) == 1:
        return search(texts[0], limit)
    each = max(_LEAST_EACH, limit // len(texts))
    best: dict[int, Passage] = {}
    for row in zip_longest(*(search(text, limit) for text in texts)):
        if len(best) >= each * len(texts):
            break
        for passage in row:
            if passage is not None:
                best.setdefault(passage.chunk.id, passage)
    return [replace(passage, number=n) for n, passage in enumerate(best.values(), start=1)]


def entry_parts(
    parts: Sequence[Part],
    *,
    take_apart: Callable[[str], Question],
    on_markets: OnMarkets,
    anywhere: Anywhere,
    cases_on: CasesOn,
) -> list[list[Chosen]]:
    """What is told, for each part, of going into the market that it asks about, of choosing one, or
    of the firms that went there."""
    questions = [take_apart((part.in_country or part).question) for part in parts]
    return [
        told_of_choosing(question, field=part.field, on_markets=on_markets, anywhere=anywhere)
        or told_of_entry(question, field=part.field, on_markets=on_markets, anywhere=anywhere)
        or told_of_cases(question, cases_on=cases_on)
        for part, question in zip(parts, questions, strict=True)
    ]


def with_entry(passages: Sequence[Passage], told: Iterable[Sequence[Chosen]]) -> list[Passage]:
    """The passages and, numbered on, those that tell of going into the market that a part asks
    about: whoever writes the answer is to have them."""
    found = {one.chunk.id: one for one in passages}
    for one in chain.from_iterable(told):
        chunk = one.passage.chunk
        found.setdefault(chunk.id, Passage(len(found) + 1, chunk, 0.0))
    return list(found.values())


def choose_parts(
    parts: Sequence[Part],
    passages: Sequence[Passage],
    *,
    take_apart: Callable[[str], Question],
    look_up: LookUp,
    likeness: Likeness,
    sections: Sections,
    told: Sequence[Sequence[Chosen]],
    whole: str,
) -> Choice:
    """The sentences that answer each part, part by part, and what no document answers.

    `told` is what `entry_parts` found for each. Where no part is answered, the `whole` question may
    be: things that are named side by side may be told of together.
    """

    def alone(part: Part, of_entry: Sequence[Chosen]) -> Choice:
        choice = _choose(part, passages, take_apart=take_apart, look_up=look_up, likeness=likeness)
        question = take_apart(part.question)
        if of_entry:
            return _with_entry(choice, of_entry, part=part, question=question)
        answered = _is_whole(choice) and not choice.missing
        subject = subject_of(question) if answered and not part.field else None
        if subject is not None and is_nowhere(subject, choice.chosen):
            choice = told_of(subject, question, passages, likeness=likeness)
            if not choice.chosen:
                return Choice((), _absent(choice.missing, question, look_up))
        ways = sections_on_how(question, passages, sections=sections) if _is_whole(choice) else []
        return replace(choice, chosen=_way_first(ways, choice.chosen))

    if len(parts) == 1:
        return _of_city(parts[0], told[0], alone, take_apart) or alone(parts[0], told[0])
    chosen: dict[_Place, Chosen] = {}
    declined: list[tuple[Part, list[Sentence]]] = []
    missing: list[str] = []
    for part, of_entry in zip(parts, told, strict=True):
        wider = _of_city(part, of_entry, alone, take_apart) or _anywhere(
            part, passages, take_apart=take_apart, likeness=likeness
        )
        if wider:
            chosen |= {_place(one): one for one in wider.chosen if _place(one) not in chosen}
            missing += [one for one in wider.missing if one not in missing]
            continue
        question = take_apart(part.question)
        ranked = rank(question, passages, likeness=likeness)
        own = pick(ranked, question) if answers(ranked, question) else ()
        if of_entry:
            choice = _with_entry(Choice(own, ()), of_entry, part=part, question=question)
            own = choice.chosen
            missing += [one for one in choice.missing if one not in missing]
        for one in own:
            chosen.setdefault(_place(one), one)
        if not own:
            declined.append((part, ranked))
    for part, ranked in declined:
        # A sentence that was quoted for one part may say the other, too.
        best = ranked[0] if ranked else None
        said = best is not None and not best.evidence["other_place"] and best.said >= _SAID_TOO
        if best is None or not said or _place(best) not in chosen:
            # A name alone is hardly lacking: with nothing answered, the whole part is named.
            missing.append(part.label if chosen else part.question.rstrip("?？。. "))
    if not chosen:
        choice = _choose(
            Part(whole, whole),
            passages,
            take_apart=take_apart,
            look_up=look_up,
            likeness=likeness,
        )
        if _is_whole(choice):
            return choice
    return Choice(tuple(chosen.values()), tuple(missing))


def _is_whole(choice: Choice) -> bool:
    """Whether it answers, and is not only the nearest to an answer."""
    return bool(choice.chosen) and not choice.nearest


def _of_city(
    part: Part,
    of_entry: Sequence[Chosen],
    alone: Callable[[Part, Sequence[Chosen]], Choice],
    take_apart: Callable[[str], Question],
) -> Choice | None:
    """What answers a part that names a city: sentences on the city or, where there are none, on its
    country, the city then being missing."""
    if not part.in_country:
        return None
    city = next((one for one in take_apart(part.city).asked if not one.vague), None)

    def names_it(one: Chosen) -> bool:
        said = (text_of(one), *one.passage.chunk.context)
        return city is not None and held(city, Searchable.of("\n".join(said))) >= _HELD

    own, wider = alone(part, ()), alone(part.in_country, of_entry)
    given_anywhere = part.in_country.anywhere and _is_whole(wider)
    if _is_whole(own) and any(map(names_it, own.chosen)) and not given_anywhere:
        both = {_place(one): one for one in (*own.chosen, *(wider.chosen if of_entry else ()))}
        return replace(own, chosen=tuple(both.values()))
    best = next(filter(_is_whole, (wider, own)), None)
    if best is None or any(map(names_it, best.chosen)):
        return best
    return replace(best, missing=(*best.missing, part.city))


def _way_first(ways: Sequence[Chosen], found: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """What tells the way, then what was found by the words asked, much of which says when or how
    large a thing is: beside the way, rows and captions of tables tell nothing of it."""
    if not ways:
        return tuple(found)
    places = set(map(_place, ways))
    rest = [one for one in found if _place(one) not in places and _is_prose(one)]
    room = _MOST_WITH_WAYS - sum(not _heads(one) for one in ways)
    told = [one for one in rest if not _heads(one)][: max(0, room)]
    last = rest.index(told[-1]) if told else -1
    return (*ways, *rest[: last + 1])


def _heads(one: Chosen) -> bool:
    return is_of_heading(text_of(one), one.passage.chunk)


def _is_prose(one: Chosen) -> bool:
    return is_sentence(text_of(one)) and table_at(one.passage.chunk, one.start) is None


def _with_entry(
    choice: Choice,
    told: Sequence[Chosen],
    *,
    part: Part,
    question: Question,
) -> Choice:
    """What the documents on a market tell of going there, and what was chosen for the words asked.

    Grants in a market are looked for by those words first, and so is what is on the asker's own
    field, or on the partner that is sought there; where no market is named, nothing but the field
    is. The field is missing where nothing that is told is on it, and so is a market that nothing is
    on: nothing on another stands beside what there is for firms going anywhere.
    """
    found = choice.chosen if not choice.nearest else ()
    elsewhere = _places_not_told_of(question.text, told)
    if elsewhere and (on_partner := _on_partner(found, question)):
        told, elsewhere = (*on_partner, *told), ()
    own = found if not elsewhere else ()
    first, further = own, told
    at_home = not places(question.text)
    if at_home or not asks_for_money(question):
        things = of_field(question, part.field)
        places_told = set(map(_place, told))
        on_field = [
            one
            for one in own
            if _place(one) not in places_told
            and (_is_on(things, one, question) or _on_partner((one,), question))
        ]
        by_words = own if question.kind is not AnswerKind.CONTACT else _whom_to_ask(own)
        first, further = (*on_field, *told), () if at_home else by_words
    chosen, said = list(first), Said()
    for one in first:
        said.is_new(text_of(one))
    for one in further:
        if len(chosen) < _MOST_WITH_ENTRY and said.is_new(text_of(one)):
            chosen.append(one)
    lacking = (part.field.removesuffix("的"),) if _lacks(part.field, question, chosen) else ()
    return Choice(tuple(chosen), (*elsewhere, *lacking))


def _whom_to_ask(found: Iterable[Chosen]) -> list[Chosen]:
    """Those that say to ask somebody."""
    return [one for one in found if says_whom(text_of(one), "") > 0]


def _on_partner(found: Iterable[Chosen], question: Question) -> list[Chosen]:
    """Those that tell of the partner who is sought in a place of the question."""
    return [one for one in found if partner_told(question.text, text_of(one))]


def _places_not_told_of(question: str, told: Sequence[Chosen]) -> tuple[str, ...]:
    """The places that are asked about and that nothing which is told speaks of, nor of a country in
    them: it is for firms going anywhere."""
    texts = [text for one in told for text in (one.passage.chunk.title, text_of(one))]
    named = frozenset[str]().union(*map(market_codes, texts))
    return tuple(
        question[place.start : place.end]
        for place in places(question)
        if named.isdisjoint({place.code} | MEMBERS.get(place.code, frozenset()))
    )


def _lacks(field: str, question: Question, chosen: Sequence[Chosen]) -> bool:
    """Whether something of the asker's field stands nowhere near what was chosen."""
    return any(is_nowhere(thing, chosen) for thing in of_field(question, field))


def _is_on(things: Sequence[Asked], one: Chosen, question: Question) -> bool:
    """Whether a sentence itself speaks of all these things, of which there are some, and of no
    other place than those asked about."""
    own = Searchable.of(text_of(one))
    asked, named = countries_in(question.text), countries_in(text_of(one))
    on_all = all(held(thing, own) >= _HELD for thing in things)
    return bool(things) and on_all and (not named or not named.isdisjoint(asked))


_Place = tuple[int, int, int]


def _place(one: Chosen | Sentence) -> _Place:
    chunk = one.passage.chunk
    return chunk.version, chunk.page_index, one.start


def _choose(
    part: Part,
    passages: Sequence[Passage],
    *,
    take_apart: Callable[[str], Question],
    look_up: LookUp,
    likeness: Likeness,
) -> Choice:
    question = take_apart(part.question)
    if anywhere := _anywhere(part, passages, take_apart=take_apart, likeness=likeness):
        return anywhere
    unknown = _unknown_of(part.field, question, passages) if part.field else []
    choice = choose(question, passages, likeness=likeness)
    answered = choice.chosen and not choice.nearest
    if answered and not unknown and not _is_off_field(part.field, question, choice):
        return choice
    if part.field:
        known = tuple(asked for asked in question.asked if asked not in unknown)
        if unknown and any(asked.text.lower() in part.field.lower() for asked in known):
            rest, label = replace(question, asked=known), " ".join(one.text for one in unknown)
        else:
            rest, label = take_apart(part.beside_field), part.field
        sibling = sibling_of(part.field)
        ranked = [
            one
            for one in rank(rest, passages, likeness=likeness)
            if sibling is None or not sibling.search(match_key(one.text))
        ]
        if answers(ranked, rest):
            return Choice(pick(ranked, rest), (label,))
    nearest = choice.chosen if choice.nearest and not part.field else ()
    return Choice(nearest, _absent(choice.missing, question, look_up), nearest=bool(nearest))


def _anywhere(
    part: Part,
    passages: Sequence[Passage],
    *,
    take_apart: Callable[[str], Question],
    likeness: Likeness,
) -> Choice | None:
    """What a firm is given at home wherever it goes; the place that was named is missing."""
    if not part.anywhere:
        return None
    question = take_apart(part.anywhere)
    ranked = [
        one
        for one in rank(question, passages, likeness=likeness)
        if _PAID.search(match_key(one.text))
    ]
    if not answers(ranked, question):
        return None
    return Choice(pick(ranked, question), tuple(dict.fromkeys(part.places)))


def sibling_of(field: str) -> re.Pattern[str] | None:
    """Finds fields whose names begin as this one's does: 「智慧醫療」 beside 「智慧停車」."""
    key = match_key(field)
    if match := re.fullmatch(r"([\u3400-\u9fff]{2})([\u3400-\u9fff]{2,})", key):
        return re.compile(f"{match[1]}(?!{match[2]})[\u3400-\u9fff]{{2}}")
    if match := re.fullmatch(r"([a-z-]+) ([a-z -]+)", key):
        return re.compile(rf"\b{match[1]} (?!{match[2]})[a-z]")
    return None


def _is_off_field(field: str, question: Question, choice: Choice) -> bool:
    """Whether nothing that was chosen stands beside words on the asker's field."""
    key = field.lower()
    things = [one for one in question.asked if not one.vague and one.text.lower() in key]
    return bool(things) and all(is_nowhere(thing, choice.chosen) for thing in things)


def _unknown_of(field: str, question: Question, passages: Sequence[Passage]) -> list[Asked]:
    """What of the asker's field no passage speaks of where it speaks of what else is named."""
    key = field.lower()
    names = [asked for asked in question.asked if asked.must and asked.text.lower() not in key]
    wholes = [whole(passage) for passage in passages]
    on_names = [one for one in wholes if all(held(name, one) >= _HELD for name in names)]
    return [
        asked
        for asked in question.asked
        if not asked.vague
        and asked.text.lower() in key
        and all(held(asked, one) < _HELD for one in on_names)
    ]


def _absent(missing: Sequence[str], question: Question, look_up: LookUp) -> tuple[str, ...]:
    """What is missing, as the documents bear out: that they lack a thing is looked up.

    A thing that they speak of elsewhere is missing together with what the question names, unless
    they lack that as well.
    """
    names = [asked.text for asked in question.asked if asked.must]
    things = {asked.text: asked for asked in question.asked}
    looked_up = missing[:_MOST_LOOKED_UP]
    elsewhere = [text for text in looked_up if text in things and _mentioned(things[text], look_up)]
    absent = [text for text in looked_up if text not in elsewhere]
    checked: list[str] = []
    for text in looked_up:
        others = [name for name in names if name != text]
        if text in absent:
            checked.append(text)
        elif others and not set(others) & set(absent):
            checked.append(" ".join((*others, text)))
    return tuple(checked)


def _mentioned(thing: Asked, look_up: LookUp) -> bool:
    return any(held(thing, read_chunk(one).whole) >= _HELD for one in look_up(thing.text))
