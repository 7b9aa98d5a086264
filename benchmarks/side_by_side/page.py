"""docs/benchmarks.md, made of what was measured."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

import numpy as np

from benchmarks.side_by_side.systems import OURS, PEERS

_PRICE_IN, _PRICE_OUT = 1.0, 4.0
"""Dollars for a million tokens: assumed, for the sum's sake."""

_ANSWER_TOKENS = 150

_NAMES = [kind.name for kind in (OURS, *PEERS)]
_Results = Mapping[str, Any]

_HEAD = Path(__file__).with_name("head.md")

_WHY = {
    "reading": (
        "Reading gives the place of every character, so that a quote can be marked on its page; "
        "the peers keep text alone."
    ),
    "ingesting": (
        "An ingest also embeds every sentence, looks for hidden text and instructions, and keeps "
        "pages, so that quotes can be found again."
    ),
    "peak": "Ours reads in worker processes, each with its own interpreter.",
    "size": "Ours keeps the file, its pages, the sentences' vectors and the place of every word.",
    "start": "Ours opens a dictionary of Chinese and English with the index.",
    "query": (
        "A search asks both languages, reads the candidates for what the question asks, and weighs "
        "them by sentence; the peers join two lists."
    ),
    "finding": "The peers' way fits this direction as well.",
    "evidence": "With so few questions, one more or less is chance.",
}


class _Row(NamedTuple):
    """A measure of each system, and whether more of it is better."""

    name: str
    values: dict[str, list[float]]
    more: bool
    form: str
    why: str
    """The key of what explains a loss."""


def written(results: _Results) -> str:
    """The whole page."""
    rows = list(_rows(results))
    head = _HEAD.read_text(encoding="utf-8")
    parts = [
        head.format(machine=_machine(results["machine"])),
        "## In short\n",
        _short(rows),
        _lost(rows),
        _speed(results),
        _search(results),
        _finding(results),
        _rest(results),
        _made(results["made"]),
    ]
    return "\n".join(part.rstrip() + "\n" for part in parts if part)


def _machine(of: dict[str, Any]) -> str:
    versions = [
        ", ".join(f"{name} {number}" for name, number in of[whose].items())
        for whose in ("ours", "theirs")
    ]
    return (
        f"{of['processor']}, {of['cores']} cores, {of['memory_gb']} GB, Python {of['python']}.\n"
        f"Ours: {versions[0]}.\nTheirs: {versions[1]}."
    )


def _rows(results: _Results) -> Iterator[_Row]:
    if lines := results.get("reading"):
        yield _Row("pages read a second", _each(lines, _pages_a_second), True, ".1f", "reading")
        name = "pages read a second of processor"
        yield _Row(name, _each(lines, _pages_a_cpu_second), True, ".1f", "reading")
    if lines := results.get("ingesting"):
        yield _Row(
            "pages ingested a second", _each(lines, _pages_a_second), True, ".2f", "ingesting"
        )
        yield _Row("memory of an ingest, MB", _each(lines, _of("peak_mb")), False, ".0f", "peak")
        yield _Row("index on the disk, MB", _each(lines, _of("size_mb")), False, ".1f", "size")
        yield _Row(
            "cold start to a first search, s", _each(lines, _of("start_s")), False, ".1f", "start"
        )
    for size, lines in _by(results.get("growing", ()), "size").items():
        name = f"search among {size:,} chunks, p95, ms"
        yield _Row(name, _each(lines, _p95), False, ".0f", "query")
    for direction, lines in _by(results.get("finding", ()), "direction").items():
        yield _Row(f"recall@1, {direction}", _each(lines, _of("recall@1")), True, ".3f", "finding")
    if lines := results.get("evidence"):
        name = f"evidence page in the first ten, of {lines[0]['questions']}"
        yield _Row(name, _each(lines, _of("found")), True, ".0f", "evidence")


def _pages_a_second(line: dict[str, Any]) -> float:
    return float(line["pages"]) / float(line["wall_s"])


def _pages_a_cpu_second(line: dict[str, Any]) -> float:
    return float(line["pages"]) / float(line["cpu_s"])


def _of(name: str) -> Callable[[dict[str, Any]], float]:
    return lambda line: float(line[name])


def _p95(line: dict[str, Any]) -> float:
    return quantiles(_seconds(line), n=20)[-1] * 1000


def _p50(line: dict[str, Any]) -> float:
    return median(_seconds(line)) * 1000


def _seconds(line: dict[str, Any]) -> list[float]:
    return [float(one) for one in line["seconds"]]


def _each(
    lines: Sequence[dict[str, Any]], value: Callable[[dict[str, Any]], float]
) -> dict[str, list[float]]:
    values: dict[str, list[float]] = {name: [] for name in _NAMES}
    for line in lines:
        values[line["system"]].append(value(line))
    return values


def _by(lines: Sequence[dict[str, Any]], name: str) -> dict[Any, list[dict[str, Any]]]:
    groups: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        groups[line[name]].append(line)
    return groups


def _ratio(row: _Row) -> tuple[str, float]:
    """The best peer, and how many times better ours is."""
    medians = {name: median(values) for name, values in row.values.items()}
    ours = medians.pop(OURS.name)
    best = (max if row.more else min)(medians, key=lambda name: medians[name])
    above, below = (ours, medians[best]) if row.more else (medians[best], ours)
    return best, above / below if below else float("inf")


def _cell(values: Sequence[float], form: str) -> str:
    middle = format(median(values), form)
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):{form}}–{max(values):{form}})"


def _short(rows: Sequence[_Row]) -> str:
    lines = [
        f"| measure | {' | '.join(_NAMES)} | ours against the best of them |",
        f"|---|{'---|' * len(_NAMES)}---|",
    ]
    for row in rows:
        best, times = _ratio(row)
        cells = " | ".join(_cell(row.values[name], row.form) for name in _NAMES)
        lines.append(f"| {row.name} | {cells} | {times:.2f} times {best} |")
    return "\n".join(lines)


def _lost(rows: Sequence[_Row]) -> str:
    lost = [(row, *_ratio(row)) for row in rows]
    lines = [
        f"- {row.name}: {times:.2f} times {best}. {_WHY[row.why]}"
        for row, best, times in lost
        if times < 1
    ]
    if not lines:
        return ""
    return "## Where ours is worse\n\n" + "\n".join(lines)


def _speed(results: _Results) -> str:
    if not (lines := results.get("ingesting")):
        return ""
    table = [
        "## Ingest",
        "",
        f"{lines[0]['pages']} pages of annual reports, with vectors and words.",
        "",
        "| system | chunks | seconds | seconds of processor |",
        "|---|---|---|---|",
    ]
    for name in _NAMES:
        of = [line for line in lines if line["system"] == name]
        cells = (_cell([line[what] for line in of], ".1f") for what in ("wall_s", "cpu_s"))
        table.append(f"| {name} | {of[0]['chunks']:,} | {' | '.join(cells)} |")
    table += [
        "",
        "Ours also embeds every sentence, so that the ones that answer can be told apart.",
    ]
    if embedder := results.get("embedder"):
        table += ["", _EMBEDDER.format(**embedder)]
    return "\n".join(table)


def _search(results: _Results) -> str:
    if not (lines := results.get("growing")):
        return ""
    sizes = sorted(_by(lines, "size"))
    heads = " | ".join(f"{size:,}" for size in sizes)
    table = [
        "## Search, and how it grows",
        "",
        "![Time of a search by the number of chunks](benchmarks-search.svg)",
        "",
        "Warm, ten passages, one question after the other; median / p95 in ms.",
        "The chunks are paragraphs of public sets, their sentences shuffled, their vectors random.",
        "The exponent is that of the number of chunks in the median's growth: 1 is proportional.",
        "",
        f"| system | {heads} | exponent | memory, MB | disk, MB |",
        f"|---|{'---|' * len(sizes)}---|---|---|",
    ]
    for name in _NAMES:
        of = {line["size"]: line for line in lines if line["system"] == name}
        cells = [f"{_p50(of[size]):.0f} / {_p95(of[size]):.0f}" for size in sizes]
        slope = np.polyfit(np.log(sizes), np.log([_p50(of[size]) for size in sizes]), 1)[0]
        last = of[sizes[-1]]
        table.append(
            f"| {name} | {' | '.join(cells)} | {slope:.2f} | {last['peak_mb']:,.0f} "
            f"| {last['size_mb']:,.0f} |"
        )
    return "\n".join(table)


def _finding(results: _Results) -> str:
    if not (lines := results.get("finding")):
        return ""
    table = [
        "## Finding, by direction",
        "",
        "![Recall at 1 by direction](benchmarks-recall.svg)",
        "",
        "Recall at 1 / at 5 of the paragraph that answers, on development halves of public sets.",
        "",
        f"| direction | questions | {' | '.join(_NAMES)} |",
        f"|---|---|{'---|' * len(_NAMES)}",
    ]
    for direction, some in _by(lines, "direction").items():
        of = {line["system"]: line for line in some}
        cells = [f"{of[name]['recall@1']:.3f} / {of[name]['recall@5']:.3f}" for name in _NAMES]
        table.append(f"| {direction} | {some[0]['questions']} | {' | '.join(cells)} |")
    return "\n".join(table)


def _rest(results: _Results) -> str:
    parts = []
    if of := results.get("grounding"):
        parts.append(_GROUNDING.format(**of))
    if of := results.get("tokens"):
        dollars = (of["request"] * _PRICE_IN + _ANSWER_TOKENS * _PRICE_OUT) / 1e6 * 1000
        parts.append(
            _COST.format(
                **of, answer=_ANSWER_TOKENS, read=_PRICE_IN, write=_PRICE_OUT, dollars=dollars
            )
        )
    return "\n\n".join(parts)


def _made(of: Mapping[str, Mapping[str, Any]]) -> str:
    table = [
        "## When it was measured",
        "",
        "The load is that of the machine as the measure began: programs that wanted a processor.",
        "",
        "| measure | by | day | load |",
        "|---|---|---|---|",
    ]
    commands = {"small": "make bench", "full": "make bench-full"}
    table += [
        f"| {name} | `{commands[one['extent']]}` | {one['day']} | {one['load']:.1f} |"
        for name, one in of.items()
    ]
    return "\n".join(table)


_EMBEDDER = """Our embedder makes {texts_per_s:.0f} vectors of paragraphs a second: {gflops:.0f}
GFLOPS, {share:.0%} of the {limit_gflops:.0f} that a product of two large matrices reaches in the
same run."""

_GROUNDING = """## Is a claim supported?

On {claims:,.0f} English claims that people labelled (AttributionBench, development half; five folds
by question): macro-F1 {macro_f1:.3f}, falsely accepted {falsely_accepted:.3f}, falsely flagged
{falsely_flagged:.3f}.
None of the peers checks a claim without a language model.
Published: a fine-tuned GPT-3.5 reaches a macro-F1 of about 0.80 on all of it (Y. Li et al. 2024,
arXiv:2402.15089)."""

_COST = """## What a thousand answers cost

With quotes, the default: no token, and the processor's time.
With a model: a request of {request:,.0f} tokens (cl100k; {passages:,.0f} of them the passages)
and an answer of some {answer}.
At {read:.0f} $ for a million tokens read and {write:.0f} $ for a million written, which is assumed
and no provider's price, that is {dollars:.2f} $ for a thousand answers; a sentence that is repaired
asks once more.
The peers send a model as many passages as they are told to; without one they do not answer."""
