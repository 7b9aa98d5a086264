"""Vectors on a Chroma server that goes away, comes back, and comes back without its data."""

from pathlib import Path

import numpy as np
import pytest

from ingest.errors import VectorsLost, VectorsUnusable
from ingest.types import Chunk
from ingest.vectors import VectorStore
from language.script import Language
from tests.chroma_server import chroma_server
from tests.ports import free_port

_CHUNK = Chunk(1, 1, "a.md", "a.md", "A", 0, None, 0, 5, "Text.", Language.EN)
_ROW = np.array([[1, 0]], dtype=np.float32)


def test_a_server_may_go_away_and_lose_its_data(tmp_path: Path) -> None:
    port = free_port()
    vectors = VectorStore(tmp_path, url=f"http://127.0.0.1:{port}").vectors("one")

    with chroma_server(tmp_path / "first", port):
        vectors.make(embedder="made")
        vectors.add([_CHUNK], _ROW)
        assert vectors.search(_ROW[0], language=Language.EN, limit=1)[0].chunk == 1
    with pytest.raises(VectorsUnusable, match="does not answer"):
        vectors.count()

    with chroma_server(tmp_path / "first", port):
        assert vectors.ids() == {1}

    with chroma_server(tmp_path / "second", port):
        with pytest.raises(VectorsLost, match="run `advisor embed`"):
            vectors.search(_ROW[0], language=Language.EN, limit=1)
        vectors.make(embedder="made")
        assert vectors.count() == 0
