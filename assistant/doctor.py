"""What is in use, what is wrong, and how to mend it."""

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from assistant.errors import AssistantError, ModelUnusable
from assistant.model import check_model
from assistant.opening import open_index
from assistant.settings import Settings
from ingest.errors import EmbedderUnusable, IngestError
from ingest.index import Index, VectorState

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
    vectors = index.vector_state()
    engines = (index.keywords.count(), vectors.stored)
    findings = [
        Finding("home", True, str(settings.home.resolve())),
        _embedder(index, vectors),
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


def _embedder(index: Index, vectors: VectorState) -> Finding:
    """Which model's vectors serve, how far another's are, and whether the model answers."""
    if vectors.trouble is not None:
        return Finding("embedder", False, f"search goes by keywords alone: {vectors.trouble}")
    if vectors.serving is None:
        return Finding("embedder", True, vectors.chosen)
    if vectors.rebuilt is not None:
        return Finding("embedder", False, vectors.progress, "run `advisor embed` to the end")
    chosen = index.embedders.chosen
    try:
        # The built-in model need not be opened; another is asked as a question would ask it.
        is_built_in = chosen is index.embedder
        dimensions = chosen.dimensions if is_built_in else len(chosen.embed_question("dimensions"))
    except EmbedderUnusable as error:
        return Finding("embedder", False, str(error))
    if vectors.dimensions not in {None, dimensions}:
        says = (
            f"{vectors.chosen} gives {dimensions} dimensions, and {vectors.dimensions} are stored"
        )
        return Finding("embedder", False, says, "run `advisor embed`")
    return Finding("embedder", True, f"{vectors.chosen}, {dimensions} dimensions")
