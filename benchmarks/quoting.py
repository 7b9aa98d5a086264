"""What the quotes writer answers and what it declines, on questions that others wrote.

    python -m benchmarks.quoting --questions 100

Data, through ADVISOR_SHARED (default `../shared`), the folder `bench`:

- `rgb/zh.jsonl`, {"query", "answer", "positive", "negative"}: passages that answer a question, and
  passages on the same matter that do not.
- `drcd` (Traditional Chinese) and `xquad` (the same questions in Simplified Chinese and English):
  paragraphs and questions. Each question is asked of all paragraphs of a language with its own
  among them, and again with its own taken out; XQuAD also across languages.

Questions with an even number are for development: the thresholds come from them. Those with an
odd number are held out. For each threshold on the best sentence's `sure` the tables show, of 100
questions, how many are answered, how many with the answer's words in the quotes, how many though
nothing answers them, and the mean number of quotes.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

from assistant.asked import Rarity, rarity_by_frequency, take_apart
from assistant.chosen import Chosen
from assistant.likeness import Likeness, by_made_vectors
from assistant.opening import load_lexicon
from assistant.quote import choose, enough, pick, rank, says_enough
from assistant.retrieve import Retriever
from assistant.types import Passage
from ingest.build import ingest
from ingest.embed import MiniLM
from ingest.gloss import Glossed
from ingest.index import Index
from ingest.types import Chunk
from language.lexicon import Lexicon
from language.normalise import match_key
from language.script import Language, detect_language
from language.tokens import search_tokens

_BENCH = Path(os.environ.get("ADVISOR_SHARED", "../shared")) / "bench"
_PASSAGES = 8
_THRESHOLDS = (0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0, 1.1)


@dataclass(frozen=True)
class Trial:
    """A question put to passages of which some, or none, answer it."""

    collection: str
    held_out: bool
    question: str
    answers: tuple[tuple[str, ...], ...]
    """Each in its spellings, one of which is to be quoted; none where nothing answers."""

    all_answers: bool
    """Whether all the answers are wanted, or any of them."""

    passages: tuple[Passage, ...]
    rarity: Rarity

    def is_answered_by(self, text: str) -> bool:
        key = _key(text)
        found = [any(_key(spelling) in key for spelling in answer) for answer in self.answers]
        return bool(found) and (all(found) if self.all_answers else any(found))


@dataclass(frozen=True)
class Result:
    """What the writer made of a trial."""

    trial: Trial
    sure: float
    """Of the best sentence; 0 where there is none that can answer."""

    quoted: tuple[str, ...]
    """What is quoted when the threshold is met."""

    nearest: tuple[str, ...]
    """What is quoted as only the nearest to an answer, at the threshold in use."""

    across: bool
    seconds: float


def _key(text: str) -> str:
    return "".join(match_key(text).replace(",", "").split())


def _lines(name: str) -> list[dict[str, Any]]:
    with (_BENCH / name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def rgb_trials(*, questions: int) -> Iterator[Trial]:
    """Both kinds of passages, a chunk each, those with most of the question's words first."""
    for number, row in enumerate(_lines("rgb/zh.jsonl")[:questions]):
        asked = set(search_tokens(row["query"]))
        answers = tuple(tuple(one) if isinstance(one, list) else (one,) for one in row["answer"])
        for kind in ("positive", "negative"):
            bags = [set(search_tokens(text)) for text in row[kind]]
            order = sorted(range(len(bags)), key=lambda at: -len(asked & bags[at]))
            passages = tuple(
                Passage(place, _chunk(at, row[kind][at]), 1 / place)
                for place, at in enumerate(order[:_PASSAGES], start=1)
            )

            def frequency(token: str, bags: list[set[str]] = bags) -> int:
                return sum(token in bag for bag in bags)

            yield Trial(
                collection="RGB",
                held_out=bool(number % 2),
                question=row["query"],
                answers=answers if kind == "positive" else (),
                all_answers=True,
                passages=passages,
                rarity=rarity_by_frequency(len(bags), frequency, frequency),
            )


def _chunk(number: int, text: str) -> Chunk:
    return Chunk(
        id=number + 1,
        version=1,
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


def paragraph_trials(work: Path, lexicon: Lexicon, *, questions: int) -> Iterator[Trial]:
    """DRCD and XQuAD, an index for each collection of paragraphs."""
    chinese, english = _lines("xquad/zh.questions.jsonl"), _lines("xquad/en.questions.jsonl")
    drcd = _lines("drcd/questions.jsonl")
    indices = {
        name: _index(work / name, _lines(file), lexicon)
        for name, file in (
            ("drcd", "drcd/documents.jsonl"),
            ("zh", "xquad/zh.documents.jsonl"),
            ("en", "xquad/en.documents.jsonl"),
        )
    }
    for name, index, asked, answered in (
        ("DRCD", "drcd", drcd, drcd),
        ("XQuAD zh-zh", "zh", chinese, chinese),
        ("XQuAD en-en", "en", english, english),
        ("XQuAD zh-en", "en", chinese, english),
        ("XQuAD en-zh", "zh", english, chinese),
    ):
        answers = {row["id"]: row["answers"] for row in answered}
        step = max(1, len(asked) // questions)
        rarity = _rarity(indices[index])
        for number, row in enumerate(asked[::step][:questions]):
            found = Retriever(indices[index]).search(row["query"], limit=_PASSAGES + 4)
            without = [one for one in found if one.chunk.document.split("#")[-1] != row["document"]]
            for passages, answer in ((found, answers[row["id"]]), (without, [])):
                yield Trial(
                    collection=name,
                    held_out=bool(number % 2),
                    question=row["query"],
                    answers=tuple((one,) for one in answer),
                    all_answers=False,
                    passages=tuple(
                        replace(one, number=place)
                        for place, one in enumerate(passages[:_PASSAGES], start=1)
                    ),
                    rarity=rarity,
                )


def _index(home: Path, documents: Sequence[dict[str, Any]], lexicon: Lexicon) -> Index:
    index = Index.open(home, lexicon=lexicon, cache=_cache())
    lines = home.with_suffix(".jsonl")
    fields = ("id", "title", "text")
    lines.write_text(
        "".join(
            json.dumps({**{name: row[name] for name in fields}, "language": None, "metadata": {}})
            + "\n"
            for row in documents
        ),
        encoding="utf-8",
    )
    ingest([lines], index=index)
    index.require_documents()
    return index


def _rarity(index: Index) -> Rarity:
    keywords = index.keywords
    return rarity_by_frequency(
        keywords.count(),
        lambda token: keywords.document_frequency(token, language=Language.ZH),
        lambda token: max(
            keywords.document_frequency(token, language=language) for language in Language
        ),
    )


def _cache() -> Path:
    return Path(os.environ.get("ADVISOR_CACHE") or tempfile.gettempdir())


def run(trial: Trial, *, lexicon: Lexicon, likeness: Likeness) -> Result:
    """One trial, with all that is measured of it."""
    started = time.perf_counter()
    question = take_apart(trial.question, lexicon=lexicon, rarity=trial.rarity)
    ranked = rank(question, trial.passages, likeness=likeness)
    picked = pick(ranked, question) if ranked else ()
    seconds = time.perf_counter() - started
    choice = choose(question, trial.passages, likeness=likeness)
    own = detect_language(trial.question)
    return Result(
        trial,
        ranked[0].sure if ranked and says_enough(ranked[0], question) else 0.0,
        _texts(picked),
        _texts(choice.chosen) if choice.nearest else (),
        bool(ranked) and ranked[0].passage.chunk.language is not own,
        seconds,
    )


def _texts(chosen: Sequence[Chosen]) -> tuple[str, ...]:
    return tuple(
        chunk.text[one.start - chunk.start : one.end - chunk.start]
        for one in chosen
        if (chunk := one.passage.chunk)
    )


def report(results: Sequence[Result]) -> Iterator[str]:
    """The tables, a line at a time."""
    for held_out in (False, True):
        yield f"\n{'held out' if held_out else 'development'}"
        for collection in dict.fromkeys(one.trial.collection for one in results):
            mine = [
                one
                for one in results
                if one.trial.collection == collection and one.trial.held_out == held_out
            ]
            answering = [one for one in mine if one.trial.answers]
            silent = [one for one in mine if not one.trial.answers]
            now = enough(across=any(one.across for one in mine))
            yield f"{collection}: {len(answering)} questions, threshold in use {now}"
            yield "  threshold  answered  answer quoted  answered wrongly  quotes"
            for threshold in sorted({*_THRESHOLDS, now}):
                met = [one for one in answering if one.sure >= threshold]
                right = [one for one in met if one.trial.is_answered_by(" ".join(one.quoted))]
                wrong = [one for one in silent if one.sure >= threshold]
                yield (
                    f"  {threshold:9.2f}{100 * len(met) / len(answering):10.0f}"
                    f"{100 * len(right) / len(answering):15.0f}"
                    f"{100 * len(wrong) / len(silent):18.0f}"
                    f"{fmean(len(one.quoted) for one in met) if met else 0:8.1f}"
                )
            near = [one for one in answering if one.nearest]
            right = [one for one in near if one.trial.is_answered_by(" ".join(one.nearest))]
            wrong = [one for one in silent if one.nearest]
            yield (
                f"  nearest sentence quoted instead of declining: {len(near)} with an answer, in "
                f"{len(right)} of them quoted; {len(wrong)} without"
            )
    cuts = quantiles([one.seconds * 1000 for one in results], n=20)
    yield f"\nchoosing: median {cuts[9]:.0f} ms, 95 in 100 within {cuts[18]:.0f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what is answered and what is declined.")
    parser.add_argument("--questions", type=int, default=200, help="of each set")
    options = parser.parse_args()
    if not _BENCH.exists():
        parser.error(f"no data at {str(_BENCH)!r}: set ADVISOR_SHARED to the folder it is in")
    lexicon = load_lexicon(_cache())
    likeness = by_made_vectors(Glossed(MiniLM(cache=_cache()), lexicon))
    with tempfile.TemporaryDirectory() as work:
        trials = [
            *rgb_trials(questions=options.questions),
            *paragraph_trials(Path(work), lexicon, questions=options.questions),
        ]
        results = [run(trial, lexicon=lexicon, likeness=likeness) for trial in trials]
    print("\n".join(report(results)))


if __name__ == "__main__":
    main()
