"""Questions to go on with that the documents surely answer: each is answered before it is shown.

Documents say in their headings what they answer. Those of the cited documents, and of the ones
found beside them, are made into questions; a question is kept only when its answer, of quotes
alone, is whole, rests on the document that the question came from, and says something new.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from assistant.facets import market_keys
from assistant.types import Answer, Outcome, Quote
from ingest.catalogue import Catalogue
from ingest.editions import known, texts
from ingest.types import DocumentInfo
from language.normalise import match_key
from language.places import market_codes, place_codes
from language.script import Language, detect_language

MOST = 3
_MOST_TRIED = 8
_MOST_OF_A_DOCUMENT = 2
_LONGEST = {Language.ZH: 45, Language.EN: 120}
"""In characters: what is longer is no question to press."""

_ASKS = {
    Language.ZH: re.compile(
        r"什麼|甚麼|哪|怎麼|怎樣|如何|為何|多少|多大|多久|幾|何時|誰|是否|能不能|要不要|有沒有"
    ),
    Language.EN: re.compile(
        r"^(?:what|which|who|whom|how|when|where|why|whether|can|does|do|is|are)\b", re.IGNORECASE
    ),
}
_SUBJECT_END = re.compile(r"[:：(（]|\s[—–-]\s")
_END = re.compile(r"[?？。.\s]+$")

Answering = Callable[[str], Answer]
"""Answers a question with quotes alone."""


class _Candidate(NamedTuple):
    question: str
    version: int


def follow_ups(
    answer: Answer, *, catalogue: Catalogue, answering: Answering, most: int = MOST
) -> tuple[str, ...]:
    """Questions in the answer's language, the nearest to what it cites first."""
    found: list[_Candidate] = []
    said = {_place(quote) for claim in answer.claims for quote in claim.quotes}
    candidates = _candidates(answer, catalogue)
    for candidate in islice(candidates, _MOST_TRIED):
        if sum(one.version == candidate.version for one in found) == _MOST_OF_A_DOCUMENT:
            continue
        reply = answering(candidate.question)
        quotes = [quote for claim in reply.claims for quote in claim.quotes]
        new = {_place(quote) for quote in quotes if quote.version == candidate.version} - said
        if reply.outcome is Outcome.ANSWERED and new:
            found.append(candidate)
            said |= new
        if len(found) == most:
            break
    return tuple(one.question for one in found)


def _candidates(answer: Answer, catalogue: Catalogue) -> Iterator[_Candidate]:
    """Questions of the documents in turn: cited ones first, sections after the cited ones first."""
    cited = [quote.version for claim in answer.claims for quote in claim.quotes]
    versions = dict.fromkeys([*cited, *(passage.chunk.version for passage in answer.passages)])
    seen = {match_key(answer.question), match_key(answer.searched)}
    asked_about = market_codes(answer.searched)
    waiting = [
        _questions(info, answer, catalogue)
        for version in versions
        if (info := catalogue.document(version))
        and info.language is answer.language
        # Who asks about Brazil is not helped by what there is on Singapore.
        and (not asked_about or asked_about & _markets(info))
    ]
    while waiting:
        for questions in list(waiting):
            candidate = next(questions, None)
            if candidate is None:
                waiting.remove(questions)
            elif (key := match_key(candidate.question)) not in seen:
                seen.add(key)
                yield candidate


def _markets(info: DocumentInfo) -> frozenset[str]:
    named = texts(known(info.metadata, "markets"))
    return place_codes(info.title).union(*map(market_keys, named))


def _questions(info: DocumentInfo, answer: Answer, catalogue: Catalogue) -> Iterator[_Candidate]:
    chunks = catalogue.chunks_of(info.version)
    headings = list(dict.fromkeys(chunk.headings[-1] for chunk in chunks if chunk.headings))
    read = {
        chunk.headings[-1]
        for chunk in chunks
        for claim in answer.claims
        for quote in claim.quotes
        if chunk.headings
        and (chunk.version, chunk.page_index) == (quote.version, quote.page_index)
        and chunk.start <= quote.start < chunk.end
    }
    last = max((headings.index(heading) for heading in read), default=-1)
    for heading in headings[last + 1 :] + headings[: last + 1]:
        question = question_of(heading, info)
        if heading not in read and question is not None:
            yield _Candidate(question, info.version)


def question_of(heading: str, info: DocumentInfo) -> str | None:
    """The heading as a question that can be asked by itself; None when it asks nothing."""
    plain = " ".join(_END.sub("", heading).split())
    language = info.language
    if detect_language(plain) is not language or not _ASKS[language].search(plain):
        return None
    subject = _SUBJECT_END.split(info.title, maxsplit=1)[0].strip()
    if not _names(plain, subject):
        if language is Language.EN:
            plain = plain[0].lower() + plain[1:] if plain[1:2].islower() else plain
            plain = f"{subject}: {plain}"
        else:
            plain = f"{subject}：{plain}"
    # "How large the market is" is no sentence with a question mark; 「市場有多大？」 is.
    question = plain + "？" if language is Language.ZH else plain
    return question if len(question) <= _LONGEST[language] else None


def _names(heading: str, subject: str) -> bool:
    """Whether the heading says itself what it is about: a place of the title, or all of it."""
    return match_key(subject) in match_key(heading) or bool(
        place_codes(heading) & place_codes(subject)
    )


def _place(quote: Quote) -> tuple[int, int, int]:
    return quote.version, quote.page_index, quote.start
