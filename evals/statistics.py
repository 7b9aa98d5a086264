"""Intervals and paired tests: what a difference between two runs is worth."""

from collections.abc import Sequence
from math import comb
from typing import NamedTuple

import numpy as np

_RESAMPLES = 1_000
_SEED = 20261123


class Interval(NamedTuple):
    """A mean with the bounds that hold it in 95 of 100 samples of cases."""

    mean: float
    low: float
    high: float


def bootstrap(values: Sequence[float]) -> Interval:
    """The mean, its bounds by resampling the cases. Raises ValueError for no values."""
    if not values:
        raise ValueError("no values, no mean")
    drawn = np.random.default_rng(_SEED).integers(len(values), size=(_RESAMPLES, len(values)))
    means = np.sort(np.array(values)[drawn].mean(axis=1))
    low, high = means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES) - 1]
    return Interval(sum(values) / len(values), float(low), float(high))


def paired_loss(old: Sequence[float], new: Sequence[float]) -> Interval:
    """How much lower the new values are in the mean, case by case; above 0 is a loss."""
    return bootstrap([before - after for before, after in zip(old, new, strict=True)])


def mcnemar(old: Sequence[bool], new: Sequence[bool]) -> float:
    """How likely so many losses against gains are when nothing got worse: exact, one-sided.

    Of the cases that changed, a loss and a gain are then equally likely.
    """
    pairs = list(zip(old, new, strict=True))
    lost = sum(before and not after for before, after in pairs)
    gained = sum(after and not before for before, after in pairs)
    changed = lost + gained
    as_many = sum(comb(changed, k) for k in range(lost, changed + 1))
    return float(as_many / 2**changed)
