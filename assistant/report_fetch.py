"""What `advisor fetch` did, as the command line prints it: for people, and as JSON."""

import json
import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from ingest.fetch import Download, State

_INDENT = "    "


def fetch_text(downloads: Sequence[Download], *, folder: Path) -> str:
    """A line for each publication that is new, changed or failed, the sum, and the next step."""
    shown = [_line(one) for one in downloads if one.state is not State.UNCHANGED]
    states = Counter(one.state.value for one in downloads)
    total = ", ".join(f"{count} {state}" for state, count in states.items())
    count = len(downloads)
    lines = [*shown, f"{count} {'publication' if count == 1 else 'publications'}: {total}"]
    if any(one.state in {State.FETCHED, State.CHANGED} for one in downloads):
        lines.append(f"next: advisor ingest {shlex.quote(str(folder))}")
    return "\n".join(lines)


def _line(one: Download) -> str:
    head = f"{one.state.value:<10}"
    if one.state is State.FAILED:
        return f"{head}{one.source}: {one.reason}; {one.cure}\n{_INDENT}{one.url}"
    resumed = f", gone on with at {_size(one.resumed_at)}" if one.resumed_at else ""
    text = f"{head}{one.file}: {_size(one.bytes)}{resumed}; {one.seconds:.1f} s"
    return f"{text}\n{_INDENT}note: {one.note}" if one.note else text


def _size(bytes_: int) -> str:
    return f"{bytes_ / 2**20:.1f} MB" if bytes_ >= 2**20 else f"{bytes_ / 2**10:.1f} kB"


def fetch_json(downloads: Sequence[Download]) -> str:
    return json.dumps([asdict(one) for one in downloads], ensure_ascii=False, indent=2)
