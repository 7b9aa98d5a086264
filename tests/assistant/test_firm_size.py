"""Who says how large the own firm is, is told from which size on a rule holds."""

import pytest

from assistant.asked import AnswerKind, Question
from assistant.firm_size import size_named, tells_size
from assistant.parts import parts_of
from language.normalise import match_key
from tests.assistant.conftest import Knows


@pytest.mark.parametrize(
    ("question", "size"),
    [
        pytest.param("Does it bind a company of 20 people?", "company of 20 people", id="of"),
        pytest.param("Must a firm with only ten staff pay?", "firm with only ten staff", id="with"),
        pytest.param("Must a 12-person firm register?", "12-person firm", id="before"),
        pytest.param("We are 8 people. Must we?", "We are 8 people", id="we are"),
        pytest.param("我們只有十個員工要登記嗎", "我們只有十個員工", id="we, in Chinese"),
        pytest.param("20人的公司要登記嗎", "20人的公司", id="before, in Chinese"),
        pytest.param("員工只有30人要辦嗎", "員工只有30人", id="staff, in Chinese"),
        pytest.param("How many people live there?", "", id="other people"),
        pytest.param("展覽有 30 人參加嗎", "", id="other people, in Chinese"),
    ],
)
def test_size(question: str, size: str) -> None:
    assert size_named(question) == size


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("It binds organisations of at least 50 staff.", True),
        ("Micro firms are exempt.", True),
        ("It has applied since 2018.", False),
        ("適用 50 人以上的組織。", True),
        ("微型企業不適用。", True),
        ("展覽有 30 人參加。", False),
    ],
)
def test_told(text: str, tells: bool) -> None:
    assert tells_size(match_key(text)) is tells


RULES = (
    "# The harbour rules\n\nThe harbour rules apply to all piers since 2019.\n\n"
    "The harbour rules apply to organisations of at least 50 staff.\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "Do the harbour rules apply to a company of 20 people?",
        "We are only 20 people. Do the harbour rules apply to us?",
    ],
)
def test_the_sentence_with_the_threshold_answers(knows: Knows, question: str) -> None:
    claims = knows({"rules.md": RULES}).answer(question).claims

    assert [claim.text for claim in claims] == [
        "The harbour rules apply to organisations of at least 50 staff."
    ]


def test_a_size_is_left_out_of_other_questions() -> None:
    question = "我們只有十個員工，可以申請嗎"

    assert [one.question for one in parts_of(Question(question, (), AnswerKind.ANY))] == [
        "可以申請嗎"
    ]
