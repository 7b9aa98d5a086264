"""The live tier: the configured model writes, several times, and the same grader grades."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.types import Answer, Verdict, Writer
from assistant.verify import Verifier
from assistant.write import ModelWriter
from evals.asking import Run, ask
from evals.cases import Case
from evals.grade import Scores
from evals.judge import Agreement, Judge, agree
from evals.measures import MEASURES
from evals.statistics import bootstrap


def with_model(whole: Assistant, settings: Settings) -> Assistant:
    """The same assistant, the model of these settings writing; raises `ModelUnusable`."""
    index = whole.index
    checker = Verifier(embedder=index.embedder, lexicon=index.lexicon)
    writer = ModelWriter.open(settings.model or "", checker=checker, seconds=settings.model_seconds)
    return replace(whole, writer=writer)


def ask_live(
    run: Run, live: Assistant, cases: Sequence[Case], *, repeats: int
) -> list[tuple[Answer, Scores]]:
    """Each case so many times: a model's answers differ from one time to the next."""
    answers = [(case, ask(live, case)) for case in cases for _ in range(repeats)]
    return [(answer, run.grader.scores(case, answer)) for case, answer in answers]


def live_lines(
    found: Sequence[tuple[Answer, Scores]], *, judge: Judge | None, run: Run
) -> list[str]:
    """The live scores with their intervals, who wrote, and how far the judge agrees."""
    by_model = sum(answer.writer is Writer.MODEL for answer, _ in found)
    lines = [f"{len(found)} answers, {by_model} of them written by the model"]
    for measure in MEASURES:
        values = [scores[measure.name] for _, scores in found if measure.name in scores]
        if values:
            mean, low, high = bootstrap(values)
            lines.append(f"{measure.title}: {mean:.3f} [{low:.2f}, {high:.2f}] n={len(values)}")
    if judge is not None:
        said = judged([answer for answer, _ in found], judge=judge, run=run)
        lines.append(f"judge and grader agree on {said}")
    return lines


def judged(answers: Sequence[Answer], *, judge: Judge, run: Run) -> Agreement:
    """How far a judge agrees with the deterministic check on the claims that are shown."""
    pairs: list[tuple[Verdict, Verdict]] = []
    for answer in answers:
        opened = {one.number: one.chunk.text for one in answer.passages}
        for claim in answer.claims:
            evidence = [opened[marker] for marker in claim.markers if marker in opened]
            pairs.append(
                (judge.check(claim.text, evidence), run.grader.check(claim.text, evidence))
            )
    return agree(pairs)
