"""Passages of a text each, for tests that need no index."""

from collections.abc import Iterable

import numpy as np

from assistant.types import Passage
from ingest.types import Chunk, Page
from language.script import detect_language


def passage(
    text: str,
    *,
    number: int = 1,
    title: str = "",
    version: int | None = None,
    page: int = 0,
    start: int = 0,
) -> Passage:
    """A passage that is its page, or starts within it; each number is another document."""
    chunk = Chunk(
        id=number,
        version=version or number,
        document=f"{number}.md",
        source=f"{number}.md",
        title=title,
        page_index=page,
        page_label=None,
        start=start,
        end=start + len(text),
        text=text,
        language=detect_language(text),
    )
    return Passage(number, chunk, 1.0)


def passages(*texts: str) -> list[Passage]:
    return [passage(text, number=number) for number, text in enumerate(texts, start=1)]


class OnePageEach:
    """A catalogue that holds the pages of these passages."""

    def __init__(self, held: Iterable[Passage]) -> None:
        self.texts = {passage.chunk.version: passage.chunk.text for passage in held}

    def page(self, version: int, page_index: int) -> Page | None:
        text = self.texts.get(version)
        if text is None or page_index:
            return None
        return Page(0, None, text, text, np.arange(len(text), dtype=np.int32))
