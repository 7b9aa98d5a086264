"""Measures of candidates and the one order they make."""

import numpy as np
import pytest

from assistant.asked import AnswerKind, Asked, Question
from assistant.rank import Measures, by_engines, coverage, likeness, score, z_scores
from ingest.types import Chunk
from ingest.vectors import Hit
from language.script import Language


def _chunk(text: str, title: str = "") -> Chunk:
    return Chunk(1, 1, "a.md", "a.md", title, 0, None, 0, len(text), text, Language.EN)


def _question(*asked: Asked) -> Question:
    return Question("", asked, AnswerKind.ANY)


GRANT = Asked("grant", ("补助",), (("grant",),), weight=3.0)
POLAND = Asked("poland", ("波兰",), (("poland",),), weight=1.0)


def test_engine_scores_become_z_scores() -> None:
    # With the 0 of a chunk that has no word: mean 4/3, deviation 1.2472; then mean 30 and 10.
    found = by_engines([Hit(1, 3.0), Hit(2, 1.0)], [Hit(2, 40.0), Hit(1, 20.0)])

    assert found[1] == pytest.approx(Measures(1.33631, -1.0), abs=1e-4)
    assert found[2] == pytest.approx(Measures(-0.26726, 1.0), abs=1e-4)


def test_a_chunk_of_one_engine_gets_the_lowest_score_of_the_other() -> None:
    found = by_engines([Hit(1, 3.0), Hit(2, 1.0)], [Hit(1, 0.9), Hit(3, 0.1)])

    assert found[3].keyword == found[2].keyword
    assert found[2].vector == found[3].vector


@pytest.mark.parametrize("scale", [0.001, 1000.0])
def test_the_engines_own_scales_do_not_matter(scale: float) -> None:
    vector = [Hit(1, 0.9), Hit(2, 0.2)]
    plain = by_engines([Hit(1, 3.0), Hit(2, 1.0)], vector)
    scaled = by_engines([Hit(1, 3.0 * scale), Hit(2, scale)], vector)

    assert scaled[1] == pytest.approx(plain[1])


def test_an_engine_without_hits_says_nothing() -> None:
    assert by_engines([], []) == {}
    assert by_engines([], [Hit(1, 2.0)])[1] == Measures(0.0, 0.0)


def test_scores_that_are_all_alike_are_zero() -> None:
    assert z_scores({1: 2.0, 2: 2.0}) == {1: 0.0, 2: 0.0}


def test_the_best_sentence_counts_apart_from_the_chunk() -> None:
    together = coverage(_question(GRANT, POLAND), _chunk("A grant in Poland. Nothing else."))
    apart = coverage(_question(GRANT, POLAND), _chunk("A grant. Poland is large."))

    assert together == (1.0, 1.0)
    assert apart == (1.0, 0.75)


def test_the_title_counts_for_the_chunk_and_for_no_sentence() -> None:
    assert coverage(_question(GRANT, POLAND), _chunk("A grant is paid.", title="Poland")) == (
        1.0,
        0.75,
    )


def test_a_question_without_content_words_covers_nothing() -> None:
    assert coverage(_question(), _chunk("A grant.")) == (0.0, 0.0)


def test_the_likest_sentence_decides() -> None:
    one_alike = np.array([[0.0, 1.0], [1.0, 0.0]], dtype=np.float32)
    half_alike = np.array([[0.6, 0.8], [0.6, 0.8]], dtype=np.float32)

    found = likeness(np.array([1.0, 0.0], dtype=np.float32), {1: one_alike, 2: half_alike})

    assert found == pytest.approx({1: 1.0, 2: -1.0})


@pytest.mark.parametrize("own", [True, False], ids=["own language", "other language"])
@pytest.mark.parametrize("measure", ["keyword", "chunk", "sentence", "likeness"])
def test_more_of_any_measure_ranks_higher(measure: str, own: bool) -> None:
    little = Measures(0.0, 0.0)
    more = little._replace(**{measure: 1.0})

    assert score(more, own=own, covered=1.0) > score(little, own=own, covered=1.0)


@pytest.mark.parametrize("own", [True, False], ids=["own language", "other language"])
def test_where_nobody_holds_the_words_the_vectors_of_passages_count(own: bool) -> None:
    by_word, by_vector = Measures(keyword=1.0, vector=0.0), Measures(keyword=0.0, vector=1.0)

    assert score(by_vector, own=own, covered=0.2) > score(by_word, own=own, covered=0.2)
    assert score(by_vector, own=own, covered=0.9) < score(by_word, own=own, covered=0.9)
