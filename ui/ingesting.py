"""A change of the library under way in the background.

A click anywhere on the page stops the script; an ingest must survive that, and go on when the
reader looks at another page.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.build import ingest, retry
from ingest.errors import IngestError
from ingest.index import Index
from ingest.outcome import Line, Progress, Step

_LOG = logging.getLogger(__name__)


class Ingesting:
    """One ingest from its start to its report."""

    def __init__(self, work: Callable[[Progress], Sequence[Line]]) -> None:
        self.step: Step | None = None
        """How far it is."""

        self.lines: Sequence[Line] = ()
        self.error: IngestError | None = None
        """What went wrong, where the reader can do something about it."""

        self.failed = False
        self._done = threading.Event()
        threading.Thread(target=self._run, args=(work,), daemon=True).start()

    @property
    def done(self) -> bool:
        return self._done.is_set()

    def wait(self, seconds: float) -> bool:
        """Whether it was done within these seconds."""
        return self._done.wait(seconds)

    def _run(self, work: Callable[[Progress], Sequence[Line]]) -> None:
        try:
            self.lines = work(self._tell)
        except IngestError as error:
            self.error = error
        except Exception:
            _LOG.exception("ingesting failed")
            self.failed = True
        finally:
            self._done.set()

    def _tell(self, step: Step) -> None:
        self.step = step


def ingesting(files: Sequence[Path], index: Index) -> Ingesting:
    """Bring these files in."""
    return Ingesting(lambda progress: ingest(files, index=index, progress=progress))


def reading_again(documents: Sequence[str] | None, index: Index) -> Ingesting:
    """Read these documents again; None for all that could not be read."""
    return Ingesting(lambda progress: retry(index=index, only=documents, progress=progress))
