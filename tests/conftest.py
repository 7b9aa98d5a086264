"""Fixtures that several packages' tests share."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from assistant.opening import load_lexicon
from ingest import build
from ingest.index import Index
from ingest.workers import Workers
from language.lexicon import Lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the embedding model's graph is built, once for all tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """Processes that read files, started once for all tests."""
    with Workers(tmp_path_factory.mktemp("reading"), processes=1) as workers:
        yield workers


@pytest.fixture
def index(
    tmp_path: Path,
    lexicon: Lexicon,
    model_cache: Path,
    workers: Workers,
    monkeypatch: pytest.MonkeyPatch,
) -> Index:
    """An empty index."""
    monkeypatch.setattr(build, "Workers", lambda _: nullcontext(workers))
    return Index.open(tmp_path / "home", lexicon=lexicon, cache=model_cache)
