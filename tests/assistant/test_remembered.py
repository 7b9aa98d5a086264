"""Remembered vectors are those that would be made."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.remembered import Remembered


class Lengths:
    """Gives each text a vector of its length, and keeps what it was given."""

    name = "lengths"
    dimensions = 2

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.append(list(texts))
        return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(-1, 2)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        return np.asarray(self.embed([text])[0])


def test_only_new_texts_are_embedded_and_all_come_back_in_order() -> None:
    embedder = Lengths()
    remembered = Remembered(embedder)

    assert remembered.embed(["a", "bb"])[:, 0].tolist() == [1, 2]
    assert remembered.embed(["ccc", "bb", "ccc", "a"])[:, 0].tolist() == [3, 2, 3, 1]
    assert remembered.embed([]).shape == (0, 2)
    assert embedder.asked == [["a", "bb"], ["ccc"]]


def test_those_used_last_are_kept() -> None:
    embedder = Lengths()
    remembered = Remembered(embedder, most=2)

    remembered.embed(["a", "bb"])
    remembered.embed(["a"])
    remembered.embed(["ccc"])
    remembered.embed(["a"])
    remembered.embed(["bb"])

    assert embedder.asked == [["a", "bb"], ["ccc"], ["bb"]]


def test_what_a_caller_does_to_vectors_changes_none_that_are_kept() -> None:
    remembered = Remembered(Lengths())

    remembered.embed(["a"])[:] = 9

    assert remembered.embed(["a"]).tolist() == [[1, 1]]
