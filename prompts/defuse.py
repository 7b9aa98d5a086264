"""Text of others between tags: it can neither close the tag nor pass for a marker."""

import re
import unicodedata

_INVISIBLE = {"Cc", "Cf", "Co", "Cn"}
"""Control, format, private and unassigned characters: hidden words are written with them."""

_MARKER = re.compile(r"[\[［【〔]\s*(\d[\d\s,、，;；–-]*)[\]］】〕]")


def defused(text: str) -> str:
    """The text without anything that a model could take for our tags or markers.

    Angle brackets of every width become entities, bracketed numbers are put in parentheses (a
    printed footnote mark is no marker of ours), and characters that print nothing are left out.
    """
    shown = "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in _INVISIBLE
    )
    return _MARKER.sub(r"(\1)", "".join(_ENTITIES.get(_plain(char), char) for char in shown))


def tagged(tag: str, text: str, **attributes: str) -> str:
    """`text` between tags, defused, as are the attributes."""
    said = "".join(
        f' {name}="{_on_one_line(value)}"' for name, value in attributes.items() if value
    )
    return f"<{tag}{said}>\n{defused(text)}\n</{tag}>"


_ENTITIES = {"<": "&lt;", ">": "&gt;"}


def _plain(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def _on_one_line(value: str) -> str:
    return " ".join(defused(value).replace('"', "'").split())
