"""A short form of `python -m benchmarks.misbehaving`, with the real verifier."""

from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.write import Limits
from benchmarks.misbehaving import FAULTS, measure, with_model
from tests.model_server import ModelServer

QUESTIONS = [
    "How many smart parking sites did Thailand have in 2024?",
    "歐銀技術合作基金是哪一年成立的？",
]
QUICK = Limits(seconds=1.0, silence_s=0.3, pause_s=0.01)
PATIENT = replace(QUICK, seconds=6.0)


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_a_model_does_nothing_false_is_shown(
    assistant: Assistant, model_server: ModelServer, fault: str
) -> None:
    waits = fault.startswith(("time-out", "endless blank"))
    asking = with_model(assistant, QUICK if waits else PATIENT)

    row = measure(asking, model_server, QUESTIONS, fault)

    assert (row.asked, row.crashes) == (2, 0)
    assert (row.false_shown, row.unbacked, row.silent) == (0, 0, 0)
    assert row.by_model + row.by_quotes == 2, "both can be answered"
