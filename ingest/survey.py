"""What is learnt of a document's pages as they go by, beside their text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.alike import Signature, Signing
from ingest.flags import flagged, instructs_model
from ingest.guess import guess
from ingest.types import FlagKind, Page

_OPENING_PAGES = 2


class PageFlag(NamedTuple):
    """Flagged text of one page."""

    page_index: int
    kind: FlagKind
    start: int
    end: int
    """Offsets in the reader's text of the page."""

    instructs: bool
    """Whether it gives instructions to whoever answers."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What is kept of a document beside its pages and chunks."""

    flags: tuple[PageFlag, ...]
    signature: Signature


@dataclass
class Surveying:
    """A survey in the making: pages go by once."""

    _flags: list[PageFlag] = field(default_factory=list)
    _signing: Signing = field(default_factory=Signing)
    _opening: str = ""
    _pages: int = 0

    def take(self, page: Page) -> Page:
        """The page with its flags."""
        (page,) = flagged([page])
        self._flags += [
            PageFlag(page.index, *flag, instructs_model(page, flag)) for flag in page.flags
        ]
        self._signing.take(page.text)
        if self._pages < _OPENING_PAGES:
            self._opening += f"{page.text}\n"
            self._pages += 1
        return page

    def done(self) -> Survey:
        return Survey(tuple(self._flags), self._signing.done())

    def described(
        self, metadata: Mapping[str, object], *, title: str, said: bool
    ) -> dict[str, object]:
        """The metadata, with guesses at what it lacks apart under `guessed`.

        `said`: whether the document names its title itself.
        """
        guesses = guess(self._opening, title=title)
        if not said:
            guesses["title"] = title
        guessed = {field: value for field, value in guesses.items() if field not in metadata}
        return {**metadata, "guessed": guessed} if guessed else dict(metadata)
