"""A download that is not complete yet, kept so that the next run can go on with it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)", re.ASCII)

# What is sent back to a server is first held to the form that HTTP gives it.
_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,200}"')
_DATE = re.compile(r"[A-Za-z0-9,: +-]{10,60}")


class Edition(BaseModel):
    """What tells one state of a publication from the next (RFC 9110, section 8.8)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    """As listed: another address is another publication."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, url: str, headers: Mapping[str, str]) -> "Edition":
        etag, date = headers.get("etag", ""), headers.get("last-modified", "")
        return cls(
            url=url,
            etag=etag if _ETAG.fullmatch(etag) else None,
            last_modified=date if _DATE.fullmatch(date) else None,
        )

    @property
    def unless_same(self) -> dict[str, str]:
        """Headers that ask for the publication only if it has changed."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value is not None}

    @property
    def exact(self) -> str | None:
        """What stands for this very sequence of bytes, if the server said: for `If-Range`."""
        if self.etag is not None and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified


class Rest(NamedTuple):
    """A part that goes on where a partial download ends."""

    whole: int | None
    """Bytes of the whole publication, if the server said."""


@dataclass(frozen=True, slots=True)
class Partial:
    """The bytes that have come so far, and beside them the edition that they are of.

    Both files are hidden, so that `ingest` passes over them.
    """

    path: Path
    url: str

    @property
    def _note(self) -> Path:
        return self.path.with_suffix(".edition")

    @property
    def edition(self) -> Edition | None:
        """None when there is nothing that can be gone on with."""
        try:
            edition = Edition.model_validate_json(self._note.read_bytes())
        except (OSError, ValidationError):
            return None
        return edition if edition.url == self.url and edition.exact and self.size else None

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size if self.path.is_file() else 0

    @property
    def from_here(self) -> dict[str, str]:
        """Headers that ask for the rest, or for the whole if it is another edition by now."""
        edition = self.edition
        if edition is None or edition.exact is None:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": edition.exact}

    def rest(self, content_range: str) -> "Rest | None":
        """What a server sends of it, by its `Content-Range`; None when that begins elsewhere."""
        match = _RANGE.fullmatch(content_range.strip())
        if match is None or int(match[1]) != self.size:
            return None
        return Rest(None if match[2] == "*" else int(match[2]))

    @contextmanager
    def writing(self, edition: Edition | None) -> Iterator[BinaryIO]:
        """The file to write to: a new one of this edition, or for None the one that is there.

        What was written stays when this is left by an exception and can be gone on with.
        """
        if edition is not None:
            self.drop()
            self._note.write_text(edition.model_dump_json(), encoding="utf-8")
        try:
            with self.path.open("wb" if edition is not None else "ab") as file:
                yield file
        except BaseException:
            if self.edition is None:
                self.drop()
            raise

    def drop(self) -> None:
        """Forget what has come."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def becomes(self, file: Path) -> None:
        """Put the complete download in its place."""
        self.path.replace(file)
        self.drop()
