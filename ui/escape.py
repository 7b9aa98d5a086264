"""Untrusted text on its way to the screen.

Questions, document text, titles and file names are drawn only through `st.html`, never through
Streamlit's Markdown: there, LaTeX, `:red[…]` and emoji shortcodes are found after backslashes and
entities have been resolved, so no escaping is safe. In HTML, `text` is.
"""

import html
import re
from urllib.parse import urlsplit

# Controls and the characters that change the direction of what follows them: a title could
# otherwise turn the words around it about.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CODE = re.compile(r"`([^`\n]+)`")


def text(text: str) -> str:
    """The text as HTML that shows exactly its characters, in an element or in an attribute."""
    return html.escape(_UNSEEN.sub("", text), quote=True)


def message(text_: str) -> str:
    """An error's sentence as HTML; what stands between backticks is a command."""
    return _CODE.sub(r"<code>\1</code>", text(text_))


def web_address(url: str | None) -> str | None:
    """The url when it is a plain http or https address, else None: never `javascript:`."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
