"""Progress on a terminal: a bar for each kind of step, with rate and time left."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Never

from tqdm import tqdm

from ingest.build import Step


@contextmanager
def progress_bars() -> Iterator[Callable[[Step], None]]:
    """A function to tell each step to; it draws on standard error, where that is a terminal."""
    bars: dict[str, tqdm[Never]] = {}

    def show(step: Step) -> None:
        if step.unit not in bars:
            for other in bars.values():
                other.close()
            bars[step.unit] = tqdm(
                unit=f" {step.unit}s", file=sys.stderr, disable=not sys.stderr.isatty()
            )
        bar = bars[step.unit]
        bar.total = step.total
        bar.set_postfix_str(step.name, refresh=False)
        bar.update(step.done - bar.n)

    try:
        yield show
    finally:
        for bar in bars.values():
            bar.close()
