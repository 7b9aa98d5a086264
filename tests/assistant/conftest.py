"""A few small documents of our own, ingested once, and the assistant over them."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.settings import Settings
from ingest.build import ingest
from tests.model_server import ModelServer

THAILAND = """# 泰國市場資源

泰國投資促進委員會為智慧城市服務商提供八年免稅。
泰國智慧停車示範計畫在曼谷設有四十個停車場。

## 申請

申請人須在泰國登記公司,並向投資促進委員會提交計畫書。
"""

HUNGARY = """# Hungary market notes

The Hungarian start-up visa lets a founder stay for twelve months.
A Budapest accelerator pays a grant of 15,000 euros to digital health firms.
"""

VIETNAM = (
    "Vietnam market notes\n\n"
    "The Da Nang technology park leases offices to software companies for three years.\n"
)

LINE = {
    "id": "ebrd-1",
    "title": "EBRD technical cooperation",
    "text": "The EBRD technical cooperation fund pays consultants who advise small municipalities.",
    "language": None,
    "metadata": {},
}


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this folder's tests keep the embedding model's files."""
    return tmp_path_factory.mktemp("model")


Reads = Callable[[Path], Assistant]
Knows = Callable[[Mapping[str, str]], Assistant]


@pytest.fixture(scope="session")
def reads(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Reads:
    """Makes an assistant that knows the documents of a folder."""

    def read(folder: Path) -> Assistant:
        home = tmp_path_factory.mktemp("home")
        assistant = Assistant.open(Settings.load({}, home=home, cache=model_cache))
        ingest([folder], index=assistant.index)
        return assistant

    return read


@pytest.fixture(scope="session")
def knows(tmp_path_factory: pytest.TempPathFactory, reads: Reads) -> Knows:
    """Makes an assistant that knows these texts, by their files' names."""
    return lambda texts: reads(_written(tmp_path_factory.mktemp("known"), texts))


def _written(folder: Path, texts: Mapping[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two Markdown files, a text file and a `.jsonl` of one line."""
    texts = {
        "thailand.md": THAILAND,
        "hungary.md": HUNGARY,
        "vietnam.txt": VIETNAM,
        "funds.jsonl": json.dumps(LINE) + "\n",
    }
    return _written(tmp_path_factory.mktemp("documents"), texts)


@pytest.fixture(scope="session")
def small_assistant(small_documents: Path, reads: Reads) -> Assistant:
    """Knows the small documents; tests read it and change nothing in it."""
    return reads(small_documents)


_DOCUMENTS = {
    "fund.md": "# 技術合作基金\n\n"
    "臺灣與歐銀於 1991 年共同成立技術合作基金。歐銀投資 37 個受援國。\n",
    "parking.md": "# Smart parking\n\nThailand had 20 smart parking sites in 2024. "
    "The city of Bangkok paid half of the cost.\n",
    "vietnam.md": "# 越南市場\n\n越南的資源包括貿協據點與臺商聯合會。泰國的資源包括 BOI 獎勵。\n",
}


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three Markdown files."""
    return _written(tmp_path_factory.mktemp("three"), _DOCUMENTS)


@pytest.fixture(scope="session")
def assistant(documents: Path, reads: Reads) -> Assistant:
    """Knows those three."""
    return reads(documents)


KEY = "sk-nobody-may-see-this"


@pytest.fixture
def model_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """Where the models `openai:…` are, for as long as a test runs."""
    for name in ("OPENAI_API_BASE", "OPENAI_PROXY", "HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with ModelServer().running() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        yield server
