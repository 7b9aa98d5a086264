"""The commands as people and programs use them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import serve
from assistant.cli import main
from assistant.settings import Settings


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
    assert "line 3" in lines[2]["error"]
    assert "empty" in lines[2]["error"]
    assert lines[3]["outcome"] == "declined"
    assert "2 of 4 lines" in result.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["ask", "What?"], "nothing has been ingested", id="before any ingest"),
        pytest.param(["ask", ""], "empty", id="empty question"),
        pytest.param(["ingest", "nowhere"], "no file or folder 'nowhere'", id="missing file"),
        pytest.param(["ask", "--colour", "x"], "--colour", id="unknown option"),
        pytest.param(["ask", "--batch", "nowhere"], "cannot be read", id="missing batch"),
        pytest.param(["search", "--batch", "nowhere"], "cannot be read", id="missing search batch"),
        pytest.param(["remove", "nothing"], "no document 'nothing'", id="unknown document"),
        pytest.param(["search", "x"], "nothing has been ingested", id="search before any ingest"),
        pytest.param(["ask"], "give QUESTION, or --batch", id="no question"),
        pytest.param(["search"], "give QUERY, or --batch", id="no query"),
        pytest.param(["ask", "x", "--batch", "b"], "not both", id="a question and a batch"),
        pytest.param(["ask", "x", "--out", "b"], "--out goes with --batch", id="out alone"),
        pytest.param(["ask", "--batch", "b", "--out", "b"], "overwrite", id="out onto the batch"),
        pytest.param(["search", "x", "--top", "0"], "--top", id="no passages wanted"),
        pytest.param(["ask", "x", "--language", "fr"], "--language", id="unknown language"),
        pytest.param(["ask", "x" * 2001], "2,001 characters", id="a question too long"),
        pytest.param(["ask", "\udcff"], "type it as UTF-8", id="question of odd bytes"),
        pytest.param(["remove", "\udcff"], "type it as UTF-8", id="document of odd bytes"),
        pytest.param(["ingest"], "PATHS", id="nothing to ingest"),
        pytest.param(["colour"], "colour", id="unknown command"),
        pytest.param(["chat", "--port", "0"], "--port", id="impossible port"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(run, words: list[str], says: str) -> None:
    result = run(*words)

    assert result.exit_code in (1, 2)
    assert says in result.stderr
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)
    (said,) = re.findall("^Error: (.*)", result.stderr, re.MULTILINE)
    assert result.stderr.endswith(f"{said}\n")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        pytest.param("ADVISOR_COLOUR", "hunter2", "no setting ADVISOR_COLOUR", id="unknown"),
        pytest.param("ADVISOR_PASSAGES", "many", "ADVISOR_PASSAGES cannot be 'many'", id="bad"),
        pytest.param(
            "ADVISOR_DATABASE_URL",
            "postgresql//user:hunter2@db/x",
            "ADVISOR_DATABASE_URL",
            id="a database's address",
        ),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_no_secret_is_printed(
    run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)

    result = run("documents")

    assert result.exit_code == 1
    assert says in result.stderr
    assert "hunter2" not in result.output
    assert result.stderr.count("\n") == 1


def test_a_home_that_is_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path / "file"))

    result = CliRunner().invoke(main, ["documents"])

    assert result.exit_code == 1
    assert "choose another" in result.stderr
    assert (tmp_path / "file").read_text() == "x"


def test_a_damaged_index_is_one_sentence(run, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "advisor.sqlite").write_bytes(b"no database at all" * 100)

    result = run("documents")

    assert result.exit_code == 1
    assert "cannot be opened" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("why", ["no batch", "no index"])
def test_a_batch_that_cannot_run_leaves_earlier_results(
    run, documents: Path, tmp_path: Path, why: str
) -> None:
    batch, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    if why == "no index":
        batch.write_text('{"id": "a", "question": "x?"}\n', encoding="utf-8")
    out.write_text("earlier", encoding="utf-8")

    result = run("ask", "--batch", str(batch), "--out", str(out))

    assert result.exit_code == 1
    assert out.read_text(encoding="utf-8") == "earlier"


def test_a_second_ingest_changes_nothing_and_says_so(run, documents: Path) -> None:
    first = json.loads(run("ingest", str(documents), "--json").stdout)
    again = run("ingest", str(documents)).stdout

    assert {line["state"] for line in first} == {"added"}
    assert again == "3 documents: 3 unchanged\n"


def test_an_unreadable_document_is_listed_and_harms_no_other(
    run, documents: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "fund.md").write_bytes((documents / "fund.md").read_bytes())

    result = run("ingest", str(folder))

    assert result.exit_code == 0
    assert "quarantined broken.pdf" in result.stdout
    assert "not readable: broken.pdf" in run("documents").stdout
    listed = json.loads(run("documents", "--json").stdout)
    assert [one["source"] for one in listed["quarantined"]] == ["broken.pdf"]
    assert [one["document"] for one in listed["documents"]] == ["fund.md"]


def test_an_ingest_of_unreadable_documents_alone_fails(run, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")

    result = run("ingest", str(tmp_path / "broken.pdf"))

    assert result.exit_code == 1
    assert "quarantined broken.pdf" in result.stdout


@pytest.mark.parametrize("step", ["assistant.opening.open_index", "ingest.build.ingest"])
def test_an_ingest_that_is_interrupted_says_that_nothing_is_lost(
    run, documents: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(step, interrupted)

    result = run("ingest", str(documents))

    assert result.exit_code == 130
    assert result.stderr.strip().endswith(
        "stopped: what was finished is served; run the same command again to go on"
    )


def test_a_removed_document_is_gone(run, documents: Path) -> None:
    run("ingest", str(documents))

    assert run("remove", "fund.md").stdout == "removed fund.md\n"
    assert "fund.md" not in run("documents").stdout
    found = json.loads(run("search", "技術合作基金", "--json").stdout)["passages"]
    assert "fund.md" not in {passage["document"] for passage in found}


def test_the_doctor_of_an_empty_index_fails_with_the_cure(run) -> None:
    result = run("doctor", "--json")

    findings = {finding["what"]: finding for finding in json.loads(result.stdout)}
    assert result.exit_code == 1
    assert "advisor ingest" in findings["documents"]["cure"]


def test_the_chat_is_served_with_the_home_that_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []

    def serve_chat(settings: Settings, *, port: int, address: str) -> int:
        given.extend([settings.home, port, address])
        return 5

    monkeypatch.setattr(serve, "serve_chat", serve_chat)

    result = CliRunner().invoke(main, ["--home", str(tmp_path), "chat", "--port", "8600"])

    assert result.exit_code == 5
    assert given == [tmp_path, 8600, "127.0.0.1"]


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["ask", "--help"], ["ask"]])
def test_what_needs_no_index_starts_without_the_heavy_libraries(words: list[str]) -> None:
    heavy = (
        "chromadb",
        "langchain_core",
        "numpy",
        "onnxruntime",
        "pypdf",
        "sqlalchemy",
        "streamlit",
    )
    program = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from assistant.cli import main\n"
        f"CliRunner().invoke(main, {words!r})\n"
        f"print([name for name in {heavy!r} if name in sys.modules])\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"


def test_it_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "version" in done.stdout
