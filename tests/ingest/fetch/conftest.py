"""A server, and a folder to download into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.site import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "downloads"
