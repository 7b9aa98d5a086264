"""What goes between an ingest and its workers."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ingest.prepare import Job


@dataclass(frozen=True, slots=True)
class Order:
    """Prepare a file; the rows of its pages go to the spool file."""

    job: Job
    spool: Path


class Began(NamedTuple):
    """A page is being worked on."""

    document: str
    page: int
    """Its index."""


class Done(NamedTuple):
    """The file is prepared: all its documents were sent."""


class TooLarge(NamedTuple):
    """The file asks for more memory than a worker may take."""


class Full(NamedTuple):
    """The spool file cannot be written."""

    reason: str
