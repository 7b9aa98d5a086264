"""Trains the verifier's score and measures the verifier: `python -m benchmarks.verifier`.

`train` writes assistant/verify_weights.json; `measure` prints the tables of docs/design.md. What is
measured of made claims is of documents that were not trained on.
"""

import gc
import json
import os
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
from numpy.typing import NDArray

from assistant.opening import load_lexicon
from assistant.types import Verdict
from assistant.verify import Verifier
from assistant.verify_features import ACROSS, WITHIN, Score, features, on_one_scale, used
from benchmarks import claims
from benchmarks.claims import Case, Pair
from ingest.embed import MiniLM
from ingest.gloss import Glossed
from language.script import Language, detect_language

SHARED = Path(os.environ.get("ADVISOR_SHARED", "../shared")) / "bench"
CACHE = Path(os.environ.get("ADVISOR_CACHE", ".advisor/cache"))
WEIGHTS = Path("assistant/verify_weights.json")
_SEED = 20261123
_PENALTY = 100.0
_PENALTY_ACROSS = 10.0
"""Great, since the features say much the same: none shall stand for all, nor against another.
Across languages few claims are left to the score."""

_FALSE_WEIGHS = 2.0
"""A claim of elsewhere against a true one: across languages, most that checks leave are true."""

_FOLDS = 5
_TUNED_ON = "translations"
"""How the sets begin that are for tuning alone: they count in no other total and teach no score."""

_TAUGHT = ("unchanged", "shortened", "year equal", "figure equal", "elsewhere", "near")
"""Kinds that teach the score across languages, where nobody has labelled claims; the others are
the business of the checks."""


class Rows(NamedTuple):
    """Cases as numbers."""

    cases: list[Case]
    vectors: NDArray[np.float64]
    decided: NDArray[np.bool_]
    """Whether a check or the share of words held already decided."""

    labels: NDArray[np.bool_]


def open_verifier() -> Verifier:
    lexicon = load_lexicon(CACHE)
    return Verifier(embedder=Glossed(MiniLM(CACHE), lexicon), lexicon=lexicon)


def rows(cases: Sequence[Case], verifier: Verifier) -> Rows:
    vectors, decided, kept = [], [], []
    for case in cases:
        weighed = verifier.weigh(case.claim, case.evidence)
        if weighed is None:
            continue
        kept.append(case)
        vectors.append(features(weighed))
        decided.append(weighed.is_decided)
    labels = np.array([case.supported for case in kept])
    return Rows(kept, np.array(vectors), np.array(decided), labels)


def made(shared: Path) -> dict[str, list[Case]]:
    """Mutants by set: the corpus, DRCD and XQuAD, within a language and across."""
    glossary = load_lexicon(CACHE).names
    names, called = claims.names(glossary), claims.called(glossary)
    drcd_names = {Language.ZH: claims.drcd_names(shared)}

    def mutated(
        key: str, pairs: Sequence[Pair], names: dict[Language, list[str]], language: Language
    ) -> Iterator[Case]:
        return claims.mutated(key, pairs, seed=_SEED, names=names, called=called, language=language)

    sets: dict[str, list[Case]] = {}
    for language in Language:
        pairs = [p for p in claims.corpus() if detect_language(p.sentence) is language]
        key = f"corpus {language.value}"
        sets[key] = list(mutated(key, pairs, names, language))
    drcd = claims.drcd(shared, limit=1000)
    sets["drcd zh"] = list(mutated("drcd zh", drcd, drcd_names, Language.ZH))
    for mine in Language:
        other = "zh" if mine is Language.EN else "en"
        key = f"{_TUNED_ON} {mine.value}>{other}"
        sets[key] = list(mutated(key, claims.translations(mine), names, mine))
        for theirs in Language:
            key = f"xquad {mine.value}>{theirs.value}"
            pairs = claims.xquad(shared, mine, theirs)
            sets[key] = list(mutated(key, pairs, names, mine))
        key = f"twins {mine.value}>{other}"
        twins = claims.twins(mine)
        sets[key] = list(mutated(key, twins, names, mine))
    return sets


def is_held_out(case: Case) -> bool:
    return int(sha256(case.group.encode()).hexdigest(), 16) % 2 == 0


def sample(cases: Sequence[Case], most: int) -> list[Case]:
    """At most so many of each kind."""
    by_kind: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case)
    rng = random.Random(_SEED)
    return [c for kind in by_kind.values() for c in rng.sample(kind, min(most, len(kind)))]


def fit(some: Rows, names: Sequence[str], weights: NDArray[np.float64], *, penalty: float) -> Score:
    """A logistic regression over these features, by Newton's method, on what no check decided."""
    vectors = some.vectors[:, used(names)]
    mean, deviation = vectors.mean(0), vectors.std(0) + 1e-3
    z = np.insert(on_one_scale(vectors, mean, deviation), 0, 1.0, axis=1)
    penalties = np.array([1e-6, *(penalty for _ in names)])
    b = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ b))
        gradient = z.T @ (weights * (p - some.labels)) + penalties * b
        hessian = (z * (weights * p * (1 - p))[:, None]).T @ z + np.diag(penalties)
        step = np.linalg.solve(hessian, gradient)
        b -= step
        if np.abs(step).max() < 1e-6:
            break
    return Score(tuple(names), mean, deviation, b)


def fit_labelled(labelled: Rows) -> Score:
    """Fit on claims that people labelled, each source weighing the same: the largest is the least
    like the others."""
    some = undecided(labelled, np.ones(len(labelled.cases), bool))
    count = Counter(case.source for case in some.cases)
    each = len(some.cases) / len(count)
    weights = np.array([each / count[case.source] for case in some.cases])
    return fit(some, WITHIN, weights, penalty=_PENALTY)


def fit_made(taught: Rows) -> Score:
    """Fit on claims made across languages."""
    some = undecided(taught, np.ones(len(taught.cases), bool))
    weights = np.where(some.labels, 1.0, _FALSE_WEIGHS)
    return fit(some, ACROSS, weights, penalty=_PENALTY_ACROSS)


def undecided(some: Rows, keep: NDArray[np.bool_]) -> Rows:
    """Those of the kept that are left to the score."""
    keep = keep & ~some.decided
    return part(some, keep)


def part(some: Rows, keep: NDArray[np.bool_]) -> Rows:
    cases = [case for case, kept in zip(some.cases, keep, strict=True) if kept]
    return Rows(cases, some.vectors[keep], some.decided[keep], some.labels[keep])


def macro_f1(labels: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    """The mean of both classes' F1."""
    scores = []
    for value in (True, False):
        hits = np.sum((said == value) & (labels == value))
        scores.append(2 * hits / max(1, np.sum(said == value) + np.sum(labels == value)))
    return float(np.mean(scores))


def folds(cases: Sequence[Case]) -> NDArray[np.int64]:
    groups = sorted({case.group for case in cases})
    random.Random(_SEED).shuffle(groups)
    fold = {group: i % _FOLDS for i, group in enumerate(groups)}
    return np.array([fold[case.group] for case in cases])


def taught_cases(sets: dict[str, list[Case]]) -> list[Case]:
    return [
        case
        for name, cases in sets.items()
        if not _is_within(name) and not _is_tuned_on(name)
        for case in sample([c for c in cases if c.kind in _TAUGHT and not is_held_out(c)], 50)
    ]


def cross_validate(labelled: Rows, split: NDArray[np.int64]) -> NDArray[np.float64]:
    """Each labelled claim's score by a model that has not seen its group."""
    scores = np.zeros(len(labelled.cases))
    for held in np.unique(split):
        score = fit_labelled(part(labelled, split != held))
        scores[split == held] = score.probability(labelled.vectors[split == held])
    scores[labelled.decided] = 0
    return scores


def label_table(labelled: Rows, scores: NDArray[np.float64], bar: float = 0.5) -> Iterator[str]:
    sources = np.array([case.source for case in labelled.cases])
    said = scores >= bar
    for source in ["all", *sorted(set(sources))]:
        here = np.ones(len(said), bool) if source == "all" else sources == source
        y, p = labelled.labels[here], said[here]
        errors = f"{np.mean(p[~y]):.3f} | {np.mean(~p[y]):.3f}"
        yield f"| {source} | {here.sum()} | {macro_f1(y, p):.3f} | {errors} |"


@click.group()
def main() -> None:
    """Train and measure the verifier."""


@main.command()
def train() -> None:
    """Fit both scores, on the labelled claims and on half of the made ones; write the weights."""
    verifier = open_verifier()
    labelled = rows(claims.attribution(SHARED), verifier)
    taught = rows(taught_cases(made(SHARED)), verifier)
    report(labelled)
    note = (
        "Written by `python -m benchmarks.verifier train`: logistic regressions, in one language "
        f"on {len(labelled.cases)} claims labelled by people (AttributionBench, development half), "
        f"across two on {len(taught.cases)} claims made from the starter documents and XQuAD. "
        "Weights: a constant, then one for each feature."
    )
    kept = {
        "note": note,
        "within": _kept(fit_labelled(labelled)),
        "across": _kept(fit_made(taught)),
    }
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def _kept(score: Score) -> dict[str, list[str] | list[float]]:
    return {
        "features": list(score.features),
        "mean": [round(float(v), 6) for v in score.mean],
        "deviation": [round(float(v), 6) for v in score.deviation],
        "weights": [round(float(v), 5) for v in score.weights],
    }


def report(labelled: Rows) -> None:
    click.echo("five folds | claims | macro-F1 | falsely accepted | falsely flagged")
    for line in label_table(labelled, cross_validate(labelled, folds(labelled.cases))):
        click.echo(line)
    click.echo("a source left out")
    sources = sorted({case.source for case in labelled.cases})
    split = np.array([sources.index(case.source) for case in labelled.cases])
    for line in label_table(labelled, cross_validate(labelled, split)):
        click.echo(line)


@main.command()
@click.option("--most", default=400, show_default=True, help="Cases of a kind in each set.")
@click.option("--only", default="", help="Sets whose name starts so.")
@click.option("--show", default="", help="Print wrongly judged cases of this kind.")
@click.option("--seen", is_flag=True, help="Documents that were trained on.")
def measure(most: int, only: str, show: str, seen: bool) -> None:
    """Judge made claims of documents that were not trained on."""
    verifier = open_verifier()
    tables: dict[str, dict[str, list[bool]]] = {}
    times: dict[str, list[float]] = defaultdict(list)
    # As the app does once its engines are open: else now and then a claim waits for what is kept.
    gc.collect()
    gc.freeze()
    for name, cases in made(SHARED).items():
        if not name.startswith(only):
            continue
        kinds = tables.setdefault(name, defaultdict(list))
        tuned_on = _is_tuned_on(name)
        chosen = [c for c in cases if tuned_on or is_held_out(c) is not seen]
        for case in sample(chosen, most):
            start = time.process_time()
            check = verifier.check(case.claim, case.evidence)
            times["mostly new"].append(time.process_time() - start)
            if another := _another_claim(case, cases):
                start = time.process_time()
                verifier.check(another, case.evidence)
                times["just met"].append(time.process_time() - start)
            accepted = check.verdict is Verdict.SUPPORTED
            kinds[case.kind].append(not accepted)
            if case.kind == show and accepted is not case.supported:
                click.echo(
                    f"{case.id} {check.score} {check.reasons}\n  {case.claim}\n"
                    f"  {' '.join(case.evidence)[:900]}"
                )
        line = ", ".join(f"{k} {np.mean(v):.3f}/{len(v)}" for k, v in kinds.items())
        click.echo(f"{name}: {line}")
    for title, wanted in (
        ("within", _is_within),
        ("across", lambda n: not _is_within(n) and not _is_tuned_on(n)),
        ("across, translations tuned on", _is_tuned_on),
    ):
        kinds = defaultdict(list)
        for name, found in tables.items():
            if wanted(name):
                for kind, flagged in found.items():
                    kinds[kind] += flagged
        click.echo(title)
        for kind, flagged in kinds.items():
            click.echo(f"| {kind} | {len(flagged)} | {np.mean(flagged):.3f} |")
    for evidence, taken in times.items():
        ms = 1000 * np.array(taken)
        spread = f"median {np.median(ms):.1f}, p95 {np.percentile(ms, 95):.1f}"
        click.echo(f"ms of CPU a claim, its evidence {evidence} ({len(ms)}): {spread}")


def _another_claim(case: Case, cases: Sequence[Case]) -> str | None:
    """Another claim on the same evidence, as the sentences of one answer are checked."""
    same = (one.claim for one in cases if one.evidence == case.evidence)
    return next((claim for claim in same if claim != case.claim), None)


def _is_tuned_on(name: str) -> bool:
    """Whether a set is there for tuning, all of it."""
    return name.startswith(_TUNED_ON)


def _is_within(name: str) -> bool:
    return ">" not in name or name.endswith(("zh>zh", "en>en"))


if __name__ == "__main__":
    main()
