"""`pytest evals/`: its options, the runs that its tests share, and the reports at its end."""

import json
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.eval_reports import append_run
from evals.asking import Run, open_assistant, read_results
from evals.baseline import Accepted, Point, read_baseline, said, write_baseline
from evals.cases import FOLDER, BadCases, Collection, read_collections
from evals.difference import difference
from evals.gates import gates
from evals.report import Report, as_json, as_junit, as_markdown, as_past_run
from evals.report_html import as_html
from evals.summary import EVERYTHING, finer_ids, group_ids, latency, summarise

_REPORTS = Path(__file__).parent / "reports"
_OWN_BASELINE = Path(__file__).parent / "baseline.json"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("evals")
    group.addoption("--cases", type=Path, help="A YAML file of cases, or a folder of them.")
    group.addoption("--corpus", type=Path, help="Documents to ask, instead of the cases' own.")
    group.addoption("--baseline", type=Path, help="Scores to hold the run against.")
    group.addoption("--reports", type=Path, default=_REPORTS, help="Folder of the reports.")
    group.addoption("--accept", action="store_true", help="Show what changed and accept it.")
    group.addoption("--parts", action="store_true", help="Also switch off each part in turn.")
    group.addoption("--live", action="store_true", help="Also ask the model that is configured.")
    group.addoption("--repeats", type=int, default=3, help="How often --live asks each question.")
    group.addoption("--judge", help="With --live: a model that judges, as provider:name.")


@pytest.fixture(autouse=True, scope="session")
def _no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    """Nothing is sent anywhere but to this machine: an eval that needs a network is no eval."""
    if request.config.getoption("--live"):
        yield
        return
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            raise OSError(f"evals are offline: no connection to {address[0]}; --live has a network")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here)
        yield


def _is_here(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


def collections(config: pytest.Config) -> tuple[Collection, ...]:
    """What is to be asked: the cases that were named, or the suite's own."""
    found = _read(config.getoption("--cases") or FOLDER)
    corpus = config.getoption("--corpus")
    if corpus is None:
        return found
    if not corpus.exists():
        raise pytest.UsageError(f"--corpus {corpus}: there is no such file or folder")
    return tuple(one.model_copy(update={"documents": str(corpus.resolve())}) for one in found)


@cache
def _read(path: Path) -> tuple[Collection, ...]:
    try:
        return read_collections(path)
    except BadCases as error:
        raise pytest.UsageError(str(error)) from error


def baseline_path(config: pytest.Config) -> Path:
    """The suite's own, or one beside the cases that were named."""
    given: Path | None = config.getoption("--baseline")
    cases: Path | None = config.getoption("--cases")
    if given is not None:
        return given
    return cases.with_suffix(".baseline.json") if cases is not None else _OWN_BASELINE


def shared_folder(config: pytest.Config) -> Path:
    """Where the processes of one `pytest` put their results for each other."""
    base: Path = config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    return (base.parent if hasattr(config, "workerinput") else base) / "evals"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        pairs = [(one, case) for one in collections(metafunc.config) for case in one.cases]
        metafunc.parametrize(("collection", "case"), pairs, ids=[case.id for _, case in pairs])
    elif "collection" in metafunc.fixturenames:
        found = collections(metafunc.config)
        metafunc.parametrize("collection", found, ids=[one.collection for one in found])


@pytest.fixture(scope="session")
def run_of(pytestconfig: pytest.Config) -> Callable[[Collection], Run]:
    """Opens a collection's run, the first time that it is asked for."""
    kept = Path(pytestconfig.cache.mkdir("evals"))
    runs: dict[str, Run] = {}

    def run_of(collection: Collection) -> Run:
        name = collection.collection
        if name not in runs:
            assistant = open_assistant(collection.path, kept=kept)
            runs[name] = Run.of(collection, assistant, shared_folder(pytestconfig) / name)
        return runs[name]

    return run_of


@pytest.fixture
def run(collection: Collection, run_of: Callable[[Collection], Run]) -> Run:
    """The collection's cases, each asked once in all processes together."""
    if not collection.path.exists():
        pytest.skip(
            f"the documents of {collection.collection!r} are not at {collection.path}: set "
            "ADVISOR_SHARED to the folder of shared data"
        )
    return run_of(collection)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the scores, and write the reports; with --accept, the baseline."""
    if hasattr(config, "workerinput"):
        return  # one of several processes: the first speaks for all
    path, reports = baseline_path(config), config.getoption("--reports")
    for collection in collections(config):
        _tell_of_proposed(collection, terminalreporter)
        folder = shared_folder(config) / collection.collection
        report = _report(collection, folder, path)
        if report is None:
            continue
        reports.mkdir(parents=True, exist_ok=True)
        for suffix, write in _FORMATS.items():
            (reports / f"{collection.collection}.{suffix}").write_text(write(report), "utf-8")
        if len(report.results) == len(report.cases):  # some cases alone are no point of a trend
            append_run(reports, as_past_run(report))
        terminalreporter.write_sep("-", f"evals: {collection.collection}")
        terminalreporter.write_line(as_markdown(report))
        if config.getoption("--accept"):
            _accept(report, path, terminalreporter, words=not collection.is_shared)
        terminalreporter.write_line(f"reports: {reports}")


def _tell_of_proposed(collection: Collection, terminal: pytest.TerminalReporter) -> None:
    if waiting := [one.id for one in collection.proposed]:
        terminal.write_line(
            f"{collection.collection}: proposed by readers, to be reviewed: {', '.join(waiting)}"
        )


_FORMATS = {"html": as_html, "json": as_json, "md": as_markdown, "xml": as_junit}


def _report(collection: Collection, folder: Path, baseline: Path) -> Report | None:
    """None when nothing of the collection was asked."""
    results = read_results(collection, folder)
    if not results:
        return None
    accepted = read_baseline(baseline)
    crossing = folder / "crossing.json"
    groups = group_ids(
        collection.cases, set(json.loads(crossing.read_text())) if crossing.exists() else set()
    )
    grader = folder / "grader.json"
    return Report(
        collection=collection.collection,
        cases=collection.cases,
        results=results,
        scores=summarise({**groups, **finer_ids(collection.cases)}, results),
        gates=gates(
            groups,
            accepted.cases(collection.collection),
            {id_: result.scores for id_, result in results.items()},
        ),
        accepted=accepted.cases(collection.collection),
        trend=accepted.trend.get(collection.collection, ()),
        latency=latency(results),
        at=datetime.now(UTC),
        commit=_commit(),
        grader=json.loads(grader.read_text()) if grader.exists() else (),
    )


def _commit() -> str | None:
    """The commit that is asked, with a + when files differ from it; None without git."""
    git = shutil.which("git")
    if git is None:
        return None
    told = subprocess.run(  # noqa: S603 - our own words
        [git, "describe", "--always", "--dirty=+"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() or None


def _accept(report: Report, path: Path, terminal: pytest.TerminalReporter, *, words: bool) -> None:
    if len(report.results) < len(report.cases):
        terminal.write_line(
            f"not accepted: {len(report.results)} of {len(report.cases)} cases were asked; "
            "leave out -k"
        )
        return
    cases = {
        id_: Accepted(
            question=result.answer.question,
            scores={name: round(score, 4) for name, score in result.scores.items()},
            outcome=result.answer.outcome.value,
            said=said(result.answer, words=words),
        )
        for id_, result in report.results.items()
    }
    for line in difference(report.accepted, cases):
        terminal.write_line(line)
    means = {
        score.measure.name: round(score.interval.mean, 4) for score in report.of_group(EVERYTHING)
    }
    point = Point(on=date.today(), cases=len(cases), means=means)
    write_baseline(path, read_baseline(path).with_collection(report.collection, cases, point))
    terminal.write_line(f"accepted: {path}")
