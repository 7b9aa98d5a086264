"""Which files are worth another try: those that could not be read, wholly or in part."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ingest.find import Found
from ingest.surveys import Troubled


class Retries(NamedTuple):
    """What can be tried again, and what cannot since its file is gone."""

    files: list[Found]
    gone: list[Troubled]


def retries(troubled: Iterable[Troubled]) -> Retries:
    """The files that these documents stand in, each once, in order."""
    files: dict[Path, Found] = {}
    gone = []
    for one in troubled:
        path, within = _file(one.origin)
        if path is None:
            gone.append(one)
        else:
            files.setdefault(path, Found(path, _document(one, path, within)))
    return Retries(list(files.values()), gone)


def _file(origin: str) -> tuple[Path | None, str]:
    """The file that an origin names, and what it names within it; a path may hold a `#`."""
    head, within = origin, ""
    while not Path(head).is_file():
        head, mark, last = head.rpartition("#")
        if not mark:
            return None, ""
        within = f"{last}#{within}" if within else last
    return Path(head), within


def _document(one: Troubled, path: Path, within: str) -> str:
    """The name of the whole file: of a line the catalogue knows it, of a part it leads."""
    if not within:
        return one.document
    if one.document.endswith(f"/{within}"):
        return one.document.removesuffix(f"/{within}")
    return one.source or path.name
