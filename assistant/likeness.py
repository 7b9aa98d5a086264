"""How alike a question is to each sentence of its passages.

A sentence's vector is made when its chunk is ingested, and read within the chunk: nothing but the
question is embedded while somebody waits.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.types import Passage
from ingest.embed import PartEmbedder
from ingest.index import Index
from ingest.sentences import sentences_of

Likeness = Callable[[str, Sequence[Passage]], Mapping[int, NDArray[np.float32]]]
"""From a question and passages to the cosines of each chunk's sentences, in their order.

A chunk that nothing is known of is left out.
"""


def by_stored_vectors(index: Index) -> Likeness:
    """By the vectors that the index holds."""

    def likeness(question: str, passages: Sequence[Passage]) -> dict[int, NDArray[np.float32]]:
        vectors = index.sentences.of(
            [passage.chunk.id for passage in passages],
            embedder=index.embedder.name,
            dimensions=index.embedder.dimensions,
        )
        own = index.embedder.embed_question(question)
        return {chunk: sentences @ own for chunk, sentences in vectors.items()}

    return likeness


def by_made_vectors(embedder: PartEmbedder) -> Likeness:
    """By vectors made on the spot, for passages of no index."""

    def likeness(question: str, passages: Sequence[Passage]) -> dict[int, NDArray[np.float32]]:
        made = embedder.embed_parts([sentences_of(passage.chunk) for passage in passages])
        own = embedder.embed_question(question)
        return {
            passage.chunk.id: one.parts @ own for passage, one in zip(passages, made, strict=True)
        }

    return likeness
