"""What is measured, ours and theirs in turn, each time by a new process."""

import fileinput
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from assistant.draft import draft_messages
from assistant.opening import load_lexicon
from assistant.retrieve import Retriever
from benchmarks import claims, verifier
from benchmarks.latency import write_documents
from benchmarks.questions import Asked, Text, bench, lines, questions, sample, texts
from benchmarks.retrieval import settings
from benchmarks.side_by_side.peers.serving import Found
from benchmarks.side_by_side.systems import OURS, PEERS, Places, cold_start_s, running, size_mb
from ingest.build import ingest
from ingest.chunk import count_tokens
from ingest.embed import TOKEN_LIMIT, MiniLM
from ingest.index import Index
from ingest.minilm import model_folder
from language.script import Language

SYSTEMS = (OURS, *PEERS)
_DEPTH = 10
_WARM = 6
"""Questions before the first that is timed."""

_PASSAGES = 60
"""Enough for ten different pages: a page has several passages."""

_SUPPORTED = 0.5


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the processes run and what they leave."""

    places: Places
    folder: Path

    @property
    def log(self) -> Path:
        return self.folder / "systems.log"


def reading(at: Bench, files: Sequence[Path], *, rounds: int) -> Iterator[dict[str, object]]:
    """Seconds to read PDFs, by the clock and of the processor."""
    for _ in range(rounds):
        for kind in SYSTEMS:
            with running(kind, at.places, at.log) as system:
                timed = system.read(files)
                yield {
                    "system": kind.name,
                    "pages": timed.value,
                    "wall_s": timed.wall_s,
                    "cpu_s": timed.cpu_s,
                    "peak_mb": system.peak_mb,
                }


def ingesting(at: Bench, files: Sequence[Path], *, rounds: int) -> Iterator[dict[str, object]]:
    """Whole ingests with vectors and words, their memory and size, and the next cold start."""
    for number in range(rounds):
        for kind in SYSTEMS:
            folder = at.folder / f"ingest-{kind.module}-{number}"
            with running(kind, at.places, at.log) as system:
                timed = system.ingest(files, folder, random_vectors=False)
                line: dict[str, object] = {
                    "system": kind.name,
                    "pages": timed.value.pages,
                    "chunks": timed.value.chunks,
                    "wall_s": timed.wall_s,
                    "cpu_s": timed.cpu_s,
                    "peak_mb": system.peak_mb,
                    "size_mb": size_mb(folder),
                }
            started = cold_start_s(
                kind, at.places, at.log, folder=folder, question="What are net sales?"
            )
            yield line | {"start_s": started}


def growing(at: Bench, sizes: Sequence[int], *, count: int) -> Iterator[dict[str, object]]:
    """The time of a warm search in indexes of so many chunks, whose vectors are random."""
    each = (count + _WARM) // 2
    # In turn, so that those before the first that is timed are of both languages.
    asked = [
        one.question
        for both in zip(
            sample(questions("drcd", "questions.jsonl", mark=""), each),
            sample(questions("xquad", "en.questions.jsonl", mark=""), each),
            strict=True,
        )
        for one in both
    ]
    for size in sizes:
        files = write_documents(at.folder / f"texts-{size}", paragraphs=size)
        single = at.folder / f"paragraphs-{size}.jsonl"
        _write_paragraphs(files, single)
        for kind in SYSTEMS:
            folder = at.folder / f"grow-{kind.module}-{size}"
            with running(kind, at.places, at.log) as system:
                # Ours cuts documents at their paragraphs; the peers get paragraphs as they are.
                timed = system.ingest(
                    files if kind is OURS else [single], folder, random_vectors=True
                )
                found = system.search(asked, limit=_DEPTH)
                yield {
                    "system": kind.name,
                    "size": size,
                    "chunks": timed.value.chunks,
                    "seconds": [seconds for _, seconds in found[_WARM:]],
                    "peak_mb": system.peak_mb,
                    "size_mb": size_mb(folder),
                }


def _write_paragraphs(files: Sequence[Path], target: Path) -> None:
    """Each paragraph as a document of its own."""
    with (
        target.open("w", encoding="utf-8") as out,
        fileinput.input(files, encoding="utf-8") as lines_,
    ):
        for line in map(json.loads, lines_):
            for number, text in enumerate(str(line["text"]).split("\n\n")):
                one = {"id": f"{line['id']}-{number}", "title": line["title"], "text": text}
                out.write(json.dumps(one, ensure_ascii=False) + "\n")


def finding(at: Bench, *, names: Sequence[str], count: int) -> Iterator[dict[str, object]]:
    """Recall of the right document at 1 and 5, each direction."""
    made: dict[tuple[Text, ...], Path] = {}
    for setting in settings(drcd=count):
        if setting.name not in names:
            continue
        if setting.documents not in made:
            made[setting.documents] = at.folder / f"documents-{len(made)}.jsonl"
            _write_texts(setting.documents, made[setting.documents])
        file = made[setting.documents]
        asked = sample(setting.questions, count)
        for kind in SYSTEMS:
            folder = at.folder / f"find-{kind.module}-{file.stem}"
            with running(kind, at.places, at.log) as system:
                if folder.exists():
                    system.open(folder)
                else:
                    system.ingest([file], folder, random_vectors=False)
                found = system.search([one.question for one in asked], limit=_DEPTH)
            yield {
                "system": kind.name,
                "direction": setting.name,
                "questions": len(asked),
                "recall@1": _recall(asked, found, 1),
                "recall@5": _recall(asked, found, 5),
            }


def _write_texts(documents: Sequence[Text], target: Path) -> None:
    with target.open("w", encoding="utf-8") as out:
        for one in documents:
            out.write(json.dumps(one._asdict(), ensure_ascii=False) + "\n")


def _recall(
    asked: Sequence[Asked], answers: Sequence[tuple[list[Found], float]], depth: int
) -> float:
    """Share of questions whose document is among the first `depth` different documents."""
    first = [list(dict.fromkeys(one.document for one in found))[:depth] for found, _ in answers]
    return sum(one.document in names for one, names in zip(asked, first, strict=True)) / len(asked)


def evidence(at: Bench) -> Iterator[dict[str, object]]:
    """FinanceBench: is a page with the evidence among the first ten different pages found?"""
    asked = lines("financebench", "questions.jsonl")
    files = sorted((bench() / "financebench" / "pdfs").glob("*.pdf"))
    for kind in SYSTEMS:
        folder = at.folder / f"filings-{kind.module}"
        with running(kind, at.places, at.log) as system:
            timed = system.ingest(files, folder, random_vectors=False)
            answers = system.search([str(one["query"]) for one in asked], limit=_PASSAGES)
            peak = system.peak_mb
        found = 0
        for question, (passages, _) in zip(asked, answers, strict=True):
            wanted = {
                (f"{question['document']}.pdf", one["page_index"]) for one in question["evidence"]
            }
            pages = list(dict.fromkeys(map(tuple, passages)))[:_DEPTH]
            found += bool(wanted & set(pages))
        yield {
            "system": kind.name,
            "found": found,
            "questions": len(asked),
            "pages": timed.value.pages,
            "chunks": timed.value.chunks,
            "wall_s": timed.wall_s,
            "cpu_s": timed.cpu_s,
            "peak_mb": peak,
            "size_mb": size_mb(folder),
        }


def grounding() -> dict[str, float]:
    """Our verifier against people's labels (AttributionBench, development half), five folds."""
    labelled = verifier.rows(claims.attribution(verifier.SHARED), verifier.open_verifier())
    scores = verifier.cross_validate(labelled, verifier.folds(labelled.cases))
    said = scores >= _SUPPORTED
    return {
        "claims": len(labelled.cases),
        "macro_f1": float(verifier.macro_f1(labelled.labels, said)),
        "falsely_accepted": float(np.mean(said[~labelled.labels])),
        "falsely_flagged": float(np.mean(~said[labelled.labels])),
    }


def embedding(cache: Path, *, rounds: int) -> dict[str, float]:
    """How much of the machine's arithmetic the embedder uses.

    Floating-point operations of MiniLM for a token among L: two for each weight of its six layers'
    products, and four times 384 times L for the attention. The machine's limit is that of a product
    of two matrices of float32, by as many threads.
    """
    paragraphs = [one.text for one in texts("xquad", "en.documents.jsonl", mark="")]
    model = MiniLM(cache)
    model.embed(paragraphs[:8])
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(TOKEN_LIMIT)
    tokenizer.no_padding()
    lengths = [len(one.ids) for one in tokenizer.encode_batch(paragraphs)]
    per_token = 2 * 6 * (4 * 384 * 384 + 2 * 384 * 1536)
    operations = sum(length * (per_token + 6 * 4 * 384 * length) for length in lengths)
    matrices = np.ones((2, 2048, 2048), dtype=np.float32)
    spent: dict[str, list[float]] = {"product": [], "model": []}
    for _ in range(rounds + 1):
        for name, work in (
            ("product", lambda: matrices[0] @ matrices[1]),
            ("model", lambda: model.embed(paragraphs)),
        ):
            started = time.perf_counter()
            work()
            spent[name].append(time.perf_counter() - started)
    limit = 2 * 2048**3 / min(spent["product"])
    reached = operations / min(spent["model"])
    return {
        "texts_per_s": len(paragraphs) / min(spent["model"]),
        "gflops": reached / 1e9,
        "limit_gflops": limit / 1e9,
        "share": reached / limit,
    }


def request_tokens(folder: Path, cache: Path) -> dict[str, float]:
    """Tokens (cl100k) of a request to a model, and of eight passages alone, on average."""
    (setting,) = (one for one in settings(drcd=0) if one.name == "XQuAD en→en")
    index = Index.open(folder / "tokens", lexicon=load_lexicon(cache), cache=cache)
    file = folder / "tokens.jsonl"
    _write_texts(setting.documents, file)
    ingest([file], index=index)
    retriever = Retriever(index)
    counts = []
    for one in sample(setting.questions, 30):
        passages = retriever.search(one.question, limit=8)
        messages = draft_messages(one.question, passages, Language.EN)
        counts.append(
            (
                sum(count_tokens([message.text for message in messages])),
                sum(count_tokens([passage.chunk.text for passage in passages])),
            )
        )
    whole, passages_ = np.mean(counts, axis=0)
    return {"request": float(whole), "passages": float(passages_)}
