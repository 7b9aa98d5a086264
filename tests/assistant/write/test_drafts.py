"""A model's sentences are shown with the words that support them, as they come."""

import pytest

from assistant.types import Claimed, Finished, Found, Outcome, Usage, Writer
from assistant.write import Limits
from tests.assistant.write.scripted import (
    PRINTED,
    QUESTION,
    SENTENCE,
    Writes,
    all_supported,
    marker_of,
)
from tests.model_server import Hangs, ModelServer, Says


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
    assert all_supported(answer, assistant)


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


@pytest.mark.parametrize(
    "fund",
    [pytest.param("技術合作基金", id="Traditional"), pytest.param("技术合作基金", id="Simplified")],
)
def test_a_chinese_answer_is_asked_for_checked_and_shown_in_traditional_characters(
    writes: Writes, model_server: ModelServer, fund: str
) -> None:
    question = "歐銀技術合作基金是哪一年成立的？"
    assistant = writes()
    number = marker_of(assistant, "1991", question)
    model_server.script = [Says(f"1991 年共同成立{fund}。[{number}]")]

    answer = assistant.answer(question)

    assert [claim.text for claim in answer.claims] == ["1991 年共同成立技術合作基金。"]
    assert "1991" in answer.claims[0].quotes[0].text
    assert "繁體中文" in model_server.prompt()
