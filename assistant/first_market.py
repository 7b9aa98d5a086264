"""Which market to go into: what documents on choosing one advise.

"Which market should we enter first?" names nothing to search for but markets, which are in every
document.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain

from assistant.asked import Question
from assistant.chosen import Chosen, text_of
from assistant.context import ITEM, lead_in, table_at
from assistant.evidence import is_of_heading, is_sentence
from assistant.market_entry import Anywhere, OnMarkets, is_bare, told_of_each
from assistant.question_words import question_words
from assistant.read_chunk import read_chunk
from ingest.types import Chunk
from language.normalise import match_key
from language.places import MEMBERS, market_codes, places
from language.script import Language, detect_language
from language.sentences import ENDED

_MOST_ADVICE = 3
_MOST_ITEMS = 3
"""Sentences that advise, one of each section, and items of lists of what to do."""


def told_of_choosing(
    question: Question, *, field: str, on_markets: OnMarkets, anywhere: Anywhere
) -> list[Chosen]:
    """What documents on choosing a market advise, in the question's language or, where only that
    tells, in the other; nothing where anything is named beside the asker's `field`.

    Of markets that are to be chosen between, the same few facts follow: no opinion is given.
    """
    own = detect_language(question.text)
    languages = sorted(Language, key=lambda one: one is not own)
    markets = compared(question, field)
    asks = _words("asks").search(match_key(question.text))
    countries = [place for place in places(question.text) if place.code not in MEMBERS]
    one = asks and not countries and is_bare(question, f"{field} {asks.group()}")
    if not (markets or one):
        return []
    facts = told_of_each(markets, question.text, languages=languages, on_markets=on_markets)
    for language in languages:
        on = [one for one in anywhere(language) if _words("titles").search(_title(one))]
        advice, items = _advice(list(chain.from_iterable(on)))
        if advice or items:
            return [*_beside(markets, advice), *facts] if facts else [*advice, *items]
    return facts


def _beside(markets: Sequence[str], advice: Sequence[Chosen]) -> list[Chosen]:
    """The advice that speaks of these markets or of none."""
    named = ((one, market_codes(text_of(one))) for one in advice)
    return [one for one, codes in named if not codes or codes & set(markets)]


def compared(question: Question, field: str) -> tuple[str, ...]:
    """The codes of the markets that a question wants to choose between; none where it names
    anything beside them and the asker's `field`."""
    named = tuple(dict.fromkeys(place.code for place in places(question.text)))
    asks = _words("between").search(match_key(question.text))
    between = len(named) > 1 and asks and is_bare(question, field)
    return named if between else ()


def _title(document: Sequence[Chunk]) -> str:
    return match_key(document[0].title)


def _advice(chunks: Sequence[Chunk]) -> tuple[list[Chosen], list[Chosen]]:
    """Sentences that advise, and the items of lists of what to do below what says so."""
    advice: dict[tuple[int, str], Chosen] = {}
    items: dict[Chosen, None] = {}
    listed = 0
    for chunk in chunks:
        section = chunk.version, chunk.headings[-1] if chunk.headings else ""
        for place, (span, text, _) in enumerate(read_chunk(chunk).sentences):
            in_table = table_at(chunk, chunk.start + span.start) is not None
            if in_table or is_of_heading(text, chunk) or not is_sentence(text):
                continue
            one = Chosen.told(chunk, span)
            lead = lead_in(chunk, place)
            if ITEM.match(text) and listed < _MOST_ITEMS:
                listed += 1
                items |= {Chosen.told(chunk, lead): None} if lead else {}
                items[one] = None
            elif ENDED.search(text) and _words("advises").search(match_key(text)):
                advice.setdefault(section, one)
    return list(advice.values())[:_MOST_ADVICE], list(items)


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(question_words()["choosing a market"][name]))
