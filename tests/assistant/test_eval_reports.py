"""Where the evals' reports are, and the history of their runs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant import eval_reports
from assistant.eval_reports import PastRun, Scored, append_run, read_history, reports_folder
from assistant.settings import Settings


def run(day: int, collection: str = "starter") -> PastRun:
    score = Scored(measure="vital", group="all", cases=3, mean=0.5, low=0.4, high=0.6)
    at = datetime(2026, 11, day, tzinfo=UTC)
    return PastRun(at=at, commit="abc", collection=collection, cases=3, scores=(score,))


def test_the_history_grows_by_a_line_a_run(tmp_path: Path) -> None:
    for one in (run(2), run(1), run(3, "other")):
        append_run(tmp_path, one)

    assert len((tmp_path / eval_reports.HISTORY).read_text().splitlines()) == 3
    assert read_history(tmp_path, "starter") == [run(1), run(2)]


def test_without_a_history_there_are_no_runs(tmp_path: Path) -> None:
    assert read_history(tmp_path, "starter") == []


def test_reports_are_where_the_setting_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Settings(home=tmp_path, reports=tmp_path / "said")
    unsaid = Settings(home=tmp_path)

    assert reports_folder(said) == tmp_path / "said"
    assert reports_folder(unsaid).parts[-2:] == ("evals", "reports")
    # As in an installation, where the evals are not.
    monkeypatch.setattr(eval_reports, "_BESIDE", tmp_path / "nowhere")
    assert reports_folder(unsaid) == tmp_path / "evals"
