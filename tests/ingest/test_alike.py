"""Texts are the same when they share their words and all of their figures and denials."""

import random
from itertools import combinations

import pytest

from ingest.alike import LIKE, SAME, alike, likeness, signature

WORDS = [f"word{number}" for number in range(400)]
HAN = [chr(code) for code in range(0x4E00, 0x4F00)]


def text(seed: int, words: list[str] = WORDS, *, length: int = 1_500) -> list[str]:
    chosen = random.Random(seed)
    return [chosen.choice(words) for _ in range(length)]


def changed(words: list[str], *, every: int) -> list[str]:
    return [f"x{at}" if at % every == 0 else word for at, word in enumerate(words)]


@pytest.mark.parametrize("words", [pytest.param(WORDS, id="en"), pytest.param(HAN, id="zh")])
def test_likeness_grows_with_the_share_of_shared_words(words: list[str]) -> None:
    own = text(1, words)
    measured = [
        likeness(signature([" ".join(own)]), signature([" ".join(other)]))
        for other in (own, changed(own, every=300), changed(own, every=15), text(2, words))
    ]

    assert measured == sorted(measured, reverse=True)
    assert measured[0] == 1.0
    assert measured[1] >= SAME
    assert LIKE - 0.15 < measured[2] < SAME
    assert measured[3] < 0.05


def test_where_pages_end_does_not_matter() -> None:
    own = text(1)

    assert likeness(
        signature([" ".join(own)]), signature([" ".join(own[:700]), " ".join(own[700:])])
    ) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("The fee is 300 euros", "The fee is 500 euros", id="a figure"),
        pytest.param("Firms may apply", "Firms may not apply", id="a denial"),
        pytest.param("廠商得申請補助", "廠商不得申請補助", id="a Chinese denial"),
    ],
)
def test_one_figure_or_denial_tells_two_texts_apart(old: str, new: str) -> None:
    rest = " ".join(text(1))
    signatures = {1: signature([f"{old}. {rest}"]), 2: signature([f"{new}. {rest}"])}

    (pair,) = alike(signatures, new=[2])

    assert pair.likeness >= SAME
    assert not pair.same


def test_a_few_other_words_do_not() -> None:
    own = text(1)
    signatures = {1: signature([" ".join(own)]), 2: signature([" ".join([*own, "the end"])])}

    (pair,) = alike(signatures, new=[1, 2])

    assert (pair.one, pair.two, pair.same) == (1, 2, True)


def test_short_texts_are_the_same_only_word_for_word() -> None:
    texts = ["Thailand has 20 sites.", "Thailand has 20 sites.", "Thailand has 20 parks."]
    signatures = {key: signature([one]) for key, one in enumerate(texts)}

    assert [(pair.one, pair.two, pair.same) for pair in alike(signatures, new=[0, 1, 2])] == [
        (0, 1, True)
    ]


def test_the_pairs_are_those_of_comparing_each_with_each() -> None:
    chance = random.Random(3)
    sentences = [" ".join(f"w{chance.randrange(400)}" for _ in range(9)) for _ in range(60)]
    texts = [" ".join(chance.sample(sentences, k=chance.choice([1, 5, 12, 30]))) for _ in range(60)]
    texts += [*texts[:3], "too short", ""]
    signatures = {3 * place + 1: signature([text]) for place, text in enumerate(texts)}
    each = {
        (one, two): likeness(signatures[one], signatures[two])
        for one, two in combinations(signatures, 2)
    }

    found = {(pair.one, pair.two): pair.likeness for pair in alike(signatures, new=signatures)}

    assert found == {pair: measured for pair, measured in each.items() if measured >= LIKE}
    assert len(found) > 3
    some = list(signatures)[::7]
    assert {(pair.one, pair.two) for pair in alike(signatures, new=some)} == {
        pair for pair in found if set(pair) & set(some)
    }


def test_there_may_be_nothing_to_compare() -> None:
    assert list(alike({}, new=[])) == []
    assert list(alike({1: signature(["short"])}, new=[1])) == []
