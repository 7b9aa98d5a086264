"""Whatever a model does, nothing that the pages do not support is shown as supported."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.errors import Fault
from assistant.model import LangChainModel
from assistant.phrases import stood_in
from assistant.support import Checker
from assistant.types import Answer, Claimed, Finished, Found, Outcome, Usage, Verdict, Writer
from assistant.write import Limits, ModelWriter
from language.script import Language, detect_language
from tests.assistant.conftest import KEY
from tests.assistant.words_checker import BrokenChecker, WordsChecker
from tests.model_server import Cut, Endless, Fails, Garbage, Hangs, ModelServer, Reply, Says

EN = Language.EN

QUESTION = "How many smart parking sites did Thailand have in 2024?"
SENTENCE = "Thailand had 20 smart parking sites in 2024."
PRINTED = "Thailand had 20 smart parking sites in 2024."
PATIENT = Limits(seconds=6, silence_s=3, pause_s=0.01)
SHORT = replace(PATIENT, seconds=2, silence_s=0.4)
"""For models that keep the reader waiting: each of three silences is waited out."""

Writes = Callable[..., Assistant]


@pytest.fixture
def writes(assistant: Assistant, model_server: ModelServer) -> Writes:
    """The assistant with a model that replies as scripted."""

    def with_script(
        *script: Reply, checker: Checker | None = None, limits: Limits | None = None
    ) -> Assistant:
        model_server.script = script
        waits = any(isinstance(reply, Hangs) or reply == Endless("\n") for reply in script)
        writer = ModelWriter(
            LangChainModel.open("openai:scripted"),
            checker or WordsChecker(),
            limits or (SHORT if waits else PATIENT),
        )
        return replace(assistant, writer=writer)

    return with_script


def _number(assistant: Assistant, text: str, question: str = QUESTION) -> int:
    """The marker of the passage that holds this text."""
    return next(one.number for one in assistant.search(question) if text in one.chunk.text)


@pytest.fixture
def parking(assistant: Assistant) -> int:
    return _number(assistant, PRINTED)


def _all_supported(answer: Answer, assistant: Assistant) -> bool:
    """Whether each claim is marked, and each of its quotes stands on the page that it names."""
    numbers = {passage.number for passage in answer.passages}
    for claim in answer.claims:
        assert claim.verdict is Verdict.SUPPORTED
        assert claim.markers
        assert set(claim.markers) <= numbers
        assert {quote.marker for quote in claim.quotes} == set(claim.markers)
        for quote in claim.quotes:
            page = assistant.catalogue.page(quote.version, quote.page_index)
            assert page is not None
            assert page.text[quote.start : quote.end] == quote.text
        evidence = [quote.text for quote in claim.quotes]
        assert WordsChecker().check(claim.text, evidence).verdict is Verdict.SUPPORTED
    return True


def test_what_a_model_writes_is_shown_with_the_words_that_support_it(
    writes: Writes, model_server: ModelServer, parking: int
) -> None:
    assistant = writes(Says(f"In 2024 Thailand had 20 sites for smart parking [{parking}]."))

    answer = assistant.answer(QUESTION)

    [claim] = answer.claims
    assert claim.text == "In 2024 Thailand had 20 sites for smart parking."
    assert [quote.text for quote in claim.quotes] == [PRINTED]
    assert claim.markers == (parking,)
    assert (answer.writer, answer.outcome) == (Writer.MODEL, Outcome.ANSWERED)
    assert (answer.model, answer.withheld, answer.notice) == ("openai:scripted", 0, None)
    assert answer.usage == Usage(100, 20)
    assert len(model_server.requests) == 1
    assert _all_supported(answer, assistant)


def test_each_sentence_is_shown_as_soon_as_it_is_checked(
    writes: Writes, model_server: ModelServer, parking: int
) -> None:
    assistant = writes(Hangs(f"{SENTENCE} [{parking}] Bangkok"), limits=Limits(seconds=20))

    events = assistant.ask(QUESTION)
    found, claimed = next(events), next(events)

    assert isinstance(found, Found)
    assert isinstance(claimed, Claimed)
    assert claimed.claim.text == SENTENCE
    assert not model_server.left.is_set()

    events.close()  # type: ignore[attr-defined]
    assert model_server.left.wait(5), "a reader who leaves breaks the request off"


def test_the_events_are_the_answer(writes: Writes, parking: int) -> None:
    assistant = writes(Says(f"{SENTENCE} [{parking}] Bangkok paid half of the cost [{parking}]."))

    found, *claimed, finished = assistant.ask(QUESTION)

    assert isinstance(found, Found)
    assert isinstance(finished, Finished)
    assert [event.claim for event in claimed if isinstance(event, Claimed)] == list(
        finished.answer.claims
    )
    assert len(claimed) == 2
    assert tuple(found.passages) == finished.answer.passages


def test_the_passages_that_are_listed_are_those_that_the_model_saw(
    writes: Writes, model_server: ModelServer, parking: int
) -> None:
    answer = writes(Says(f"{SENTENCE} [{parking}]")).answer(QUESTION)

    prompt = model_server.prompt()
    assert prompt.count("<passage number=") == len(answer.passages)
    for passage in answer.passages:
        assert f'<passage number="{passage.number}"' in prompt
        assert passage.chunk.text in prompt
    assert prompt.index("</passage>") < prompt.index("<question>")


def test_an_answer_to_a_chinese_question_is_asked_for_and_checked_in_chinese(
    writes: Writes, model_server: ModelServer
) -> None:
    question = "歐銀技術合作基金是哪一年成立的？"
    assistant = writes()
    number = _number(assistant, "1991", question)
    model_server.script = [Says(f"1991 年共同成立技術合作基金。[{number}]")]

    answer = assistant.answer(question)

    assert [claim.text for claim in answer.claims] == ["1991 年共同成立技術合作基金。"]
    assert "1991" in answer.claims[0].quotes[0].text
    assert "繁體中文" in model_server.prompt()


def test_a_draft_in_simplified_characters_is_shown_in_traditional_ones(
    writes: Writes, model_server: ModelServer
) -> None:
    question = "歐銀技術合作基金是哪一年成立的？"
    assistant = writes()
    number = _number(assistant, "1991", question)
    model_server.script = [Says(f"1991 年共同成立技术合作基金。[{number}]")]

    answer = assistant.answer(question)

    assert [claim.text for claim in answer.claims] == ["1991 年共同成立技術合作基金。"]


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
    assert _all_supported(answer, assistant)
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


def test_a_sentence_that_is_not_supported_is_repaired_once(
    writes: Writes, model_server: ModelServer, parking: int
) -> None:
    assistant = writes(
        Says(f"Thailand had 37 smart parking sites in 2024 [{parking}]."),
        Says(f"{SENTENCE} [{parking}]"),
    )

    answer = assistant.answer(QUESTION)

    assert [claim.text for claim in answer.claims] == [SENTENCE]
    assert (answer.writer, answer.withheld, answer.notice) == (Writer.MODEL, 0, None)
    assert answer.usage == Usage(200, 40)
    repair = model_server.prompt()
    assert "37 is not in evidence" in repair
    assert "Thailand had 37 smart parking sites" in repair
    assert repair.count("<passage number=") == 1


@pytest.mark.parametrize(
    "repair",
    [
        pytest.param(Says("Thailand had 38 smart parking sites in 2024 [{n}]."), id="no better"),
        pytest.param(Says("[none]"), id="gives up"),
        pytest.param(Says(""), id="empty"),
        pytest.param(Fails(500), id="500"),
        pytest.param(Hangs(), id="hangs"),
        pytest.param(Endless("and so on "), id="endless"),
    ],
)
def test_the_nearest_quote_takes_the_place_of_a_sentence_that_cannot_be_repaired(
    writes: Writes, model_server: ModelServer, parking: int, repair: Reply
) -> None:
    if isinstance(repair, Says):
        repair = replace(repair, text=repair.text.replace("{n}", str(parking)))
    assistant = writes(
        Says(
            f"Bangkok paid half of the cost [{parking}]. "
            f"Thailand had 37 smart parking sites in 2024 [{parking}]."
        ),
        repair,
    )

    answer = assistant.answer(QUESTION)

    assert [claim.text for claim in answer.claims] == ["Bangkok paid half of the cost.", PRINTED]
    assert (answer.writer, answer.withheld, answer.notice) == (Writer.MODEL, 0, None)
    assert len(model_server.requests) == 2
    assert _all_supported(answer, assistant)


def test_what_nothing_takes_the_place_of_is_withheld_and_counted(
    writes: Writes, parking: int
) -> None:
    assistant = writes(
        Says(
            f"Here is what I found. {SENTENCE} [{parking}] Bananas are blue [{parking}]. "
            "I hope this helps!"
        ),
        Says("[none]"),
    )

    answer = assistant.answer(QUESTION)

    assert [claim.text for claim in answer.claims] == [SENTENCE]
    assert (answer.writer, answer.withheld, answer.notice) == (Writer.MODEL, 3, None)


def test_a_quote_on_something_else_takes_no_sentences_place(writes: Writes, parking: int) -> None:
    said = f"Bangkok paid half of the cost [{parking}]. Bananas are blue [{parking}]."

    answer = writes(Says(said), Says("[none]")).answer(QUESTION)

    assert [claim.text for claim in answer.claims] == ["Bangkok paid half of the cost."]
    assert answer.withheld == 1


def test_a_sentence_is_repaired_only_so_often(
    writes: Writes, model_server: ModelServer, parking: int
) -> None:
    wrong = " ".join(f"Thailand had {number} sites [{parking}]." for number in range(30, 37))

    answer = writes(Says(wrong), Says("[none]")).answer(QUESTION)

    assert len(model_server.requests) == 1 + PATIENT.repairs
    assert answer.writer is Writer.QUOTES


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


def test_markers_of_passages_that_do_not_bear_the_sentence_are_left_out(
    writes: Writes, assistant: Assistant, parking: int
) -> None:
    other = next(one.number for one in assistant.search(QUESTION) if one.number != parking)

    answer = writes(Says(f"{SENTENCE} [{other}][{parking}]")).answer(QUESTION)

    assert [claim.markers for claim in answer.claims] == [(parking,)]


def test_a_draft_that_goes_in_circles_says_it_once(
    writes: Writes, model_server: ModelServer, parking: int
) -> None:
    answer = writes(Endless(f"{SENTENCE} [{parking}] ")).answer(QUESTION)

    assert [claim.text for claim in answer.claims] == [SENTENCE]
    assert answer.notice is None
    assert model_server.left.wait(5)


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
        "The language model found no answer" if unsure else "The documents do not say"
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
