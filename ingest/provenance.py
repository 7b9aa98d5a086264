"""Where a downloaded document came from, in a file beside it: `NAME.pdf.source.json`.

`advisor fetch` writes it, `advisor ingest` reads it: what a citation says of the publication then
comes from who listed it and from the download, and not from the file's own properties alone.
"""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from ingest.storable import storable_description
from ingest.types import RawDocument

_SUFFIX = ".source.json"

CORRECTION_SUFFIX = ".meta.yaml"
"""Of the file that corrects what is known of the document beside it: `ingest/correct.py`."""


class Provenance(BaseModel):
    """What is known of a downloaded file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    """The publication's id in the list that it was downloaded from."""

    title: str
    publisher: str | None = None
    kind: str | None = None
    url: str
    """As listed."""

    final_url: str
    """Where that led."""

    fetched_at: AwareDatetime
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(ge=0)]
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def metadata(self) -> dict[str, object]:
        """For the catalogue: what is known, under the names that other metadata has too."""
        said = {
            "issuer": self.publisher,
            "kind": self.kind,
            "url": self.url,
            "final_url": self.final_url,
            "fetched": self.fetched_at.date().isoformat(),
            "sha256": self.sha256,
            "bytes": self.bytes,
        }
        return {name: value for name, value in said.items() if value is not None}


def sidecar(file: Path) -> Path:
    """Where a file's provenance stands."""
    return file.with_name(file.name + _SUFFIX)


def sidecars(file: Path) -> tuple[Path, Path]:
    """Where what is said about a file may stand: its provenance, and its correction."""
    return sidecar(file), file.with_name(file.name + CORRECTION_SUFFIX)


def beside(path: Path) -> Path | None:
    """The file that this is the provenance, or a correction, of, whether or not it is there; None
    for what is neither."""
    name = path.name.removesuffix(_SUFFIX).removesuffix(CORRECTION_SUFFIX)
    return None if name in (path.name, "") else path.with_name(name)


def read_provenance(file: Path) -> Provenance | None:
    """A file's provenance; None when it has none.

    Raises `ValueError` when it cannot be used.
    """
    try:
        return Provenance.model_validate_json(sidecar(file).read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise ValueError(f"{place}: {fault['msg']}" if place else fault["msg"]) from error
    except OSError as error:
        raise ValueError(error.strerror or str(error)) from error


def write_provenance(file: Path, provenance: Provenance) -> None:
    """Put a file's provenance beside it, in one step."""
    half = file.with_name(f".{file.name}.half")
    half.write_text(provenance.model_dump_json(indent=2) + "\n", encoding="utf-8")
    half.replace(sidecar(file))


def provenance_mark(file: Path) -> str:
    """Changes whenever the provenance does; empty for a file that has none."""
    try:
        return hashlib.sha256(sidecar(file).read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def credit(raw: RawDocument, file: Path, *, sha256: str) -> RawDocument:
    """The document with its provenance, which goes before what the file says of itself.

    A provenance that cannot be used, or that is of another content than the file has now, is left
    out with a warning.
    """
    cure = "fetch it again, or delete that file"
    name = sidecar(file).name
    try:
        provenance = read_provenance(file)
    except ValueError as error:
        warning = f"{name} cannot be used ({error}): {cure}"
        return replace(raw, warnings=(*raw.warnings, warning))
    if provenance is None:
        return raw
    if provenance.sha256 != sha256:
        warning = f"the file is not the one that {name} is about: {cure}"
        return replace(raw, warnings=(*raw.warnings, warning))
    metadata = {**raw.metadata, **provenance.metadata}
    return storable_description(replace(raw, title=provenance.title, metadata=metadata))
