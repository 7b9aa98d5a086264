"""Asks and grades each case once, whichever process comes first, and keeps the results for all."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from assistant.ask import Assistant
from assistant.condense import condense
from assistant.serialise import answer_from_json, answer_to_json
from assistant.settings import Settings
from assistant.types import Answer, Turn
from assistant.verify import Verifier
from evals.cases import Case, Collection
from evals.grade import Grader, Scores, agreement
from ingest.build import ingest
from ingest.find import find_files

_MAKES_AN_INDEX = ("language", "ingest", "assistant/opening.py", "corpus/glossary.yaml")
"""What decides, beside the documents, what an index holds."""

_ROOT = Path(__file__).parent.parent


def open_assistant(documents: Path, *, kept: Path) -> Assistant:
    """An assistant over the documents alone, ingested into a folder of `kept` when they are new.

    Its folder is named for the documents and for the code that reads them, so neither an old
    document nor an old reading is ever served. Processes may call this at the same time.
    """
    home = kept / _fingerprint(documents)
    kept.mkdir(parents=True, exist_ok=True)
    with FileLock(kept / "lock"):
        done = home / "ingested"
        if not done.exists():
            shutil.rmtree(home, ignore_errors=True)
            ingest([documents], index=_open(home, kept).index)
            done.touch()
    return _open(home, kept)


def _open(home: Path, kept: Path) -> Assistant:
    # No environment: what a developer's shell sets must not decide a grade.
    return Assistant.open(Settings.load({}, home=home, cache=kept / "cache"))


def _fingerprint(documents: Path) -> str:
    made = hashlib.sha256()
    for file in [*_code(), *(found.path for found in find_files([documents]).documents)]:
        made.update(f"{file.name}\0".encode())
        made.update(hashlib.sha256(file.read_bytes()).digest())
    return made.hexdigest()[:16]


def _code() -> Iterable[Path]:
    for place in (_ROOT / place for place in _MAKES_AN_INDEX):
        yield from [place] if place.is_file() else sorted(place.rglob("*.py"))


def ask(assistant: Assistant, case: Case) -> Answer:
    """The case's question, after the questions of its history."""
    turns: list[Turn] = []
    for question in case.history:
        turns.append(Turn(question, condense(question, turns)))
    return assistant.answer(case.question, turns)


@dataclass(frozen=True)
class Result:
    """A case's answer, and its grade."""

    answer: Answer
    scores: Scores


@dataclass(frozen=True)
class Run:
    """One collection, asked of one assistant; the results are in a folder that processes share."""

    collection: Collection
    assistant: Assistant
    grader: Grader
    folder: Path

    @classmethod
    def of(cls, collection: Collection, assistant: Assistant, folder: Path) -> "Run":
        index = assistant.index
        verifier = Verifier(embedder=index.embedder, lexicon=index.lexicon)
        return cls(collection, assistant, Grader.of(index.catalogue, verifier), folder)

    def result(self, case: Case) -> Result:
        """The case's result, asked for now if nobody has; raises what the assistant raises."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / f"{case.id}.lock"):
            if (known := read_result(self.folder, case)) is not None:
                return known
            answer = ask(self.assistant, case)
            result = Result(answer, self.grader.scores(case, answer))
            file = self.folder / f"{case.id}.json"
            file.write_text(
                json.dumps({"answer": answer_to_json(answer), "scores": result.scores}), "utf-8"
            )
            return result

    def results(self) -> dict[str, Result]:
        """Of every case, in the file's order."""
        return with_twins(
            self.collection, {case.id: self.result(case) for case in self.collection.cases}
        )


def read_result(folder: Path, case: Case) -> Result | None:
    """What a process has kept of a case; None when none has."""
    file = folder / f"{case.id}.json"
    if not file.exists():
        return None
    kept = json.loads(file.read_text("utf-8"))
    return Result(answer_from_json(kept["answer"]), kept["scores"])


def read_results(collection: Collection, folder: Path) -> dict[str, Result]:
    """What has been kept of a collection so far."""
    found = {case.id: read_result(folder, case) for case in collection.cases}
    return with_twins(collection, {id_: one for id_, one in found.items() if one is not None})


def with_twins(collection: Collection, results: dict[str, Result]) -> dict[str, Result]:
    """The results, the agreement of twins among their scores."""
    answers = {id_: result.answer for id_, result in results.items()}
    agreed = agreement(collection.cases, answers)
    return {
        id_: Result(one.answer, {**one.scores, "twins_agree": agreed[id_]})
        if id_ in agreed
        else one
        for id_, one in results.items()
    }
