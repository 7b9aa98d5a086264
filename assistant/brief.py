"""A market-entry brief: what the documents say of a market by topic, and what they do not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, TypeAdapter
from yaml import safe_load

from assistant.context import CAPTION
from assistant.errors import AssistantError
from assistant.facets import Filters
from assistant.paper import Paper, Section, section_of
from assistant.said import Said
from assistant.types import Answer, Claim, Outcome, Passage
from ingest.catalogue import Catalogue
from language.places import place_codes
from language.script import Language

MOST_MARKETS = 3
_MOST_CLAIMS = 5
"""Of a topic: a brief is read at a sitting."""


_HOME = frozenset({"TW"})
"""Named nearly everywhere: it tells nothing of which market a sentence is on."""


class Topic(StrEnum):
    MARKET = "market"
    RULES = "rules"
    FUNDING = "funding"
    PARTNERS = "partners"
    CASES = "cases"
    RISKS = "risks"
    STEPS = "steps"


class BadBrief(AssistantError):
    pass


class _Questions(BaseModel, frozen=True, extra="forbid"):
    zh: tuple[str, ...]
    en: tuple[str, ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicBrief:
    """What was found on one topic."""

    topic: Topic
    claims: tuple[Claim, ...]
    """Their markers are the numbers in `passages`."""

    passages: tuple[Passage, ...]
    """One for each marker."""

    on_sector: bool
    """Whether something was found on the sector itself; True when none was asked about."""


@dataclass(frozen=True, slots=True)
class MarketBrief:
    market: str
    topics: tuple[TopicBrief, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One market, or a few side by side."""

    sector: str | None
    language: Language
    markets: tuple[MarketBrief, ...]


Answering = Callable[[str, Filters], Answer]
"""Answers one question from the documents that pass the filters."""


def write_brief(
    markets: Sequence[str],
    *,
    sector: str | None,
    language: Language,
    answer: Answering,
    progress: Callable[[str, Topic], None] = lambda *_: None,
) -> Brief:
    """Ask the documents on each market about each topic; raises `BadBrief` for a bad choice."""
    names = list(dict.fromkeys(name.strip() for name in markets if name.strip()))
    if not 1 <= len(names) <= MOST_MARKETS:
        raise BadBrief(f"a brief is of 1 to {MOST_MARKETS} markets: name as many")
    return Brief(
        sector,
        language,
        tuple(
            MarketBrief(
                name, tuple(_topics(name, sector, language, answer=answer, progress=progress))
            )
            for name in names
        ),
    )


def _topics(
    market: str,
    sector: str | None,
    language: Language,
    *,
    answer: Answering,
    progress: Callable[[str, Topic], None],
) -> Iterator[TopicBrief]:
    said = Said()
    for topic, questions in _questions().items():
        progress(market, topic)
        filters = Filters.of(markets=[market], kinds=questions.kinds)
        told: list[tuple[Claim, Sequence[Passage]]] = []
        on_sector = sector is None
        for pattern in questions.zh if language is Language.ZH else questions.en:
            is_on_sector = "{sector}" in pattern
            if is_on_sector and sector is None:
                continue
            found = answer(pattern.format(market=market, sector=sector), filters)
            if found.outcome is not Outcome.ANSWERED:
                continue
            on_sector |= is_on_sector and bool(found.claims)
            for claim in found.claims:
                room = len(told) < _MOST_CLAIMS
                if room and _is_on(market, claim, found.passages) and said.is_new(claim.text):
                    told.append((claim, found.passages))
        passages: list[Passage] = []
        claims = tuple(
            _renumbered(claim, among, passages)
            for number, (claim, among) in enumerate(told, start=1)
            if not _stands_over_nothing(claim, [one for one, _ in told[number:]])
        )
        yield TopicBrief(topic, claims, tuple(passages), on_sector)


def _stands_over_nothing(claim: Claim, below: Sequence[Claim]) -> bool:
    """Whether it is a heading or a caption, and nothing of what it stands over is there."""
    is_head = claim.is_heading or CAPTION.match(claim.text) is not None
    return is_head and not (below and claim.comes_before(below[0]))


def _is_on(market: str, claim: Claim, passages: Sequence[Passage]) -> bool:
    """Whether a claim speaks of the market, and not of another that its document names too.

    A sentence that names no market speaks of the one that its headings or its title name.
    """
    wanted = place_codes(market)
    if not wanted:
        return True
    chunks = [passage.chunk for passage in passages if passage.number in claim.markers]
    above = " ".join(" ".join((chunk.title, *chunk.headings)) for chunk in chunks)
    named = (place_codes(claim.text) - _HOME) or place_codes(above)
    return bool(named & wanted)


def _renumbered(claim: Claim, found: Sequence[Passage], kept: list[Passage]) -> Claim:
    """The claim with the numbers that its passages have, or now get, in this topic."""
    number: dict[int, int] = {}
    for marker in dict.fromkeys(claim.markers):
        chunk = next(passage.chunk for passage in found if passage.number == marker)
        known = [passage.number for passage in kept if passage.chunk == chunk]
        number[marker] = known[0] if known else len(kept) + 1
        if not known:
            kept.append(Passage(len(kept) + 1, chunk, 0.0))
    return Claim(
        claim.text,
        claim.verdict,
        tuple(number[marker] for marker in claim.markers),
        tuple(replace(quote, marker=number[quote.marker]) for quote in claim.quotes),
    )


@cache
def _questions() -> Mapping[Topic, _Questions]:
    text = files("assistant").joinpath("brief_questions.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[Topic, _Questions]).validate_python(safe_load(text))


@dataclass(frozen=True, slots=True)
class BriefWords:
    """The brief's own words in one language."""

    title: str
    on: str
    of_market: str
    topics: Mapping[Topic, str]
    not_covered: str
    not_on_sector: str


BRIEF_WORDS: Mapping[Language, BriefWords] = {
    Language.ZH: BriefWords(
        title="{markets}市場進入簡報",
        on="{title}：{sector}",
        of_market="{market}：{topic}",
        topics={
            Topic.MARKET: "市場",
            Topic.RULES: "法規",
            Topic.FUNDING: "資金與補助",
            Topic.PARTNERS: "合作夥伴",
            Topic.CASES: "案例",
            Topic.RISKS: "風險",
            Topic.STEPS: "下一步",
        },
        not_covered="文件沒有涵蓋這一項。",
        not_on_sector="文件沒有專門談{sector}的內容；以下是這個市場的一般情形。",
    ),
    Language.EN: BriefWords(
        title="Market entry brief: {markets}",
        on="{title} ({sector})",
        of_market="{market}: {topic}",
        topics={
            Topic.MARKET: "Market",
            Topic.RULES: "Rules",
            Topic.FUNDING: "Funding",
            Topic.PARTNERS: "Partners",
            Topic.CASES: "Cases",
            Topic.RISKS: "Risks",
            Topic.STEPS: "Next steps",
        },
        not_covered="The documents do not cover this.",
        not_on_sector=(
            "The documents say nothing on {sector} itself; what follows holds for the market "
            "in general."
        ),
    ),
}


def brief_title(brief: Brief) -> str:
    words = BRIEF_WORDS[brief.language]
    names = [one.market for one in brief.markets]
    between = "、" if brief.language is Language.ZH else ", "
    title = words.title.format(markets=between.join(names))
    return words.on.format(title=title, sector=brief.sector) if brief.sector else title


def remarks_on(topic: TopicBrief, brief: Brief) -> tuple[str, ...]:
    """What a reader must know of a topic: that nothing covers it, or nothing of the sector."""
    words = BRIEF_WORDS[brief.language]
    if not topic.claims:
        return (words.not_covered,)
    return () if topic.on_sector else (words.not_on_sector.format(sector=brief.sector),)


def paper_of_brief(brief: Brief, *, catalogue: Catalogue, date: str) -> Paper:
    """The brief as it is handed on; of several markets each topic's heading names its own."""
    words = BRIEF_WORDS[brief.language]
    sections: list[Section] = []
    for market in brief.markets:
        for topic in market.topics:
            heading = words.topics[topic.topic]
            if len(brief.markets) > 1:
                heading = words.of_market.format(market=market.market, topic=heading)
            sections.append(
                section_of(
                    heading,
                    topic.claims,
                    catalogue=catalogue,
                    language=brief.language,
                    notes=remarks_on(topic, brief),
                )
            )
    return Paper(brief_title(brief), brief.language, date, tuple(sections))
