"""Quality: the last evals in figures, their trend, and the cases that fall short."""

from collections.abc import Sequence

import streamlit as st

from assistant.errors import AssistantError
from assistant.eval_reports import Asked, EvalReport, PastRun, read_history, reports_folder
from assistant.settings import Settings
from ui.answer import View, notice_html
from ui.browser import connect_browser
from ui.escape import message, text
from ui.page import begin_page, page_head
from ui.page_words import PAGE_WORDS
from ui.quality_chart import GROUPS, trend_chart, trend_points
from ui.quality_html import case_html, measure_name, scores_html
from ui.quality_words import QualityWords
from ui.resources import load_reports

_VIEWS = ("scores", "trend", "cases")
_TOLD_FIRST = ("page_at_5", "vital", "answered", "declined", "citation_recall",
               "citation_precision")  # fmt: skip
_KIND = "kind: "
_A_PAGE = 20


def draw_page() -> None:
    screen, words = begin_page()
    said = PAGE_WORDS[screen].quality
    connect_browser(screen=screen, conversation=None, turns=0, opened=None)
    page_head(said.heading, said.more, wide=True)
    try:
        folder = reports_folder(Settings.load())
    except AssistantError as error:
        st.html(notice_html(str(error), kind="fault"))
        return
    reports, unusable = load_reports(folder)
    if unusable:
        st.html(notice_html(said.unusable.format(names=", ".join(unusable)), kind="fault"))
    if not reports:
        st.html(notice_html(said.empty.format(folder=folder)))
        return
    report = _choose_report(reports, said=said)
    st.html(_summary_html(report, said=said))
    failing = sorted(
        (case for case in report.cases if report.failed(case)),
        key=lambda case: (-report.shortfall(case), case.id),
    )
    view = st.segmented_control(
        said.heading,
        _VIEWS,
        default=_VIEWS[0],
        format_func=lambda name: said.views[name].format(count=len(failing)),
        required=True,
        key="quality-view",
        label_visibility="collapsed",
    )
    if view == "trend":
        _draw_trend(report, read_history(folder, report.collection), said=said)
    elif view == "cases":
        shown = View(screen=screen, words=words, conversation=None, opened=None)
        _draw_cases(failing, report, view=shown, said=said)
    else:
        _draw_scores(report, said=said)


def _choose_report(reports: Sequence[EvalReport], *, said: QualityWords) -> EvalReport:
    """The collection with most cases first; a box to choose where there are several."""
    by_size = sorted(reports, key=lambda one: (-len(one.cases), one.collection))
    if len(by_size) == 1:
        return by_size[0]
    names = [one.collection for one in by_size]
    name = st.selectbox(said.collection, names, key="quality-collection", width=260)
    return next(one for one in by_size if one.collection == name)


def _summary_html(report: EvalReport, *, said: QualityWords) -> str:
    when = f"{report.at:%Y-%m-%d %H:%M} UTC" if report.at else said.unknown_time
    facts = [said.run.format(cases=len(report.cases), when=when, commit=report.commit or "–")]
    if report.seconds:
        facts.append(
            said.seconds.format(
                median=f"{report.seconds.median:.2f}", p95=f"{report.seconds.p95:.2f}"
            )
        )
    red = [gate for gate in report.gates if gate.red]
    state = (
        f'<span class="remark verdict unsupported">{text(said.red.format(count=len(red)))}</span>'
        if red
        else f'<span class="remark good">{text(said.green)}</span>'
    )
    return f'<p class="count">{state} {text(" · ".join(facts))}</p>'


def _draw_scores(report: EvalReport, *, said: QualityWords) -> None:
    st.html(f'<p class="count">{text(said.scores_more)}</p>')
    there = [group for group in GROUPS if any(one.group == group for one in report.scores)]
    group = st.segmented_control(
        said.group,
        there,
        default=there[0] if there else None,
        format_func=said.groups.__getitem__,
        required=True,
        key="quality-group",
    )
    scores = [one for one in report.scores if one.group == group]
    scores.sort(key=lambda one: _place(one.measure))
    st.html(
        scores_html(
            [(measure_name(one.measure, report, said=said), one) for one in scores], said=said
        )
    )
    if report.grader:
        items = "".join(f"<li>{message(line)}</li>" for line in report.grader)
        st.html(
            f'<section class="library report"><h2>{text(said.grader)}</h2>'
            f"<ul>{items}</ul></section>"
        )


def _place(measure: str) -> int:
    return _TOLD_FIRST.index(measure) if measure in _TOLD_FIRST else len(_TOLD_FIRST)


def _draw_trend(report: EvalReport, runs: Sequence[PastRun], *, said: QualityWords) -> None:
    measures = sorted({one.measure for one in report.scores}, key=lambda one: (_place(one), one))
    measure = st.selectbox(
        said.measure,
        measures,
        format_func=lambda name: measure_name(name, report, said=said),
        key="quality-measure",
    )
    told = said.trend_more if len(runs) > 1 else said.trend_alone if runs else said.trend_none
    st.html(f'<p class="count">{message(told)}</p>')
    points = trend_points(runs, str(measure), said=said)
    if points:
        bar = next((one.bar for one in report.scores if one.measure == measure), None)
        name = measure_name(str(measure), report, said=said)
        st.vega_lite_chart(
            spec=trend_chart(points, bar=bar, said=said), key="quality-trend", alt=name
        )
    kinds = [
        (said.kinds.get(one.group.removeprefix(_KIND), one.group.removeprefix(_KIND)), one)
        for one in report.scores
        if one.measure == measure and one.group.startswith(_KIND)
    ]
    if kinds:
        st.html(f'<h2 class="brief-title">{text(said.by_kind)}</h2>')
        st.html(scores_html(sorted(kinds, key=lambda one: one[1].mean), said=said))


def _draw_cases(
    failing: Sequence[Asked], report: EvalReport, *, view: View, said: QualityWords
) -> None:
    if not failing:
        st.html(notice_html(said.none_failing))
        return
    st.html(f'<p class="count">{text(said.failing)}</p>')
    pages = -(-len(failing) // _A_PAGE)
    slot = st.container(gap="small")
    page = st.pagination(pages, key="quality-page") if pages > 1 else 1
    for case in failing[(page - 1) * _A_PAGE : page * _A_PAGE]:
        slot.html(case_html(case, report, view=view, said=said))


draw_page()
