"""A claim and its evidence as the numbers that the trained score is made of."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.verify_align import Leaning, Unit
from assistant.verify_compare import Comparison
from assistant.verify_findings import Fault, Finding
from assistant.verify_read import NOT, Reading

FEATURES = (
    "held by the first sentence",
    "held by the chosen sentences",
    "held by all",
    "units not held by the chosen",
    "share of units not held by all",
    "share of names not held",
    "names absent",
    "words in line",
    "longest run",
    "pairs of words in the first sentence",
    "pairs of words anywhere",
    "likeness of the first sentence",
    "likeness of the chosen sentences",
    "length of the claim",
    "length of the first sentence",
    "length of the evidence",
    "figures in the claim",
    "negations more or less",
    "in another language",
    "claim in Chinese",
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is known of one claim before it is scored."""

    claim: Reading
    evidence: Sequence[Reading]
    units: Sequence[Unit]
    leaning: Leaning
    comparison: Comparison
    findings: Sequence[Finding]

    certain: tuple[Finding, ...]
    """Those that decide by themselves. A name that is not found may be said otherwise in a
    paraphrase, and only lowers the score there."""

    likeness_first: float
    likeness_chosen: float
    is_across: bool


def features(weighed: Weighed) -> NDArray[np.float64]:
    """Shape (len(FEATURES),), in that order."""
    claim, evidence, leaning = weighed.claim, weighed.evidence, weighed.leaning
    names = [h for unit, h in zip(weighed.units, leaning.per_unit_all, strict=True) if unit.is_name]
    units = max(1, len(weighed.units))
    first = evidence[leaning.first]
    mine = _pairs(claim)
    anywhere = set().union(*(_pairs(one) for one in evidence))
    return np.array(
        [
            leaning.held_by_first,
            leaning.held,
            leaning.held_by_all,
            min(8, sum(held < 0.5 for held in leaning.per_unit)),
            sum(held < 0.5 for held in leaning.per_unit_all) / units,
            sum(held < 0.6 for held in names) / max(1, len(names)),
            min(3, sum(finding.fault is Fault.NAME_ABSENT for finding in weighed.findings)),
            weighed.comparison.in_line,
            weighed.comparison.longest,
            len(mine & _pairs(first)) / max(1, len(mine)),
            len(mine & anywhere) / max(1, len(mine)),
            weighed.likeness_first,
            weighed.likeness_chosen,
            math.log1p(len(claim.tokens)),
            math.log1p(len(first.tokens)),
            math.log1p(sum(len(one.tokens) for one in evidence)),
            min(4, len(claim.quantities)),
            min(2, abs(_negations(claim) - _negations(first))),
            float(weighed.is_across),
            float(not claim.text.isascii() and bool(claim.pairs)),
        ]
    )


def _pairs(one: Reading) -> set[tuple[str, str]]:
    forms = [token.form for token in one.tokens]
    return set(pairwise(forms))


def _negations(one: Reading) -> int:
    return sum(token.form == NOT for token in one.tokens)


@dataclass(frozen=True)
class Score:
    """A logistic regression over the features, their squares and their products.

    See Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 4.4.
    """

    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]
    weights: NDArray[np.float64]
    """The constant, the features', the squares', the products'."""

    def probability(self, vector: NDArray[np.float64]) -> float:
        """How likely the evidence supports the claim, in [0, 1]."""
        return float(1 / (1 + np.exp(-expand(vector, self.mean, self.deviation) @ self.weights)))


def expand(
    vectors: NDArray[np.float64], mean: NDArray[np.float64], deviation: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Features on one scale, cut at three deviations, with squares and products after a one.

    Takes one vector or rows of them; the last axis grows to 1 + n + n(n + 1)/2.
    """
    z = np.clip((vectors - mean) / deviation, -3, 3)
    upper = np.triu_indices(z.shape[-1])
    products = z[..., upper[0]] * z[..., upper[1]] / 2
    return np.concatenate([np.ones((*z.shape[:-1], 1)), z, products], axis=-1)
