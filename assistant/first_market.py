"""Which market to go into: what documents on choosing one advise.

"Which market should we enter first?" names nothing to search for but markets, which are in every
document.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain

from assistant.asked import Question
from assistant.context import ENDED, ITEM, lead_in, table_at
from assistant.evidence import is_of_heading, is_sentence
from assistant.market_entry import Anywhere, is_bare
from assistant.question_words import question_words
from assistant.quote import Chosen
from assistant.read_chunk import read_chunk
from assistant.types import Passage
from ingest.types import Chunk
from language.normalise import match_key
from language.places import places
from language.script import Language, detect_language

_MOST_ADVICE = 3
_MOST_ITEMS = 3
"""Sentences that advise, one of each section, and items of lists of what to do."""


def told_of_choosing(question: Question, *, field: str, anywhere: Anywhere) -> list[Chosen]:
    """What documents on choosing a market advise, in the question's language or, where only that
    tells, in the other; nothing where a place is named, or anything beside the asker's `field`."""
    asks = _words("asks").search(match_key(question.text))
    if not asks or places(question.text) or not is_bare(question, f"{field} {asks.group()}"):
        return []
    own = detect_language(question.text)
    for language in sorted(Language, key=lambda one: one is not own):
        on = [one for one in anywhere(language) if _words("titles").search(_title(one))]
        if advice := _advice(list(chain.from_iterable(on))):
            return advice
    return []


def _title(document: Sequence[Chunk]) -> str:
    return match_key(document[0].title)


def _advice(chunks: Sequence[Chunk]) -> list[Chosen]:
    advice: dict[tuple[int, str], Chosen] = {}
    items: dict[Chosen, None] = {}
    listed = 0
    for chunk in chunks:
        section = chunk.version, chunk.headings[-1] if chunk.headings else ""
        for place, (span, text, _) in enumerate(read_chunk(chunk).sentences):
            in_table = table_at(chunk, chunk.start + span.start) is not None
            if in_table or is_of_heading(text, chunk) or not is_sentence(text):
                continue
            one = _chosen(chunk, span.start, span.end)
            lead = lead_in(chunk, place)
            if ITEM.match(text) and listed < _MOST_ITEMS:
                listed += 1
                items |= {_chosen(chunk, *lead): None} if lead else {}
                items[one] = None
            elif ENDED.search(text) and _words("advises").search(match_key(text)):
                advice.setdefault(section, one)
    return [*list(advice.values())[:_MOST_ADVICE], *items]


def _chosen(chunk: Chunk, start: int, end: int) -> Chosen:
    return Chosen(Passage(0, chunk, 0.0), chunk.start + start, chunk.start + end, 0.0)


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(question_words()["choosing a market"][name]))
