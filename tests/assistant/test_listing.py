"""The list of documents, searched and filtered."""

from dataclasses import replace

import pytest

from assistant.listing import Wanted, listed, spellings, wanted
from ingest.reports import Basis, Field
from tests.assistant.test_report_documents import GUIDE

STATED = replace(
    GUIDE,
    document="rules.pdf",
    title="Rules on parking",
    page_states={"read": 2},
    flagged=0,
    warnings=(),
    correction_fault=None,
    metadata=(
        Field("kind", "Rule", Basis.STATED),
        Field("markets", ["Thailand", "EBRD region"], Basis.STATED),
        Field("issued", "2024-05", Basis.STATED),
        Field("issuer", "數位發展部", Basis.CORRECTED),
    ),
)
BOTH = listed([STATED, GUIDE])


def names(wish: Wanted) -> list[str]:
    return [one.report.document for one in wanted(BOTH, wish)]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        pytest.param(Wanted(), ["rules.pdf", "a.pdf"], id="all, by title"),
        pytest.param(Wanted(search="PARKING rules"), ["rules.pdf"], id="words in any order"),
        pytest.param(Wanted(search="数位发展"), ["rules.pdf"], id="issuer, Simplified"),
        pytest.param(Wanted(search="parking bridge"), [], id="each word must be there"),
        pytest.param(Wanted(facets={"market": ["TH"]}), ["rules.pdf", "a.pdf"], id="market"),
        pytest.param(
            Wanted(facets={"market": ["TH"], "kind": ["rule"]}), ["rules.pdf"], id="both facets"
        ),
        pytest.param(Wanted(facets={"year": ["unknown"]}), ["a.pdf"], id="not known"),
        pytest.param(Wanted(facets={"year": []}), ["rules.pdf", "a.pdf"], id="no value"),
        pytest.param(Wanted(troubled=True), ["a.pdf"], id="needs a look"),
    ],
)
def test_what_is_wished_for_is_listed(wish: Wanted, expected: list[str]) -> None:
    assert names(wish) == expected


def test_guesses_are_told_from_what_is_stated() -> None:
    rules, guide = BOTH

    assert rules.guessed == frozenset()
    assert guide.guessed == {"market"}


def test_names_are_spelt_as_documents_do() -> None:
    assert spellings([STATED, STATED, GUIDE])["ebrd region"] == "EBRD region"
