from pathlib import Path

import numpy as np
import pytest

from ingest.errors import IngestError
from ingest.types import Chunk
from ingest.vectors import Vectors
from language.script import Language

_ROWS = np.array([[1, 0, 0], [0.6, 0.8, 0], [1, 0, 0]], dtype=np.float32)


def _chunk(id_: int, language: Language) -> Chunk:
    return Chunk(id_, 1, "a.md", "a.md", "A", 0, None, 0, 5, "Text.", language)


@pytest.fixture
def vectors(tmp_path: Path) -> Vectors:
    vectors = Vectors(tmp_path, embedder="made")
    chunks = [_chunk(1, Language.EN), _chunk(2, Language.EN), _chunk(3, Language.ZH)]
    vectors.add(chunks, _ROWS)
    return vectors


def test_the_nearest_of_one_language_come_first_with_their_cosine(vectors: Vectors) -> None:
    hits = vectors.search(_ROWS[0], language=Language.EN, limit=9)

    assert [hit.chunk for hit in hits] == [1, 2]
    assert [hit.score for hit in hits] == pytest.approx([1.0, 0.6], abs=1e-5)


def test_an_empty_collection_finds_nothing(tmp_path: Path) -> None:
    empty = Vectors(tmp_path, embedder="made")

    assert empty.search(_ROWS[0], language=Language.EN, limit=9) == []


def test_adding_a_chunk_again_keeps_one(vectors: Vectors) -> None:
    vectors.add([_chunk(1, Language.EN)], _ROWS[1:2])

    assert vectors.count() == 3


def test_removed_chunks_are_found_no_more(vectors: Vectors) -> None:
    vectors.remove([1, 3])

    assert [hit.chunk for hit in vectors.search(_ROWS[0], language=Language.EN, limit=9)] == [2]
    assert vectors.count() == 1


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="ADVISOR_CHROMA_URL is no web address"):
        Vectors(tmp_path, embedder="made", url="nowhere")


def test_vectors_outlive_the_process_and_no_other_model_sees_them(
    vectors: Vectors, tmp_path: Path
) -> None:
    assert Vectors(tmp_path, embedder="made").count() == 3
    assert Vectors(tmp_path, embedder="another").count() == 0


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("ftp://user:secret@chroma.example", id="no web address"),
        pytest.param("http://user:secret@127.0.0.1:1", id="nobody answers"),
    ],
)
def test_a_server_that_cannot_be_used_is_named_without_its_password(
    tmp_path: Path, url: str
) -> None:
    with pytest.raises(IngestError, match="ADVISOR_CHROMA_URL") as raised:
        Vectors(tmp_path, embedder="one", url=url)

    assert "secret" not in str(raised.value)
