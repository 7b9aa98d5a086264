"""What is declined as off topic, and which premises are put right.

    python -m benchmarks.abstention messages --home HOME     HOME holds the starter documents
    python -m benchmarks.abstention blocked
    python -m benchmarks.abstention premises --most 25

`messages` asks what `messages.yaml` holds and the evals' questions, and shows what thresholds other
than those in use would do. `blocked` looks for questions that others wrote (DRCD, XQuAD, RGB) among
which words alone would find orders and small talk. `premises` takes sentences of the starter
documents, DRCD and XQuAD for granted, true ones and ones with one thing changed, and lays them
beside the paragraph that says them, or beside its neighbours only.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
import yaml

from assistant.ask import Assistant
from assistant.likeness import by_stored_vectors
from assistant.off_topic import alike, aside, asks_elsewhere, is_in_the_field, nearness
from assistant.opening import load_lexicon
from assistant.premise import contradiction, premises
from assistant.settings import Settings
from assistant.types import ASIDES, Passage
from assistant.verify_names import Names
from benchmarks.questions import eval_cases, lines
from benchmarks.verifier import SHARED, is_held_out, made, sample
from ingest.types import Chunk
from language.script import Language, detect_language

_MESSAGES = Path(__file__).with_name("messages.yaml")


class _Told(NamedTuple):
    """A message and what is known of it."""

    kind: str
    text: str
    held_out: bool
    by_words: bool
    near: float
    alike: float
    answered: bool


@click.group()
def main() -> None:
    """Measure abstention."""


@main.command()
@click.option("--home", type=click.Path(path_type=Path, exists=True), required=True)
def messages(home: Path) -> None:
    """Which messages are declined as asking the documents nothing."""
    assistant = Assistant.open(Settings.load({}, home=home))
    told = list(_told(assistant))
    for held_out in (False, True):
        click.echo("held out" if held_out else "development")
        mine = [one for one in told if one.held_out == held_out]
        for kind in dict.fromkeys(one.kind for one in mine):
            own = [one for one in mine if one.kind == kind]
            words = sum(one.by_words for one in own)
            click.echo(f"  {kind}: {len(own)} messages, {words} told by words")
            left = [one for one in own if not one.by_words]
            for near in (0.4, 0.5, 0.6, 0.7):
                row = [
                    sum(one.near < near and one.alike < least and not one.answered for one in left)
                    for least in (0.25, 0.3, 0.35, 0.4)
                ]
                click.echo(
                    f"    holds < {near}, alike < 0.25, 0.3, 0.35, 0.4: {row} of {len(left)}"
                )
            wrong = [one.text for one in left if (one.near < 0.6 and one.alike < 0.3)]
            click.echo(f"    by what is found: {wrong}")
            click.echo(f"    answered: {[one.text for one in own if one.answered]}")


def _told(assistant: Assistant) -> Iterator[_Told]:
    likeness = by_stored_vectors(assistant.index)
    kinds = yaml.safe_load(_MESSAGES.read_text("utf-8"))
    kinds["evals"] = [case.question for name in ("seed", "starter") for case in eval_cases(name)]
    for kind, texts in kinds.items():
        for number, text in enumerate(texts):
            answer = assistant.answer(text)
            asked = assistant._retriever.take_apart(text)
            passages = answer.passages or assistant.search(text)
            found = [one.chunk.text for one in passages]
            yield _Told(
                kind,
                text,
                bool(number % 2),
                bool(aside(text)) or asks_elsewhere(text, found),
                1.0 if is_in_the_field(text) else nearness(asked, passages),
                alike(asked, passages, likeness=likeness),
                bool(answer.claims),
            )


@main.command()
def blocked() -> None:
    """Questions of others that words alone decline."""
    for name in ("drcd/questions", "xquad/zh.questions", "xquad/en.questions", "rgb/zh"):
        asked = [str(row["query"]) for row in lines(*f"{name}.jsonl".split("/"))]
        wrong = [question for question in asked if aside(question) in ASIDES]
        click.echo(f"{name}: {len(wrong)} of {len(asked)} {wrong}")


@main.command("premises")
@click.option("--most", default=25, show_default=True, help="Sentences of a kind in each set.")
@click.option("--seen", is_flag=True, help="Documents that the rules were made on.")
@click.option("--show", default="", help="Print what is put right of this kind.")
def measure_premises(most: int, seen: bool, show: str) -> None:
    """How often what is taken for granted is put right."""
    names = Names(load_lexicon())
    put_right: dict[str, list[bool]] = defaultdict(list)
    seconds: list[float] = []
    for name, cases in made(SHARED).items():
        if ">" in name and not name.endswith(("zh>zh", "en>en")):
            continue
        beside = _neighbours([(case.group, case.evidence) for case in cases])
        for case in sample([one for one in cases if is_held_out(one) is not seen], most):
            others = (text for text in beside[case.group] if case.claim not in text)
            texts = dict.fromkeys([*case.evidence, *others])
            passages = [_passage(at, text) for at, text in enumerate([*texts][:8])]
            started = time.process_time()
            found = [
                one
                for premise in premises(_question(case.claim))
                if (one := contradiction(premise, passages, names=names))
            ]
            seconds.append(time.process_time() - started)
            put_right[case.kind].append(bool(found))
            if found and case.kind == show:
                chunk = found[0].passage.chunk
                click.echo(
                    f"{found[0].premise.statement}\n  {chunk.text[found[0].start : found[0].end]}"
                )
    for kind, hits in put_right.items():
        click.echo(f"| {kind} | {len(hits)} | {np.mean(hits):.3f} |")
    ms = 1000 * np.array(seconds)
    click.echo(f"ms of CPU: median {np.median(ms):.1f}, p95 {np.percentile(ms, 95):.1f}")


def _question(claim: str) -> str:
    said = claim.rstrip("。.！!？?")
    if detect_language(claim) is Language.ZH:
        return f"既然{said}，那該怎麼辦？"
    return f"Since {said}, what should we do?"


def _neighbours(cases: Sequence[tuple[str, tuple[str, ...]]]) -> dict[str, list[str]]:
    """The paragraphs of each document."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for group, evidence in cases:
        found[group] |= dict.fromkeys(evidence)
    return {group: [*texts][:8] for group, texts in found.items()}


def _passage(number: int, text: str) -> Passage:
    chunk = Chunk(
        id=number + 1,
        version=number + 1,
        document=str(number),
        source="",
        title="",
        page_index=0,
        page_label=None,
        start=0,
        end=len(text),
        text=text,
        language=detect_language(text),
    )
    return Passage(number + 1, chunk, 0.0)


if __name__ == "__main__":
    main()
