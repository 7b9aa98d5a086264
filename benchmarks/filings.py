"""Is the page with the evidence found among 9 annual reports? `python -m benchmarks.filings`.

FinanceBench (Islam et al. 2023, arXiv:2311.11944), the questions of the development half: all
filings in one index, each question as it is asked, the first ten different pages found.
"""

import os
import tempfile
import time
from pathlib import Path

from assistant.opening import load_lexicon
from assistant.retrieve import Retriever
from benchmarks.questions import bench, lines
from ingest.build import ingest
from ingest.index import Index

_PAGES = 10
_PASSAGES = 60
"""Enough for ten different pages: a page has several passages."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(os.environ.get("ADVISOR_CACHE", f"{folder}/cache"))
        index = Index.open(Path(folder) / "home", lexicon=load_lexicon(cache), cache=cache)
        started = time.perf_counter()
        report = ingest([bench() / "financebench" / "pdfs"], index=index)
        pages = sum(line.pages for line in report)
        seconds = time.perf_counter() - started
        print(f"{pages} pages of {len(report)} filings in {seconds:.0f} s")
        retriever = Retriever(index)
        asked = lines("financebench", "questions.jsonl")
        found = 0
        for question in asked:
            wanted = {
                (f"{question['document']}.pdf", evidence["page_index"])
                for evidence in question["evidence"]
            }
            passages = retriever.search(str(question["query"]), limit=_PASSAGES)
            ranked = list(
                dict.fromkeys((one.chunk.source, one.chunk.page_index) for one in passages)
            )[:_PAGES]
            ranks = [at for at, page in enumerate(ranked, start=1) if page in wanted]
            found += bool(ranks)
            print(f"  {question['id']}: {ranks[0] if ranks else 'not found'}")
        print(f"evidence page in the first {_PAGES}: {found} of {len(asked)}")


if __name__ == "__main__":
    main()
