"""Files that come from a browser: their names and sizes are untrusted, so they get ones of ours.

An upload is kept in the index's home and ingested from there, like any file.
"""

import os
import re
import tempfile
import unicodedata
from pathlib import Path, PurePath

from ingest.errors import UploadRefused
from ingest.find import is_readable
from ingest.index import Index
from ingest.readers import SUFFIXES

MOST_BYTES = 50_000_000
MOST_FILES = 20
_LONGEST_NAME = 200
"""Bytes of a file's name; file systems take 255."""

# Controls, marks that turn text around, and what file systems refuse or read as a path.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff<>:"|?*\\/]')


def keep_upload(given: str, content: bytes, *, index: Index) -> Path:
    """The file to ingest, written in one step; an earlier upload of the same name is replaced.

    Raises `UploadRefused` for what is no document, is too large, or bears the name of a document
    that came from elsewhere.
    """
    name = upload_name(given)
    if len(content) > MOST_BYTES:
        raise UploadRefused(
            f"it is larger than {MOST_BYTES // 1_000_000} MB: split it, or ingest it with "
            "`advisor ingest`"
        )
    if not content:
        raise UploadRefused("it is empty: check the file")
    folder = (index.home / "uploads").resolve()
    file = folder / name
    if any(origin != str(file) for origin in index.catalogue.origins(name)):
        raise UploadRefused(
            f"a document named {name!r} came from elsewhere: rename the file, or remove that one"
        )
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as half:
        half.write(content)
    os.replace(half.name, file)
    return file


def forget_upload(document: str, *, index: Index) -> None:
    """Delete the file of a document that was uploaded; a file from elsewhere stays."""
    folder = (index.home / "uploads").resolve()
    file = folder / document
    if file.parent == folder:
        file.unlink(missing_ok=True)


def upload_name(given: str) -> str:
    """The name that a file from a browser is kept by: no path, nothing unseen, not too long."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", given))[-1]
    safe = " ".join(_UNSAFE.sub(" ", last.encode("utf-8", "ignore").decode()).split()).lstrip(". ")
    path = PurePath(safe or "document")
    if not is_readable(path.name):
        raise UploadRefused(
            f"files like this one are not read: save it as one of {' '.join(sorted(SUFFIXES))}"
        )
    room = _LONGEST_NAME - len(path.suffix.encode())
    return path.stem.encode()[:room].decode(errors="ignore").rstrip(" .") + path.suffix
