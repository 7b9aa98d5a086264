"""What answers, checks and reports: shared by all sessions, and safe to use from several threads.

It takes seconds to load. The chat's first page is drawn from `ui.stores` meanwhile.
"""

from pathlib import Path

import streamlit as st

from assistant.corpus_map import CorpusMap, corpus_map
from assistant.eval_reports import EvalReport, read_reports
from assistant.opening import open_index
from assistant.settings import Settings
from ingest.index import Index
from ingest.reports import Library, library


@st.cache_resource(show_spinner=False)
def load_index() -> Index:
    """Raises `AssistantError` or `IngestError`; a failure is not kept."""
    return open_index(Settings.load())


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
