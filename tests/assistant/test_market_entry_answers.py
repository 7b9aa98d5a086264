"""Whole answers to who goes into a market, over a few documents."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.facets import Filters
from assistant.retrieve import Retriever
from assistant.types import Found, Outcome, Verdict
from language.script import Language
from tests.assistant.conftest import Knows

_FILES = {
    "abroad.md": "---\nkind: procedure\n---\n# 業者出海可用的資源\n\n出海要先準備。\n\n"
    "## 出發前依序\n\n- 出發前先聯繫駐外館處。\n- 簽約前先問輸出保險。\n\n"
    "## 出海的據點\n\n協會在各地有據點。\n德國的商會在柏林有據點。\n",
    "abroad-case.md": "---\nkind: case\n---\n# 一家公司出海用了哪些資源\n\n公司很小。\n\n"
    "## 先做什麼\n\n- 公司先找了商會。\n- 公司再借了貸款。\n",
    "report.md": "---\nkind: market\nissued: 2025\n---\n# 挪威市場\n\n挪威人口五百萬。\n\n"
    "## 有哪些獎勵\n\n挪威的補助支付試辦的一半。\n試辦的貸款為期六年。\n",
    "both.md": "---\nkind: rule\nissued: 2025\n---\n# 挪威與瑞典\n\n兩國的規定相近。\n\n"
    "## 到當地要找誰\n\n- 挪威的辦公室：協助設立公司。\n- 瑞典的商會：介紹當地夥伴。\n",
    "old.md": "---\nkind: market\nissued: 2020\n---\n# 挪威市場舊版\n\n"
    "## 有哪些獎勵\n\n舊的補助已經停了。\n",
    "new.md": "---\nkind: rule\nissued: 2024\nsupersedes: old.md\n---\n# 瑞典市場\n\n"
    "瑞典人口一千萬。\n",
}


@pytest.fixture(scope="module")
def on_norway(knows: Knows) -> Assistant:
    return knows(_FILES)


def test_reports_on_the_market_alone_come_first_and_old_editions_not_at_all(
    on_norway: Assistant,
) -> None:
    retriever = Retriever(on_norway.index)

    def titles(language: Language = Language.ZH, *, kinds: Sequence[str] = ()) -> list[str]:
        documents = retriever.on_markets(
            frozenset({"NO"}), language, filters=Filters.of(kinds=kinds)
        )
        return [chunks[0].title for chunks in documents]

    assert titles() == ["挪威市場", "挪威與瑞典"]
    assert titles(kinds=["rule"]) == ["挪威與瑞典"]
    assert titles(Language.EN) == []


def test_the_help_on_a_market_is_told_and_the_field_named_as_missing(on_norway: Assistant) -> None:
    answer = on_norway.answer("智慧停車想進挪威，有哪些資源？")

    assert answer.outcome is Outcome.PARTIAL
    assert answer.missing == ("智慧停車",)
    said = "".join(claim.text for claim in answer.claims)
    assert "挪威的辦公室" in said
    assert "貸款為期六年" in said
    assert "瑞典" not in said
    assert all(claim.verdict is Verdict.SUPPORTED for claim in answer.claims)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        pytest.param("想把產品賣到巴西", ("巴西",), id="goods in general"),
        pytest.param("智慧停車想外銷到巴西", ("巴西", "智慧停車"), id="a field"),
    ],
)
def test_a_market_that_no_document_is_on_is_named_as_missing_beside_what_helps_anyone(
    on_norway: Assistant, question: str, missing: tuple[str, ...]
) -> None:
    answer = on_norway.answer(question)

    assert answer.outcome is Outcome.PARTIAL
    assert answer.missing == missing
    said = "".join(claim.text for claim in answer.claims)
    assert "簽約前先問輸出保險" in said
    assert "德國" not in said
    assert "公司先找了商會" not in said


def test_whoever_writes_the_answer_has_the_passages_that_tell(on_norway: Assistant) -> None:
    assistant = replace(on_norway, passages=1)

    found = next(assistant.ask("挪威有哪些資源？"))

    assert isinstance(found, Found)
    assert [one.number for one in found.passages] == list(range(1, len(found.passages) + 1))
    assert "試辦的貸款為期六年。" in "".join(one.chunk.text for one in found.passages)


def test_what_was_found_by_words_fills_up_what_documents_on_the_market_tell(
    on_norway: Assistant,
) -> None:
    answer = on_norway.answer("挪威有什麼補助？")

    assert answer.outcome is Outcome.ANSWERED
    assert answer.claims[0].text == "挪威的補助支付試辦的一半。"
    assert answer.claims[-1].text == "試辦的貸款為期六年。"


def test_what_is_on_the_field_in_that_market_goes_before_what_is_told_of_the_market(
    knows: Knows,
) -> None:
    other = "# 無人機出口\n\n挪威 2025 年買了臺灣的無人機。\n\n## 歐洲\n\n瑞典沒有買無人機。\n"

    claims = knows({**_FILES, "drones.md": other}).answer("把無人機賣到挪威").claims

    assert [claims[0].text, claims[1].text] == [
        "挪威 2025 年買了臺灣的無人機。",
        "挪威的辦公室：協助設立公司。",
    ]
    assert all("瑞典" not in claim.text for claim in claims)


def test_each_part_of_a_question_is_told_and_the_field_named_once(on_norway: Assistant) -> None:
    answer = on_norway.answer("我們做智慧停車，想知道挪威有哪些資源？挪威有什麼補助？")

    assert answer.outcome is Outcome.PARTIAL
    assert answer.missing == ("智慧停車",)
    said = [claim.text for claim in answer.claims]
    assert "試辦的貸款為期六年。" in said
    assert len(said) == len(set(said))
