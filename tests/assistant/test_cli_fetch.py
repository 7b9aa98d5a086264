"""`advisor fetch`, as people and programs use it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main
from ingest import web
from tests.ingest.site import HTML, Reply, Site, serve

Run = Callable[..., Result]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with serve() as site:
        site.routes["/fund"] = Reply(HTML, "text/html")
        monkeypatch.setattr(web, "Web", site.web)
        yield site


@pytest.fixture
def listed(site: Site, tmp_path: Path) -> Path:
    file = tmp_path / "list.yaml"
    entries = [
        {"id": "fund", "title": "The fund", "publisher": "EBRD", "url": site.url("/fund")},
        {"id": "gone", "title": "Gone", "url": site.url("/gone")},
    ]
    file.write_text(json.dumps(entries))
    return file


@pytest.fixture
def run(tmp_path: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ADVISOR_CACHE", str(model_cache))

    def run(*words: object) -> Result:
        return CliRunner().invoke(main, ["--home", str(tmp_path / "home"), *map(str, words)])

    return run


def test_what_is_fetched_can_be_ingested_and_shown(run: Run, listed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"

    fetched = run("fetch", folder, "--list", listed)

    assert fetched.exit_code == 0
    assert "2 publications: 1 fetched, 1 failed" in fetched.stdout
    assert run("ingest", folder).exit_code == 0
    [document] = json.loads(run("documents", "--json").stdout)["documents"]
    assert (document["document"], document["title"]) == ("fund.html", "The fund")
    assert document["metadata"]["issuer"] == {"value": "EBRD", "basis": "stated"}
    assert document["metadata"]["url"]["value"].endswith("/fund")


def test_programs_get_json(run: Run, listed: Path, tmp_path: Path) -> None:
    result = run("fetch", tmp_path / "x", "--list", listed, "--source", "fund", "--json")

    assert [(one["source"], one["state"]) for one in json.loads(result.stdout)] == [
        ("fund", "fetched")
    ]


def test_it_fails_only_when_nothing_succeeded(run: Run, listed: Path, tmp_path: Path) -> None:
    gone = run("fetch", tmp_path / "x", "--list", listed, "--source", "gone")

    assert gone.exit_code == 1
    assert "failed    gone: the server has nothing at this address (HTTP 404)" in gone.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["--source", "eu-gdrp"], "did you mean eu-gdpr", id="unknown publication"),
        pytest.param(["--list", "none.yaml"], "'none.yaml' cannot be read", id="no such list"),
    ],
)
def test_a_mistake_is_one_sentence(run: Run, tmp_path: Path, words: list[str], said: str) -> None:
    result = run("fetch", tmp_path / "x", *words)

    assert result.exit_code == 1
    assert said in result.stderr
    assert not (tmp_path / "x").exists()


def test_the_program_itself_stays_out_of_the_network_it_runs_in(tmp_path: Path) -> None:
    with serve() as site:
        entry = {"id": "a", "title": "A", "url": f"http://127.0.0.1:{site.port}/fund"}
        (tmp_path / "list.yaml").write_text(json.dumps([entry]))
        result = subprocess.run(
            [sys.executable, "-m", "assistant", "fetch", "x", "--list", tmp_path / "list.yaml"],
            cwd=tmp_path,
            env={"PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )

        assert (result.returncode, result.stderr) == (1, "")
        assert "stands for 127.0.0.1, which is not on the public internet" in result.stdout
        assert site.requests == []
