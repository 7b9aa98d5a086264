"""What came of going through records again, for people and as JSON."""

import json
from collections.abc import Sequence
from typing import Any

from assistant.replay import Replay

_INDENT = "    "


def replays_text(replays: Sequence[Replay]) -> str:
    """A line for each record, and below it what differs; at the end of many, the sum."""
    if not replays:
        return "no records are kept: an answer of `advisor ask` or the chat makes one"
    lines = [line for replay in replays for line in _lines(replay)]
    if len(replays) > 1:
        same = sum(replay.same for replay in replays)
        lines.append(f"{len(replays)} records: {same} the same, {len(replays) - same} differ")
    return "\n".join(lines)


def _lines(replay: Replay) -> list[str]:
    answer = replay.record.answer
    verdict = "the same verdicts" if replay.same else f"{len(replay.differences)} differ"
    lines = [
        f"{answer.record}  {verdict}: {replay.verdicts} sentences and {replay.quotes} quotes "
        f"checked again; {answer.question}"
    ]
    for one in replay.differences:
        lines += [
            f"{_INDENT}{one.what}",
            f"{_INDENT * 2}then: {one.then}",
            f"{_INDENT * 2}now: {one.now}",
            f"{_INDENT * 2}{one.why}",
        ]
    if not replay.searched:
        sources = ", ".join(f"{name} {change}" for name, change in replay.sources[:5])
        more = f" and {len(replay.sources) - 5} more" if len(replay.sources) > 5 else ""
        lines.append(
            f"{_INDENT}not searched again, since other documents are served: {sources}{more}"
        )
    if replay.changed and replay.same:
        lines.append(f"{_INDENT}changed since, without effect: {', '.join(replay.changed)}")
    return lines


def replays_json(replays: Sequence[Replay]) -> str:
    return json.dumps([_public(replay) for replay in replays], ensure_ascii=False, indent=2)


def _public(replay: Replay) -> dict[str, Any]:
    answer = replay.record.answer
    return {
        "record": answer.record,
        "question": answer.question,
        "at": replay.record.at,
        "model": answer.model,
        "same": replay.same,
        "verdicts": replay.verdicts,
        "quotes": replay.quotes,
        "differences": [one._asdict() for one in replay.differences],
        "sources": [{"document": name, "change": change.value} for name, change in replay.sources],
        "changed": list(replay.changed),
        "searched": replay.searched,
    }
