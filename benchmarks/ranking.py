"""Fits the weights of `assistant/rank.py`: `python -m benchmarks.ranking`.

Half of the questions of every setting of `benchmarks.retrieval` are used, by document, and the
other half tell how well the weights do. A conditional logit: among a question's candidates the
right paragraph is to be the most likely choice. Newton's method; the loss is convex.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant import rank
from assistant.facets import Filters
from assistant.retrieve import Retriever
from benchmarks.questions import Indexes
from benchmarks.retrieval import settings

_RIDGE = 0.003
_ROUNDS, _STEPS, _HALVINGS = 3, 6, 12

Floats = NDArray[np.floating[Any]]


class Choice(NamedTuple):
    """A question's candidates, and which of them is right."""

    setting: str
    held_out: bool
    measures: Floats
    """Shape (candidates, 11): the five measures in the question's language, or zeros; the same in
    the other; 1 in the question's language."""

    lean: Floats
    """Shape (candidates,): what each gains where the question's words are not the documents'."""

    right: tuple[int, ...]
    """Those that are of the right document, whose paragraph may be cut in two."""


def gather() -> list[Choice]:
    found: list[Choice] = []
    with tempfile.TemporaryDirectory() as folder:
        indexes = Indexes(Path(folder))
        for setting in settings(drcd=300):
            if "Simplified" in setting.name:
                continue
            retriever = Retriever(indexes.of(setting))
            documents = {one.document for one in setting.questions}
            odd = {document for at, document in enumerate(sorted(documents)) if at % 2}
            for asked in setting.questions:
                candidates = retriever.candidates(asked.question, filters=Filters())
                rows = [
                    (
                        *(one.measures if one.own else (0.0,) * 5),
                        *((0.0,) * 5 if one.own else one.measures),
                        float(one.own),
                    )
                    for one in candidates
                ]
                covered = max((one.measures.chunk for one in candidates), default=0.0)
                leans = [rank.lean(one.measures, covered=covered) for one in candidates]
                right = tuple(
                    at for at, one in enumerate(candidates) if one.chunk.document == asked.document
                )
                found.append(
                    Choice(
                        setting.name, asked.document in odd, np.array(rows), np.array(leans), right
                    )
                )
    return found


def fit(choices: Sequence[Choice]) -> Floats:
    """The weights, in the order of `Choice.measures`."""
    known = [one for one in choices if one.right]
    weights = np.array([*rank.OWN, *rank.OTHER, rank.OWN_LANGUAGE])
    for _ in range(_ROUNDS):
        # Of a paragraph cut in two, the part that ranks first is the one that answers.
        right = [max(one.right, key=lambda at: _scores(one, weights)[at]) for one in known]
        for _ in range(_STEPS):
            gradient = 2 * _RIDGE * len(known) * weights
            curve = 2 * _RIDGE * len(known) * np.eye(len(weights))
            for one, at in zip(known, right, strict=True):
                shares = _softmax(_scores(one, weights))
                mean = shares @ one.measures
                gradient += mean - one.measures[at]
                curve += (one.measures * shares[:, None]).T @ one.measures - np.outer(mean, mean)
            step: Floats = np.linalg.solve(curve, gradient)
            weights = _descend(known, right, weights, step)
    return weights


def _descend(
    known: Sequence[Choice], right: Sequence[int], weights: Floats, step: Floats
) -> Floats:
    """The weights after as much of the step as makes the loss smaller."""
    before = _loss(known, right, weights)
    for halvings in range(_HALVINGS):
        after = weights - step * 0.5**halvings
        if _loss(known, right, after) < before:
            return after
    return weights


def _loss(known: Sequence[Choice], right: Sequence[int], weights: Floats) -> float:
    """The negative log-likelihood of the right choices, and the ridge."""
    loss = _RIDGE * len(known) * float(weights @ weights)
    for one, at in zip(known, right, strict=True):
        loss -= float(np.log(_softmax(_scores(one, weights))[at] + 1e-12))
    return loss


def _scores(choice: Choice, weights: Floats) -> Floats:
    scores: Floats = choice.measures @ weights + choice.lean
    return scores


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max())
    shares: Floats = powers / powers.sum()
    return shares


def recall(choices: Sequence[Choice], weights: Floats, depth: int) -> float:
    hits = 0
    for one in choices:
        best = np.argsort(-_scores(one, weights), kind="stable")[:depth]
        hits += any(at in best for at in one.right)
    return hits / len(choices)


def main() -> None:
    choices = gather()
    shipped = np.array([*rank.OWN, *rank.OTHER, rank.OWN_LANGUAGE])
    weights = fit([one for one in choices if not one.held_out])
    print("fitted on half: ", np.round(weights, 2).tolist())
    held_out = [one for one in choices if one.held_out]
    for name in dict.fromkeys(one.setting for one in held_out):
        own = [one for one in held_out if one.setting == name]
        print(
            f"{name:<28} fitted {recall(own, weights, 1):.3f} / {recall(own, weights, 5):.3f}"
            f"   shipped {recall(own, shipped, 1):.3f} / {recall(own, shipped, 5):.3f}"
        )
    print("fitted on all:  ", np.round(fit(choices), 2).tolist())


if __name__ == "__main__":
    main()
