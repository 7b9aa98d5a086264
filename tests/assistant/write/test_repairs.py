"""A sentence without support is repaired once, replaced by a quote, or withheld and counted."""

from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.types import Usage, Writer
from tests.assistant.write.scripted import (
    PATIENT,
    PRINTED,
    QUESTION,
    SENTENCE,
    Writes,
    all_supported,
)
from tests.model_server import Endless, Fails, Hangs, ModelServer, Reply, Says


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
    assert all_supported(answer, assistant)


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
