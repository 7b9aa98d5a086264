"""The pages with a fake assistant behind them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from assistant.shelf import Shelf
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.small_library import fill
from tests.ui.tabs import BROWSER, new_tab
from ui import stores
from ui.browser import OWNER_COOKIE


@pytest.fixture(autouse=True)
def _nothing_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is loaded once a page is there would be loaded longer than a test lives."""
    monkeypatch.setattr(stores, "warm_up", lambda: None)


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeAssistant]:
    """What answers behind the pages, with a home of its own."""
    fake = FakeAssistant()
    monkeypatch.setattr(stores, "DeskProcess", lambda **_: fake)
    monkeypatch.setattr(Shelf, "open", lambda settings: fake)
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path))
    # AppTest knows no cookies.
    monkeypatch.setattr(ContextProxy, "cookies", {OWNER_COOKIE: BROWSER})
    st.cache_resource.clear()
    st.cache_data.clear()
    yield fake
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the small library in it, not to be changed."""
    home = tmp_path_factory.mktemp("library")
    fill(home)
    return home


@pytest.fixture
def library(filled_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The library's page over the small library, in English, not yet run.

    What is opened for one test is kept for the next, since nothing is changed.
    """
    monkeypatch.setenv("ADVISOR_HOME", str(filled_home))
    monkeypatch.setattr(ContextProxy, "cookies", {OWNER_COOKIE: BROWSER})
    return new_tab("en-GB").run().switch_page("ui/library_page.py")


@pytest.fixture
def own_home(filled_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the small library's home that may be changed."""
    home = tmp_path / "home"
    shutil.copytree(filled_home, home)
    monkeypatch.setenv("ADVISOR_HOME", str(home))
    monkeypatch.setattr(ContextProxy, "cookies", {OWNER_COOKIE: BROWSER})
    st.cache_resource.clear()
    st.cache_data.clear()
    yield home
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def reports(tmp_path: Path, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the page about quality reads, empty."""
    folder = tmp_path / "reports"
    folder.mkdir()
    monkeypatch.setenv("ADVISOR_REPORTS", str(folder))
    return folder


@pytest.fixture
def app(fake: FakeAssistant) -> AppTest:
    """The app in a browser that prefers Chinese, not yet run."""
    return new_tab()
