"""A Chroma server of these tests' own."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

_START_S = 60


@contextmanager
def chroma_server(folder: Path, port: int) -> Iterator[str]:
    """Its address, while it runs over `folder`."""
    command = [sys.executable, "-c", "from chromadb.cli.cli import app; app()", "run"]
    command += ["--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}"
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
