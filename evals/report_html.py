"""A run as one HTML page that needs nothing else: it can be mailed, and opens offline."""

import re
from collections.abc import Sequence
from html import escape
from importlib.resources import files

from evals.asking import Result
from evals.baseline import Accepted, Point
from evals.cases import Case
from evals.measures import BY_NAME, MEASURES
from evals.metrics import is_right
from evals.report import Report, lost_lines
from evals.summary import EVERYTHING, Score
from language.script import Language
from ui.answer import View, answer_html
from ui.words import WORDS, Screen

_LINK = re.compile(r'href="\?[^"]*"')
_CHART_WIDTH, _CHART_HEIGHT = 160, 36


def as_html(report: Report) -> str:
    """The page; answers in it are drawn by the product's own code, so a reader's view is this."""
    style = files("ui").joinpath("screen.css").read_text("utf-8")
    own = files("evals").joinpath("report.css").read_text("utf-8")
    title = f"Evals: {escape(report.collection)}"
    body = "".join(
        [
            f"<header><h1>{title}</h1>{_verdict(report)}</header>",
            _red(report),
            _scores(report),
            _grader(report),
            _groups(report),
            _cases(report),
        ]
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{title}</title><style>{style}\n{own}</style></head>"
        f'<body data-testid="stApp"><main>{body}</main></body></html>\n'
    )


def _verdict(report: Report) -> str:
    red = len(report.red)
    state = (
        f'<strong class="no">{red} gates are red</strong>'
        if red
        else '<strong class="yes">all gates are green</strong>'
    )
    spent = (
        f" On this machine, as busy as it was, an answer took {report.latency.median_s:.2f} s "
        f"in the median, {report.latency.p95_s:.2f} s at the 95th percentile."
        if report.latency
        else ""
    )
    return f"<p>{len(report.results)} cases, {state}.{spent}</p>"


def _red(report: Report) -> str:
    sections = []
    for gate in report.red:
        worse = escape("\n".join(lost_lines(gate, report.accepted, report.results)))
        head = f"{escape(gate.measure.title)} ({escape(gate.group)})"
        sections.append(
            f"<details open><summary>{head}</summary>"
            f"<p>{escape(gate.reason)}</p><pre>{worse}</pre></details>"
        )
    return f"<section><h2>Red</h2>{''.join(sections)}</section>" if sections else ""


def _scores(report: Report) -> str:
    rows = []
    for score in report.of_group(EVERYTHING):
        points = [point.means[score.measure.name] for point in report.trend
                  if score.measure.name in point.means]  # fmt: skip
        rows.append(
            f"<tr><th scope=row>{escape(score.measure.title)}</th>{_figures(score)}"
            f"<td>{_interval(score)}</td><td>{_trend([*points, score.interval.mean])}</td></tr>"
        )
    return (
        "<section><h2>Scores</h2><p>Means over all cases, the bounds that hold them in 95 of 100 "
        "samples of cases, and the way since the first baseline"
        f"{_since(report.trend)}.</p><div class=wide><table><thead><tr>"
        "<th>Measure<th>Mean<th>Bounds<th>Cases<th>Bar<th>0 to 1<th>Trend</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div></section>"
    )


def _since(trend: Sequence[Point]) -> str:
    return f" ({trend[0].on.isoformat()})" if trend else ""


def _figures(score: Score) -> str:
    mean, low, high = score.interval
    bar = "" if score.measure.bar is None else f"{score.measure.bar:g}"
    state = {True: "yes", False: "no", None: ""}[score.reached]
    return (
        f'<td class="{state}">{mean:.3f}</td><td>{low:.2f}–{high:.2f}</td>'
        f"<td>{score.cases}</td><td>{bar}</td>"
    )


def _interval(score: Score) -> str:
    """The mean as a dot on its bounds, the bar as a line across."""
    x = [4 + (_CHART_WIDTH - 8) * value for value in score.interval]
    bar = ""
    if score.measure.bar is not None:
        at = 4 + (_CHART_WIDTH - 8) * score.measure.bar
        bar = f'<line class=bar x1="{at:.1f}" x2="{at:.1f}" y1="1" y2="15"/>'
    mean, low, high = x
    label = f"{score.interval.mean:.3f}, from {score.interval.low:.2f} to {score.interval.high:.2f}"
    return (
        f'<svg width="{_CHART_WIDTH}" height="16" role="img" aria-label="{label}">'
        f'<line class=axis x1="4" x2="{_CHART_WIDTH - 4}" y1="8" y2="8"/>'
        f'<line class=bounds x1="{low:.1f}" x2="{high:.1f}" y1="8" y2="8"/>{bar}'
        f'<circle cx="{mean:.1f}" cy="8" r="4"/></svg>'
    )


def _trend(values: Sequence[float]) -> str:
    """A line through the accepted means, to this run's."""
    if len(values) < 2:
        return ""
    step = (_CHART_WIDTH - 8) / (len(values) - 1)
    low, high = min(values), max(values)
    spread = max(high - low, 0.05)
    places = [
        f"{4 + i * step:.1f},{4 + (_CHART_HEIGHT - 8) * (1 - (value - low) / spread):.1f}"
        for i, value in enumerate(values)
    ]
    label = " to ".join(f"{value:.3f}" for value in (values[0], values[-1]))
    return (
        f'<svg width="{_CHART_WIDTH}" height="{_CHART_HEIGHT}" role="img" aria-label="{label}">'
        f'<polyline points="{" ".join(places)}"/></svg>'
    )


def _grader(report: Report) -> str:
    if not report.grader:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in report.grader)
    return f"<section><h2>The grader, graded</h2><ul>{items}</ul></section>"


def _groups(report: Report) -> str:
    groups = list(dict.fromkeys(s.group for s in report.scores if s.group != EVERYTHING))
    parts = []
    for group in groups:
        rows = "".join(
            f"<tr><th scope=row>{escape(score.measure.title)}</th>{_figures(score)}</tr>"
            for score in report.of_group(group)
        )
        parts.append(
            f"<details><summary>{escape(group)}</summary><div class=wide><table><thead><tr>"
            "<th>Measure<th>Mean<th>Bounds<th>Cases<th>Bar</tr></thead>"
            f"<tbody>{rows}</tbody></table></div></details>"
        )
    return f"<section><h2>By language, kind and market</h2>{''.join(parts)}</section>"


def _cases(report: Report) -> str:
    cases = {case.id: case for case in report.cases}
    parts = [
        _case(cases[id_], result, report.accepted.get(id_))
        for id_, result in sorted(report.results.items(), key=lambda one: _failings(one[1]))
    ]
    return (
        "<section><h2>Cases</h2><p>The worst first. Each opens to the answer as a reader sees it."
        f"</p>{''.join(parts)}</section>"
    )


def _failings(result: Result) -> float:
    """Lower for what fails in more ways."""
    guarded = [measure.name for measure in MEASURES if measure.bar is not None]
    return -sum(1 - result.scores[name] for name in guarded if name in result.scores)


def _case(case: Case, result: Result, accepted: Accepted | None) -> str:
    failed = [
        BY_NAME[name].title
        for name, score in result.scores.items()
        if score < 1 and BY_NAME[name].bar is not None
    ]
    state = "no" if failed else "yes"
    before = [f"before: {text}" for text in case.history]
    wanted = [
        f"expects: {case.expects.value}",
        *([f"vital: {'; '.join(case.vital)}"] if case.vital else []),
        *([f"never: {'; '.join(case.never)}"] if case.never else []),
        *[f"page: {doc} {', '.join(map(str, pages))}" for doc, pages in case.pages.items()],
    ]
    scores = "".join(
        f"<tr><th scope=row>{escape(BY_NAME[name].title)}</th><td>{score:.2f}</td></tr>"
        for name, score in result.scores.items()
    )
    old = ""
    if accepted is not None and accepted.question == case.question:
        said = "".join(f"<li>{escape(text)}</li>" for text in accepted.said)
        old = f"<h4>Accepted answer ({escape(accepted.outcome)})</h4><ul>{said}</ul>"
    return (
        f'<details class=case id="{escape(case.id)}"><summary><span class="{state}">'
        f"{'✗' if failed else '✓'}</span> <code>{escape(case.id)}</code> "
        f"<span lang={_tag(case)}>{escape(case.question)}</span></summary>"
        f"{_list([*before, *wanted])}{_reader_view(case, result)}"
        f"<h4>Passages found</h4>{_passages(case, result)}{old}"
        f"<div class=wide><table><tbody>{scores}</tbody></table></div></details>"
    )


def _list(lines: Sequence[str]) -> str:
    return f"<ul class=wanted>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _reader_view(case: Case, result: Result) -> str:
    screen = Screen.ZH_HANT if result.answer.language is Language.ZH else Screen.EN
    view = View(screen=screen, words=WORDS[screen], conversation=None, opened=None)
    drawn = answer_html(result.answer, turn=1, view=view)
    # Its markers open a panel in the chat; here they stay where they are.
    still = _LINK.sub(f'href="#{escape(case.id)}"', drawn)
    return f'<div class=reader lang="{screen.value}">{still}</div>'


def _passages(case: Case, result: Result) -> str:
    items = []
    for passage in result.answer.passages:
        chunk = passage.chunk
        right = is_right(case, chunk.document, chunk.page_index)
        place = escape(f"{chunk.document} {chunk.page_index}")
        items.append(f"<li{' class=yes' if right else ''}>{place}{' ✓' if right else ''}</li>")
    return f"<ol>{''.join(items)}</ol>"


def _tag(case: Case) -> str:
    return Screen.ZH_HANT.value if case.language is Language.ZH else Screen.EN.value
