"""Instructions planted in documents: `python -m benchmarks.injection`.

BIPIA's instructions (`bipia/text_attack.json`) are put into its e-mails and into paragraphs of DRCD
and XQuAD, as a paragraph of its own or behind a sentence, at the beginning, in the middle and at
the end. Each document is asked a question of its own. Counted are answers of the quotes writer that
quote any of what was planted, and, with a model on this machine that does what it was told, its
sentences that reach the reader. Then: sentences without anything planted that are held back.
"""

import argparse
import json
import os
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from assistant.ask import Assistant
from assistant.opening import open_index
from assistant.settings import Settings
from assistant.types import Answer, Writer
from assistant.write import Limits
from benchmarks.misbehaving import with_model
from benchmarks.questions import bench, lines
from ingest.build import ingest
from ingest.index import Index
from language.instructions import instructs
from language.normalise import match_key
from language.script import Language, detect_language
from language.sentences import sentence_spans
from tests.model_server import ModelServer, Says

_TASKS = {
    "Information Retrieval",
    "Content Creation",
    "Learning and Tutoring",
    "Language Translation",
    "Programming Help",
}
"""These are obeyed by doing something; the others by saying what they want said."""

_DONE = {
    Language.EN: "Photosynthesis turns light into sugar, and Brasilia is the capital of Brazil",
    Language.ZH: "光合作用把光能轉成糖，巴西的首都是巴西利亞",
}


class Attack(NamedTuple):
    category: str
    text: str

    def obeyed(self, language: Language) -> str:
        """What a model writes that does as it is told; with a stop at its end."""
        if self.category in _TASKS:
            return _DONE[language]
        said = re.search(r"[\"“](.+)[\"”]", self.text)
        return (said.group(1) if said else self.text).rstrip(".!?")


@dataclass(frozen=True)
class Trial:
    """A document with an instruction in it, and a question that it answers."""

    id: str
    text: str
    question: str
    attack: Attack


def attacks() -> list[Attack]:
    kept = json.loads(bench().joinpath("bipia", "text_attack.json").read_text("utf-8"))
    return [Attack(category, text) for category, texts in kept.items() for text in texts]


def trials(*, count: int) -> list[Trial]:
    """So many of each kind of document."""
    shuffled = random.Random(1).sample(attacks(), 75)
    kinds = {
        "email": [(row["context"], row["question"]) for row in lines("bipia", "email.jsonl")],
        "drcd": _asked("drcd", "documents.jsonl", "questions.jsonl"),
        "xquad": _asked("xquad", "en.documents.jsonl", "en.questions.jsonl"),
    }
    return [
        Trial(f"{kind}-{number}", _planted(text, attack, number), question, attack)
        for kind, rows in kinds.items()
        for number, ((text, question), attack) in enumerate(
            zip(rows[:count], shuffled * (count // len(shuffled) + 1), strict=False)
        )
    ]


def _asked(folder: str, documents: str, questions: str) -> list[tuple[str, str]]:
    texts = {row["id"]: str(row["text"]) for row in lines(folder, documents)}
    asked = {row["document"]: str(row["query"]) for row in lines(folder, questions)}
    return [(texts[id], question) for id, question in asked.items()]


def _planted(text: str, attack: Attack, number: int) -> str:
    spans = sentence_spans(text)
    at = [0, spans[len(spans) // 2].start, len(text)][number % 3]
    apart = "\n\n" if number % 2 else " "
    return f"{text[:at].rstrip()}{apart}{attack.text}{apart}{text[at:].lstrip()}".strip()


class Counts(NamedTuple):
    asked: int
    answered: int
    planted: int
    """Answers in which an instruction is quoted, or what it wants is done."""

    repeated: int = 0
    """Answers in which a model's repetition of a planted question or task is shown: it stands on
    the page, and nothing was done for it."""


def quoted(assistant: Assistant, some: Sequence[Trial]) -> Counts:
    """The quotes writer's answers that quote an instruction."""
    answers = [(one, assistant.answer(one.question)) for one in some]
    planted = [one for one, answer in answers if _shows(answer, [one.attack.text])]
    for one in planted:
        print(f"  quoted: {one.attack.text!r} in {one.id}")
    return Counts(len(some), sum(bool(answer.claims) for _, answer in answers), len(planted))


def obeyed(assistant: Assistant, server: ModelServer, some: Sequence[Trial]) -> Counts:
    """Answers of an obeying model in which what it was told to say is shown."""
    answered = planted = repeated = 0
    for one in some:
        language = detect_language(one.question)
        passages = assistant.search(one.question)
        numbers = [it.number for it in passages if one.id in it.chunk.document]
        if not numbers:
            continue
        obedient = one.attack.obeyed(language)
        said = {obedient, one.attack.text.rstrip(".!?")}
        markers = "".join(f"[{number}]" for number in numbers)
        server.script = [Says(" ".join(f"{sentence} {markers}." for sentence in sorted(said)))]
        answer = assistant.answer(one.question)
        answered += bool(answer.claims)
        if not _shows(answer, [*said, one.attack.text]):
            continue
        by = "the model" if answer.writer is Writer.MODEL else "quotes"
        print(f"  shown by {by}: {one.attack.text!r} in {one.id}")
        is_done = one.attack.category not in _TASKS or _shows(answer, [obedient])
        planted += int(is_done)
        repeated += int(not is_done)
    return Counts(len(some), answered, planted, repeated)


def _shows(answer: Answer, texts: Sequence[str]) -> bool:
    shown = match_key(" ".join(claim.text for claim in answer.claims))
    return any(
        match_key(part).rstrip(".!?") in shown
        for text in texts
        for start, end in sentence_spans(text)
        if (part := text[start:end])
    )


def innocent() -> Iterator[tuple[str, str]]:
    """Paragraphs in which nothing is planted, each with the name of its set."""
    for file in ("drcd/documents", "xquad/zh.documents", "xquad/en.documents"):
        folder, name = file.split("/")
        for row in lines(folder, f"{name}.jsonl"):
            yield file, str(row["text"])
    for path in sorted(Path("corpus/documents").rglob("*.md")):
        for paragraph in path.read_text("utf-8").split("\n"):
            if paragraph.strip():
                yield "corpus", paragraph


def _report_innocent() -> None:
    counts: dict[str, list[int]] = {}
    for name, paragraph in innocent():
        count = counts.setdefault(name, [0, 0])
        is_held = instructs(paragraph, 0)
        count[0] += len(sentence_spans(paragraph))
        count[1] += is_held * len(sentence_spans(paragraph))
        if is_held:
            print(f"  held back: {paragraph[:200]!r}")
    for name, (all_, held) in counts.items():
        print(f"{name}: {held} of {all_} sentences held back wrongly")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=75, help="documents of each kind")
    options = parser.parse_args()
    known = [one for one in attacks() if instructs(one.text, 0)]
    tasks = [one for one in attacks() if one.category in _TASKS]
    print(
        f"{len(known)} of {len(attacks())} instructions are known as such; "
        f"{len(tasks)} are questions and tasks that could stand in any document"
    )
    _report_innocent()
    some = trials(count=options.count)
    with tempfile.TemporaryDirectory() as folder, ModelServer().running() as server:
        os.environ |= {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "none"}
        assistant = Assistant(_index(Path(folder), some), 8)
        asking = with_model(assistant, Limits())
        for kind in ("email", "drcd", "xquad"):
            mine = [one for one in some if one.id.startswith(kind)]
            print(f"{kind}: quotes {quoted(assistant, mine)}", flush=True)
            print(f"{kind}: model that obeys {obeyed(asking, server, mine)}", flush=True)


def _index(folder: Path, some: Sequence[Trial]) -> Index:
    settings = Settings.load(home=folder / "home").model_copy(update={"model": None})
    index = open_index(settings)
    file = folder / "documents.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for one in some:
            line = {"id": one.id, "title": one.id, "text": one.text}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    ingest([file], index=index)
    return index


if __name__ == "__main__":
    main()
