"""What was accepted: each case's scores and answer, and the means over time."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from assistant.types import Answer


class Accepted(BaseModel, frozen=True, extra="forbid"):
    """One case as it was accepted."""

    question: str
    scores: Mapping[str, float]
    outcome: str
    said: tuple[str, ...]
    """Claims, each with the pages that it rests on."""


class Point(BaseModel, frozen=True, extra="forbid"):
    """The means on one day that a baseline was accepted."""

    on: date
    cases: int
    means: Mapping[str, float]


class Baseline(BaseModel, frozen=True, extra="forbid"):
    """Accepted cases by collection and id."""

    collections: Mapping[str, Mapping[str, Accepted]] = {}
    trend: Mapping[str, tuple[Point, ...]] = {}

    def cases(self, collection: str) -> Mapping[str, Accepted]:
        return self.collections.get(collection, {})

    def with_collection(self, name: str, cases: Mapping[str, Accepted], point: Point) -> "Baseline":
        """This baseline, a collection replaced and its means added; one point a day is kept."""
        before = [old for old in self.trend.get(name, ()) if old.on != point.on]
        return Baseline(
            collections={**self.collections, name: cases},
            trend={**self.trend, name: (*before, point)},
        )


class BadBaseline(Exception):
    """A baseline that cannot be read; the message says why."""


def read_baseline(path: Path) -> Baseline:
    """An empty one when there is no file; raises `BadBaseline`."""
    if not path.exists():
        return Baseline()
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise BadBaseline(f"{path}: {error}; accept it anew with --accept") from error


def write_baseline(path: Path, baseline: Baseline) -> None:
    """One case a line, so that a change of one is a change of a line."""
    path.write_text(_dump(baseline.model_dump(mode="json")), encoding="utf-8")


def said(answer: Answer, *, words: bool = True) -> tuple[str, ...]:
    """The answer's claims with their pages, as lines; without `words`, the pages alone."""
    return tuple(
        (claim.text if words else "")
        + "".join(f" [{q.document} {q.page_index}]" for q in claim.quotes)
        for claim in answer.claims
    )


def _dump(value: dict[str, Any]) -> str:
    parts = []
    for name, cases in value["collections"].items():
        lines = ",\n".join(
            f"   {json.dumps(id_)}: {json.dumps(case, ensure_ascii=False)}"
            for id_, case in cases.items()
        )
        parts.append(f"  {json.dumps(name)}: {{\n{lines}\n  }}")
    trend = json.dumps(value["trend"], ensure_ascii=False, indent=1)
    collections = ",\n".join(parts)
    return f'{{\n "collections": {{\n{collections}\n }},\n "trend": {trend}\n}}\n'
