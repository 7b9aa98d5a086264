"""The documents of an index as a list, opened without what answers questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import IndexUnusable
from assistant.settings import Settings
from ingest.catalogue import Catalogue
from ingest.corrections import Corrections
from ingest.database import open_database
from ingest.errors import IngestError
from ingest.served import ServedDocuments
from ingest.surveys import Surveys


@dataclass(frozen=True)
class Shelf:
    """The documents of an index as a list: opened at once, while what finds in them takes long."""

    catalogue: Catalogue
    served: ServedDocuments
    corrections: Corrections
    surveys: Surveys

    @classmethod
    def open(cls, settings: Settings) -> "Shelf":
        """Raises `IndexUnusable` with the cure."""
        make_folder(settings.home)
        with opening(settings):
            database = open_database(settings.database_url, home=settings.home)
            return cls(
                Catalogue(database, originals=settings.home / "originals"),
                ServedDocuments(database),
                Corrections(database),
                Surveys(database),
            )

    def generation(self) -> tuple[int, ...]:
        """Differs whenever what is served, or what is known of it, does."""
        return *self.served.generation(), *self.corrections.generation()


@contextmanager
def opening(settings: Settings) -> Iterator[None]:
    """Whatever goes wrong within becomes `IndexUnusable`; our own errors stay."""
    try:
        yield
    except IngestError:
        raise
    except Exception as error:  # a damaged file or a bad address: three libraries' own errors
        what = str(error).partition("\n")[0]
        if settings.database_url:  # it may hold a password
            what = what.replace(settings.database_url, "…")
        raise IndexUnusable(
            f"the index in {str(settings.home)!r} cannot be opened ({what}): correct "
            "ADVISOR_DATABASE_URL where it is set, or ingest into another --home"
        ) from error


def make_folder(folder: Path) -> None:
    """Make a folder; raises `IndexUnusable` when it cannot be used."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise IndexUnusable(
            f"the folder {str(folder)!r} cannot be used ({error.strerror}): "
            "choose another with --home, ADVISOR_HOME or ADVISOR_CACHE"
        ) from error
