"""Bars on a terminal."""

import io
import sys

import pytest

from assistant.progress import progress_bars
from ingest.outcome import Step


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_for_each_unit_with_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    with progress_bars() as show:
        show(Step("file", 1, 2, "a.pdf"))
        show(Step("file", 2, 2, "b.pdf"))
        show(Step("chunk", 30, 40))
        show(Step("chunk", 40, 40))
        show(Step("file", 1, 1, "c.pdf"))

    shown = [bar.split("\r")[-1] for bar in terminal.getvalue().strip().split("\n")]
    assert ["2/2" in shown[0], "40/40" in shown[1], "1/1" in shown[2]] == [True] * 3
    assert ["b.pdf" in shown[0], "c.pdf" in shown[2]] == [True, True]
    assert ["files/s" in shown[0], "chunks/s" in shown[1]] == [True, True]
    assert "<" in shown[1]


def test_nothing_is_drawn_into_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr(sys, "stderr", file)

    with progress_bars() as show:
        show(Step("file", 1, 2, "a.pdf"))

    assert file.getvalue() == ""
