"""Citation recall and precision, by the definition of ALCE."""

from collections.abc import Sequence

import pytest

from assistant.types import Verdict
from evals.attribution import Attribution, attribute


def needs(*words: str):
    """A check that finds a claim supported by evidence with all these words, partly with some."""

    def check(_claim: str, evidence: Sequence[str]) -> Verdict:
        text = " ".join(evidence)
        held = [word in text for word in words]
        if all(held):
            return Verdict.SUPPORTED
        return Verdict.PARTLY if any(held) else Verdict.UNSUPPORTED

    return check


@pytest.mark.parametrize(
    ("markers", "opened", "expected"),
    [
        pytest.param((1,), {1: "a b"}, Attribution(True, False, 1, 1), id="one bears it all"),
        pytest.param((1, 2), {1: "a", 2: "b"}, Attribution(True, False, 2, 2), id="two together"),
        pytest.param(
            (1, 2), {1: "a b", 2: "c"}, Attribution(True, False, 2, 1), id="one does not matter"
        ),
        pytest.param(
            (1, 2), {1: "a b", 2: "a b"}, Attribution(True, False, 2, 2), id="each bears it"
        ),
        pytest.param((1,), {1: "a"}, Attribution(False, True, 1, 0), id="in part"),
        pytest.param((1,), {1: "c"}, Attribution(False, False, 1, 0), id="not at all"),
        pytest.param((9,), {1: "a b"}, Attribution(False, False, 1, 0), id="opens nothing"),
        pytest.param(
            (1, 9), {1: "a b"}, Attribution(True, False, 2, 1), id="one of two opens nothing"
        ),
        pytest.param((), {1: "a b"}, Attribution(False, False, 0, 0), id="no marker"),
    ],
)
def test_attribute(markers, opened, expected) -> None:
    assert attribute("claim", markers, opened, check=needs("a", "b")) == expected
