"""What some pages read or change: shared by all sessions, and safe to use from several threads."""

from pathlib import Path

import streamlit as st

from assistant.corpus_map import CorpusMap, map_of
from assistant.eval_reports import EvalReport, read_reports
from assistant.opening import open_index
from assistant.settings import Settings
from assistant.shelf import Shelf
from ingest.index import Index
from ingest.reports import Library, library


@st.cache_resource(show_spinner=False)
def load_index() -> Index:
    """What a change of the library needs: seconds and a lexicon, so only once one is made.

    Raises `AssistantError` or `IngestError`; a failure is not kept.
    """
    return open_index(Settings.load())


def look_through(shelf: Shelf) -> tuple[Library, CorpusMap]:
    """Every document's report and the map of them all, made again only once something changed."""
    changed = (
        *shelf.generation(),
        *(info.version for info in shelf.catalogue.set_aside()),
    )
    return _look_through(changed, shelf)


@st.cache_resource(show_spinner=False, max_entries=2)
def _look_through(changed: tuple[int, ...], _shelf: Shelf) -> tuple[Library, CorpusMap]:  # noqa: ARG001
    return library(_shelf), map_of(_shelf.served.all())


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
