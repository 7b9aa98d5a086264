"""A paper as a file, in the format that its suffix names."""

from collections.abc import Callable, Mapping

from assistant.paper import Paper
from assistant.paper_markdown import paper_markdown
from assistant.paper_pdf import paper_pdf
from assistant.paper_word import paper_word

PAPER_FILES: Mapping[str, Callable[[Paper], bytes]] = {
    ".docx": paper_word,
    ".md": lambda paper: paper_markdown(paper).encode(),
    ".pdf": paper_pdf,
}
"""How a paper is written, by suffix; `.pdf` raises `FontMissing` where no font can show it."""
