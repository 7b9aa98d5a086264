"""Answers as JSON: the shapes that other programs rely on, and the way back."""

import json
import re
from dataclasses import replace

import pytest

from assistant.serialise import (
    answer_from_json,
    answer_to_json,
    public_answer,
    public_passage,
)
from assistant.types import (
    Answer,
    Claim,
    Contact,
    Decline,
    Disagreement,
    Figure,
    Outcome,
    Passage,
    Quote,
    Usage,
    Verdict,
    Writer,
)
from ingest.cells import Place, PlacedCell
from ingest.types import Chunk
from language.script import Language

CHUNK = Chunk(
    id=7,
    version=2,
    document="guide/a.pdf",
    source="guide/a.pdf",
    title="指南",
    page_index=3,
    page_label="iv",
    start=120,
    end=131,
    text="押金為兩個月租金。",
    language=Language.ZH,
    headings=("租屋", "押金"),
)
PASSAGE = Passage(1, CHUNK, 1.23456)
QUOTE = Quote(
    1, 2, "guide/a.pdf", "guide/a.pdf", "指南", 3, "iv", 120, 129, CHUNK.text, Language.ZH
)
ANSWER = Answer(
    question="押金多少？",
    searched="押金多少？",
    language=Language.ZH,
    outcome=Outcome.ANSWERED,
    reason=None,
    missing=(),
    claims=(Claim(CHUNK.text, Verdict.SUPPORTED, (1,), (QUOTE,)),),
    passages=(PASSAGE,),
    writer=Writer.QUOTES,
    seconds=0.21049,
)
DECLINED = replace(
    ANSWER, outcome=Outcome.DECLINED, reason="文件沒有回答。", missing=("押金",), claims=()
)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(ANSWER, id="answered"),
        pytest.param(DECLINED, id="declined"),
        pytest.param(
            replace(
                ANSWER,
                writer=Writer.MODEL,
                model="openai:x",
                withheld=2,
                notice="語言模型太忙。",
                usage=Usage(10, 3),
            ),
            id="of a model",
        ),
        pytest.param(
            replace(ANSWER, passages=(replace(PASSAGE, chunk=replace(CHUNK, page_label=None)),)),
            id="without pages",
        ),
        pytest.param(replace(ANSWER, question='"\n\u2028</script>😀'), id="odd characters"),
    ],
)
def test_an_answer_comes_back_as_it_was(answer: Answer) -> None:
    assert answer_from_json(answer_to_json(answer)) == answer


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{}", id="nothing in it"),
        pytest.param(answer_to_json(ANSWER).replace("supported", "sure"), id="no such verdict"),
        pytest.param(answer_to_json(ANSWER)[:-5], id="cut short"),
    ],
)
def test_what_is_no_answer_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Answer"):
        answer_from_json(text)


def test_a_passage_has_the_promised_fields() -> None:
    assert public_passage(PASSAGE) == {
        "number": 1,
        "document": "guide/a.pdf",
        "source": "guide/a.pdf",
        "title": "指南",
        "page_index": 3,
        "page_label": "iv",
        "start": 120,
        "end": 131,
        "language": "zh",
        "score": 1.2346,
        "text": "押金為兩個月租金。",
    }


def test_an_answer_has_the_promised_fields() -> None:
    assert public_answer(ANSWER, id="q1") == {
        "id": "q1",
        "question": "押金多少？",
        "searched": "押金多少？",
        "read_as": [],
        "language": "zh",
        "outcome": "answered",
        "reason": None,
        "decline": None,
        "missing": [],
        "contacts": [],
        "claims": [
            {
                "text": "押金為兩個月租金。",
                "verdict": "supported",
                "markers": [1],
                "quotes": [
                    {
                        "marker": 1,
                        "document": "guide/a.pdf",
                        "source": "guide/a.pdf",
                        "title": "指南",
                        "page_index": 3,
                        "page_label": "iv",
                        "start": 120,
                        "end": 129,
                        "text": "押金為兩個月租金。",
                        "place": None,
                        "ocr": False,
                        "heading": False,
                    }
                ],
                "corrects": None,
                "kind": None,
                "as_of": None,
            }
        ],
        "disagreements": [],
        "passages": [public_passage(PASSAGE)],
        "writer": "quotes",
        "model": None,
        "withheld": 0,
        "notice": None,
        "usage": None,
        "seconds": 0.21,
        "record": None,
    }


def test_the_id_leads_and_is_left_out_when_there_is_none() -> None:
    assert next(iter(public_answer(ANSWER, id="q1"))) == "id"
    assert "id" not in public_answer(ANSWER)


def test_a_declined_answer_says_why_and_what_is_missing() -> None:
    public = json.loads(json.dumps(public_answer(DECLINED), ensure_ascii=False))

    assert public["outcome"] == "declined"
    assert public["reason"] == "文件沒有回答。"
    assert public["missing"] == ["押金"]
    assert public["claims"] == []


def test_what_stands_beside_the_claims_is_told() -> None:
    claim = replace(ANSWER.claims[0], corrects="押金為三個月", kind="rule", as_of="2019-03")
    answer = replace(
        ANSWER,
        claims=(claim,),
        decline=Decline.NOT_IN_DOCUMENTS,
        contacts=(Contact("租屋服務中心", 1, QUOTE), Contact("內政部", 1, None)),
        disagreements=(Disagreement((Figure("兩個月", 1, "2024", "2025-03"),)),),
    )

    public = json.loads(json.dumps(public_answer(answer)))

    assert public["decline"] == "not_in_documents"
    assert public["claims"][0]["corrects"] == "押金為三個月"
    assert (public["claims"][0]["kind"], public["claims"][0]["as_of"]) == ("rule", "2019-03")
    assert [one["name"] for one in public["contacts"]] == ["租屋服務中心", "內政部"]
    assert public["contacts"][0]["quote"]["text"] == QUOTE.text
    assert public["contacts"][1]["quote"] is None
    assert public["disagreements"] == [
        {"figures": [{"text": "兩個月", "claim": 1, "of": "2024", "issued": "2025-03"}]}
    ]
    assert answer_from_json(answer_to_json(answer)) == answer


def test_what_a_model_did_is_told() -> None:
    answer = public_answer(replace(ANSWER, model="openai:x", withheld=1, usage=Usage(10, 3)))

    assert answer["usage"] == {"input_tokens": 10, "output_tokens": 3}
    assert (answer["model"], answer["withheld"]) == ("openai:x", 1)


def test_an_answer_from_before_there_were_models_and_records_is_still_read() -> None:
    text = answer_to_json(ANSWER)
    for field in ("model", "withheld", "notice", "usage", "record"):
        text = re.sub(rf',"{field}":(?:null|0)', "", text)

    assert "withheld" not in text
    assert answer_from_json(text) == ANSWER


def test_a_quote_in_a_table_names_its_row_columns_and_unit() -> None:
    cells = (PlacedCell("2023", "5.1", 4, 7), PlacedCell("2024", "6.2", 10, 13))
    quote = replace(QUOTE, place=Place("Rates", "Poland", cells, "%"), ocr=True)
    answer = replace(ANSWER, claims=(replace(ANSWER.claims[0], quotes=(quote,)),))

    (shown,) = public_answer(answer)["claims"][0]["quotes"]

    assert shown["ocr"] is True
    assert shown["place"] == {
        "table": "Rates",
        "row": "Poland",
        "columns": ["2023", "2024"],
        "unit": "%",
        "cells": [
            {"column": "2023", "text": "5.1", "start": 4, "end": 7},
            {"column": "2024", "text": "6.2", "start": 10, "end": 13},
        ],
    }
    assert answer_from_json(answer_to_json(answer)) == answer
