"""Which firms went to a market, and what became of it: what the documents that tell one case say.

"Which Taiwanese firms have gone to Thailand?" shares no word with "KYMCO set up Aionex with PTT":
what answers is known by its document, which is a case study on that market.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from assistant.asked import Asked, Question
from assistant.chosen import Chosen
from assistant.context import table_at
from assistant.coverage import Searchable, held
from assistant.evidence import is_of_heading, is_sentence
from assistant.market_entry import things_beside
from assistant.question_words import question_words
from assistant.read_chunk import read_chunk
from assistant.rivals import countries_in
from ingest.types import Chunk
from language.normalise import match_key
from language.places import market_codes
from language.script import Language, detect_language
from language.sentences import ENDED, Span
from language.tokens import STOP_WORDS, search_tokens, words

_MOST = 5
_HELD = 0.6

_NAMES_MARKET = 0.3
_OF_TITLE = 0.2
"""What it adds to a sentence that it names the market; the least share of its document's title that
it holds, to tell what the document is on."""

CasesOn = Callable[[frozenset[str], Language], Sequence[Sequence[Chunk]]]
"""The chunks, in order, of each document in a language that tells one case, of these places where
any are given: those first that are named for them."""


def told_of_cases(question: Question, *, cases_on: CasesOn) -> list[Chosen]:
    """A sentence of each case study on the market and on whatever else is named, those in the
    question's language first.

    Only where cases are asked for, or which firms went to a market and nothing else but a field of
    trade.
    """
    key = match_key(question.text)
    stories, firms = (
        " ".join(match.group() for match in _words(name).finditer(key))
        for name in ("stories", "firms")
    )
    markets = market_codes(question.text) | countries_in(question.text)  # "the Thai market"
    things = things_beside(question, f"{firms} {stories}")
    went = firms and markets and all(one.term for one in things)
    if not (stories and (markets or things)) and not went:
        return []
    own = detect_language(question.text)
    told: list[Chosen] = []
    for language in sorted(Language, key=lambda one: one is not own):
        titles = [one.passage.chunk.title for one in told]  # in the other language
        for document in cases_on(markets, language):
            title = document[0].title
            if any(_are_of_one_case(title, other) for other in titles):
                continue
            if (one := _telling(document, markets, things)) is not None:
                told.append(one)
    return told[:_MOST]


def _are_of_one_case(title: str, other: str) -> bool:
    """Whether two documents, in two languages, tell the same: their titles share a name in Latin
    letters and all places."""
    names = [{word for word in words(one) if word.isascii()} for one in (title, other)]
    markets = market_codes(title)
    return bool(names[0] & names[1] and markets) and markets == market_codes(other)


def _telling(
    document: Sequence[Chunk], markets: frozenset[str], things: Sequence[Asked]
) -> Chosen | None:
    """The sentence that tells most of what its document's title names, the first of equals.

    It names the market, or the document is named for that alone; it, or the title, is on the
    `things`.
    """
    title = document[0].title
    names, of_title = _content(title), Searchable.of(title)
    things = [thing for thing in things if held(thing, of_title) < _HELD]
    named_for = not markets or market_codes(title) == markets
    best: tuple[float, Chosen] | None = None
    for chunk in document:
        for span, text in _sentences(chunk):
            share = len(names & _content(text)) / max(len(names), 1)
            names_it = bool(market_codes(text) & markets)
            if share < _OF_TITLE or not (names_it or named_for):
                continue
            if any(held(thing, Searchable.of(text)) < _HELD for thing in things):
                continue
            score = share + _NAMES_MARKET * names_it
            if best is None or score > best[0]:
                best = score, Chosen.told(chunk, span)
    return best and best[1]


def _content(text: str) -> frozenset[str]:
    return frozenset(search_tokens(text)) - STOP_WORDS


def _sentences(chunk: Chunk) -> Iterator[tuple[Span, str]]:
    """Whole sentences of prose, and where they stand in the chunk; none on what is not known."""
    for span, text, _ in read_chunk(chunk).sentences:
        prose = is_sentence(text) and ENDED.search(text) and not is_of_heading(text, chunk)
        unknown = _words("unknown").search(match_key(text))
        if prose and not unknown and table_at(chunk, chunk.start + span.start) is None:
            yield span, text


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(question_words()["case studies"][name]))
