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


@pytest.fixture(scope="session")
def small_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two Markdown files, a text file and a `.jsonl` of one line."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "thailand.md").write_text(THAILAND, encoding="utf-8")
    (folder / "hungary.md").write_text(HUNGARY, encoding="utf-8")
    (folder / "vietnam.txt").write_text(VIETNAM, encoding="utf-8")
    (folder / "funds.jsonl").write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small_assistant(
    small_documents: Path, model_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Assistant:
    """Knows the small documents; tests read it and change nothing in it."""
    home = tmp_path_factory.mktemp("home")
    assistant = Assistant.open(Settings.load({}, home=home, cache=model_cache))
    ingest([small_documents], index=assistant.index)
    return assistant


Knows = Callable[[Mapping[str, str]], Assistant]


@pytest.fixture(scope="session")
def knows(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Knows:
    """Makes an assistant that knows these texts, by their files' names."""

    def know(texts: Mapping[str, str]) -> Assistant:
        folder = tmp_path_factory.mktemp("known")
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        home = tmp_path_factory.mktemp("home")
        assistant = Assistant.open(Settings.load({}, home=home, cache=model_cache))
        ingest([folder], index=assistant.index)
        return assistant

    return know


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
    folder = tmp_path_factory.mktemp("three")
    for name, text in _DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def assistant(
    documents: Path, model_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Assistant:
    """Knows those three."""
    home = tmp_path_factory.mktemp("home")
    assistant = Assistant.open(Settings.load({}, home=home, cache=model_cache))
    ingest([documents], index=assistant.index)
    return assistant


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
