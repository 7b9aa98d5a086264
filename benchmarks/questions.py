"""The public development halves as indexes and questions, for the measuring scripts beside this.

The data is found through `ADVISOR_SHARED` (default `../shared`); nothing of it is kept here.
"""

import json
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from assistant.opening import load_lexicon
from evals import cases
from evals.cases import Case, read_collections
from ingest.build import ingest
from ingest.index import Index


class Asked(NamedTuple):
    """A question and the document that answers it."""

    question: str
    document: str


class Text(NamedTuple):
    """A document of one paragraph."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What is indexed and asked together."""

    name: str
    documents: tuple[Text, ...]
    questions: tuple[Asked, ...]


def bench() -> Path:
    """The folder of public data; ends the program with the cure where it is absent."""
    folder = Path(os.environ.get("ADVISOR_SHARED", "../shared")) / "bench"
    if not folder.is_dir():
        raise SystemExit(
            f"no benchmark data in {str(folder)!r}: set ADVISOR_SHARED to the folder that holds it"
        )
    return folder


def lines(*path: str) -> list[dict[str, Any]]:
    file = bench().joinpath(*path)
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def texts(*path: str, mark: str) -> tuple[Text, ...]:
    """Paragraphs of a `documents.jsonl`, their ids led by `mark` so that sets can be mixed."""
    return tuple(
        Text(f"{mark}{line['id']}", str(line["title"]).replace("_", " "), str(line["text"]))
        for line in lines(*path)
    )


def questions(*path: str, mark: str) -> tuple[Asked, ...]:
    return tuple(Asked(str(line["query"]), f"{mark}{line['document']}") for line in lines(*path))


def english_paragraphs(limit: int) -> tuple[Text, ...]:
    """Paragraphs of our own English documents, to stand beside Chinese ones."""
    folder = Path("corpus/documents")
    found = [
        Text(f"own-{file.stem}-{number}", file.stem, paragraph)
        for file in sorted(folder.rglob("*.en.md"))
        for number, paragraph in enumerate(file.read_text(encoding="utf-8").split("\n\n"))
        if len(paragraph) > 300 and not paragraph.startswith(("[^", "|", "#", "-"))
    ]
    return tuple(random.Random(1).sample(found, min(limit, len(found))))


def sample(asked: Sequence[Asked], count: int) -> tuple[Asked, ...]:
    return tuple(random.Random(1).sample(list(asked), min(count, len(asked))))


class Indexes:
    """Indexes of settings, made by `advisor ingest`'s own path, one for each set of documents."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cache = folder / "cache"
        self.lexicon = load_lexicon(self._cache)
        self._made: dict[tuple[Text, ...], Index] = {}

    def of(self, setting: Setting) -> Index:
        if setting.documents not in self._made:
            self._made[setting.documents] = self._make(setting.documents)
        return self._made[setting.documents]

    def _make(self, documents: Sequence[Text]) -> Index:
        home = self._folder / str(len(self._made))
        home.mkdir()
        file = home / "documents.jsonl"
        with file.open("w", encoding="utf-8") as out:
            for one in documents:
                out.write(json.dumps(one._asdict(), ensure_ascii=False) + "\n")
        index = Index.open(home, lexicon=self.lexicon, cache=self._cache)
        ingest([file], index=index)
        return index


def eval_cases(collection: str) -> tuple[Case, ...]:
    """The cases of one file of `evals/cases`, in its order."""
    return read_collections(Path(cases.__file__).parent / "cases" / f"{collection}.yaml")[0].cases
