"""The pages with a fake assistant behind them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from assistant.ask import Assistant
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.tabs import BROWSER, new_tab
from ui.browser import OWNER_COOKIE


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeAssistant]:
    """The assistant that the pages open, with a home of its own."""
    fake = FakeAssistant()
    monkeypatch.setattr(Assistant, "open", lambda settings: fake)
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path))
    # AppTest knows no cookies.
    monkeypatch.setattr(ContextProxy, "cookies", {OWNER_COOKIE: BROWSER})
    st.cache_resource.clear()
    st.cache_data.clear()
    yield fake
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def app(fake: FakeAssistant) -> AppTest:
    """The app in a browser that prefers Chinese, not yet run."""
    return new_tab()
