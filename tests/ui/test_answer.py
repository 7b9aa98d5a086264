"""What is drawn of an answer beside its claims."""

from dataclasses import replace

import pytest

from assistant.types import Decline, Outcome, ReadAs
from tests.assistant.test_serialise import ANSWER
from ui.answer import View, answer_html
from ui.words import WORDS, Screen


@pytest.mark.parametrize(
    ("screen", "shown"),
    [
        pytest.param(Screen.EN, "Record 3f9a01c2de77", id="English"),
        pytest.param(Screen.ZH_HANT, "紀錄 3f9a01c2de77", id="Chinese"),
    ],
)
def test_the_id_of_its_record_stands_below_an_answer(screen: Screen, shown: str) -> None:
    view = View(screen=screen, words=WORDS[screen], conversation=None, opened=None)

    with_record = answer_html(replace(ANSWER, record="3f9a01c2de77"), turn=1, view=view)
    without = answer_html(ANSWER, turn=1, view=view)

    assert shown in with_record
    assert with_record.replace(f'<p class="record">{shown}</p>', "") == without


@pytest.mark.parametrize(
    ("decline", "heading"),
    [
        pytest.param(
            Decline.NOT_IN_DOCUMENTS, "No answer was found in the documents", id="not there"
        ),
        pytest.param(Decline.DOUBTED, "No answer that is sure", id="a model found none"),
        pytest.param(Decline.UNCHECKED, "No answer that is sure", id="could not be checked"),
        pytest.param(Decline.HELD_BACK, "No answer that is sure", id="beside orders"),
    ],
)
def test_only_what_the_documents_do_not_hold_is_said_to_be_lacking(
    decline: Decline, heading: str
) -> None:
    view = View(screen=Screen.EN, words=WORDS[Screen.EN], conversation=None, opened=None)
    declined = replace(ANSWER, outcome=Outcome.DECLINED, claims=(), decline=decline)

    assert f"<h3>{heading}</h3>" in answer_html(declined, turn=1, view=view)


@pytest.mark.parametrize(
    ("screen", "shown"),
    [
        pytest.param(Screen.EN, "Read as: Thailand (for “&lt;i&gt;”)", id="English"),
        pytest.param(Screen.ZH_HANT, "以「Thailand」理解「&lt;i&gt;」", id="Chinese"),
    ],
)
@pytest.mark.parametrize("decline", [None, Decline.NOT_IN_DOCUMENTS, Decline.OFF_TOPIC])
def test_what_a_misspelt_word_was_read_as_is_said_first(
    screen: Screen, shown: str, decline: Decline | None
) -> None:
    view = View(screen=screen, words=WORDS[screen], conversation=None, opened=None)
    answer = replace(ANSWER, decline=decline, read_as=(ReadAs("<i>", "Thailand", 0),))

    drawn = answer_html(answer, turn=1, view=view)

    assert f'"><p class="understood">{shown}</p>' in drawn
    assert 'class="understood"' not in answer_html(replace(answer, read_as=()), turn=1, view=view)


@pytest.mark.parametrize(
    ("screen", "shown"),
    [
        pytest.param(Screen.EN, "Searched for: And in &lt;i&gt;?", id="English"),
        pytest.param(Screen.ZH_HANT, "查詢：And in &lt;i&gt;?", id="Chinese"),
    ],
)
def test_what_was_searched_in_place_of_the_question_is_said(screen: Screen, shown: str) -> None:
    view = View(screen=screen, words=WORDS[screen], conversation=None, opened=None)

    drawn = answer_html(replace(ANSWER, searched="And in <i>?"), turn=1, view=view)

    assert f'<p class="understood">{shown}</p>' in drawn


def test_a_heading_stands_over_what_it_heads_and_says_nothing_of_its_own() -> None:
    view = View(screen=Screen.EN, words=WORDS[Screen.EN], conversation=None, opened=None)
    (claim,) = ANSWER.claims
    headed = replace(claim, quotes=tuple(replace(one, heading=True) for one in claim.quotes))
    claim = replace(claim, quotes=tuple(replace(one, start=one.end) for one in claim.quotes))

    drawn = answer_html(replace(ANSWER, claims=(headed, claim)), turn=1, view=view)

    above, below = drawn.split('<p class="claim')[1:]
    assert above.startswith(' heading"><span')
    assert below.startswith('"><span')
    assert 'class="remark origin"' not in above
    assert 'class="remark origin"' in below


@pytest.mark.parametrize("where", ["last", "over another document", "below what it heads"])
def test_a_heading_that_stands_over_nothing_of_its_section_is_drawn_as_any_claim(
    where: str,
) -> None:
    view = View(screen=Screen.EN, words=WORDS[Screen.EN], conversation=None, opened=None)
    (claim,) = ANSWER.claims
    headed = replace(claim, quotes=tuple(replace(one, heading=True) for one in claim.quotes))
    (quote, *_) = claim.quotes
    below = {
        "last": (),
        "over another document": (
            replace(claim, quotes=(replace(quote, version=quote.version + 1, start=quote.end),)),
        ),
        "below what it heads": (replace(claim, quotes=(replace(quote, page_index=0, start=0),)),),
    }[where]

    drawn = answer_html(replace(ANSWER, claims=(headed, *below)), turn=1, view=view)

    assert "claim heading" not in drawn
    assert drawn.count('class="remark origin"') == 1 + len(below)


def test_a_page_that_two_passages_are_of_stands_once_among_the_sources() -> None:
    view = View(screen=Screen.EN, words=WORDS[Screen.EN], conversation=None, opened=None)
    (claim,) = ANSWER.claims
    (quote, *_) = claim.quotes
    first = replace(claim, markers=(1,), quotes=(replace(quote, marker=1),))
    second = replace(claim, markers=(2,), quotes=(replace(quote, marker=2, start=quote.end),))

    drawn = answer_html(replace(ANSWER, claims=(first, second), contacts=()), turn=1, view=view)

    listed = drawn.rpartition('<ol class="sources">')[2]
    assert listed.count("<li>") == 1
    assert ">1</span><span" in listed
    assert ">2</span></span>" in listed
    assert 'data-source="1.1.1"' in listed
