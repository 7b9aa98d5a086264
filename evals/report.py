"""A run as JSON, as JUnit for a build server, and as Markdown for a pull request."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from assistant.eval_reports import PastRun, Scored
from assistant.serialise import answer_to_json
from evals.asking import Result
from evals.baseline import Accepted, Point, said
from evals.cases import Case
from evals.gates import Gate
from evals.measures import MEASURES
from evals.summary import EVERYTHING, Latency, Score

_SHOWN_LOST = 12


@dataclass(frozen=True)
class Report:
    """All that a run of one collection has shown."""

    collection: str
    cases: Sequence[Case]
    results: Mapping[str, Result]
    scores: Sequence[Score]
    """The guarded groups first, then kinds and markets."""

    gates: Sequence[Gate]
    accepted: Mapping[str, Accepted]
    trend: Sequence[Point]
    latency: Latency | None
    at: datetime
    commit: str | None
    grader: Sequence[str]
    """What the grading of the grader found, as lines."""

    @property
    def red(self) -> list[Gate]:
        return [gate for gate in self.gates if gate.red]

    def of_group(self, group: str) -> list[Score]:
        return [score for score in self.scores if score.group == group]


def as_json(report: Report) -> str:
    cases = {case.id: case for case in report.cases}
    return json.dumps(
        {
            "collection": report.collection,
            "at": report.at.isoformat(timespec="seconds"),
            "commit": report.commit,
            "scores": [_score_json(score) for score in report.scores],
            "gates": [
                {
                    "measure": gate.measure.name,
                    "group": gate.group,
                    "red": gate.red,
                    "reason": gate.reason,
                    "lost": [change.case for change in gate.lost],
                }
                for gate in report.gates
            ],
            "seconds": report.latency
            and {"median": report.latency.median_s, "p95": report.latency.p95_s},
            "grader": list(report.grader),
            "cases": [
                cases[id_].model_dump(mode="json")
                | {"scores": result.scores, "answer": json.loads(answer_to_json(result.answer))}
                for id_, result in report.results.items()
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _score_json(score: Score) -> dict[str, Any]:
    return {
        "measure": score.measure.name,
        "title": score.measure.title,
        "group": score.group,
        "cases": score.cases,
        "mean": round(score.interval.mean, 4),
        "low": round(score.interval.low, 4),
        "high": round(score.interval.high, 4),
        "bar": score.measure.bar,
        "reached": score.reached,
    }


def as_past_run(report: Report) -> PastRun:
    """What the history keeps of it: the guarded groups and the kinds of question."""
    return PastRun(
        at=report.at.replace(microsecond=0),
        commit=report.commit,
        collection=report.collection,
        cases=len(report.results),
        scores=tuple(
            Scored.model_validate(_score_json(score))
            for score in report.scores
            if not score.group.startswith("market: ")
        ),
    )


def as_junit(report: Report) -> str:
    """Each gate is a test; a red one fails with the cases that are worse."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f"<testsuite name={quoteattr('evals ' + report.collection)} "
        f'tests="{len(report.gates)}" failures="{len(report.red)}">',
    ]
    for gate in report.gates:
        head = (
            f"  <testcase classname={quoteattr(report.collection + '.' + gate.group)} "
            f"name={quoteattr(gate.measure.name)}"
        )
        if not gate.red:
            lines.append(head + "/>")
            continue
        worse = "\n".join(lost_lines(gate, report.accepted, report.results))
        lines += [
            head + ">",
            f"    <failure message={quoteattr(gate.reason)}>{escape(worse)}</failure>",
            "  </testcase>",
        ]
    return "\n".join([*lines, "</testsuite>", ""])


def as_markdown(report: Report) -> str:
    """What a reviewer must see: red gates first, then the scores of all cases and by language."""
    lines = [f"## Evals: {report.collection}", ""]
    lines.append(
        f"{len(report.results)} cases, "
        + (f"**{len(report.red)} gates are red**." if report.red else "all gates are green.")
    )
    for gate in report.red:
        lines += ["", f"### {gate.measure.title} ({gate.group}): {gate.reason}", "", "```text"]
        lines += [*lost_lines(gate, report.accepted, report.results), "```"]
    lines += ["", *_markdown_table(report)]
    if report.latency:
        lines += [
            "",
            f"Seconds from question to answer, on this machine as busy as it was: median "
            f"{report.latency.median_s:.2f}, p95 {report.latency.p95_s:.2f}.",
        ]
    if report.grader:
        lines += ["", "### The grader, graded", "", *[f"- {line}" for line in report.grader]]
    return "\n".join([*lines, ""])


def _markdown_table(report: Report) -> list[str]:
    groups = [EVERYTHING, "zh", "en", "crossing"]
    by_place = {(score.measure.name, score.group): score for score in report.scores}
    before = report.trend[-1].means if report.trend else {}
    lines = [
        "| measure | bar | accepted | " + " | ".join(groups) + " |",
        "|---|---|---|" + "---|" * len(groups),
    ]
    for measure in MEASURES:
        if (measure.name, EVERYTHING) not in by_place:
            continue
        cells = [score_text(by_place.get((measure.name, group))) for group in groups]
        bar = "" if measure.bar is None else f"{measure.bar:g}"
        old = f"{before[measure.name]:.3f}" if measure.name in before else ""
        lines.append(f"| {measure.title} | {bar} | {old} | " + " | ".join(cells) + " |")
    return lines


def score_text(score: Score | None) -> str:
    """Mean, bounds and number of cases; ✗ where the bar is not reached."""
    if score is None:
        return ""
    mark = " ✗" if score.reached is False else ""
    mean, low, high = score.interval
    return f"{mean:.3f} [{low:.2f}, {high:.2f}] n={score.cases}{mark}"


def lost_lines(
    gate: Gate, accepted: Mapping[str, Accepted], results: Mapping[str, Result]
) -> list[str]:
    """The cases that are worse, with the old answer and the new one."""
    lines = []
    for change in gate.lost[:_SHOWN_LOST]:
        old = "" if change.old is None else f"{change.old:.2f} -> "
        lines.append(f"{change.case}: {old}{change.new or 0.0:.2f}")
        result, before = results.get(change.case), accepted.get(change.case)
        if result is not None:
            lines.append(f"  question: {result.answer.question}")
        if before is not None:
            lines.append(f"  old: {before.outcome}")
            lines += [f"    {text}" for text in before.said]
        if result is not None:
            lines.append(f"  new: {result.answer.outcome.value}")
            lines += [f"    {text}" for text in said(result.answer)]
    if len(gate.lost) > _SHOWN_LOST:
        lines.append(f"and {len(gate.lost) - _SHOWN_LOST} more")
    return lines
