"""The grader is graded: a number that is not trusted guards nothing."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.types import Answer, Claim, Verdict
from benchmarks import claims as labelled
from evals.asking import Run
from evals.cases import Case, Collection
from evals.conftest import collections
from evals.distort import alone, spoil
from language.script import Language

_CAUGHT = 0.98
_FLAGGED = 0.02
_MOST = 60
"""Claims of each language."""

_TELLS = (
    "citation_recall", "citation_precision", "quotes_exact", "pages_right", "markers_kept",
    "figures_exact",
)  # fmt: skip
_LABELS = Path(os.environ.get("ADVISOR_SHARED", "../shared")) / "bench" / "attribution"
_LABELLED = 240


def _flags(run: Run, case: Case, answer: Answer) -> bool:
    scores = run.grader.scores(case, answer)
    return any(scores.get(name, 1.0) < 1 for name in _TELLS)


@pytest.fixture
def quoted(run: Run) -> list[tuple[Case, Answer, Claim]]:
    """Each answer's first claim, every claim once, as many in either language."""
    found: dict[Language, dict[str, tuple[Case, Answer, Claim]]] = defaultdict(dict)
    for case in run.collection.cases:
        answer = run.result(case).answer
        if answer.claims:
            claim = answer.claims[0]
            found[claim.quotes[0].language].setdefault(claim.text, (case, answer, claim))
    return [one for some in found.values() for one in list(some.values())[:_MOST]]


def test_what_is_wrong_is_caught_and_what_is_right_is_not(
    run: Run, quoted: list[tuple[Case, Answer, Claim]]
) -> None:
    names = labelled.names(run.assistant.index.lexicon.names)
    flagged: dict[Language, list[str]] = defaultdict(list)
    missed: dict[str, list[str]] = defaultdict(list)
    made: dict[str, int] = defaultdict(int)
    for number, (case, answer, claim) in enumerate(quoted):
        language = claim.quotes[0].language
        made[f"clean {language.value}"] += 1
        if _flags(run, case, alone(answer, claim)):
            flagged[language].append(f"{case.id}: {claim.text}")
            continue
        others = [other for _, _, other in quoted if other.quotes[0].language is language]
        for spoilt in spoil(answer, claim, others=others, names=names[language], seed=number):
            made[spoilt.kind] += 1
            if not _flags(run, case, spoilt.answer):
                missed[spoilt.kind].append(f"{case.id}: {spoilt.answer.claims[-1].text}")

    spoilt_in_all = sum(n for kind, n in made.items() if not kind.startswith("clean"))
    missed_in_all = sum(map(len, missed.values()))
    lines = [f"spoilt answers caught: {spoilt_in_all - missed_in_all} of {spoilt_in_all}"]
    by_kind = [
        f"{kind} {n - len(missed[kind])}/{n}"
        for kind, n in sorted(made.items())
        if not kind.startswith("clean")
    ]
    lines.append("caught by kind: " + ", ".join(by_kind))
    lines += [
        f"right claims flagged, {language.value}: {len(flagged[language])} of "
        f"{made[f'clean {language.value}']}"
        for language in Language
    ]
    _tell(run, lines)

    clean = sum(n for kind, n in made.items() if kind.startswith("clean"))
    # In a small collection one claim alone is more than these shares.
    assert missed_in_all <= max(1, (1 - _CAUGHT) * spoilt_in_all), dict(missed)
    assert sum(map(len, flagged.values())) <= max(1, _FLAGGED * clean), dict(flagged)


def test_it_agrees_with_people(
    run: Run, collection: Collection, pytestconfig: pytest.Config
) -> None:
    if collection is not max(collections(pytestconfig), key=lambda one: len(one.cases)):
        pytest.skip("asked once, with the largest collection")
    if not _LABELS.exists():
        pytest.skip(f"claims labelled by people are not at {_LABELS}: set ADVISOR_SHARED")
    cases = labelled.attribution(_LABELS.parent)
    cases = cases[:: max(1, len(cases) // _LABELLED)]
    right: dict[bool, list[bool]] = {True: [], False: []}
    for case in cases:
        said = run.grader.check(case.claim, list(case.evidence)) is Verdict.SUPPORTED
        right[case.supported].append(said is case.supported)
    shares = {label: sum(hits) / len(hits) for label, hits in right.items()}
    balanced = sum(shares.values()) / 2
    _tell(
        run,
        [
            f"agreement with people, en, {len(cases)} claims: balanced accuracy {balanced:.3f} "
            f"(supported {shares[True]:.3f}, not supported {shares[False]:.3f}); its score was "
            "trained on these, and on claims kept from it reaches 0.70 (macro-F1 in five folds: "
            "`python -m benchmarks.verifier train`)",
            "agreement with people, zh: no labelled claims are at hand",
        ],
    )

    assert balanced >= 0.65


def _tell(run: Run, lines: list[str]) -> None:
    """Add to what the reports say of the grader."""
    run.folder.mkdir(parents=True, exist_ok=True)
    with FileLock(run.folder / "grader.lock"):
        file = run.folder / "grader.json"
        known = json.loads(file.read_text("utf-8")) if file.exists() else []
        file.write_text(json.dumps([*known, *lines], ensure_ascii=False), "utf-8")
