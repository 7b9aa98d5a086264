"""Values that take long to make, kept as files for the next run."""

import json
import logging
import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

_LOG = logging.getLogger(__name__)


def kept(path: Path | None, make: Callable[[], Any]) -> Any:
    """The JSON value in the file at `path`; what `make` gives, written there, when there is none.

    The name must tell all that the value depends on. A damaged file is made anew. `path` appears
    whole or not at all, and its folder is made; None keeps nothing. Where no file can be written
    the value is given all the same, with a warning in the log.
    """
    if path is None:
        return make()
    try:
        return _read(path)
    except FileNotFoundError:
        _LOG.debug("nothing is kept at %s yet", path)
    except (OSError, ValueError) as error:
        _LOG.warning("%s cannot be used (%s) and is made anew", path, error)
    value = make()
    try:
        _write(path, value)
    except OSError as error:
        _LOG.warning("%s cannot be written (%s): every start makes it anew", path, error)
    return value


def _read(path: Path) -> Any:
    """The value, once the first line is seen to be the SHA-256 of the rest."""
    digest, _, content = path.read_bytes().partition(b"\n")
    if digest.decode("ascii") != sha256(content).hexdigest():
        raise ValueError("its content is not what was written")
    return json.loads(content)


def _write(path: Path, value: Any) -> None:
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(sha256(content).hexdigest().encode() + b"\n" + content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
