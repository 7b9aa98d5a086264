from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.coverage import BEGIN, END, README, coverage_map, uncited, with_map
from corpus.errors import CorpusError
from corpus.facts import Fact
from corpus.source import find_documents, read_source

from .conftest import Write

ROOT = Path(__file__).parents[2]


def test_facts_that_no_document_cites_are_listed(write: Write, facts: Mapping[str, Fact]) -> None:
    source = read_source(write("Trade grew.[^trade]\n"))

    # A fact of low confidence is to be left out.
    assert [fact.id for fact in uncited(facts, [source])] == ["pilots"]


def test_the_map_counts_documents_by_market_kind_and_language(write: Write) -> None:
    sources = [
        read_source(write("Trade grew.[^trade]\n")),
        read_source(write("貿易成長。[^trade]\n", language="zh", title="一份文件")),
    ]

    assert coverage_map(sources).splitlines() == [
        "| market | policy | statistics | market | case | rule | procedure |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| Taiwan | 1 zh, 1 en |  |  |  |  |  |",
        "| all documents | 1 zh, 1 en |  |  |  |  |  |",
    ]


def test_the_map_replaces_the_one_before() -> None:
    readme = f"above\n{BEGIN}\nold\n{END}\nbelow\n"

    assert with_map(readme, "| new |") == f"above\n{BEGIN}\n\n| new |\n\n{END}\nbelow\n"


def test_a_readme_without_markers_is_left_alone() -> None:
    with pytest.raises(CorpusError, match="put both lines back"):
        with_map("above\nbelow\n", "| new |")


def test_the_readme_shows_the_documents_as_they_are() -> None:
    sources = [read_source(path) for path in find_documents(folder=ROOT / "corpus" / "documents")]
    readme = README.read_text(encoding="utf-8")

    assert with_map(readme, coverage_map(sources)) == readme
