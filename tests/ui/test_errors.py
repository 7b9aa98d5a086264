"""Errors are told in the screen's language."""

import re
from pathlib import Path

import pytest

from assistant.errors import (
    AnsweringFailed,
    AssistantError,
    BadQuestion,
    ModelUnusable,
    SettingsError,
)
from assistant.records import UnknownRecord
from ingest.errors import IndexMissing, IngestError, VectorsLost
from ui.errors import error_words
from ui.words import WORDS, Screen


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(BadQuestion("the question is empty"), "問題是空的", id="the reader's"),
        pytest.param(IndexMissing(Path("h")), "`advisor ingest corpus`", id="with its command"),
        pytest.param(UnknownRecord("x"), "無法存下意見", id="a record that is gone"),
        pytest.param(ModelUnusable("no key {x}"), "no key {x}", id="by its nearest class"),
        pytest.param(VectorsLost("lost"), "向量資料無法讀取", id="a class below"),
        pytest.param(AssistantError("odd"), "發生問題，請告知系統管理者：odd", id="any other"),
        pytest.param(IngestError("odd"), "發生問題，請告知系統管理者：odd", id="any other ingest"),
    ],
)
def test_a_chinese_screen_has_a_chinese_sentence(
    error: AssistantError | IngestError, said: str
) -> None:
    assert said in error_words(error, Screen.ZH_HANT)
    assert re.match(r"[\u4e00-\u9fff]", error_words(error, Screen.ZH_HANT))
    assert error_words(error, Screen.EN) == str(error)


def test_an_answer_that_was_broken_off_is_told_as_a_fault_of_ours() -> None:
    for screen in Screen:
        assert error_words(AnsweringFailed("the process ended"), screen) == WORDS[screen].failed


def test_a_setting_is_named_in_either_language() -> None:
    error = SettingsError("there is no setting ADVISOR_PASAGES")

    for screen in Screen:
        assert "ADVISOR_PASAGES" in error_words(error, screen)
