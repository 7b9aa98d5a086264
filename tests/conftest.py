"""Fixtures that several packages' tests share."""

from pathlib import Path

import pytest

from assistant.ask import load_lexicon
from ingest.index import Index
from language.lexicon import Lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the embedding model's graph is built, once for all tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def index(tmp_path: Path, lexicon: Lexicon, model_cache: Path) -> Index:
    """An empty index."""
    return Index.open(tmp_path / "home", lexicon=lexicon, cache=model_cache)
