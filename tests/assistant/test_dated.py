"""The date and the kind of what a claim rests on, and which editions may answer."""

from datetime import date

import pytest

from assistant.dated import dated, editions, said_as_of
from assistant.facets import Facets
from assistant.types import Claim, Passage, Quote, Verdict
from language.script import Language
from tests.assistant.passages import passage

TODAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("貿協有 63 個據點（2022 年 9 月資料）。", "2022-09"),
        ("臺商會有 176 個（截至 2026 年 1 月 29 日資料）。", "2026-01-29"),
        ("截至 108 年 3 月，共有 12 件。", "2019-03"),
        ("截至民國 108 年，共有 12 件。", "2019"),
        ("TAITRA has 63 offices (as of September 2022).", "2022-09"),
        ("As reported in May 2023, Gogoro turned to partners.", "2023-05"),
        ("The fund was set up in 1991.", None),
        ("貿協有 63 個據點（資料不全）。", None),
        ("臺灣與歐銀於 1991 年成立基金（EBRD）。", None),
    ],
)
def test_the_date_that_a_text_gives_itself(text: str, day: str | None) -> None:
    assert said_as_of(text) == day


def _facets(
    issued: str | None = None, kind: str | None = None, successor: int | None = None
) -> Facets:
    return Facets(frozenset(), kind, issued, successor)


def _claim(*versions: int, text: str = "There are 12.") -> Claim:
    quotes = tuple(
        Quote(number, version, "d", "d.md", "D", 0, None, 0, 1, "T", Language.EN)
        for number, version in enumerate(versions, start=1)
    )
    return Claim(text, Verdict.SUPPORTED, tuple(q.marker for q in quotes), quotes)


@pytest.mark.parametrize(
    ("facets", "day"),
    [
        pytest.param({1: _facets("2019-03")}, "2019-03", id="old"),
        pytest.param({1: _facets("2024-11")}, "2024-11", id="two years"),
        pytest.param({1: _facets("2024-12")}, None, id="nearly two years"),
        pytest.param({1: _facets("2024")}, None, id="maybe not yet two years"),
        pytest.param({1: _facets("2026-01", successor=2)}, "2026-01", id="replaced"),
        pytest.param({1: _facets(None)}, None, id="no date"),
        pytest.param({1: _facets("March 2019")}, None, id="no date that can be read"),
        pytest.param({}, None, id="not served any more"),
    ],
)
def test_what_an_old_document_says_carries_its_date(
    facets: dict[int, Facets], day: str | None
) -> None:
    assert dated(_claim(1), facets=facets, today=TODAY).as_of == day


def test_the_newest_of_old_documents_counts_and_a_new_one_frees_them() -> None:
    old = {1: _facets("2019-03"), 2: _facets("2021")}

    assert dated(_claim(1, 2), facets=old, today=TODAY).as_of == "2021"
    new = {**old, 2: _facets("2026-01")}
    assert dated(_claim(1, 2), facets=new, today=TODAY).as_of is None


def test_a_claim_has_the_kind_that_all_its_documents_have() -> None:
    kinds = {1: _facets(kind="case"), 2: _facets(kind="case"), 3: _facets(kind="rule")}

    assert dated(_claim(1, 2), facets=kinds, today=TODAY).kind == "case"
    assert dated(_claim(1, 3), facets=kinds, today=TODAY).kind is None


OLD, NEW, OTHER = (
    passage("參展補助每家上限為 8 萬元。", number=1),
    passage("參展補助每家上限為 12 萬元。", number=2),
    passage("展覽在 5 月舉行。", number=3),
)
EDITIONS = {1: _facets("2019-03", successor=2), 2: _facets("2025-03"), 3: _facets("2020")}


@pytest.mark.parametrize(
    ("question", "found", "asks"),
    [
        pytest.param("補助上限多少？", [NEW, OTHER], "補助上限多少？", id="the new one"),
        pytest.param("2019 年的補助上限多少？", [OLD, OTHER], "補助上限多少？", id="by its year"),
        pytest.param("108 年度補助上限多少？", [OLD, OTHER], "補助上限多少？", id="年度"),
        pytest.param("民國 108 年的補助上限多少？", [OLD, OTHER], "補助上限多少？", id="民國"),
        pytest.param("舊版的補助上限多少？", [OLD, OTHER], "補助上限多少？", id="舊版"),
        pytest.param(
            "What was the limit in the previous edition?",
            [OLD, OTHER],
            "What was the limit?",
            id="previous edition",
        ),
        pytest.param("2020 年的展覽在幾月？", [NEW, OTHER], None, id="the year of another"),
    ],
)
def test_an_old_edition_answers_only_when_asked(
    question: str, found: list[Passage], asks: str | None
) -> None:
    result = editions([OLD, NEW, OTHER], facets=EDITIONS, question=question)

    assert result.passages == found
    assert result.question == (asks or question)


def test_a_year_that_the_old_text_names_stays_in_the_question() -> None:
    old = passage("2019 年參展補助每家上限為 8 萬元。", number=1)

    result = editions([old, NEW], facets=EDITIONS, question="2019 年的補助上限多少？")

    assert result.question == "2019 年的補助上限多少？"
