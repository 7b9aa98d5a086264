"""The trend of a measure as a chart: a line for each group of questions over its interval."""

from collections.abc import Sequence
from typing import Any

from assistant.eval_reports import PastRun
from ui.quality_words import QualityWords

GROUPS = ("all", "zh", "en", "crossing")

_COLOURS = ["#009e73", "#d55e00", "#3d8fd1", "#cc79a7"]
"""Told apart by colour-blind eyes (Okabe and Ito), on light and on dark."""


def trend_points(
    runs: Sequence[PastRun], measure: str, *, said: QualityWords
) -> list[dict[str, Any]]:
    """A point for each run and group of questions."""
    return [
        {
            "when": run.at.isoformat(),
            "commit": run.commit or "–",
            "group": said.groups[score.group],
            "mean": score.mean,
            "low": score.low,
            "high": score.high,
        }
        for run in runs
        for score in run.scores
        if score.measure == measure and score.group in said.groups
    ]


def trend_chart(
    points: Sequence[dict[str, Any]], *, bar: float | None, said: QualityWords
) -> dict[str, Any]:
    """A line for each group of questions over its interval, told apart by shape as by colour."""
    when = {
        "field": "when",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%m-%d %H:%M", "labelOverlap": True, "tickCount": 6},
    }
    lowest = min([point["low"] for point in points] + ([bar] if bar is not None else []))
    scale = {"domain": [max(0.0, lowest - 0.05), 1.0]}
    colour = {
        "field": "group",
        "type": "nominal",
        "title": None,
        "scale": {"domain": [said.groups[group] for group in GROUPS], "range": _COLOURS},
        "legend": {"orient": "top", "symbolOpacity": 1},
    }
    mean = {"field": "mean", "type": "quantitative", "title": said.score, "scale": scale}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "area", "opacity": 0.12},
            "encoding": {
                "x": when,
                "y": {**mean, "field": "low"},
                "y2": {"field": "high"},
                "color": colour,
            },
        },
        {"mark": {"type": "line"}, "encoding": {"x": when, "y": mean, "color": colour}},
        {
            "mark": {"type": "rule", "opacity": 0.5},
            "encoding": {
                "x": when,
                "y": {**mean, "field": "low"},
                "y2": {"field": "high"},
                "color": colour,
            },
        },
        {
            "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
            "encoding": {
                "x": when,
                "y": mean,
                "color": colour,
                "shape": {
                    "field": "group",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": [said.groups[group] for group in GROUPS]},
                },
                "tooltip": [
                    {"field": "group", "title": said.group},
                    {"field": "mean", "title": said.score, "format": ".3f"},
                    {"field": "low", "title": "≥", "format": ".3f"},
                    {"field": "high", "title": "≤", "format": ".3f"},
                    {"field": "commit", "title": said.when},
                ],
            },
        },
    ]
    if bar is not None:
        layers.append(
            {
                "mark": {"type": "rule", "strokeDash": [6, 4]},
                "encoding": {"y": {"datum": bar, "scale": scale}},
            }
        )
    return {"height": 320, "data": {"values": list(points)}, "layer": layers}
