"""The facts that documents are written from: read only by the check, never shipped."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import FactsError


class FactSource(BaseModel):
    """Where a fact was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    publisher: str | None
    url: str | None
    date: str | None


class Fact(BaseModel):
    """One dated statement in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    topic: str
    markets: tuple[str, ...]
    sectors: tuple[str, ...]
    kind: str
    fact_en: str
    fact_zh: str
    as_of: str
    source: FactSource
    confidence: Literal["high", "medium", "low"]


def facts_folder() -> Path:
    """`facts` in the folder that ADVISOR_SHARED names, or else in `../shared`."""
    return Path(os.environ.get("ADVISOR_SHARED", "../shared")) / "facts"


def load_facts(folder: Path) -> Mapping[str, Fact]:
    """All facts by id. Raises FactsError for an absent folder, a bad file or an id given twice."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise FactsError(
            f"no fact files in {str(folder)!r}: name their folder with --facts or ADVISOR_SHARED"
        )
    facts: dict[str, Fact] = {}
    for file in files:
        if file.name.startswith("sources-"):
            continue
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            try:
                fact = Fact.model_validate(entry)
            except ValidationError as error:
                name = entry.get("id") if isinstance(entry, dict) else entry
                raise FactsError(
                    f"{file.name}: fact {name!r}: {error.errors()[0]['msg']}"
                ) from error
            if fact.id in facts:
                raise FactsError(f"{file.name}: fact {fact.id!r} is there twice: rename one")
            facts[fact.id] = fact
    return facts
