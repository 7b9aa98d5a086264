"""An assistant over a few small documents."""

from pathlib import Path

import pytest

from assistant.ask import Assistant
from ingest.build import ingest
from ingest.index import Index
from language.lexicon import Lexicon

_DOCUMENTS = {
    "fund.md": "# 技術合作基金\n\n"
    "臺灣與歐銀於 1991 年共同成立技術合作基金。歐銀投資 37 個受援國。\n",
    "parking.md": "# Smart parking\n\nThailand had 20 smart parking sites in 2024. "
    "The city of Bangkok paid half of the cost.\n",
    "vietnam.md": "# 越南市場\n\n越南的資源包括貿協據點與臺商聯合會。泰國的資源包括 BOI 獎勵。\n",
}


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in _DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def assistant(
    documents: Path,
    tmp_path_factory: pytest.TempPathFactory,
    lexicon: Lexicon,
    model_cache: Path,
) -> Assistant:
    index = Index.open(tmp_path_factory.mktemp("home"), lexicon=lexicon, cache=model_cache)
    ingest([documents], index=index)
    return Assistant(index, passages=8)
