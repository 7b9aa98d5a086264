"""What is in use, what is wrong, and how to mend it."""

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from assistant.ask import open_index
from assistant.errors import AssistantError, ModelUnusable
from assistant.model import check_model
from assistant.settings import Settings
from ingest.errors import IngestError

_LIBRARIES = ("expansion-advisor", "chromadb", "tantivy", "onnxruntime", "pypdfium2", "pypdf",
              "streamlit")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    ok: bool
    says: str
    cure: str | None = None


def examine(settings: Settings) -> list[Finding]:
    """Look at versions, the model, the embedder and the index; changes nothing."""
    findings = [Finding("python", True, platform.python_version())]
    findings += [_library(name) for name in _LIBRARIES]
    findings.append(_model(settings.model))
    try:
        findings += _index(settings)
    except (AssistantError, IngestError) as error:
        findings.append(Finding("index", False, str(error)))
    return findings


def _library(name: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, "not installed", "run `make install`")


def _model(name: str | None) -> Finding:
    """What is known without asking it: its package and its key, never the key itself."""
    if name is None:
        return Finding("model", True, "none: answers are quotes (set ADVISOR_MODEL for prose)")
    try:
        return Finding("model", True, f"{name}: {check_model(name)}")
    except ModelUnusable as error:
        return Finding("model", False, str(error))


def _index(settings: Settings) -> list[Finding]:
    index = open_index(settings)
    chunks = index.catalogue.count_chunks()
    documents = index.catalogue.documents()
    refused = index.catalogue.quarantined()
    engines = (index.keywords.count(), index.vectors.count())
    findings = [
        Finding("home", True, str(settings.home.resolve())),
        Finding("embedder", True, index.embedder.name),
        Finding(
            "documents",
            bool(documents),
            f"{len(documents)} indexed, {chunks} chunks",
            None if documents else "run `advisor ingest corpus`",
        ),
        Finding(
            "engines",
            min(engines) >= chunks,
            f"{engines[0]} chunks by keyword, {engines[1]} by vector",
            None if min(engines) >= chunks else "run `advisor ingest` on the documents again",
        ),
    ]
    if refused:
        findings.append(
            Finding("quarantine", True, f"{len(refused)} not readable: see `advisor documents`")
        )
    return findings
