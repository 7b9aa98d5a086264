"""The map of coverage as a table."""

import re
from itertools import permutations

import pytest

from assistant.corpus_map import Cell, map_of
from ingest.served import Served
from language.script import Language
from ui.coverage import coverage_html
from ui.facets import Wording, ordered
from ui.library_words import CHINESE as SAID_CHINESE
from ui.library_words import ENGLISH as SAID
from ui.words import CHINESE, ENGLISH, Screen

WORDING = Wording(Screen.EN, ENGLISH, SAID, {"atlantis": "Atlantis", "<b>": "<b>"})
FOUND = map_of(
    [
        Served(n, f"{n}.md", f"{n}.md", f"{n}", Language.EN, metadata)
        for n, metadata in enumerate(
            [
                {"markets": ["Thailand", "Vietnam"], "kind": "rule", "issued": "2024-05"},
                {"markets": ["Thailand"], "kind": "rule", "issued": "2023"},
                {"markets": ["Thailand"], "kind": "rule"},
                {"markets": ["Atlantis"], "kind": "<b>", "issued": "2024"},
            ]
        )
    ]
)


def cells(rows: str, columns: str, most: int | None = None) -> dict[tuple[str, str], str]:
    """Each cell's shade and number by its row and column, as read from the table."""
    drawn = coverage_html(FOUND, rows=rows, columns=columns, most=most, wording=WORDING)
    found = {}
    for shade, label in re.findall(r'<td class="(thick|thin|none)">.*?aria-label="(.*?)"', drawn):
        place, _, count = label.rpartition(": ")
        row, _, column = place.partition(", ")
        found[row, column] = f"{shade} {count}"
    return found


def test_the_shades_are_those_of_the_counts() -> None:
    found = cells("market", "kind")

    assert found["Thailand", "Law or rule"] == "thick 3"
    assert found["Vietnam", "Law or rule"] == "thin 1"
    assert found["Atlantis", "Law or rule"] == "none 0"
    assert found["Atlantis", "&lt;b&gt;"] == "thin 1"


@pytest.mark.parametrize(("rows", "columns"), list(permutations(Cell._fields, 2)))
def test_each_two_axes_count_the_same_either_way(rows: str, columns: str) -> None:
    one, other = cells(rows, columns), cells(columns, rows)

    assert {(b, a): shown for (a, b), shown in one.items()} == other


def test_a_document_on_two_markets_counts_once_for_its_year() -> None:
    assert cells("year", "kind")["2024", "Law or rule"] == "thin 1"


def test_only_the_first_rows_are_drawn() -> None:
    assert {row for row, _ in cells("market", "kind", most=1)} == {"Thailand"}


def test_years_run_onwards_and_the_rest_by_count() -> None:
    assert ordered("year", FOUND.axes["year"]) == ["2023", "2024", "unknown"]
    assert ordered("market", FOUND.axes["market"])[0] == "TH"


def test_a_market_that_is_no_country_has_its_name_in_chinese() -> None:
    chinese = Wording(Screen.ZH_HANT, CHINESE, SAID_CHINESE, {"ebrd region": "EBRD region"})

    assert chinese.name("market", "ebrd region") == "歐銀營運地區"
    assert chinese.name("market", "atlantis") == "atlantis"
