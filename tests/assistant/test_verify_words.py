"""A claim's words are met by those of the evidence that are most like them."""

import numpy as np
import pytest

from assistant.verify_words import NOT_ALIKE, word_likeness
from ingest.embed import WordVectors

PLACES = {"fund": 0, "poland": 1, "paid": 2, "the": 3}
RANKS = {"fund": 4_636, "poland": 3_735, "paid": 3_825, "the": 1_996}


def vectors(text: str) -> WordVectors:
    """Each word its own direction."""
    words = tuple(text.split())
    states = np.eye(len(PLACES), dtype=np.float16)[[PLACES[word] for word in words]]
    ranks = np.array([RANKS[word] for word in words], dtype=np.int64)
    return WordVectors(np.ones(len(PLACES), dtype=np.float32), words, ranks, states)


def test_a_sentence_that_has_all_words_is_wholly_alike() -> None:
    likeness = word_likeness(vectors("the fund paid"), [vectors("paid fund the")])

    assert likeness.mutual == pytest.approx(1.0)
    assert likeness.spread == pytest.approx(0.0)


def test_a_word_that_nothing_meets_lowers_likeness_and_spreads_it() -> None:
    likeness = word_likeness(vectors("poland paid"), [vectors("the fund paid")])

    assert 0.2 < likeness.mutual < 0.7
    assert likeness.spread == pytest.approx(0.5)


def test_words_that_say_little_weigh_little() -> None:
    without_article = word_likeness(vectors("the fund"), [vectors("fund")])
    without_noun = word_likeness(vectors("the fund"), [vectors("the")])

    assert without_article.mutual > 0.8
    assert without_noun.mutual < 0.4


def test_what_one_sentence_lacks_another_may_meet() -> None:
    apart = word_likeness(vectors("fund paid"), [vectors("fund"), vectors("paid")])

    assert apart.spread == pytest.approx(0.0)
    assert apart.mutual < 1.0


def test_no_words_are_like_nothing() -> None:
    nothing = WordVectors(np.ones(4, np.float32), (), np.array([], np.int64), np.empty((0, 4)))

    assert word_likeness(vectors("fund"), [nothing]) == NOT_ALIKE
    assert word_likeness(nothing, [vectors("fund")]) == NOT_ALIKE
