"""Ingests killed at random moments lose nothing: a short run of `benchmarks.killed`."""

import subprocess
import sys
from pathlib import Path


def test_an_index_whose_ingests_were_killed_equals_one_made_afresh() -> None:
    # A process of its own: those that it forks would inherit this one's threads.
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.killed", "--runs", "6"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 saw two editions" in done.stdout
    assert "the index equals one made afresh" in done.stdout
