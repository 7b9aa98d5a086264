"""A brief asks about each topic, and says what the documents do not cover."""

from dataclasses import replace

import pytest

from assistant.brief import (
    BRIEF_WORDS,
    BadBrief,
    Topic,
    brief_title,
    paper_of_brief,
    remarks_on,
    write_brief,
)
from assistant.facets import Filters
from assistant.types import Answer, Claim, Outcome, Passage, Quote, Verdict, Writer
from ingest.catalogue import Catalogue
from ingest.database import open_database
from ingest.types import Chunk
from language.script import Language

DECLINED = Answer("", "", Language.EN, Outcome.DECLINED, "no", (), (), (), Writer.QUOTES, 0.0)


def says(text: str, *, page: int = 0, marker: int = 3) -> Answer:
    chunk = Chunk(0, 1, "d", "d.pdf", "D", page, None, 0, len(text), text, Language.EN)
    quote = Quote(marker, 1, "d", "d.pdf", "D", page, None, 0, len(text), text, Language.EN)
    claim = Claim(text, Verdict.SUPPORTED, (marker,), (quote,))
    return replace(
        DECLINED,
        outcome=Outcome.ANSWERED,
        reason=None,
        claims=(claim,),
        passages=(Passage(marker, chunk, 1.0),),
    )


class Answers:
    """Answers questions that hold a word, and keeps what was asked."""

    def __init__(self, **answers: Answer) -> None:
        self._answers = answers
        self.asked: list[tuple[str, Filters]] = []

    def __call__(self, question: str, filters: Filters) -> Answer:
        self.asked.append((question, filters))
        found = [answer for word, answer in self._answers.items() if word in question.lower()]
        return found[0] if found else DECLINED


def test_a_topic_that_nothing_covers_says_so() -> None:
    brief = write_brief(
        ["Thailand"],
        sector=None,
        language=Language.EN,
        answer=Answers(people=says("Thailand has 66 million people.")),
    )

    (market,) = brief.markets
    covered = {topic.topic: bool(topic.claims) for topic in market.topics}
    assert covered == {topic: topic is Topic.MARKET for topic in Topic}
    assert remarks_on(market.topics[1], brief) == (BRIEF_WORDS[Language.EN].not_covered,)


@pytest.mark.parametrize(
    ("answers", "on_sector"),
    [
        pytest.param(
            {"smart parking": says("Smart parking grows in Thailand.")}, True, id="on the sector"
        ),
        pytest.param(
            {"population": says("Thailand has 66 million people.")}, False, id="in general only"
        ),
    ],
)
def test_what_is_not_on_the_sector_says_so(answers: dict[str, Answer], on_sector: bool) -> None:
    brief = write_brief(
        ["Thailand"], sector="smart parking", language=Language.EN, answer=Answers(**answers)
    )

    topic = brief.markets[0].topics[0]
    assert topic.on_sector is on_sector
    assert bool(remarks_on(topic, brief)) is not on_sector


def test_only_documents_on_the_market_are_asked() -> None:
    answers = Answers()

    write_brief(["泰國"], sector=None, language=Language.ZH, answer=answers)

    assert {filters.markets for _, filters in answers.asked} == {frozenset({"TH"})}
    assert any(filters.kinds == {"case"} for _, filters in answers.asked)
    assert not any("{" in question for question, _ in answers.asked)


def test_markers_count_anew_in_each_topic_and_a_sentence_is_said_once() -> None:
    answers = Answers(
        people=says("Thailand has 66 million people."),
        grants=says("A grant in Thailand pays half."),
        start=says("Thailand has 66 million people."),
    )

    brief = write_brief(["Thailand"], sector=None, language=Language.EN, answer=answers)

    topics = {topic.topic: topic for topic in brief.markets[0].topics}
    for topic in (Topic.MARKET, Topic.FUNDING):
        (claim,) = topics[topic].claims
        assert claim.markers == (1,)
        assert claim.quotes[0].marker == topics[topic].passages[0].number == 1
    assert not topics[Topic.STEPS].claims


def test_what_was_said_in_other_words_is_not_said_again() -> None:
    answers = Answers(
        people=says("Thailand has close to 70 million people (2021)."),
        economy=says("Thailand | close to 70 million people | 2021"),
    )

    brief = write_brief(["Thailand"], sector=None, language=Language.EN, answer=answers)

    (claim,) = brief.markets[0].topics[0].claims
    assert claim.text == "Thailand has close to 70 million people (2021)."


@pytest.mark.parametrize("head", ["Whom to see in Thailand", "Table 3 Funds of Thailand"])
@pytest.mark.parametrize("has_more", [True, False])
def test_a_heading_or_caption_is_left_out_where_nothing_stands_below_it(
    head: str, has_more: bool
) -> None:
    answer = says(head)
    (claim,) = answer.claims
    (quote,) = claim.quotes
    heading = replace(claim, quotes=(replace(quote, heading=head.startswith("Whom")),))
    item = replace(
        claim,
        text="Ask the desk of Taiwan in Thailand.",
        quotes=(replace(quote, start=99, end=120),),
    )
    claims = (heading, item) if has_more else (heading,)

    brief = write_brief(
        ["Thailand"],
        sector=None,
        language=Language.EN,
        answer=Answers(people=replace(answer, claims=claims)),
    )

    topic = brief.markets[0].topics[0]
    assert [one.text for one in topic.claims] == (
        [head, "Ask the desk of Taiwan in Thailand."] if has_more else []
    )
    assert len(topic.passages) == has_more


@pytest.mark.parametrize(
    ("text", "title", "kept"),
    [
        pytest.param("Thailand and Taiwan trade.", "Notes", True, id="names it"),
        pytest.param("Indonesia is larger.", "Thailand", False, id="names another"),
        pytest.param("The tax is 20 percent.", "Thailand: tax", True, id="under its title"),
        pytest.param("The tax is 20 percent.", "Tax in Vietnam", False, id="under another's"),
    ],
)
def test_only_what_speaks_of_the_market_is_taken(text: str, title: str, kept: bool) -> None:
    answer = says(text)
    passage = answer.passages[0]
    titled = replace(passage, chunk=replace(passage.chunk, title=title))

    brief = write_brief(
        ["Thailand"],
        sector=None,
        language=Language.EN,
        answer=Answers(people=replace(answer, passages=(titled,))),
    )

    assert bool(brief.markets[0].topics[0].claims) is kept


@pytest.mark.parametrize("markets", [[], [" "], ["A", "B", "C", "D"]])
def test_a_brief_is_of_a_few_markets(markets: list[str]) -> None:
    with pytest.raises(BadBrief, match="1 to 3"):
        write_brief(markets, sector=None, language=Language.EN, answer=Answers())


def test_the_paper_names_the_market_of_each_topic_of_several(tmp_path) -> None:
    brief = write_brief(
        ["泰國", "越南"],
        sector="停車",
        language=Language.ZH,
        answer=Answers(人口=says("泰國有很多人。")),
    )
    engine = open_database(None, home=tmp_path)

    paper = paper_of_brief(
        brief, catalogue=Catalogue(engine, originals=tmp_path), date="2026-11-28"
    )

    engine.dispose()
    assert paper.title == brief_title(brief) == "泰國、越南市場進入簡報：停車"
    headings = [section.heading for section in paper.sections]
    assert headings[0] == "泰國：市場"
    assert headings[-1] == "越南：下一步"
