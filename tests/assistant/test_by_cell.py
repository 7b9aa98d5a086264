"""Rows of tables are shown cell by cell, and kept as printed."""

from dataclasses import replace

import pytest

from assistant.by_cell import by_cell
from assistant.types import Claim, Quote, Verdict
from ingest.cells import Place
from language.script import Language

_FIRST = 100


def _quoting(text: str, *cells: str) -> Claim:
    """A claim that quotes a row with these cells, in order."""
    starts, at = [], 0
    for cell in cells:
        at = text.index(cell, at)
        starts.append(_FIRST + at)
        at += len(cell)
    quote = Quote(
        marker=1,
        version=1,
        document="a.pdf",
        source="a.pdf",
        title="A",
        page_index=0,
        page_label=None,
        start=_FIRST,
        end=_FIRST + len(text),
        text=text,
        language=Language.EN,
        place=Place("Rates", cells[0], (), None, tuple(starts)) if cells else None,
    )
    return Claim(text, Verdict.SUPPORTED, (1,), (quote,))


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        pytest.param(
            _quoting("Fund Set up by Taiwan 1991", "Fund", "Set up by Taiwan", "1991"),
            "Fund | Set up by Taiwan | 1991",
            id="spaces between cells",
        ),
        pytest.param(
            _quoting("Fund | Set up by Taiwan | 1991", "Fund", "Set up by Taiwan", "1991"),
            "Fund | Set up by Taiwan | 1991",
            id="bars already",
        ),
        pytest.param(
            _quoting("Fund Set up | 1991", "Fund", "Set up", "1991"),
            "Fund | Set up | 1991",
            id="both",
        ),
        pytest.param(
            _quoting("Fund  Set up", "Fund", "Set up"), "Fund | Set up", id="a wide space"
        ),
        pytest.param(_quoting("Fund Set up by Taiwan"), "Fund Set up by Taiwan", id="no table"),
    ],
)
def test_a_row_is_shown_cell_by_cell(claim: Claim, shown: str) -> None:
    assert by_cell(claim) == shown


def test_a_caption_before_the_row_stays_as_it_is() -> None:
    row = _quoting("Fund Set up 1991", "Fund", "Set up", "1991")
    claim = replace(row, text=f"Table 1 Funds of Taiwan {row.text}")

    assert by_cell(claim) == "Table 1 Funds of Taiwan Fund | Set up | 1991"


def test_what_a_model_wrote_stays_as_it_is() -> None:
    claim = replace(_quoting("Fund Set up 1991", "Fund", "Set up"), text="It was set up in 1991.")

    assert by_cell(claim) == "It was set up in 1991."
