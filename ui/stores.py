"""What is kept, as the first page needs it: shared by all sessions, and opened at once.

What answers questions is a process of its own, which is started once a page is there.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TypeVar

import streamlit as st

from assistant.conversations import Conversations
from assistant.desk_process import DeskProcess
from assistant.errors import AssistantError
from assistant.feedback import Feedback
from assistant.profiles import Profiles
from assistant.replies import Replies
from assistant.settings import Settings
from assistant.shelf import Shelf
from ingest.database import open_database
from ingest.errors import IngestError
from ingest.types import DocumentInfo

_LOG = logging.getLogger(__name__)
_Store = TypeVar("_Store")

Generation = tuple[int, ...]
"""Differs whenever what is served, or what is known of it, does."""

_SILENCE_S = 120.0
"""Beside what a model may take: a process that is silent for so long hangs."""


@st.cache_resource(show_spinner=False)
def load_shelf() -> Shelf:
    """Raises `AssistantError` or `IngestError`; a failure is not kept."""
    return Shelf.open(Settings.load())


def served_documents(shelf: Shelf) -> tuple[Generation, Sequence[DocumentInfo]]:
    """What is being served, read again only once something changed, and a value that tells so."""
    generation = shelf.generation()
    return generation, _documents(generation, shelf)


@st.cache_resource(show_spinner=False, max_entries=2)
def _documents(generation: Generation, _shelf: Shelf) -> list[DocumentInfo]:  # noqa: ARG001
    return _shelf.catalogue.documents()


def _opened(store: Callable[..., _Store]) -> _Store:
    settings = Settings.load()
    return store(open_database(settings.database_url, home=settings.home))


@st.cache_resource(show_spinner=False)
def load_conversations() -> Conversations:
    return _opened(Conversations)


@st.cache_resource(show_spinner=False)
def load_replies() -> Replies:
    return _opened(Replies)


@st.cache_resource(show_spinner=False)
def load_feedback() -> Feedback:
    return _opened(Feedback)


@st.cache_resource(show_spinner=False)
def load_profiles() -> Profiles:
    return _opened(Profiles)


@st.cache_resource(show_spinner=False, on_release=lambda desk: desk.close())
def load_desk() -> DeskProcess:
    """What answers and checks; it takes seconds until it can, which begin with the first order."""
    return DeskProcess(silence_s=_SILENCE_S + Settings.load().model_seconds)


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Once the first page is drawn: load what a question needs while the reader is still typing."""
    for name, load in {"warm-up": _warm_up, "warm-up-pictures": _load_pictures}.items():
        threading.Thread(target=load, name=name, daemon=True).start()


def _warm_up() -> None:
    try:
        load_desk().warm_up()
    except (AssistantError, IngestError) as error:  # whoever asks is told, too
        _LOG.warning("no question can be answered: %s", error)


def _load_pictures() -> None:
    import_module("ingest.readers.picture")  # which the first marker would wait for
