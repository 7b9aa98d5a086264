"""What the evals leave behind, and how it is read again: a report for each collection, and a
history with a line for each run.

`pytest evals/` writes both; the app shows them where they are.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from assistant.settings import Settings

HISTORY = "history.jsonl"

_BESIDE = Path(__file__).resolve().parent.parent / "evals"


class Scored(BaseModel, frozen=True):
    """One measure over one group of cases."""

    measure: str
    group: str
    cases: int
    mean: float
    low: float
    high: float
    """The bounds that hold the mean in 95 of 100 samples of cases."""


class Measured(Scored, frozen=True):
    """A score as a report has it."""

    title: str = ""
    bar: float | None = None
    """What is to be reached."""


class Guarded(BaseModel, frozen=True):
    """A measure that is held against the baseline."""

    measure: str
    group: str
    red: bool
    reason: str


class Asked(BaseModel, frozen=True):
    """A case with its answer."""

    id: str
    question: str
    kind: str
    expects: str
    history: tuple[str, ...] = ()
    vital: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    pages: dict[str, tuple[int, ...]] = {}
    missing: str | None = None
    scores: dict[str, float]
    answer: dict[str, Any]
    """As `serialise.answer_to_json` writes it."""


class Seconds(BaseModel, frozen=True):
    """From question to answer."""

    median: float
    p95: float


class EvalReport(BaseModel, frozen=True):
    """The last run of a collection."""

    collection: str
    at: datetime | None = None
    commit: str | None = None
    scores: tuple[Measured, ...]
    gates: tuple[Guarded, ...]
    seconds: Seconds | None = None
    grader: tuple[str, ...] = ()
    cases: tuple[Asked, ...]

    def failed(self, case: Asked) -> list[str]:
        """The measures with a bar in which a case falls short."""
        barred = {score.measure for score in self.scores if score.bar is not None}
        return [name for name, score in case.scores.items() if score < 1 and name in barred]

    def shortfall(self, case: Asked) -> float:
        """How much a case falls short in all, more for what is worse."""
        return sum(1 - case.scores[name] for name in self.failed(case))


class PastRun(BaseModel, frozen=True):
    """A line of the history."""

    at: datetime
    commit: str | None
    collection: str
    cases: int
    scores: tuple[Scored, ...]


def reports_folder(settings: Settings) -> Path:
    """Where the reports are: as the settings say, else beside the evals, else in the home."""
    if settings.reports is not None:
        return settings.reports
    return _BESIDE / "reports" if _BESIDE.is_dir() else settings.home / "evals"


def read_reports(folder: Path) -> tuple[list[EvalReport], list[str]]:
    """The reports by collection, and the names of files that cannot be read."""
    found, unusable = [], []
    for file in sorted(folder.glob("*.json")):
        try:
            found.append(EvalReport.model_validate_json(file.read_bytes()))
        except (OSError, ValidationError):
            unusable.append(file.name)
    return found, unusable


def read_history(folder: Path, collection: str) -> list[PastRun]:
    """The collection's runs, oldest first; lines that cannot be read are left out."""
    try:
        lines = (folder / HISTORY).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    runs = []
    for line in lines:
        try:
            run = PastRun.model_validate_json(line)
        except ValidationError:
            continue
        if run.collection == collection:
            runs.append(run)
    return sorted(runs, key=lambda run: run.at)


def append_run(folder: Path, run: PastRun) -> None:
    """Add a run to the history; what is there stays."""
    with (folder / HISTORY).open("a", encoding="utf-8") as file:
        file.write(run.model_dump_json() + "\n")
