"""Progress on a terminal: a bar for each kind of step, with rate and time left."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Never

from tqdm import tqdm

from ingest.outcome import Step


@contextmanager
def progress_bars() -> Iterator[Callable[[Step], None]]:
    """A function to tell each step to; it draws on standard error, where that is a terminal.

    A bar ends when it is full, or when another begins.
    """
    bar: tqdm[Never] | None = None
    unit = ""

    def show(step: Step) -> None:
        nonlocal bar, unit
        if bar is None or step.unit != unit:
            if bar is not None:
                bar.close()
            # What was there before counts for the share, not for the rate.
            bar = tqdm(
                unit=f" {step.unit}s",
                initial=step.done,
                file=sys.stderr,
                disable=not sys.stderr.isatty(),
            )
            unit = step.unit
        bar.total = step.total
        bar.set_postfix_str(step.name, refresh=False)
        bar.update(step.done - bar.n)
        if step.done >= step.total:
            bar.close()
            bar = None

    try:
        yield show
    finally:
        if bar is not None:
            bar.close()
