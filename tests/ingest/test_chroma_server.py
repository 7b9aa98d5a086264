"""Vectors on a Chroma server that goes away, comes back, and comes back without its data."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
import pytest

from ingest.errors import VectorsLost, VectorsUnusable
from ingest.types import Chunk
from ingest.vectors import VectorStore
from language.script import Language

_CHUNK = Chunk(1, 1, "a.md", "a.md", "A", 0, None, 0, 5, "Text.", Language.EN)
_ROW = np.array([[1, 0]], dtype=np.float32)
_START_S = 60


@contextmanager
def _chroma(folder: Path, port: int) -> Iterator[None]:
    command = [sys.executable, "-c", "from chromadb.cli.cli import app; app()", "run"]
    command += ["--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield
    finally:
        process.kill()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(_START_S * 10):
        if process.poll() is not None:
            pytest.fail(f"the Chroma server ended with exit code {process.returncode}")
        try:
            if httpx.get(f"http://127.0.0.1:{port}/api/v2/heartbeat").is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    pytest.fail(f"the Chroma server was not up within {_START_S} s")


def test_a_server_may_go_away_and_lose_its_data(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    vectors = VectorStore(tmp_path, url=f"http://127.0.0.1:{port}").vectors("one")

    with _chroma(tmp_path / "first", port):
        vectors.make(embedder="made")
        vectors.add([_CHUNK], _ROW)
        assert vectors.search(_ROW[0], language=Language.EN, limit=1)[0].chunk == 1
    with pytest.raises(VectorsUnusable, match="does not answer"):
        vectors.count()

    with _chroma(tmp_path / "first", port):
        assert vectors.ids() == {1}

    with _chroma(tmp_path / "second", port):
        with pytest.raises(VectorsLost, match="run `advisor embed`"):
            vectors.search(_ROW[0], language=Language.EN, limit=1)
        vectors.make(embedder="made")
        assert vectors.count() == 0
