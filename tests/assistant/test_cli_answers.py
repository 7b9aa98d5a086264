"""Answers and passages by the `advisor` command, one at a time and in batches."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.ask import Assistant
from assistant.cli import main
from assistant.settings import Settings
from ingest.build import ingest

PASSAGE = {
    "document": str,
    "source": str,
    "title": str,
    "page_index": int,
    "page_label": str | None,
    "start": int,
    "end": int,
    "language": str,
    "score": float,
    "text": str,
}
QUOTE = {
    "marker": int,
    "document": str,
    "page_index": int,
    "page_label": str | None,
    "start": int,
    "end": int,
    "text": str,
}
ANSWER = {
    "question": str,
    "language": str,
    "outcome": str,
    "reason": str | None,
    "missing": list,
    "claims": list,
    "passages": list,
    "writer": str,
    "seconds": float,
}


def _check(value: dict[str, object], shape: dict[str, type]) -> None:
    assert {name: isinstance(value[name], kind) for name, kind in shape.items()} == dict.fromkeys(
        shape, True
    )


@pytest.fixture(scope="module")
def home(documents: Path, model_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the three documents; tests that use it change nothing in it."""
    home = tmp_path_factory.mktemp("home")
    assistant = Assistant.open(Settings.load({}, home=home, cache=model_cache))
    ingest([documents], index=assistant.index)
    return home


@pytest.fixture
def look(home: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch):
    """Run a command over that index."""
    monkeypatch.setenv("ADVISOR_CACHE", str(model_cache))

    def look(*words: str) -> Result:
        return CliRunner().invoke(main, ["--home", str(home), *words])

    return look


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("How many smart parking sites did Thailand have in 2024?", id="answered"),
        pytest.param("巴西的最低工資是多少？", id="declined"),
    ],
)
def test_the_fields_of_an_answer(look, question: str) -> None:
    answer = json.loads(look("ask", question, "--json").stdout)

    _check(answer, ANSWER)
    assert answer["question"] == question
    for passage in answer["passages"]:
        _check(passage, PASSAGE)
    for claim in answer["claims"]:
        _check(claim, {"text": str, "verdict": str, "markers": list, "quotes": list})
        for quote in claim["quotes"]:
            _check(quote, QUOTE)
            assert quote["marker"] in claim["markers"]
    assert bool(answer["claims"]) == (answer["outcome"] == "answered")
    assert (answer["reason"] is None) == (answer["outcome"] == "answered")


def test_a_batch_of_searches(look, tmp_path: Path) -> None:
    batch, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    batch.write_text(
        '{"id": "z", "query": "越南資源"}\nnot json\n{"id": "a", "query": "smart parking"}\n',
        encoding="utf-8",
    )

    result = look("search", "--batch", str(batch), "--out", str(out), "--top", "2")

    first, bad, last = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert result.exit_code == 0
    assert result.stdout == ""
    assert (first["id"], last["id"]) == ("z", "a")
    assert first["passages"][0]["document"] == "vietnam.md"
    assert last["passages"][0]["document"] == "parking.md"
    assert bad["line"] == 2
    for line in (first, last):
        assert line["read_as"] == []
        assert len(line["passages"]) == 2
        for passage in line["passages"]:
            _check(passage, PASSAGE)


def test_a_batch_without_out_goes_to_the_screen(look, tmp_path: Path) -> None:
    batch = tmp_path / "in.jsonl"
    batch.write_text('{"id": "a", "question": "Who paid for smart parking?"}\n', encoding="utf-8")

    result = look("ask", "--batch", str(batch))

    (line,) = result.stdout.splitlines()
    assert json.loads(line)["id"] == "a"
    assert result.stderr == ""


def test_a_batch_of_bad_lines_alone_fails(look, tmp_path: Path) -> None:
    batch = tmp_path / "in.jsonl"
    batch.write_text('{"id": "a"}\n', encoding="utf-8")

    result = look("ask", "--batch", str(batch))

    assert result.exit_code == 1
    assert "1 of 1 lines" in result.stderr


def test_an_out_that_cannot_be_written_is_one_sentence(look, tmp_path: Path) -> None:
    batch = tmp_path / "in.jsonl"
    batch.write_text('{"id": "a", "question": "x?"}\n', encoding="utf-8")

    result = look("ask", "--batch", str(batch), "--out", str(tmp_path / "none" / "out.jsonl"))

    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_the_answer_is_readable(look) -> None:
    result = look("ask", "When was the EBRD technical cooperation fund set up?")

    claim, blank, source, space, record = result.stdout.splitlines()
    assert claim == "臺灣與歐銀於 1991 年共同成立技術合作基金。 [1]"
    assert blank == space == ""
    assert source.startswith("[1] ")
    assert source.endswith("· fund.md")
    assert re.fullmatch(r"record [0-9a-f]{12}", record)


def test_a_declined_question_is_answered_in_the_language_asked_for(look) -> None:
    result = look("ask", "巴西的最低工資是多少？", "--language", "en")

    assert result.exit_code == 0
    assert result.stdout.startswith("No passage was found that surely answers this")


def test_search_shows_the_passages(look) -> None:
    result = look("search", "smart parking", "--top", "1")

    assert result.stdout.startswith("[1] Smart parking")
    assert "Thailand had 20 smart parking sites" in result.stdout


def test_search_looks_for_what_was_meant_and_says_so(look) -> None:
    shown = look("search", "parking in Thialand").stdout
    found = json.loads(look("search", "parking in Thialand", "--json").stdout)
    right = json.loads(look("search", "parking in Thailand", "--json").stdout)

    assert shown.startswith("Read as: Thailand (for “Thialand”)\n\n[1] ")
    assert found["read_as"] == [{"typed": "Thialand", "read": "Thailand", "start": 11}]
    assert right == {"read_as": [], "passages": found["passages"]}


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        pytest.param(["--language", "zh"], "[1] ", id="language"),
        pytest.param(["--market", "Chile"], "nothing was found", id="none left"),
        pytest.param(["--kind", "case", "--since", "2024-05"], "nothing was found", id="two"),
    ],
)
def test_search_can_be_narrowed(look, options: list[str], shown: str) -> None:
    result = look("search", "smart parking", *options)

    assert result.stdout.startswith(shown)
    assert "Smart parking" not in result.stdout


def test_a_date_that_is_none_is_refused(look) -> None:
    result = look("search", "smart parking", "--since", "last year")

    assert result.exit_code == 2
    assert "give YYYY, YYYY-MM or YYYY-MM-DD" in result.stderr


def test_an_answer_can_be_narrowed(look) -> None:
    result = look("ask", "How many smart parking sites has Thailand?", "--market", "Chile")

    assert "Thailand had 20" not in result.stdout
