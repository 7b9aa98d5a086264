"""The page about quality, over reports of our own."""

import json
from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.eval_reports import read_history
from tests.ui.fake_assistant import HOSTILE
from tests.ui.small_reports import write_reports
from tests.ui.tabs import html, new_tab
from ui.quality_chart import trend_points
from ui.quality_words import CHINESE, ENGLISH


def quality(locale: str = "en-GB") -> AppTest:
    app = new_tab(locale).run().switch_page("ui/quality_page.py").run()
    assert not app.exception
    return app


def shows(app: AppTest, view: str) -> str:
    app.button_group(key="quality-view").set_value(view).run()
    assert not app.exception
    return html(app)


def test_without_reports_it_says_how_to_make_them(reports: Path) -> None:
    shown = html(quality())

    assert "<code>pytest evals</code>" in shown
    assert f"<code>--reports {escape(str(reports))}</code>" in shown


def test_scores_are_shown_with_interval_and_bar(reports: Path) -> None:
    write_reports(reports)
    shown = html(quality())

    assert "3 cases · 2026-11-28 05:00 UTC · commit abc1234" in shown
    assert ENGLISH.red.format(count=1) in shown
    row = shown.split(ENGLISH.measures["page_at_5"])[1].split("</tr>")[0]
    assert "bar 0.95 · not reached" in row
    assert 'aria-label="0.900, between 0.80 and 1.00"' in row
    row = shown.split(ENGLISH.measures["vital"])[1].split("</tr>")[0]
    assert ENGLISH.missed not in row


def test_the_trend_has_a_point_for_each_run_and_group(reports: Path) -> None:
    write_reports(reports)
    app = quality()
    shown = shows(app, "trend")

    points = trend_points(read_history(reports, "starter"), "vital", said=ENGLISH)
    assert {(one["commit"], one["group"]) for one in points} == {
        (commit, ENGLISH.groups[group])
        for commit in ("old1234", "abc1234")
        for group in ("all", "zh", "en")
    }
    assert ENGLISH.trend_more in shown
    assert ENGLISH.kinds["lookup"] in shown


def test_failing_cases_open_to_the_answer_as_a_reader_sees_it(reports: Path) -> None:
    write_reports(reports)
    shown = shows(quality(), "cases")

    # The worst first.
    assert 0 < shown.index("hostile &lt;") < shown.index("a half one")
    assert "a good one" not in shown
    case = shown.split("a half one")[1].split("</details>")[0]
    assert "Firms register on the ECEPP portal before they bid." in case
    assert "lease.pdf 1, 4" in case
    assert "data-source" not in shown
    assert escape(HOSTILE) in shown
    assert "<img" not in shown


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("{", id="not JSON"),
        pytest.param("[]", id="not a report"),
        pytest.param('{"collection": "x"}', id="not whole"),
    ],
)
def test_a_report_that_cannot_be_read_is_named(reports: Path, content: str) -> None:
    (reports / "odd.json").write_text(content)
    assert ENGLISH.unusable.format(names="odd.json") in html(quality())


def test_an_answer_of_another_version_is_told(reports: Path) -> None:
    write_reports(reports)
    file = reports / "starter.json"
    report = json.loads(file.read_text("utf-8"))
    report["cases"][1]["answer"] = {"claims": []}
    file.write_text(json.dumps(report))

    assert escape(ENGLISH.other_version).split("`")[0] in shows(quality(), "cases")


def test_the_page_speaks_chinese(reports: Path) -> None:
    write_reports(reports)
    shown = html(quality("zh-TW"))

    assert CHINESE.measures["vital"] in shown
    assert CHINESE.green not in shown
