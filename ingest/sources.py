"""Lists of publications to download: `corpus/sources.yaml`, or a user's own."""

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ingest.address import check_address
from ingest.errors import FetchFailed, SourcesUnusable

STARTER = "corpus/sources.yaml"

_SHOWN = 5
"""Faults of a list that are named in one message."""


class Known(StrEnum):
    """How far an address is known: most were noted while the starter documents were written."""

    READ = "read"
    """The text at this address was read."""

    NAMED = "named"
    """Another official page names it."""

    PATTERN = "pattern"
    """It follows the publisher's own scheme, such as EUR-Lex's ELI."""

    HOST = "host"
    """The home page of a host that is known; look for the publication there."""


def _is_web_address(text: str) -> str:
    try:
        check_address(text)
    except FetchFailed as error:
        raise ValueError(error.reason) from error
    return text


_Text = Annotated[str, Field(min_length=1, max_length=500)]


class Source(BaseModel):
    """A publication on the web."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$")]
    """Names the downloaded file, so it is a name that every file system takes."""

    title: _Text
    publisher: _Text | None = None
    url: Annotated[str, AfterValidator(_is_web_address)]
    languages: tuple[
        Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")], ...
    ] = ()
    """BCP 47 tags of what stands at the address; the server is asked for the first."""

    kind: Literal["policy", "statistics", "market", "case", "rule", "procedure"] | None = None
    why: _Text | None = None
    """What it is good for, in the words of whoever wrote the list."""

    address: Known | None = None


_LIST = TypeAdapter(tuple[Source, ...])


def starter_sources() -> tuple[Source, ...]:
    """The publications that the starter documents were written from, or that go beyond them."""
    return _parse(files("corpus").joinpath("sources.yaml").read_bytes(), where=STARTER)


def read_sources(path: Path) -> tuple[Source, ...]:
    """The publications that a YAML file lists.

    Raises `SourcesUnusable`, which names what is wrong with which entry, for a file that cannot be
    read, holds no list, or lists a publication wrongly or twice.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourcesUnusable(
            f"{str(path)!r} cannot be read ({error.strerror}): check the path"
        ) from error
    return _parse(content, where=str(path))


def choose(sources: Sequence[Source], ids: Sequence[str]) -> tuple[Source, ...]:
    """The publications with these ids, in the list's order; all of them when none is given.

    Raises `SourcesUnusable` for an id that is not in the list, with the nearest that is.
    """
    known = {source.id for source in sources}
    for wanted in ids:
        if wanted not in known:
            near = get_close_matches(wanted, sorted(known), n=3, cutoff=0.3)
            cure = f"did you mean {' or '.join(near)}" if near else "the list names those it has"
            raise SourcesUnusable(f"there is no publication {wanted!r} in the list: {cure}")
    return tuple(source for source in sources if not ids or source.id in ids)


def _parse(content: bytes, *, where: str) -> tuple[Source, ...]:
    try:
        entries = yaml.safe_load(content)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = " ".join(str(error).split())
        raise SourcesUnusable(f"{where} is not YAML ({said}): correct it there") from error
    if not isinstance(entries, list) or not entries:
        raise SourcesUnusable(f"{where} holds no list: write one as in {STARTER}")
    try:
        sources = _LIST.validate_python(entries)
    except ValidationError as error:
        faults = [_fault(entries, fault["loc"], fault["msg"]) for fault in error.errors()]
        more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise SourcesUnusable(
            f"{where}: {'; '.join(faults[:_SHOWN])}{more}: correct them and run this again"
        ) from error
    twice = [name for name, count in Counter(source.id for source in sources).items() if count > 1]
    if twice:
        raise SourcesUnusable(f"{where}: {', '.join(twice)} is listed twice: rename one of the two")
    return sources


def _fault(entries: Sequence[object], place: Sequence[int | str], said: str) -> str:
    """`entry 3 (eu-gdpr): url: … is not an http or https address`."""
    number = int(place[0])
    entry = entries[number]
    name = f" ({entry['id']})" if isinstance(entry, dict) and "id" in entry else ""
    field = "".join(f" {part}:" for part in place[1:])
    return f"entry {number + 1}{name}:{field} {said.removeprefix('Value error, ')}"
