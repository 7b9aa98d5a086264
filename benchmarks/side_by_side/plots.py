"""Draws docs/benchmarks-*.svg; run by the peers' Python, which has matplotlib."""

import json
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt

_COLOURS = ("#0b6e4f", "#c8553d", "#3d6fb6", "#8a6fb0")
_INK = "#57606a"
"""Readable on white and on black: a page may be read in either."""


def _begin(height: float) -> tuple[Any, Any]:
    figure, axes = plt.subplots(figsize=(7.2, height), layout="constrained")
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def search(lines: list[dict[str, Any]], target: Path) -> None:
    """Median time of a search by the number of chunks, both in powers of ten."""
    by_system: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for line in lines:
        by_system[line["system"]].append((line["size"], median(line["seconds"]) * 1000))
    figure, axes = _begin(3.4)
    for (name, points), colour in zip(by_system.items(), _COLOURS, strict=True):
        axes.plot(*zip(*sorted(points), strict=True), "o-", color=colour, label=name)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("chunks")
    axes.set_ylabel("median of a search, ms")
    axes.legend(frameon=False, labelcolor=_INK)
    figure.savefig(target, transparent=True, metadata={"Date": None})


def recall(lines: list[dict[str, Any]], target: Path) -> None:
    """Recall at 1 of each system in each direction."""
    directions = list(dict.fromkeys(line["direction"] for line in lines))
    systems = list(dict.fromkeys(line["system"] for line in lines))
    values = {(line["system"], line["direction"]): line["recall@1"] for line in lines}
    figure, axes = _begin(0.9 + 0.75 * len(directions))
    for at, (name, colour) in enumerate(zip(systems, _COLOURS, strict=True)):
        bars = axes.barh(
            [row + 0.19 * at for row in range(len(directions))],
            [values[name, direction] for direction in directions],
            height=0.17,
            color=colour,
            label=name,
        )
        axes.bar_label(bars, fmt="%.2f", padding=3, color=_INK, fontsize=8)
    axes.set_yticks([row + 0.285 for row in range(len(directions))], directions)
    axes.invert_yaxis()
    axes.set_xlim(0, 1.08)
    axes.set_xlabel("recall at 1")
    figure.legend(loc="outside upper center", ncols=4, frameon=False, labelcolor=_INK)
    figure.savefig(target, transparent=True, metadata={"Date": None})


def main() -> None:
    kept = Path(sys.argv[1])
    results = json.loads(kept.read_text(encoding="utf-8"))
    mpl.rcParams |= {
        "font.sans-serif": ["Noto Sans CJK TC", "DejaVu Sans"],
        "svg.hashsalt": "benchmarks",
        **{f"{part}.color": _INK for part in ("text", "xtick", "ytick")},
        "axes.edgecolor": _INK,
        "axes.labelcolor": _INK,
    }
    if "growing" in results:
        search(results["growing"], kept.with_name("benchmarks-search.svg"))
    if "finding" in results:
        recall(results["finding"], kept.with_name("benchmarks-recall.svg"))


if __name__ == "__main__":
    main()
