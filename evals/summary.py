"""A run in figures: every measure over every group of cases, with its interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.asking import Result
from evals.cases import Case
from evals.measures import MEASURES, Measure
from evals.statistics import Interval, bootstrap

EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class Score:
    """One measure over one group."""

    measure: Measure
    group: str
    cases: int
    interval: Interval

    @property
    def reached(self) -> bool | None:
        """None where no bar is set."""
        return None if self.measure.bar is None else self.interval.mean >= self.measure.bar


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds from question to answer."""

    median_s: float
    p95_s: float


def group_ids(cases: Sequence[Case], crossing: set[str]) -> dict[str, list[str]]:
    """The groups that gates guard: all cases, each language, and what crosses languages."""
    groups = {EVERYTHING: [case.id for case in cases]}
    for case in cases:
        groups.setdefault(case.language.value, []).append(case.id)
    if crossing:
        groups["crossing"] = [case.id for case in cases if case.id in crossing]
    return groups


def finer_ids(cases: Sequence[Case]) -> dict[str, list[str]]:
    """The groups that are told but not guarded: kinds of question, and markets."""
    groups: dict[str, list[str]] = {}
    for case in cases:
        groups.setdefault(f"kind: {case.kind.value}", []).append(case.id)
        groups.setdefault(f"market: {case.market}", []).append(case.id)
    return dict(sorted(groups.items()))


def summarise(groups: Mapping[str, Sequence[str]], results: Mapping[str, Result]) -> list[Score]:
    """Every measure that applies to a case of the group, group by group."""
    scores = []
    for name, ids in groups.items():
        for measure in MEASURES:
            values = [
                results[id_].scores[measure.name]
                for id_ in ids
                if id_ in results and measure.name in results[id_].scores
            ]
            if values:
                scores.append(Score(measure, name, len(values), bootstrap(values)))
    return scores


def latency(results: Mapping[str, Result]) -> Latency | None:
    """None before anything is asked."""
    seconds = sorted(result.answer.seconds for result in results.values())
    if not seconds:
        return None
    return Latency(seconds[len(seconds) // 2], seconds[int(0.95 * (len(seconds) - 1))])
