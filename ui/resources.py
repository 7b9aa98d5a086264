"""What answers, checks and reports: shared by all sessions, and safe to use from several threads.

It takes seconds to load. The chat's first page is drawn from `ui.stores` meanwhile.
"""

from collections import Counter
from pathlib import Path

import streamlit as st

from assistant.ask import Assistant
from assistant.corpus_map import CorpusMap, corpus_map
from assistant.eval_reports import EvalReport, read_reports
from assistant.known_answers import KnownAnswers
from assistant.settings import Settings
from assistant.verify import Verifier
from ingest.index import Index
from ingest.reports import Library, library
from language.places import place_codes


@st.cache_resource(show_spinner=False)
def load_assistant() -> Assistant:
    """Raises `AssistantError` or `IngestError`; a failure is not kept."""
    settings = Settings.load()
    # A model on a server may be away for a moment: what was found without it must not stay.
    known = KnownAnswers() if settings.embeddings is None else None
    return Assistant.open(settings, known=known)


@st.cache_resource(show_spinner=False)
def load_verifier() -> Verifier:
    """Checks what is edited by hand; shares the assistant's model and lexicon."""
    index = load_assistant().index
    return Verifier(embedder=index.embedder, lexicon=index.lexicon)


def look_through(index: Index) -> tuple[Library, CorpusMap]:
    """Every document's report and the map of them all, made again only once something changed."""
    changed = (
        *index.served.generation(),
        *index.corrections.generation(),
        *(info.version for info in index.catalogue.set_aside()),
    )
    return _look_through(changed, index)


@st.cache_resource(show_spinner=False, max_entries=2)
def _look_through(changed: tuple[int, ...], _index: Index) -> tuple[Library, CorpusMap]:  # noqa: ARG001
    return library(_index), corpus_map(_index)


def load_reports(folder: Path) -> tuple[list[EvalReport], list[str]]:
    """The evals' reports, and the files that cannot be read; read anew when a file changes."""
    files = tuple((file.name, file.stat().st_mtime_ns) for file in sorted(folder.glob("*.json")))
    return _load_reports(folder, files)


@st.cache_resource(show_spinner=False, max_entries=2)
def _load_reports(
    folder: Path,
    files: tuple[tuple[str, int], ...],  # noqa: ARG001
) -> tuple[list[EvalReport], list[str]]:
    return read_reports(folder)


def markets_in(assistant: Assistant) -> list[str]:
    """The countries that the documents name as their markets, as codes, the commonest first."""
    found = Counter(
        code
        for info in assistant.catalogue.documents()
        for code in place_codes(" ".join(map(str, _listed(info.metadata.get("markets")))))
    )
    return [code for code, _ in sorted(found.items(), key=lambda one: (-one[1], one[0]))]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if value else []
