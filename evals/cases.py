"""Eval cases: questions with the pages that answer them, or that must be declined."""

from pathlib import Path

import yaml
from pydantic import BaseModel, model_validator

FOLDER = Path(__file__).parent / "cases"


class Case(BaseModel, frozen=True, extra="forbid"):
    """One question and what a good answer to it does."""

    id: str
    question: str
    document: str | None = None
    """Whose pages are meant; the collection's only document when it has one."""

    pages: tuple[int, ...] = ()
    """Indices, from 0, of the pages that answer; any of them will do."""

    elsewhere: dict[str, tuple[int, ...]] = {}
    """Pages of other documents that answer as well."""

    crosses: bool = False
    """Only documents in the other language answer, so that is what must be quoted."""

    says: tuple[str, ...] = ()
    """Words each of which must stand in the answer's quotes, white space aside."""

    gap: str | None = None
    """Why it is not answered yet; the case fails as expected, and passing is then an error."""

    declined: bool = False
    """The documents do not say, and neither may the answer."""

    @model_validator(mode="after")
    def _asks_for_something(self) -> "Case":
        if self.declined == bool(self.pages):
            raise ValueError(f"{self.id}: give either pages or declined: true")
        if self.declined and (self.crosses or self.elsewhere):
            raise ValueError(f"{self.id}: what is declined has no pages and crosses nothing")
        return self


class _File(BaseModel, frozen=True, extra="forbid"):
    collection: str
    cases: tuple[Case, ...]


def load_cases(collection: str) -> tuple[Case, ...]:
    """The cases of one collection, in the order of its file."""
    text = (FOLDER / f"{collection}.yaml").read_text(encoding="utf-8")
    return _File.model_validate(yaml.safe_load(text)).cases
