import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main


@pytest.fixture
def run(tmp_path: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ADVISOR_CACHE", str(model_cache))

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["--home", str(tmp_path / "home"), *words])

    return run


def test_ingest_documents_search_and_ask(run, documents: Path) -> None:
    ingested = run("ingest", str(documents))
    assert ingested.exit_code == 0
    assert "3 documents: 3 added" in ingested.stdout

    listed = json.loads(run("documents", "--json").stdout)
    assert [one["document"] for one in listed["documents"]] == [
        "fund.md",
        "parking.md",
        "vietnam.md",
    ]

    passages = json.loads(run("search", "smart parking", "--json", "--top", "1").stdout)["passages"]
    assert passages[0]["document"] == "parking.md"
    assert passages[0]["page_label"] is None
    assert {"source", "title", "page_index", "start", "end", "language", "score", "text"} <= set(
        passages[0]
    )

    answer = json.loads(run("ask", "歐銀技術合作基金是哪一年成立的？", "--json").stdout)
    assert answer["outcome"] == "answered"
    assert answer["claims"][0]["quotes"][0]["document"] == "fund.md"
    assert answer["writer"] == "quotes"

    shown = run("ask", "歐銀技術合作基金是哪一年成立的？").stdout
    assert "1991" in shown
    assert "fund.md" in shown

    assert run("remove", "fund.md").exit_code == 0
    assert run("doctor").exit_code == 0


def test_a_batch_keeps_its_order_and_reports_a_bad_line(
    run, documents: Path, tmp_path: Path
) -> None:
    run("ingest", str(documents))
    batch, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    batch.write_text(
        '{"id": "a", "question": "Who paid for smart parking in Bangkok?"}\n'
        '{"id": "b"}\n'
        '{"id": "c", "question": " "}\n'
        '{"id": "d", "question": "巴西的最低工資？"}\n',
        encoding="utf-8",
    )

    result = run("ask", "--batch", str(batch), "--out", str(out))

    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line.get("id", line.get("line")) for line in lines] == ["a", 2, "c", "d"]
    assert "line 2" in lines[1]["error"]
    assert "empty" in lines[2]["error"]
    assert lines[3]["outcome"] == "declined"
    assert "2 of the lines" in result.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["ask", "What?"], "nothing has been ingested", id="before any ingest"),
        pytest.param(["ask", ""], "empty", id="empty question"),
        pytest.param(["ingest", "nowhere"], "no file or folder 'nowhere'", id="missing file"),
        pytest.param(["ask", "--colour", "x"], "--colour", id="unknown option"),
        pytest.param(["ask", "--batch", "nowhere"], "cannot be read", id="missing batch"),
        pytest.param(["remove", "nothing"], "no document 'nothing'", id="unknown document"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(run, words: list[str], says: str) -> None:
    result = run(*words)

    assert result.exit_code in (1, 2)
    assert says in result.stderr
    assert "Traceback" not in result.output


def test_an_unknown_setting_is_refused(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_COLOUR", "red")

    result = run("documents")

    assert result.exit_code == 1
    assert "ADVISOR_COLOUR" in result.stderr
