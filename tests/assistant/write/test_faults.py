"""Whatever a model does, nothing that the pages do not support is shown as supported."""

import logging
import time
from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.errors import Fault
from assistant.phrases import stood_in
from assistant.types import Outcome, Writer
from assistant.write import Limits
from language.script import Language, detect_language
from tests.assistant.conftest import KEY
from tests.assistant.words_checker import BrokenChecker
from tests.assistant.write.scripted import (
    EN,
    PATIENT,
    PRINTED,
    QUESTION,
    SENTENCE,
    Writes,
    all_supported,
)
from tests.model_server import Cut, Endless, Fails, Garbage, Hangs, ModelServer, Reply, Says

# What the model does in place of a draft; the passages' own sentence is `{ok}`.
_FAULTS = [
    pytest.param([Hangs()], Fault.SLOW, 3, id="hangs"),
    pytest.param([Fails(429)], Fault.BUSY, 3, id="429"),
    pytest.param([Fails(429, {"Retry-After": "30"})], Fault.BUSY, 1, id="429 for too long"),
    pytest.param([Fails(500)], Fault.DOWN, 3, id="500"),
    pytest.param([Fails(401)], Fault.REFUSED, 1, id="wrong key"),
    pytest.param([Fails(404)], Fault.REFUSED, 1, id="no such model"),
    pytest.param([Cut("Thailand had")], Fault.DOWN, 3, id="cut"),
    pytest.param([Cut("Thailand had", politely=True)], Fault.DOWN, 3, id="cut politely"),
    pytest.param([Garbage("Thailand had")], Fault.DOWN, 3, id="no JSON"),
    pytest.param([Says("")], Fault.UNUSABLE, 3, id="empty"),
    pytest.param([Says(" \n")], Fault.UNUSABLE, 3, id="blank"),
    pytest.param([Endless("and so on ")], Fault.UNUSABLE, 3, id="endless sentence"),
    pytest.param([Endless("It had many sites. ")], Fault.UNUSABLE, 3, id="endless sentences"),
    pytest.param([Endless("\n")], None, None, id="endless blank lines"),
    pytest.param([Says("I'm sorry, I can't help with that.")], Fault.UNUSABLE, 3, id="refusal"),
    pytest.param([Says(SENTENCE)], Fault.UNUSABLE, 3, id="no markers"),
    pytest.param([Says("泰國有二十個停車場 [1]。")], Fault.UNUSABLE, 3, id="wrong language"),
    pytest.param([Says(f"{SENTENCE} [77]")], Fault.UNSUPPORTED, 2, id="invented marker"),
    pytest.param(
        [Says("Thailand had 37 smart parking sites in 2024 [{n}].")],
        Fault.UNSUPPORTED,
        2,
        id="wrong figure",
    ),
    pytest.param(
        [Says("The password is hunter2 [{n}]. Visit evil.example now [{n}].")],
        Fault.UNSUPPORTED,
        3,
        id="what an injection asks for",
    ),
]


@pytest.mark.parametrize(("script", "fault", "requests"), _FAULTS)
def test_the_quotes_writer_stands_in_for_a_model_that_fails(
    writes: Writes,
    model_server: ModelServer,
    parking: int,
    caplog: pytest.LogCaptureFixture,
    script: list[Reply],
    fault: Fault | None,
    requests: int | None,
) -> None:
    script = [
        replace(reply, text=reply.text.replace("{n}", str(parking)))
        if isinstance(reply, Says)
        else reply
        for reply in script
    ]
    assistant = writes(*script)
    started = time.monotonic()

    with caplog.at_level(logging.DEBUG, logger="assistant"):
        answer = assistant.answer(QUESTION)

    assert time.monotonic() - started < PATIENT.seconds
    assert answer.writer is Writer.QUOTES
    assert [claim.text for claim in answer.claims] == [PRINTED]
    assert all_supported(answer, assistant)
    if fault is not None:
        assert answer.notice == stood_in(fault, EN, quoted=True)
        assert len(model_server.requests) == requests
    assert answer.notice
    assert KEY not in caplog.text
    assert not any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(Fails(500), id="500"),
        pytest.param(Fails(429, {"Retry-After": "0.01"}), id="429"),
        pytest.param(Hangs(), id="hangs"),
        pytest.param(Cut("Thailand had 20"), id="cut"),
        pytest.param(Garbage(""), id="no JSON"),
        pytest.param(Says(""), id="empty"),
        pytest.param(Says("泰國有二十個停車場 [1]。"), id="wrong language"),
        pytest.param(Says(SENTENCE), id="no markers"),
    ],
)
def test_what_may_pass_is_tried_again(
    writes: Writes, model_server: ModelServer, parking: int, first: Reply
) -> None:
    answer = writes(first, Says(f"{SENTENCE} [{parking}]")).answer(QUESTION)

    assert (answer.writer, answer.notice) == (Writer.MODEL, None)
    assert [claim.text for claim in answer.claims] == [SENTENCE]
    assert len(model_server.requests) == 2


def test_a_model_is_told_that_its_draft_could_not_be_used(
    writes: Writes, model_server: ModelServer, parking: int
) -> None:
    writes(Says("No."), Fails(500), Says(f"{SENTENCE} [{parking}]")).answer(QUESTION)

    said = [request["messages"][-1]["content"] for request in model_server.requests]
    assert ["could not be used" in one for one in said] == [False, True, False]


def test_a_service_is_left_alone_for_as_long_as_it_asks(
    writes: Writes, model_server: ModelServer, parking: int
) -> None:
    slept: list[float] = []
    assistant = writes(
        Fails(429, {"Retry-After": "3"}),
        Fails(503),
        Says(f"{SENTENCE} [{parking}]"),
        limits=Limits(seconds=20, pause_s=0.5),
    )
    assert assistant.writer is not None

    answer = replace(assistant, writer=replace(assistant.writer, sleep=slept.append)).answer(
        QUESTION
    )

    assert slept == [3.0, 1.0]
    assert answer.writer is Writer.MODEL


def test_time_that_searching_took_is_off_the_models(
    writes: Writes, assistant: Assistant, parking: int
) -> None:
    writer = writes(Says("x"), limits=Limits(seconds=6)).writer
    assert writer is not None

    writing = replace(writer, clock=lambda: 100.0).begin(
        QUESTION,
        assistant.search(QUESTION),
        language=EN,
        embedder=assistant.index.embedder,
        catalogue=assistant.catalogue,
        spent_s=2.0,
    )
    writing.close()

    assert writing.until == 104.0


def test_what_comes_when_time_is_over_is_too_late(writes: Writes, parking: int) -> None:
    answer = writes(Says(f"{SENTENCE} [{parking}]"), limits=Limits(seconds=0.0001)).answer(QUESTION)

    assert answer.writer is Writer.QUOTES
    assert answer.notice == stood_in(Fault.SLOW, EN, quoted=True)


def test_a_draft_that_breaks_off_keeps_what_was_shown_and_says_so(
    writes: Writes, model_server: ModelServer, parking: int
) -> None:
    shown = f"The city of Bangkok paid half of the cost. [{parking}] Thailand"

    answer = writes(Cut(shown)).answer(QUESTION)

    assert [claim.text for claim in answer.claims] == [
        "The city of Bangkok paid half of the cost.",
        PRINTED,
    ]
    assert answer.writer is Writer.MODEL
    assert answer.notice == stood_in(Fault.DOWN, EN, quoted=True)
    assert len(model_server.requests) == 1


def test_what_a_draft_withheld_that_was_given_up_is_not_counted(
    writes: Writes, parking: int
) -> None:
    answer = writes(
        Cut(f"Bananas are blue [{parking}]. They"),
        Says("[none]"),
        Says(f"{SENTENCE} [{parking}]"),
    ).answer(QUESTION)

    assert [claim.text for claim in answer.claims] == [SENTENCE]
    assert (answer.withheld, answer.notice) == (0, None)


def test_a_sentence_that_is_cut_is_not_shown(writes: Writes, parking: int) -> None:
    # What stands so far would be supported.
    answer = writes(Cut(f"Bangkok paid half of the cost [{parking}]")).answer(QUESTION)

    assert all(claim.text.endswith("2024.") for claim in answer.claims)


def test_quotes_that_surely_answer_stand_in_for_a_model_that_finds_no_answer(
    writes: Writes,
) -> None:
    answer = writes(Says("[none]")).answer(QUESTION)

    assert (answer.outcome, answer.writer) == (Outcome.ANSWERED, Writer.QUOTES)
    assert [claim.text for claim in answer.claims] == [PRINTED]
    assert answer.notice == stood_in(Fault.DECLINED, EN, quoted=True)


@pytest.mark.parametrize("unsure", [True, False])
def test_a_model_that_finds_no_answer_declines(
    writes: Writes, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch, unsure: bool
) -> None:
    if unsure:
        monkeypatch.setattr("assistant.ask._SURELY", 9.0)
    question = QUESTION if unsure else "What is the minimum wage in Brazil?"
    answer = writes(Says("[none]")).answer(question)

    assert answer.notice is None
    assert (answer.outcome, answer.writer) == (Outcome.DECLINED, Writer.MODEL)
    assert answer.claims == ()
    assert answer.reason is not None
    assert answer.reason.startswith(
        "The language model found no answer"
        if unsure
        else "No passage was found that surely answers this"
    )
    assert len(model_server.requests) == 1


def test_an_answer_that_ends_in_the_word_for_no_answer_is_one(
    writes: Writes, model_server: ModelServer, parking: int
) -> None:
    answer = writes(Says(f"{SENTENCE} [{parking}]\n[none]")).answer(QUESTION)

    assert [claim.text for claim in answer.claims] == [SENTENCE]
    assert (answer.withheld, len(model_server.requests)) == (0, 1)


def test_nothing_is_sent_when_there_is_nothing_to_answer_from(
    writes: Writes, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = writes(Says("The answer is 42 [1]."))
    monkeypatch.setattr(Assistant, "_search", lambda *_, **__: [])

    answer = assistant.answer(QUESTION)

    assert answer.outcome is Outcome.DECLINED
    assert model_server.requests == []


def test_a_check_that_fails_leaves_the_quotes(
    writes: Writes, model_server: ModelServer, parking: int
) -> None:
    answer = writes(Says(f"{SENTENCE} [{parking}]"), checker=BrokenChecker()).answer(QUESTION)

    assert answer.writer is Writer.QUOTES
    assert [claim.text for claim in answer.claims] == [PRINTED]
    assert answer.notice == stood_in(Fault.UNCHECKED, EN, quoted=True)
    assert answer.withheld == 0
    assert len(model_server.requests) == 1, "there is nothing to repair"


def test_a_fault_without_a_quote_to_stand_in_is_declined(
    writes: Writes, model_server: ModelServer
) -> None:
    answer = writes(Fails(401)).answer("What is the minimum wage in Brazil?")

    assert answer.outcome is Outcome.DECLINED
    assert "Brazil" in answer.missing
    assert answer.notice == stood_in(Fault.REFUSED, EN, quoted=False)


@pytest.mark.parametrize("language", list(Language))
def test_a_reader_is_told_in_the_language_of_the_question(
    writes: Writes, language: Language
) -> None:
    answer = writes(Fails(401)).answer(QUESTION, language=language)

    assert answer.notice is not None
    assert detect_language(answer.notice) is language
