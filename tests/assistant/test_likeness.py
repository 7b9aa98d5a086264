"""How alike a question is to sentences is read from the vectors that ingest has made."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from assistant.ask import Assistant
from assistant.likeness import by_made_vectors, by_stored_vectors
from assistant.types import Passage


@pytest.fixture(scope="module")
def passages(small_assistant: Assistant) -> list[Passage]:
    return small_assistant.search("How long does the visa last?", limit=3)


def test_stored_vectors_tell_what_made_ones_tell(
    small_assistant: Assistant, passages: list[Passage]
) -> None:
    index = small_assistant.index
    question = "How long does the visa last?"

    stored = by_stored_vectors(index)(question, passages)
    made = by_made_vectors(index.embedder)(question, passages)

    assert stored.keys() == made.keys() == {one.chunk.id for one in passages}
    for chunk, cosines in stored.items():
        # A byte a number is kept.
        assert np.allclose(cosines, made[chunk], atol=0.02)


def test_no_text_of_a_document_is_embedded_while_somebody_waits(
    small_assistant: Assistant, passages: list[Passage]
) -> None:
    class OnlyQuestions:
        name = small_assistant.index.embedder.name
        dimensions = small_assistant.index.embedder.dimensions

        def embed_question(self, text: str) -> Any:
            return small_assistant.index.embedder.embed_question(text)

    index = replace(small_assistant.index, embedder=OnlyQuestions())  # type: ignore[arg-type]

    assert by_stored_vectors(index)("How long does the visa last?", passages)


def test_a_chunk_without_vectors_is_left_out(
    small_assistant: Assistant, passages: list[Passage]
) -> None:
    unknown = replace(passages[0], chunk=replace(passages[0].chunk, id=999_999))

    assert by_stored_vectors(small_assistant.index)("What?", [unknown]) == {}
