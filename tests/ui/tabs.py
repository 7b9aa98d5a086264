"""The app in a tab of a browser that has no screen."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]

BROWSER = "a" * 24
"""The cookie's value in the browser that the tests use."""


def new_tab(locale: str = "zh-TW") -> AppTest:
    """The app in a browser that prefers this language, not yet run."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=20)
    app.context = {"locale": locale}
    return app


def html(app: AppTest) -> str:
    """Everything the page drew as HTML, in order, but what its buttons copy."""
    drawn = "\n".join(element.value for element in [*app.sidebar.html, *app.main.html])
    return re.sub(r' data-copy="[^"]*"', "", drawn)


def ask(app: AppTest, question: str) -> AppTest:
    """The app after a question was typed and sent."""
    return app.chat_input[0].set_value(question).run()
