"""`advisor verify`, as people and programs use it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main

EVIDENCE = "The fund was set up in March 2021 with NT$5 billion."


@pytest.fixture
def run(tmp_path: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ADVISOR_CACHE", str(model_cache))

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["--home", str(tmp_path / "home"), *words])

    return run


def test_a_claim_is_judged_without_an_index(run, tmp_path: Path) -> None:
    supported = run("verify", "The fund was set up in March 2021.", "--evidence", EVIDENCE)
    wrong = run("verify", "The fund was set up in March 2020.", "--evidence", EVIDENCE, "--json")

    assert supported.stdout.startswith("supported (")
    assert json.loads(wrong.stdout)["verdict"] == "unsupported"
    assert not (tmp_path / "home" / "index.sqlite").exists()
    assert not (tmp_path / "home").exists()


def test_a_batch_keeps_its_order_and_reports_a_bad_line(run, tmp_path: Path) -> None:
    batch, out = tmp_path / "claims.jsonl", tmp_path / "verdicts.jsonl"
    lines = [
        {"id": "a", "claim": "基金 2021 年 3 月成立。", "evidence": [EVIDENCE]},
        {"id": "b", "claim": "It has US$5 billion."},
        {"id": "c", "claim": "The fund was set up with US$5 billion.", "evidence": [EVIDENCE]},
    ]
    batch.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")

    result = run("verify", "--batch", str(batch), "--out", str(out))

    found = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert result.exit_code == 0
    assert "1 of 3 lines could not be used" in result.stderr
    assert set(found[0]) == {"id", "verdict", "score", "reasons"}
    assert found[1]["error"].startswith("line 2 cannot be used (evidence:")
    assert (found[2]["id"], found[2]["verdict"]) == ("c", "contradicted")
    assert found[2]["reasons"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["verify"], "give CLAIM, or --batch with a file", id="nothing"),
        pytest.param(["verify", "A claim."], "give --evidence with CLAIM", id="no evidence"),
        pytest.param(
            ["verify", "--batch", "x.jsonl", "--evidence", "y"],
            "each line has its own",
            id="evidence beside a batch",
        ),
        pytest.param(["verify", "--batch", "x.jsonl"], "'x.jsonl' cannot be read", id="no file"),
    ],
)
def test_a_wrong_call_is_told_the_cure(run, words: list[str], said: str) -> None:
    result = run(*words)

    assert result.exit_code != 0
    assert said in result.stderr
