"""What the evals might have left behind: one collection of three cases, and two runs."""

import json
from pathlib import Path
from typing import Any

from assistant.eval_reports import HISTORY
from assistant.serialise import answer_to_json
from tests.ui.fake_assistant import HOSTILE, FakeAssistant

_GROUPS = ("all", "zh", "en", "kind: lookup")


def _scores(mean: float) -> list[dict[str, Any]]:
    return [
        {
            "measure": measure,
            "title": measure,
            "group": group,
            "cases": 3,
            "mean": mean,
            "low": mean - 0.1,
            "high": min(mean + 0.1, 1.0),
            "bar": bar,
        }
        for group in _GROUPS
        for measure, bar in (("page_at_5", 0.95), ("vital", 0.85), ("answered", None))
    ]


def _case(id_: str, question: str, vital: float) -> dict[str, Any]:
    answer = answer_to_json(FakeAssistant().answer(question))
    return {
        "id": id_,
        "question": question,
        "kind": "lookup",
        "expects": "answer",
        "vital": ["three months", HOSTILE],
        "pages": {"lease.pdf": [0, 3]},
        "scores": {"page_at_5": 1.0, "vital": vital},
        "answer": json.loads(answer),
    }


def write_reports(folder: Path) -> None:
    report = {
        "collection": "starter",
        "at": "2026-11-28T05:00:00+00:00",
        "commit": "abc1234",
        "scores": _scores(0.9),
        "gates": [{"measure": "vital", "group": "all", "red": True, "reason": "worse", "lost": []}],
        "seconds": {"median": 0.5, "p95": 1.2},
        "grader": ["spoilt answers caught: 9 of 9"],
        "cases": [
            _case("good", "a good one", 1.0),
            _case("half", "a half one", 0.5),
            _case("hostile", f"hostile {HOSTILE}", 0.0),
        ],
    }
    (folder / "starter.json").write_text(json.dumps(report), encoding="utf-8")
    runs = [
        {"at": at, "commit": commit, "collection": "starter", "cases": 3, "scores": _scores(mean)}
        for at, commit, mean in (
            ("2026-11-27T05:00:00Z", "old1234", 0.8),
            ("2026-11-28T05:00:00Z", "abc1234", 0.9),
        )
    ]
    lines = [json.dumps(run) for run in runs]
    (folder / HISTORY).write_text("\n".join([lines[0], "not json", lines[1]]), encoding="utf-8")
