"""Eval cases: questions as people type them, with what a good answer to each does."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import BaseModel, ValidationError, model_validator

from language.script import Language, detect_language

FOLDER = Path(__file__).parent / "cases"


class Kind(StrEnum):
    """What sort of question it is; scores are given for each."""

    LOOKUP = "lookup"
    HOW_TO = "how-to"
    LIST = "list"
    COMPARE = "compare"
    MULTI_DOCUMENT = "multi-document"
    RULE = "rule"
    CASE = "case"
    CONFLICT = "conflict"
    EDITION = "edition"
    FALSE_PREMISE = "false-premise"
    FOLLOW_UP = "follow-up"
    MIXED = "mixed"
    """One part is in the documents, the other is not."""

    UNANSWERABLE = "unanswerable"
    """Near the documents, but not in them."""

    OFF_TOPIC = "off-topic"
    INJECTION = "injection"


class Expects(StrEnum):
    """What the answer must be."""

    ANSWER = "answer"
    PARTIAL = "partial"
    DECLINE = "decline"


class Case(BaseModel, frozen=True, extra="forbid"):
    """One question and what a good answer to it does."""

    id: str
    question: str
    kind: Kind
    market: str = "any"

    history: tuple[str, ...] = ()
    """Questions asked before it in the same conversation."""

    expects: Expects = Expects.ANSWER

    pages: Mapping[str, tuple[int, ...]] = {}
    """Documents with the indices, from 0, of the pages that answer; any of them will do."""

    vital: tuple[str, ...] = ()
    """Nuggets that must be said. ` | ` parts wordings of one nugget, in either language."""

    fine: tuple[str, ...] = ()
    """Nuggets that are good to have."""

    never: tuple[str, ...] = ()
    """What must not be said."""

    missing: str | None = None
    """What a partial answer must name as not in the documents; wordings as in `vital`."""

    twin: str | None = None
    """The case that asks the same in the other language."""

    @property
    def language(self) -> Language:
        return detect_language(self.question)

    @model_validator(mode="after")
    def _asks_for_something(self) -> "Case":
        declines = self.expects is Expects.DECLINE
        if declines and (self.pages or self.vital or self.fine or self.missing):
            raise ValueError(f"{self.id}: what is declined has no pages, nuggets or missing part")
        if not declines and not (self.pages and self.vital):
            raise ValueError(f"{self.id}: give pages and vital nuggets, or expects: decline")
        if (self.expects is Expects.PARTIAL) is not (self.missing is not None):
            raise ValueError(f"{self.id}: `missing` goes with expects: partial, and only with it")
        if self.twin == self.id:
            raise ValueError(f"{self.id}: is its own twin")
        return self


class Proposed(BaseModel, frozen=True, extra="allow"):
    """A case that a reader's opinion gave rise to (`advisor case add`), not yet reviewed: it is
    not asked. A person completes it, takes `why` out, and moves it to the cases."""

    id: str
    why: str
    """What the reader said, and what they were shown."""


class Collection(BaseModel, frozen=True, extra="forbid"):
    """One file of cases, and the documents that they are about."""

    collection: str

    documents: str
    """A file or folder; `$ADVISOR_SHARED` stands for the folder of shared data."""

    cases: tuple[Case, ...] = ()
    proposed: tuple[Proposed, ...] = ()

    @property
    def path(self) -> Path:
        shared = os.environ.get("ADVISOR_SHARED", "../shared")
        return Path(self.documents.replace("$ADVISOR_SHARED", shared))

    @property
    def is_shared(self) -> bool:
        """Whether its documents are others' work, whose words are not to be kept."""
        return "$ADVISOR_SHARED" in self.documents

    @model_validator(mode="after")
    def _ids_and_twins_fit(self) -> "Collection":
        ids = Counter([*(case.id for case in self.cases), *(one.id for one in self.proposed)])
        if again := [id_ for id_, times in ids.items() if times > 1]:
            raise ValueError(f"{again[0]}: two cases have this id")
        by_id = {case.id: case for case in self.cases}
        for case in self.cases:
            if case.twin is None:
                continue
            twin = by_id.get(case.twin)
            if twin is None or twin.twin != case.id or twin.language is case.language:
                raise ValueError(
                    f"{case.id}: its twin {case.twin!r} must be in this file, name it as its own "
                    "twin, and ask in the other language"
                )
        return self


class BadCases(Exception):
    """A file of cases that cannot be used; the message says why."""


def read_collections(path: Path) -> tuple[Collection, ...]:
    """The collections of a YAML file, or of all in a folder; raises `BadCases`."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise BadCases(f"no cases at {str(path)!r}: give a YAML file, or a folder of them")
    return tuple(_read(file) for file in files)


def _read(file: Path) -> Collection:
    try:
        return Collection.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise BadCases(f"{file}: {error}") from error


def wordings(nugget: str) -> tuple[str, ...]:
    """The ways of saying a nugget."""
    return tuple(part.strip() for part in nugget.split(" | ") if part.strip())


class Twins(NamedTuple):
    """Two cases that ask the same."""

    zh: Case
    en: Case


def twins(cases: Iterable[Case]) -> list[Twins]:
    """Each pair once."""
    by_id = {case.id: case for case in cases}
    return [
        Twins(case, by_id[case.twin])
        for case in by_id.values()
        if case.twin in by_id and case.language is Language.ZH
    ]
