"""A run told in four formats, and a baseline that can be read again."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evals.baseline import Accepted, BadBaseline, Baseline, Point, read_baseline, write_baseline
from evals.difference import difference
from evals.gates import gates
from evals.report import Report, as_json, as_junit, as_markdown
from evals.report_html import as_html
from evals.summary import Latency, finer_ids, group_ids, latency, summarise
from tests.evals.made import case, claim, result

ACCEPTED = Accepted(
    question="How long is the notice period?",
    scores={"page_at_5": 1.0, "vital": 1.0},
    outcome="answered",
    said=("Three months. [lease.md 0]",),
)


def report(*, lost: int) -> Report:
    """Twenty cases, of which so many have got worse."""
    cases = [case(str(i), question="押金多少？" if i % 2 else "How much?") for i in range(20)]
    results = {
        one.id: result(
            claim("<b>Two</b> months."),
            page_at_5=float(i >= lost),
            vital=float(i >= lost),
        )
        for i, one in enumerate(cases)
    }
    accepted = {one.id: ACCEPTED for one in cases}
    groups = group_ids(cases, set())
    return Report(
        collection="made",
        cases=cases,
        results=results,
        scores=summarise({**groups, **finer_ids(cases)}, results),
        gates=gates(groups, accepted, {id_: one.scores for id_, one in results.items()}),
        accepted=accepted,
        trend=(Point(on=date(2026, 11, 1), cases=20, means={"page_at_5": 1.0}),),
        latency=latency(results),
        at=datetime(2026, 11, 28, 5, 0, tzinfo=UTC),
        commit="abc1234",
        grader=["spoilt answers caught: 9 of 9"],
    )


def test_markdown_names_what_is_worse_and_shows_both_answers() -> None:
    said = as_markdown(report(lost=8))

    assert "gates are red" in said
    assert "old: answered\n    Three months. [lease.md 0]" in said
    assert "new: answered\n    <b>Two</b> months. [lease.md 0]" in said
    assert "| 0.95 | 1.000 | 0.600 [" in said
    assert "✗" in said
    assert "spoilt answers caught: 9 of 9" in said


def test_markdown_of_a_run_that_is_no_worse() -> None:
    said = as_markdown(report(lost=0))

    assert "all gates are green" in said
    assert "✗" not in said


def test_junit_fails_a_test_for_each_red_gate() -> None:
    shown = report(lost=8)

    suite = ElementTree.fromstring(as_junit(shown))  # noqa: S314

    assert len(suite.findall("testcase")) == len(shown.gates) == int(suite.attrib["tests"])
    assert len(suite.findall(".//failure")) == len(shown.red) == int(suite.attrib["failures"]) > 0


def test_json_keeps_every_case_with_its_answer() -> None:
    kept = json.loads(as_json(report(lost=8)))

    assert [one["id"] for one in kept["cases"]] == [str(i) for i in range(20)]
    assert kept["cases"][0]["answer"]["claims"][0]["text"] == "<b>Two</b> months."
    assert {one["group"] for one in kept["scores"]} >= {"all", "zh", "en", "kind: lookup"}
    assert any(gate["red"] and "0" in gate["lost"] for gate in kept["gates"])


def test_html_needs_nothing_else_and_shows_text_as_text() -> None:
    page = as_html(report(lost=8))

    assert "<b>Two</b>" not in page
    assert "&lt;b&gt;Two&lt;/b&gt; months." in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert "@import" not in page
    assert "url(" not in page
    assert page.count("<details class=case") == 20


def test_latency_is_told_by_median_and_tail() -> None:
    assert report(lost=0).latency == Latency(0.1, 0.1)
    assert latency({}) is None


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    point = Point(on=date(2026, 11, 2), cases=1, means={"vital": 1.0})
    kept = Baseline().with_collection("made", {"a": ACCEPTED}, point)

    write_baseline(file, kept)

    assert read_baseline(file) == kept
    assert sum('"a":' in line for line in file.read_text("utf-8").splitlines()) == 1


def test_a_day_has_one_point_and_other_collections_stay() -> None:
    first = Point(on=date(2026, 11, 2), cases=1, means={"vital": 0.5})
    again = Point(on=date(2026, 11, 2), cases=1, means={"vital": 1.0})

    kept = (
        Baseline()
        .with_collection("other", {"x": ACCEPTED}, first)
        .with_collection("made", {"a": ACCEPTED}, first)
        .with_collection("made", {"a": ACCEPTED}, again)
    )

    assert kept.trend["made"] == (again,)
    assert set(kept.collections) == {"made", "other"}


def test_without_a_file_there_is_an_empty_baseline(tmp_path: Path) -> None:
    assert read_baseline(tmp_path / "none.json") == Baseline()


def test_a_damaged_baseline_has_a_cure(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    file.write_text("{")

    with pytest.raises(BadBaseline, match="--accept"):
        read_baseline(file)


def test_the_difference_names_each_case_that_changed() -> None:
    worse = ACCEPTED.model_copy(update={"scores": {"page_at_5": 0.0, "vital": 1.0}})
    other = ACCEPTED.model_copy(update={"said": ("Otherwise.",)})
    old = {"same": ACCEPTED, "gone": ACCEPTED, "worse": ACCEPTED, "other": ACCEPTED}
    new = {"same": ACCEPTED, "worse": worse, "other": other, "new": ACCEPTED}

    assert list(difference(old, new)) == [
        "- gone",
        "~ worse: page_at_5 1.00 -> 0.00",
        "~ other: other words, scored the same",
        "+ new",
    ]
