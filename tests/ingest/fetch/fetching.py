"""Fetching from the server of these tests, and what it leaves in its folder."""

import json
from datetime import UTC, datetime
from pathlib import Path

from ingest.fetch import Download, fetch
from ingest.sources import Source
from tests.ingest.site import Site

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def run(site: Site, folder: Path, *sources: Source, **limits: float) -> list[Download]:
    return fetch(sources, folder, web=site.web(**limits), now=lambda: NOW)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != ".fetch.lock"}


def sidecar_of(folder: Path, name: str) -> dict[str, object]:
    return dict(json.loads((folder / f"{name}.source.json").read_text("utf-8")))
