"""What was asked before of the same documents is not answered anew."""

import shutil
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.facets import Filters
from assistant.known_answers import KnownAnswers
from assistant.settings import Settings
from assistant.types import Answer, Event, Finished, Turn
from ingest.build import ingest
from ingest.correct import correct
from language.script import Language

QUESTION = "How many smart parking sites did Thailand have?"


class Counted(Assistant):
    """Keeps which questions were truly answered."""

    made: list[str] = []  # noqa: RUF012 - emptied by each test

    def _ask(self, asking: Any) -> Generator[Event, None, None]:
        self.made.append(asking.question)
        yield from super()._ask(asking)


@pytest.fixture
def own(documents: Path, model_cache: Path, tmp_path: Path) -> Counted:
    """An assistant that keeps its answers, over documents that may be changed."""
    shutil.copytree(documents, tmp_path / "files")
    settings = Settings.load({}, home=tmp_path / "home", cache=model_cache)
    assistant = Counted.open(settings, known=KnownAnswers())
    assert isinstance(assistant, Counted)
    ingest([tmp_path / "files"], index=assistant.index)
    assistant.made.clear()
    return assistant


def same(one: Answer, other: Answer) -> bool:
    return replace(one, record=None, seconds=0) == replace(other, record=None, seconds=0)


def test_the_same_question_is_answered_once_and_each_answer_has_its_record(own: Counted) -> None:
    first, second = own.answer(QUESTION), own.answer(QUESTION)

    assert first.claims
    assert own.made == [QUESTION]
    assert same(first, second)
    assert None is not first.record != second.record


def test_a_follow_up_that_was_answered_while_nobody_waited_is_there_when_it_is_asked(
    own: Counted,
) -> None:
    own.quoted(QUESTION)
    own.answer(QUESTION, [Turn("歐銀投資幾個國家？", "歐銀投資幾個國家？")])

    assert own.made == [QUESTION]


@pytest.mark.parametrize(
    ("language", "filters", "history"),
    [
        pytest.param(Language.ZH, None, (), id="language"),
        pytest.param(None, Filters.of(markets=["Vietnam"]), (), id="filters"),
    ],
)
def test_what_is_asked_otherwise_is_another_answer(
    language: Language | None, filters: Filters | None, history: Sequence[Turn], own: Counted
) -> None:
    own.answer(QUESTION)
    own.answer(QUESTION, history, language=language, filters=filters)

    assert own.made == [QUESTION, QUESTION]


def test_a_question_that_leans_on_another_conversation_is_another_one(own: Counted) -> None:
    own.answer("And Vietnam?", [Turn(QUESTION, QUESTION)])
    own.answer("And Vietnam?", [Turn("Which resources are there?", "Which resources are there?")])

    assert len(own.made) == 2


def test_other_documents_give_another_answer(own: Counted, tmp_path: Path) -> None:
    own.answer(QUESTION)
    (tmp_path / "files" / "parking.md").write_text(
        "# Smart parking\n\nThailand had 31 smart parking sites.\n"
    )
    ingest([tmp_path / "files"], index=own.index)
    later = own.answer(QUESTION)

    assert own.made == [QUESTION, QUESTION]
    assert "31" in later.claims[0].text

    correct("parking.md", {"kind": "case"}, index=own.index)
    own.answer(QUESTION)
    assert len(own.made) == 3


def test_an_answer_that_was_broken_off_is_not_kept(own: Counted) -> None:
    events = own.ask(QUESTION)
    next(events)
    events.close()  # type: ignore[attr-defined]
    own.answer(QUESTION)

    assert own.made == [QUESTION, QUESTION]


def test_the_oldest_goes_when_there_are_too_many(own: Counted) -> None:
    known, made = KnownAnswers(most=2), []
    finished = Finished(own.answer("thanks"))

    def answering(key: str) -> Iterator[Event]:
        made.append(key)
        yield finished

    for key in ("a", "b", "a", "c", "a", "b"):
        list(known.events(key, lambda key=key: answering(key)))  # type: ignore[misc, arg-type]

    assert made == ["a", "b", "c", "b"]
