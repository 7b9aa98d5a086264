"""What the evals ask: an assistant over each collection of documents, ingested once."""

import os
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.settings import Settings
from ingest.build import ingest

_SHARED = Path(os.environ.get("ADVISOR_SHARED", "../shared"))
_SEED = _SHARED / "seed" / "international-expansion-and-smart-city.pdf"


def _assistant(home: Path, documents: Path) -> Assistant:
    assistant = Assistant.open(Settings.load(home=home))
    ingest([documents], index=assistant.index)
    return assistant


@pytest.fixture(scope="session")
def seed_assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Knows the article that the project started from, and nothing else."""
    if not _SEED.exists():
        pytest.skip(f"the article is not at {_SEED}: set ADVISOR_SHARED to the folder it is in")
    return _assistant(tmp_path_factory.mktemp("seed"), _SEED)


@pytest.fixture(scope="session")
def starter_assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Knows the starter documents."""
    return _assistant(tmp_path_factory.mktemp("starter"), Path("corpus"))
