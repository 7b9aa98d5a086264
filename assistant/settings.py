"""What a deployment may change, read once where the program starts."""

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import BaseModel, Field, ValidationError

from assistant.errors import SettingsError

_PREFIX = "ADVISOR_"
_NOT_SETTINGS = {"ADVISOR_SHARED"}  # where tests and benchmarks find their data


class LibraryUse(StrEnum):
    """What readers may do with the library in the browser."""

    READ = "read"
    EDIT = "edit"


class Settings(BaseModel, frozen=True, extra="forbid"):
    """Everything a deployment may change, each from the environment as `ADVISOR_<NAME>`."""

    home: Path = Path(".advisor")
    """Folder of the index, the catalogue and the conversations."""

    cache: Path | None = None
    """Folder of files made from the embedding model; `cache` in `home` when not given."""

    database_url: str | None = None
    """SQLAlchemy address of a database to use instead of the SQLite file in `home`."""

    chroma_url: str | None = None
    """Address of a Chroma server to use instead of the vectors in `home`."""

    embeddings: str | None = None
    """`provider:model` of the embedding model to use instead of the built-in one."""

    passages: int = Field(default=8, ge=1, le=50)
    """How many passages an answer may rest on."""

    records: int = Field(default=5_000, ge=0)
    """How many answers are kept with all that went into them, for `advisor replay`; 0 for none."""

    model: str | None = None
    """The chat model that drafts answers, as `provider:name`; without one answers are quotes."""

    model_seconds: float = Field(default=6.0, gt=0, le=600)
    """How long after the question the model may still write; then the quotes writer answers."""

    library: LibraryUse | None = None
    """Whether documents can be added, corrected and removed in the browser; when not given, by who
    sits at the machine that the app runs on, and by nobody else."""

    reports: Path | None = None
    """Folder with the reports of the evals that the app shows."""

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None, **given: object) -> Self:
        """Settings from the environment, those given here first.

        Raises `SettingsError` that names a variable which is unknown or cannot be used.
        """
        source = os.environ if environ is None else environ
        values: dict[str, object] = {
            name.removeprefix(_PREFIX).lower(): value
            for name, value in source.items()
            if name.startswith(_PREFIX) and name not in _NOT_SETTINGS and value
        }
        values.update({name: value for name, value in given.items() if value is not None})
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            name = f"{_PREFIX}{'_'.join(str(part) for part in first['loc']).upper()}"
            if first["type"] == "extra_forbidden":
                known = ", ".join(f"{_PREFIX}{field.upper()}" for field in cls.model_fields)
                raise SettingsError(f"there is no setting {name}: use one of {known}") from error
            raise SettingsError(
                f"{name} cannot be {first['input']!r} ({first['msg'].lower()}): correct or unset it"
            ) from error
