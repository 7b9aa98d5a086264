"""The product with one part switched off: the suite must notice each.

A part is changed where the product lets it be: by a setting, or by what a constructor is handed.
Where it has neither, another function stands in its place for the time of the run.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

import assistant.quote
import ingest.build
import ingest.prepare
from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.types import Verdict
from assistant.write import ModelWriter
from evals.asking import Run
from evals.cases import Case, Expects, Kind
from evals.echo import Echo
from ingest.embed import PartEmbedder
from ingest.index import Index
from ingest.prepare import Job
from ingest.types import Page, RawDocument
from ingest.workers import Prepared
from language.lexicon import Lexicon

_NOBODY_LISTENS = "http://127.0.0.1:9"
_MOST = 48
_DOCUMENTS = 8


class Tried(NamedTuple):
    """An assistant that lacks a part, and cases by which that shows."""

    assistant: Assistant
    cases: Sequence[Case]


Without = Callable[[Run, Path], AbstractContextManager[Tried]]
"""From a whole run and an empty folder."""


@contextmanager
def without_dictionary(run: Run, _: Path) -> Iterator[Tried]:
    """The index as it is, read by an assistant that knows no word of the other language."""
    index = run.assistant.index
    empty = Lexicon(glosses={}, proper=frozenset())
    lacking = Index.open(index.home, lexicon=empty, cache=_cache(run))
    yield Tried(Assistant(lacking, run.assistant.passages), _crossing_first(run))


class _AllAlike:
    """An embedder to which no text is more like a question than another."""

    def __init__(self, embedder: PartEmbedder) -> None:
        self._embedder = embedder

    def __getattr__(self, name: str) -> Any:
        return getattr(self._embedder, name)

    def embed_question(self, text: str) -> NDArray[np.float32]:  # noqa: ARG002
        return np.zeros(self._embedder.dimensions, dtype=np.float32)


@contextmanager
def without_vectors(run: Run, _: Path) -> Iterator[Tried]:
    """Keywords serve alone: the vectors are on a server that does not answer, and nothing is told
    of how like a question a passage's sentences are."""
    settings = Settings.load(
        {}, home=run.assistant.index.home, cache=_cache(run), chroma_url=_NOBODY_LISTENS
    )
    lacking = Assistant.open(settings)
    index = replace(lacking.index, embedder=_AllAlike(lacking.index.embedder))
    yield Tried(replace(lacking, index=index), _in_other_words_first(run))


class _AcceptsAll:
    """A check that finds nothing wrong."""

    verdict = Verdict.SUPPORTED
    score = 1.0
    reasons: tuple[str, ...] = ()

    def check(self, claim: str, evidence: Sequence[str]) -> "_AcceptsAll":  # noqa: ARG002
        return self


@contextmanager
def without_verifier(run: Run, _: Path) -> Iterator[Tried]:
    """A model that gets every figure wrong, and a check that lets it pass."""
    writer = ModelWriter(Echo(wrong=True), _AcceptsAll())
    yield Tried(replace(run.assistant, writer=writer), _spread(_answerable(run)))


@contextmanager
def without_abstention(run: Run, _: Path) -> Iterator[Tried]:
    """Whatever is found is good enough."""
    declining = [case for case in run.collection.cases if case.expects is Expects.DECLINE]
    with patch.object(assistant.quote, "_answers", lambda *_: True):
        yield Tried(run.assistant, declining)


@contextmanager
def without_cleaning(run: Run, folder: Path) -> Iterator[Tried]:
    """Pages stored as printed: lines cut, running heads and footnote marks among the words.

    Only the documents that most cases ask about are read anew.
    """
    asked = Counter(name for case in run.collection.cases for name in case.pages)
    chosen = {name for name, _ in asked.most_common(_DOCUMENTS)}
    for name in chosen:
        copy = folder / "documents" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(run.collection.path / name, copy)
    settings = Settings.load({}, home=folder / "home", cache=_cache(run))
    lacking = Assistant.open(settings)
    with (
        patch.object(ingest.prepare, "clean", _as_printed),
        patch.object(ingest.build, "Workers", _InThisProcess),
    ):
        ingest.build.ingest([folder / "documents"], index=lacking.index)
    yield Tried(lacking, [case for case in run.collection.cases if chosen & {*case.pages}][:_MOST])


PARTS: dict[str, Without] = {
    "dictionary": without_dictionary,
    "vectors": without_vectors,
    "verifier": without_verifier,
    "abstention": without_abstention,
    "cleaning": without_cleaning,
}


class _InThisProcess:
    """Prepares files here, where other functions can stand in the place of those that are used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> "_InThisProcess":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def prepare(self, jobs: Iterable[Job]) -> Iterator[Prepared]:
        for number, job in enumerate(jobs):
            spool = self._folder / f"spool-{number}"
            yield Prepared(job, list(ingest.prepare.prepare(job, spool)), spool)


def _as_printed(raw: RawDocument, **_: object) -> tuple[Page, ...]:
    return tuple(
        Page(
            index=index,
            label=page.label,
            text=page.text,
            raw=page.text,
            origin=np.arange(len(page.text), dtype=np.int32),
            boxes=page.boxes,
            width=page.width,
            height=page.height,
        )
        for index, page in enumerate(raw.pages)
    )


def _answerable(run: Run) -> list[Case]:
    return [case for case in run.collection.cases if case.expects is Expects.ANSWER]


def _crossing_first(run: Run) -> list[Case]:
    crossing = run.grader.crossing(run.collection.cases)
    return sorted(_answerable(run), key=lambda case: case.id not in crossing)[:_MOST]


def _in_other_words_first(run: Run) -> list[Case]:
    return sorted(_answerable(run), key=lambda case: case.kind is not Kind.PARAPHRASE)[:_MOST]


def _spread(cases: Sequence[Case]) -> list[Case]:
    """As many as are tried, from all over the file."""
    return list(cases[:: max(1, len(cases) // _MOST)])[:_MOST]


def _cache(run: Run) -> Path:
    return run.assistant.index.home.parent / "cache"
