"""Whether a run is worse than the baseline: noise stays green, a real loss goes red."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.baseline import Accepted
from evals.measures import MEASURES, Guard, Measure
from evals.statistics import mcnemar, paired_loss

_CHANCE = 0.05
"""A loss that comes about by chance more often than this is noise."""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure of one case, then and now."""

    case: str
    old: float | None
    """None when the case is new, or the measure did not apply."""

    new: float | None


@dataclass(frozen=True, slots=True)
class Gate:
    """One measure over a group of cases."""

    measure: Measure
    group: str
    red: bool
    reason: str
    """In one sentence, red or green."""

    lost: tuple[Change, ...]
    """The cases that are worse, the worst first."""


def gate(
    measure: Measure,
    group: str,
    old: Mapping[str, Accepted],
    new: Mapping[str, Mapping[str, float]],
) -> Gate:
    """Hold the new scores of a group against those accepted for the same cases."""
    if measure.guard is Guard.EVERY:
        return _every(measure, group, new)
    both = [
        Change(id_, old[id_].scores[measure.name], scores[measure.name])
        for id_, scores in new.items()
        if measure.name in scores and id_ in old and measure.name in old[id_].scores
    ]
    lost = tuple(sorted((one for one in both if _loss(one) > 0), key=_loss, reverse=True))
    if not lost:
        return Gate(measure, group, False, f"no loss in {len(both)} cases", ())
    if measure.guard is Guard.MCNEMAR:
        chance = mcnemar([one.old == 1 for one in both], [one.new == 1 for one in both])
        gained = sum(_loss(one) < 0 for one in both)
        reason = f"{len(lost)} lost, {gained} gained of {len(both)}: chance {chance:.3f}"
        return Gate(measure, group, chance <= _CHANCE, reason, lost)
    loss = paired_loss([one.old or 0.0 for one in both], [one.new or 0.0 for one in both])
    reason = (
        f"{loss.mean:+.3f} lost in the mean of {len(both)} cases, "
        f"within [{loss.low:+.3f}, {loss.high:+.3f}]"
    )
    return Gate(measure, group, measure.guard is Guard.BOOTSTRAP and loss.low > 0, reason, lost)


def _every(measure: Measure, group: str, new: Mapping[str, Mapping[str, float]]) -> Gate:
    scored = {id_: scores[measure.name] for id_, scores in new.items() if measure.name in scores}
    broken = tuple(Change(id_, None, score) for id_, score in scored.items() if score < 1)
    reason = f"holds in {len(scored) - len(broken)} of {len(scored)} cases, must in all"
    return Gate(measure, group, bool(broken), reason, broken)


def gates(
    groups: Mapping[str, Sequence[str]],
    old: Mapping[str, Accepted],
    new: Mapping[str, Mapping[str, float]],
) -> list[Gate]:
    """Every measure over every group of case ids."""
    return [
        gate(measure, name, old, {id_: new[id_] for id_ in ids if id_ in new})
        for measure in MEASURES
        for name, ids in groups.items()
    ]


def _loss(change: Change) -> float:
    return (change.old or 0.0) - (change.new or 0.0)
