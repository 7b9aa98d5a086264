"""How often the right paragraph is found, in each direction: `python -m benchmarks.retrieval`.

Prints recall@1 and recall@5 of each setting as shipped, the warm time of a search, and, with
`--parts`, the same with one part switched off at a time. Data: see benchmarks/README.md.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import quantiles
from unittest import mock

from assistant import rank, retrieve
from assistant.retrieve import Retriever
from benchmarks.questions import (
    Asked,
    Indexes,
    Setting,
    english_paragraphs,
    questions,
    sample,
    texts,
)
from ingest.index import Index
from language.lexicon import Lexicon
from language.script import to_simplified

_DEEPEST = 5


def settings(*, drcd: int) -> Iterator[Setting]:
    """Every direction alone, and those across languages with the other language beside."""
    english, chinese = (
        texts("xquad", f"{language}.documents.jsonl", mark=f"{language}-")
        for language in ("en", "zh")
    )
    asked_english, asked_chinese = (
        [
            Asked(one.question, one.document)
            for one in questions("xquad", f"{language}.questions.jsonl", mark="")
        ]
        for language in ("en", "zh")
    )

    def of(asked: Sequence[Asked], language: str) -> tuple[Asked, ...]:
        return tuple(Asked(one.question, f"{language}-{one.document}") for one in asked)

    paragraphs = texts("drcd", "documents.jsonl", mark="drcd-")
    asked_drcd = sample(questions("drcd", "questions.jsonl", mark="drcd-"), drcd)
    own = english_paragraphs(1_000)
    yield Setting("XQuAD zh→en", english, of(asked_chinese, "en"))
    yield Setting("XQuAD zh→en beside DRCD", (*english, *paragraphs), of(asked_chinese, "en"))
    yield Setting("XQuAD en→zh", chinese, of(asked_english, "zh"))
    yield Setting("XQuAD en→zh beside our own", (*chinese, *own), of(asked_english, "zh"))
    yield Setting("XQuAD en→en", english, of(asked_english, "en"))
    yield Setting("XQuAD en→en beside DRCD", (*english, *paragraphs), of(asked_english, "en"))
    yield Setting("XQuAD zh→zh", chinese, of(asked_chinese, "zh"))
    yield Setting("DRCD zh→zh", paragraphs, asked_drcd)
    yield Setting(
        "DRCD typed in Simplified",
        paragraphs,
        tuple(Asked(to_simplified(one.question), one.document) for one in asked_drcd),
    )
    yield Setting("DRCD zh→zh beside English", (*paragraphs, *english, *own), asked_drcd)


class Measured:
    """Ranks of the right documents, and the time of each search."""

    def __init__(self, asked: Sequence[Asked], retriever: Retriever) -> None:
        self.ranks: list[int | None] = []
        self.seconds: list[float] = []
        retriever.search(asked[0].question, limit=_DEEPEST)  # opens the model
        for one in asked:
            started = time.perf_counter()
            found = retriever.search(one.question, limit=_DEEPEST)
            self.seconds.append(time.perf_counter() - started)
            names = [passage.chunk.document for passage in found]
            self.ranks.append(names.index(one.document) if one.document in names else None)

    def recall(self, depth: int) -> float:
        return sum(rank is not None and rank < depth for rank in self.ranks) / len(self.ranks)

    @property
    def p95(self) -> float:
        return quantiles(self.seconds, n=20)[-1]

    def __str__(self) -> str:
        return f"{self.recall(1):.3f} / {self.recall(5):.3f}"


def parts(index: Index, lexicon: Lexicon) -> Iterator[tuple[str, Index, list[object]]]:
    """Each part by what is left when it is taken out: an index, and patches."""

    def without(**measures: float) -> list[object]:
        return [
            mock.patch.object(rank, name, getattr(rank, name)._replace(**measures))
            for name in ("OWN", "OTHER")
        ]

    bare = Lexicon({}, frozenset(), names=lexicon.names)
    yield "no dictionary in queries", replace(index, lexicon=bare), []
    yield "no glossary", replace(index, lexicon=replace(lexicon, names=())), []
    yield (
        "no keywords",
        index,
        [
            mock.patch.object(index.keywords, "search", return_value=[]),
            mock.patch.object(rank, "_FIRST_LOOK", rank.Measures(keyword=0.0, vector=1.0)),
        ],
    )
    yield (
        "no vectors",
        index,
        [
            mock.patch.object(index.vectors, "search", return_value=[]),
            *without(vector=0.0, likeness=0.0),
        ],
    )
    yield "no coverage of what is asked", index, without(chunk=0.0, sentence=0.0)
    yield "no likeness of sentences", index, without(likeness=0.0)
    yield "no weight of titles", index, [mock.patch.object(retrieve, "_HEAD_WEIGHT", 0.0)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", action="store_true", help="switch off one part at a time")
    parser.add_argument("--drcd", type=int, default=600, help="questions asked of DRCD")
    parser.add_argument("--only", default="", help="settings whose name holds this")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        indexes = Indexes(Path(folder))
        for setting in settings(drcd=arguments.drcd):
            if arguments.only not in setting.name:
                continue
            index = indexes.of(setting)
            measured = Measured(setting.questions, Retriever(index))
            print(
                f"{setting.name:<28} {measured}   p95 {measured.p95 * 1000:.0f} ms, "
                f"{len(setting.questions)} questions, {len(setting.documents)} documents",
                flush=True,
            )
            if arguments.parts:
                for name, reduced, patches in parts(index, indexes.lexicon):
                    with ExitStack() as stack:
                        for patch in patches:
                            stack.enter_context(patch)  # type: ignore[arg-type]
                        without = Measured(setting.questions, Retriever(reduced))
                    print(f"    {name:<26} {without}", flush=True)


if __name__ == "__main__":
    main()
