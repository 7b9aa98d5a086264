"""`pytest evals/ --corpus … --cases …`, as a stranger runs it on documents of their own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

CASES = """
collection: lease
documents: unused
cases:
  - id: notice
    question: How long is the notice period?
    kind: lookup
    pages: {lease.md: [0]}
    vital: ["three months | 三個月"]
  - id: no-pets
    question: May I keep a crocodile?
    kind: unanswerable
    expects: decline
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a document and cases."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "lease.md").write_text(
        "# Lease\n\nThe notice period is three months. Rent is due monthly.\n"
    )
    (tmp_path / "cases.yaml").write_text(CASES)
    return tmp_path


def evals(own: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "evals/", "-q", "-k", "not people"),
            *("--corpus", own / "documents", "--cases", own / "cases.yaml"),
            *("--reports", own / "reports", "-o", f"cache_dir={own / 'pytest'}", *options),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_accepted_then_green_then_red_when_the_answer_is_gone(own: Path) -> None:
    accepted = evals(own, "--accept")
    assert accepted.returncode == 0, accepted.stdout
    baseline = own / "cases.baseline.json"
    assert f"accepted: {baseline}" in accepted.stdout
    assert set(json.loads(baseline.read_text())["collections"]["lease"]) == {"notice", "no-pets"}
    assert {file.suffix for file in (own / "reports").iterdir()} == {
        ".html",
        ".json",
        ".jsonl",
        ".md",
        ".xml",
    }

    green = evals(own)
    assert green.returncode == 0, green.stdout
    assert "all gates are green" in green.stdout

    (own / "documents" / "lease.md").write_text("# Lease\n\nRent is due monthly.\n")
    red = evals(own)
    assert red.returncode == 1
    assert "test_its_nuggets_stand_on_its_pages[notice]" in red.stdout


def test_a_slip_in_the_cases_is_one_sentence(own: Path) -> None:
    (own / "cases.yaml").write_text(CASES.replace("kind: lookup", "kind: riddle"))

    ended = evals(own)

    assert ended.returncode == 4
    assert "riddle" in ended.stderr + ended.stdout
    assert "Traceback" not in ended.stderr + ended.stdout
