"""How soon the first checked sentence appears: `python -m benchmarks.first_claim`.

The starter questions are asked of the quotes writer in a warm process; the starter documents are
to be indexed (`advisor ingest corpus`) in `--home`.
"""

import argparse
import time
from pathlib import Path
from statistics import median, quantiles

from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.types import Claimed, Finished
from benchmarks.questions import eval_cases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path(".advisor"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    settings = Settings.load(home=options.home).model_copy(update={"model": None})
    assistant = Assistant.open(settings)
    questions = [case.question for case in eval_cases("starter")]
    for question in questions[:10]:
        assistant.answer(question)
    first: list[float] = []
    whole: list[float] = []
    cpu: list[float] = []
    for question in questions * options.rounds:
        started, busy = time.perf_counter(), time.process_time()
        claimed = False
        for event in assistant.ask(question):
            now = time.perf_counter() - started
            if isinstance(event, Claimed) and not claimed:
                claimed = True
                first.append(now)
                cpu.append(time.process_time() - busy)
            elif isinstance(event, Finished):
                whole.append(now)
    for name, seconds in (
        ("first checked sentence", first),
        ("the same, processor time", cpu),
        ("whole answer, record kept", whole),
    ):
        print(
            f"{name}: median {median(seconds) * 1000:.0f} ms, "
            f"p95 {quantiles(seconds, n=20)[-1] * 1000:.0f} ms over {len(seconds)}"
        )


if __name__ == "__main__":
    main()
