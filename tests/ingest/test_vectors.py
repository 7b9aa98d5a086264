import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import IngestError, VectorsLost, VectorsUnusable
from ingest.types import Chunk
from ingest.vectors import Vectors, VectorStore
from language.script import Language

_ROWS = np.array([[1, 0, 0], [0.6, 0.8, 0], [1, 0, 0]], dtype=np.float32)


def _chunk(id_: int, language: Language) -> Chunk:
    return Chunk(id_, 1, "a.md", "a.md", "A", 0, None, 0, 5, "Text.", language)


@pytest.fixture
def store(tmp_path: Path) -> VectorStore:
    return VectorStore(tmp_path)


@pytest.fixture
def vectors(store: VectorStore) -> Vectors:
    vectors = store.vectors("one")
    vectors.make(embedder="made")
    chunks = [_chunk(1, Language.EN), _chunk(2, Language.EN), _chunk(3, Language.ZH)]
    vectors.add(chunks, _ROWS)
    return vectors


def test_the_nearest_of_one_language_come_first_with_their_cosine(vectors: Vectors) -> None:
    hits = vectors.search(_ROWS[0], language=Language.EN, limit=9)

    assert [hit.chunk for hit in hits] == [1, 2]
    assert [hit.score for hit in hits] == pytest.approx([1.0, 0.6], abs=1e-5)


def test_an_empty_collection_finds_nothing(store: VectorStore) -> None:
    empty = store.vectors("empty")
    empty.make(embedder="made")

    assert empty.search(_ROWS[0], language=Language.EN, limit=9) == []


def test_none_of_the_nearest_is_missed(store: VectorStore) -> None:
    rows = np.random.default_rng(0).normal(size=(900, 128)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    many = store.vectors("many")
    many.make(embedder="made")
    many.add([_chunk(number, Language.EN) for number in range(len(rows))], rows)

    for row in rows[:20]:
        hits = many.search(row, language=Language.EN, limit=60)
        assert {hit.chunk for hit in hits} == set(np.argsort(-(rows @ row))[:60])


def test_adding_a_chunk_again_keeps_one(vectors: Vectors) -> None:
    vectors.add([_chunk(1, Language.EN)], _ROWS[1:2])

    assert vectors.count() == 3


def test_removed_chunks_are_found_no_more(vectors: Vectors) -> None:
    vectors.remove([1, 3])

    assert [hit.chunk for hit in vectors.search(_ROWS[0], language=Language.EN, limit=9)] == [2]
    assert vectors.count() == 1


def test_the_chunks_that_have_a_vector_are_known(vectors: Vectors) -> None:
    assert vectors.ids() == {1, 2, 3}


@pytest.mark.parametrize("url", ["nowhere", "ftp://user:secret@chroma.example", "http://:8000"])
def test_an_address_that_is_none_is_refused_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(IngestError, match="ADVISOR_CHROMA_URL is no web address") as raised:
        VectorStore(tmp_path, url=url)

    assert "secret" not in str(raised.value)


def test_sets_do_not_see_each_other_and_outlive_the_process(
    vectors: Vectors, tmp_path: Path
) -> None:
    again = VectorStore(tmp_path)
    again.vectors("two").make(embedder="another")

    assert again.vectors("one").count() == 3
    assert again.vectors("two").count() == 0


@pytest.mark.parametrize(
    "use",
    [
        pytest.param(lambda vectors: vectors.count(), id="count"),
        pytest.param(lambda vectors: vectors.ids(), id="ids"),
        pytest.param(lambda vectors: vectors.remove([1]), id="remove"),
        pytest.param(lambda vectors: vectors.add([_chunk(1, Language.EN)], _ROWS[:1]), id="add"),
        pytest.param(
            lambda vectors: vectors.search(_ROWS[0], language=Language.EN, limit=1), id="search"
        ),
    ],
)
@pytest.mark.parametrize("held", [True, False], ids=["held open", "opened afterwards"])
def test_a_set_that_is_dropped_elsewhere_is_lost(
    vectors: Vectors, tmp_path: Path, use: Callable[[Vectors], object], held: bool
) -> None:
    reader = VectorStore(tmp_path).vectors("one")
    if held:
        reader.count()

    VectorStore(tmp_path).drop("one")

    with pytest.raises(VectorsLost, match="run `advisor embed`"):
        use(reader)


def test_a_set_that_is_made_anew_elsewhere_is_opened_again(
    vectors: Vectors, tmp_path: Path
) -> None:
    reader = VectorStore(tmp_path).vectors("one")
    assert reader.count() == 3

    writer = VectorStore(tmp_path)
    writer.drop("one")
    writer.vectors("one").make(embedder="made")
    writer.vectors("one").add([_chunk(7, Language.EN)], _ROWS[:1])

    assert [hit.chunk for hit in reader.search(_ROWS[0], language=Language.EN, limit=9)] == [7]


def test_a_folder_that_was_deleted_is_not_read_on(
    vectors: Vectors, store: VectorStore, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path)
    with pytest.raises(VectorsLost):
        vectors.count()

    vectors.make(embedder="made")
    vectors.add([_chunk(7, Language.EN)], _ROWS[:1])

    assert vectors.ids() == {7}


def test_dropping_what_is_not_there_is_no_error(store: VectorStore) -> None:
    store.drop("never made")


def test_a_damaged_store_is_one_sentence_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"no database at all" * 1000)

    for _ in range(2):
        with pytest.raises(
            VectorsUnusable, match="delete that folder and run `advisor embed`"
        ) as raised:
            VectorStore(tmp_path).vectors("one").count()
        assert "\n" not in str(raised.value)


def test_vectors_of_another_length_are_refused(vectors: Vectors) -> None:
    with pytest.raises(VectorsUnusable, match="dimension of 3, got 2"):
        vectors.add([_chunk(1, Language.EN)], _ROWS[:1, :2])


def test_a_server_that_is_away_is_named_without_its_password(tmp_path: Path) -> None:
    away = VectorStore(tmp_path, url="http://user:secret@127.0.0.1:1").vectors("one")

    with pytest.raises(
        VectorsUnusable, match=r"'127.0.0.1' does not answer .*_CHROMA_URL"
    ) as error:
        away.count()

    assert "secret" not in str(error.value)
