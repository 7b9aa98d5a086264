"""Sentence vectors are kept by chunk and embedder."""

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from ingest.catalogue import Catalogue
from ingest.chunk import Cut
from ingest.database import open_database
from ingest.sentences import SentenceVectors, sentences_of
from ingest.types import Chunk, Page, PageState
from ingest.version import NewVersion, page_row
from language.script import Language


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(None, home=tmp_path)


@pytest.fixture
def chunk(engine: Engine, tmp_path: Path) -> Chunk:
    page = Page(0, None, "A fund.", "A fund.", np.arange(7, dtype=np.int32))
    version = NewVersion(
        document="fund.md",
        origin="/fund.md",
        source="fund.md",
        sha256="a" * 64,
        recipe="r",
        format="md",
        title="Fund",
        language=Language.EN,
        paginated=False,
        metadata={},
        warnings=(),
        seconds=0.0,
        pages=(page_row(page, PageState.READ),),
        page_states=(PageState.READ,),
        cuts=(Cut(0, 0, 7, Language.EN, ()),),
    )
    return Catalogue(engine, originals=tmp_path).write(version)[0]


def _unit(*rows: list[float]) -> np.ndarray:
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_vectors_come_back_nearly_as_they_were(engine: Engine, chunk: Chunk) -> None:
    vectors = _unit([1.0, 2.0, -3.0], [0.1, 0.0, 0.0])
    SentenceVectors(engine).add({chunk.id: vectors}, embedder="one")

    found = SentenceVectors(engine).of([chunk.id, 999], embedder="one", dimensions=3)

    assert list(found) == [chunk.id]
    assert found[chunk.id] == pytest.approx(vectors, abs=0.005)


def test_two_embedders_do_not_mix_and_a_second_time_replaces(engine: Engine, chunk: Chunk) -> None:
    kept = SentenceVectors(engine)
    kept.add({chunk.id: _unit([1.0, 0.0])}, embedder="one")
    kept.add({chunk.id: _unit([0.0, 1.0])}, embedder="two")
    kept.add({chunk.id: _unit([0.0, 1.0], [1.0, 0.0])}, embedder="one")

    assert len(kept.of([chunk.id], embedder="one", dimensions=2)[chunk.id]) == 2
    assert kept.of([chunk.id], embedder="two", dimensions=2)[chunk.id].tolist() == [[0.0, 1.0]]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("One. Two.\n三。", ["One.", "Two.", "三。"], id="several"),
        pytest.param(" ", [" "], id="none"),
    ],
)
def test_a_chunk_has_at_least_one_sentence(text: str, sentences: list[str]) -> None:
    chunk = Chunk(1, 1, "a", "a", "a", 0, None, 0, len(text), text, Language.EN)

    assert sentences_of(chunk) == sentences
