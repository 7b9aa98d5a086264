from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embed import PartVectors
from ingest.gloss import Glossed
from language.lexicon import Lexicon


class Remembering:
    """An embedder that keeps what it was given."""

    name = "remembering"
    dimensions = 2

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        return np.array([[1, 0]] * len(texts), dtype=np.float32)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        return np.asarray(self.embed([text])[0])

    def embed_parts(self, texts: Sequence[Sequence[str]]) -> list[PartVectors]:
        return [PartVectors(self.embed(parts[:1])[0], self.embed(parts)) for parts in texts]


def test_the_model_is_given_english_only(lexicon: Lexicon) -> None:
    model = Remembering()

    vectors = Glossed(model, lexicon).embed(["泰國投資 EBRD", "A fund in Thailand"])

    assert vectors.shape == (2, 2)
    chinese, english = model.texts
    assert chinese.isascii()
    assert {"Thailand", "ebrd"} <= set(chinese.split())
    assert english == "a fund in thailand"


def test_a_question_is_glossed_as_a_text_is(lexicon: Lexicon) -> None:
    model = Remembering()
    glossed = Glossed(model, lexicon)

    glossed.embed(["泰國投資 EBRD"])
    glossed.embed_question("泰國投資 EBRD")

    assert model.texts[0] == model.texts[1]


def test_glossed_vectors_have_a_name_of_their_own(lexicon: Lexicon) -> None:
    glossed = Glossed(Remembering(), lexicon)

    assert glossed.name not in {"remembering", ""}
    assert glossed.dimensions == 2


def test_parts_are_glossed_each_by_itself(lexicon: Lexicon) -> None:
    model = Remembering()

    (vectors,) = Glossed(model, lexicon).embed_parts([["泰國", "投資"]])

    assert vectors.parts.shape == (2, 2)
    assert all(text.isascii() for text in model.texts)
