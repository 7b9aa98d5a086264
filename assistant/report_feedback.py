"""What readers think of answers, for people and as JSON."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import NamedTuple

from assistant.feedback import Opinion
from assistant.types import Answer


class Judged(NamedTuple):
    """An opinion with the answer it is of."""

    opinion: Opinion
    answer: Answer


def feedback_text(judged: Iterable[Judged]) -> str:
    """A line for each: the record's id, the thumb, the question; below it, what is wrong."""
    lines: list[str] = []
    for opinion, answer in judged:
        lines.append(f"{opinion.record}  {opinion.thumb.value:<4}  {answer.question}")
        said = [opinion.reason.value] if opinion.reason else []
        said += [f"“{opinion.comment}”"] if opinion.comment else []
        lines += [f"    {': '.join(said)}"] if said else []
    return "\n".join(lines) or "nobody has said what they think of an answer yet"


def feedback_json(judged: Iterable[Judged]) -> str:
    """All of each but whose it is."""
    return json.dumps([_public(one) for one in judged], ensure_ascii=False, indent=2)


def _public(judged: Judged) -> dict[str, object]:
    said = asdict(judged.opinion)
    del said["owner"]
    return said | {"question": judged.answer.question, "outcome": judged.answer.outcome.value}
