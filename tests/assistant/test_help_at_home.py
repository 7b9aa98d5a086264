"""What helps firms to go abroad is told by documents on that where no market is named."""

import pytest

from assistant.ask import Assistant
from assistant.types import Outcome
from tests.assistant.conftest import Knows

_FILES = {
    "abroad.md": "---\nkind: procedure\n---\n# 業者出海可用的資源：補助與貸款\n\n出海要先準備。\n\n"
    "## 出發前依序\n\n- 出發前先聯繫商會。\n\n"
    "## 參展與據點\n\n公司參展每展補助 16 萬元。\n\n"
    "## 研發補助\n\n研發計畫最高補助一半。\n這項計畫已有 20 件申請。\n\n"
    "## 貸款與保險\n\n輸銀的保險賠償九成五。\n",
    "city.md": "---\nkind: policy\n---\n# 城市公共建設\n\n政府補助縣市辦理公共建設。\n\n"
    "政府出口的補助比率只有一篇文章可查。\n",
    "norway.md": "---\nkind: market\n---\n# 挪威市場\n\n挪威人口五百萬。\n",
}
_SHOW, _RESEARCH, _INSURANCE = (
    "公司參展每展補助 16 萬元。",
    "研發計畫最高補助一半。",
    "輸銀的保險賠償九成五。",
)


@pytest.fixture(scope="module")
def on_help(knows: Knows) -> Assistant:
    return knows(_FILES)


def _said(assistant: Assistant, question: str) -> list[str]:
    return [claim.text for claim in assistant.answer(question).claims]


@pytest.mark.parametrize(
    "question",
    [
        "政府有什麼出口補助？",
        "小公司出國有什麼補助可以申請",
        "政府補助軟體業出口嗎",
        "出海可以找哪些政府補助",
        "有沒有補助",
    ],
)
def test_who_asks_for_grants_is_told_of_grants_alone(on_help: Assistant, question: str) -> None:
    assert _said(on_help, question) == [_SHOW, _RESEARCH]


@pytest.mark.parametrize("question", ["出海有什麼資源？", "新創出海政府幫什麼忙"])
def test_who_asks_for_help_is_told_of_all_kinds(on_help: Assistant, question: str) -> None:
    said = _said(on_help, question)

    assert {"出發前先聯繫商會。", _SHOW, _RESEARCH, _INSURANCE} <= {
        text.removeprefix("- ") for text in said
    }
    assert not any("縣市" in text for text in said)


def test_a_thing_that_is_named_is_looked_for_by_its_words(on_help: Assistant) -> None:
    assert _said(on_help, "有沒有公共建設的補助？")[0] == "政府補助縣市辦理公共建設。"


def test_the_field_of_who_asks_is_named_as_missing(on_help: Assistant) -> None:
    answer = on_help.answer("我們做智慧停車，政府有什麼補助？")

    assert answer.outcome is Outcome.PARTIAL
    assert answer.missing == ("智慧停車",)
    assert [claim.text for claim in answer.claims] == [_SHOW, _RESEARCH]


def test_help_is_given_for_any_market_that_tells_of_none(on_help: Assistant) -> None:
    answer = on_help.answer("挪威有什麼補助？")

    assert answer.outcome is Outcome.PARTIAL
    assert answer.missing == ("挪威",)
    assert [claim.text for claim in answer.claims] == [_SHOW, _RESEARCH]


@pytest.mark.parametrize("question", ["出海第一步要做什麼？", "小公司怎麼外銷軟體"])
def test_who_asks_how_to_begin_is_told_what_to_do_first(on_help: Assistant, question: str) -> None:
    assert "出發前先聯繫商會。" in " ".join(_said(on_help, question))


def test_who_looks_for_customers_abroad_is_told_of_shows(on_help: Assistant) -> None:
    said = _said(on_help, "怎麼找海外客戶")

    assert _SHOW in said
    assert _INSURANCE not in said


def test_what_is_asked_of_a_region_is_not_what_is_given_at_home(on_help: Assistant) -> None:
    assert _SHOW not in _said(on_help, "歐洲有什麼補助？")


@pytest.fixture(scope="module")
def on_offices(knows: Knows) -> Assistant:
    there = (
        "# 挪威市場\n\n人口五百萬。\n\n## 台灣在當地有哪些據點\n\n奧斯陸的辦公室提供諮詢。\n"
        "卑爾根的補助案已經結束。\n\n## 可以找誰\n\n- 挪威的商會：介紹夥伴。\n"
    )
    return knows({**_FILES, "norway.md": f"---\nkind: market\n---\n{there}"})


@pytest.mark.parametrize("question", ["台灣在挪威有什麼辦公室？", "在挪威找誰談合作？"])
def test_what_home_has_in_a_market_tells_whom_to_see_there(
    on_offices: Assistant, question: str
) -> None:
    said = [text.removeprefix("- ") for text in _said(on_offices, question)]

    assert {"奧斯陸的辦公室提供諮詢。", "挪威的商會：介紹夥伴。"} <= set(said)
    assert not any("補助" in text for text in said)
