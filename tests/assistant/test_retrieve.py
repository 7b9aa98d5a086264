"""Two engines' hits become one list by the weighted sum of z-scores."""

import pytest

from assistant.ask import Assistant
from assistant.retrieve import fuse
from ingest.vectors import Hit
from language.script import Language


def test_scores_are_z_scores_weighted() -> None:
    # With the 0 of a chunk that has no word: mean 4/3, deviation 1.2472; then mean 30 and 10.
    fused = fuse([Hit(1, 3.0), Hit(2, 1.0)], [Hit(2, 40.0), Hit(1, 20.0)], vector_weight=0.25)

    assert [hit.chunk for hit in fused] == [1, 2]
    assert [hit.score for hit in fused] == pytest.approx(
        [0.75 * 1.33631 - 0.25, -0.75 * 0.26726 + 0.25], abs=1e-4
    )


@pytest.mark.parametrize(
    ("weight", "first"),
    [pytest.param(0.2, 1, id="keywords weigh more"), pytest.param(0.8, 2, id="vectors weigh more")],
)
def test_the_weight_decides_between_engines_that_disagree(weight: float, first: int) -> None:
    fused = fuse([Hit(1, 3.0), Hit(2, 1.0)], [Hit(2, 0.9), Hit(1, 0.1)], vector_weight=weight)

    assert fused[0].chunk == first


def test_the_engines_own_scales_do_not_matter() -> None:
    keyword, vector = [Hit(1, 3.0), Hit(2, 1.0)], [Hit(2, 0.9), Hit(1, 0.2)]
    scaled = [Hit(hit.chunk, hit.score * 1000) for hit in keyword]

    plain, other = (fuse(hits, vector, vector_weight=0.4) for hits in (keyword, scaled))

    assert [hit.chunk for hit in plain] == [hit.chunk for hit in other]
    assert [hit.score for hit in plain] == pytest.approx([hit.score for hit in other])


def test_a_chunk_of_one_engine_gets_the_lowest_score_of_the_other() -> None:
    fused = fuse([Hit(1, 3.0), Hit(2, 1.0)], [Hit(1, 0.9), Hit(3, 0.1)], vector_weight=0.5)

    assert {hit.chunk: hit.score for hit in fused} == pytest.approx(
        {1: 0.5 * 1.33631 + 0.5, 2: -0.5 * 0.26726 - 0.5, 3: -0.5 * 0.26726 - 0.5}, abs=1e-4
    )


@pytest.mark.parametrize(
    ("keyword", "vector", "expected"),
    [
        pytest.param([], [], [], id="neither offers any"),
        pytest.param([], [Hit(1, 2.0), Hit(2, 1.0)], [1, 2], id="vectors alone"),
        pytest.param([Hit(2, 2.0), Hit(1, 1.0)], [], [2, 1], id="keywords alone"),
        pytest.param([Hit(2, 1.0), Hit(1, 1.0)], [], [1, 2], id="ties go to the first chunk"),
    ],
)
def test_an_engine_without_hits_leaves_the_order_to_the_other(
    keyword: list[Hit], vector: list[Hit], expected: list[int]
) -> None:
    assert [hit.chunk for hit in fuse(keyword, vector, vector_weight=0.4)] == expected


@pytest.mark.parametrize(
    ("question", "document"),
    [
        pytest.param("How long is the Hungarian start-up visa?", "hungary.md", id="en to en"),
        pytest.param("曼谷有多少智慧停車場？", "thailand.md", id="zh to zh"),
        pytest.param("Who pays consultants for municipalities?", "ebrd-1", id="a jsonl line"),
        pytest.param("匈牙利的新創簽證", "hungary.md", id="zh to en"),
        pytest.param("smart parking lots in Bangkok", "thailand.md", id="en to zh"),
    ],
)
def test_the_right_document_is_among_the_first_two(
    small_assistant: Assistant, question: str, document: str
) -> None:
    passages = small_assistant.search(question, limit=2)

    assert document in [passage.chunk.document for passage in passages]


def test_passages_are_numbered_from_one_best_first_and_limited(small_assistant: Assistant) -> None:
    passages = small_assistant.search("market notes", limit=2)

    assert [passage.number for passage in passages] == [1, 2]
    assert passages[0].score >= passages[1].score
    assert {passage.chunk.language for passage in passages} <= set(Language)
