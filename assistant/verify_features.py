"""A claim and its evidence as the numbers that the trained score is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.verify_align import Leaning, Unit
from assistant.verify_findings import Finding
from assistant.verify_read import NOT, Reading
from assistant.verify_words import WordLikeness

FEATURES = (
    "held by the first sentence",
    "held by the chosen sentences",
    "held by all",
    "share of units not held by all",
    "share of names not held",
    "pairs of words in the first sentence",
    "likeness of the first sentence",
    "likeness of the chosen sentences",
    "mutual likeness of words",
    "spread of the likeness of words",
    "negations more or less",
)
WITHIN = (
    "held by the first sentence",
    "share of names not held",
    "pairs of words in the first sentence",
    "likeness of the chosen sentences",
    "mutual likeness of words",
    "spread of the likeness of words",
)
"""What tells whether a claim is supported in its own language. With more (lengths above all) the
score learns where its examples come from, and fails on those from elsewhere."""

ACROSS = tuple(name for name in FEATURES if name != "pairs of words in the first sentence")
"""What tells it across languages."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is known of one claim before it is scored."""

    claim: Reading
    evidence: Sequence[Reading]
    units: Sequence[Unit]
    leaning: Leaning
    findings: Sequence[Finding]

    certain: tuple[Finding, ...]
    """Those that decide by themselves. A name that is not found may be said otherwise in a
    paraphrase, and only lowers the score there."""

    likeness_first: float
    likeness_chosen: float
    words: WordLikeness
    """Not numbers where they were not looked at, since they could not have turned the verdict."""

    is_across: bool
    is_decided: bool
    """Whether findings or the share of words held decide, whatever the vectors say."""


def features(weighed: Weighed) -> NDArray[np.float64]:
    """Shape (len(FEATURES),), in that order."""
    claim, evidence, leaning = weighed.claim, weighed.evidence, weighed.leaning
    names = [h for unit, h in zip(weighed.units, leaning.per_unit_all, strict=True) if unit.is_name]
    units = max(1, len(weighed.units))
    first = evidence[leaning.first]
    mine = _pairs(claim)
    return np.array(
        [
            leaning.held_by_first,
            leaning.held,
            leaning.held_by_all,
            sum(held < 0.5 for held in leaning.per_unit_all) / units,
            sum(held < 0.6 for held in names) / max(1, len(names)),
            len(mine & _pairs(first)) / max(1, len(mine)),
            weighed.likeness_first,
            weighed.likeness_chosen,
            weighed.words.mutual,
            weighed.words.spread,
            min(2, abs(_negations(claim) - _negations(first))),
        ]
    )


def used(names: Sequence[str]) -> list[int]:
    """Where these features stand among all."""
    return [FEATURES.index(name) for name in names]


def _pairs(one: Reading) -> set[tuple[str, str]]:
    forms = [token.form for token in one.tokens]
    return set(pairwise(forms))


def _negations(one: Reading) -> int:
    return sum(token.form == NOT for token in one.tokens)


@dataclass(frozen=True)
class Score:
    """A logistic regression.

    See Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 4.4.
    """

    features: tuple[str, ...]
    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]
    weights: NDArray[np.float64]
    """The constant, then the features'."""

    @cached_property
    def _used(self) -> list[int]:
        return used(self.features)

    def probability(self, vectors: NDArray[np.float64]) -> NDArray[np.float64]:
        """How likely the evidence supports a claim, in [0, 1]; takes one vector or rows of them."""
        z = on_one_scale(vectors[..., self._used], self.mean, self.deviation)
        return np.asarray(1 / (1 + np.exp(-self.weights[0] - z @ self.weights[1:])))


def on_one_scale(
    vectors: NDArray[np.float64], mean: NDArray[np.float64], deviation: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Vectors or rows of them, cut at three deviations.

    What was not looked at counts as the mean.
    """
    z = np.minimum(np.maximum((vectors - mean) / deviation, -3), 3)
    return np.where(np.isnan(z), 0.0, z)
