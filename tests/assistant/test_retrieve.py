"""From a question to passages: both languages, filters, what a question names, editions."""

import json
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.facets import Filters
from assistant.retrieve import Retriever
from assistant.settings import Settings
from ingest.build import ingest
from language.script import Language

_PERMIT = "A permit for smart parking costs {} dollars."


def _line(id_: str, text: str, **metadata: object) -> dict[str, object]:
    return {"id": id_, "title": id_, "text": text, "metadata": metadata}


LINES = [
    _line("thailand", _PERMIT.format(70), markets=["Thailand"], kind="rule", issued="2024-05-01"),
    _line("poland", _PERMIT.format(80), markets=["Poland"], kind="case", issued="2022-01-01"),
    _line("japan", _PERMIT.format(90), markets=["日本"], kind="rule", issued="2021-03"),
    _line("zh", "智慧停車許可證費用為六十元。", markets=["泰國"], kind="case", issued="2020"),
    _line("fees-2023", "The entry fee for the fair is 500 euros.", issued="2023"),
    _line("fees-2025", "The fee is now 600 euros.", issued="2025", supersedes="fees-2023"),
]


@pytest.fixture(scope="module")
def about_markets(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Assistant:
    folder = tmp_path_factory.mktemp("markets")
    file = folder / "lines.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")
    assistant = Assistant.open(Settings.load({}, home=folder / "home", cache=model_cache))
    ingest([file], index=assistant.index)
    return assistant


def _found(assistant: Assistant, question: str, filters: Filters | None = None) -> list[str]:
    passages = assistant.search(question, limit=6, filters=filters)
    return [passage.chunk.document for passage in passages]


@pytest.mark.parametrize(
    ("filters", "documents"),
    [
        pytest.param(Filters.of(markets=["TH"]), {"thailand", "zh"}, id="market, both languages"),
        pytest.param(Filters.of(kinds=["rule"]), {"thailand", "japan"}, id="kind"),
        pytest.param(Filters.of(languages=[Language.ZH]), {"zh"}, id="language"),
        pytest.param(
            Filters.of(since="2022-01"), {"thailand", "poland", "fees-2023", "fees-2025"}, id="date"
        ),
        pytest.param(Filters.of(markets=["TH"], since="2022"), {"thailand"}, id="two"),
        pytest.param(Filters.of(markets=["Chile"]), set(), id="none left"),
    ],
)
def test_filters_keep_other_documents_out(
    about_markets: Assistant, filters: Filters, documents: set[str]
) -> None:
    assert set(_found(about_markets, "smart parking permit", filters)) == documents


@pytest.mark.parametrize(
    ("filters", "documents"),
    [
        pytest.param(Filters(), {"thailand", "poland", "japan", "zh"}, id="both languages"),
        pytest.param(Filters.of(markets=["TH"]), {"thailand", "zh"}, id="a market's"),
        pytest.param(Filters.of(languages=[Language.ZH]), {"zh"}, id="a language's"),
    ],
)
def test_a_thing_is_looked_up_where_filters_let_through(
    about_markets: Assistant, filters: Filters, documents: set[str]
) -> None:
    found = Retriever(about_markets.index).speaking_of("smart parking", limit=4, filters=filters)

    assert {chunk.document for chunk in found} == documents


def test_a_filter_finds_what_many_better_hits_stand_before(
    tmp_path: Path, model_cache: Path
) -> None:
    lines = [_line(f"p-{n}", _PERMIT.format(n), markets=["Poland"]) for n in range(150)]
    lines.append(_line("far", "A permit is needed.", markets=["Chile"]))
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assistant = Assistant.open(Settings.load({}, home=tmp_path / "home", cache=model_cache))
    ingest([file], index=assistant.index)

    assert _found(assistant, "smart parking permit", Filters.of(markets=["CL"])) == ["far"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        pytest.param("smart parking permit in Poland", "poland", id="its market"),
        pytest.param("日本的 smart parking permit", "japan", id="its market, in Chinese"),
        pytest.param("smart parking permit case study", "poland", id="its kind"),
    ],
)
def test_what_a_question_names_comes_first_and_keeps_none_out(
    about_markets: Assistant, question: str, first: str
) -> None:
    found = _found(about_markets, question)

    assert found[0] == first
    assert {"thailand", "poland", "japan"} <= set(found)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        pytest.param("entry fee for the fair in euros", "fees-2025", id="the newest"),
        pytest.param("entry fee for the fair in euros in 2023", "fees-2023", id="the year named"),
    ],
)
def test_an_old_edition_comes_after_its_successor(
    about_markets: Assistant, question: str, first: str
) -> None:
    found = _found(about_markets, question)

    assert next(name for name in found if name.startswith("fees")) == first


@pytest.mark.parametrize(
    ("question", "document"),
    [
        pytest.param("How long is the Hungarian start-up visa?", "hungary.md", id="en to en"),
        pytest.param("曼谷有多少智慧停車場？", "thailand.md", id="zh to zh"),
        pytest.param("Who pays consultants for municipalities?", "ebrd-1", id="a jsonl line"),
        pytest.param("匈牙利的新創簽證", "hungary.md", id="zh to en"),
        pytest.param("smart parking lots in Bangkok", "thailand.md", id="en to zh"),
    ],
)
def test_the_right_document_is_among_the_first_two(
    small_assistant: Assistant, question: str, document: str
) -> None:
    passages = small_assistant.search(question, limit=2)

    assert document in [passage.chunk.document for passage in passages]


def test_passages_are_numbered_from_one_best_first_and_limited(small_assistant: Assistant) -> None:
    passages = small_assistant.search("market notes", limit=2)

    assert [passage.number for passage in passages] == [1, 2]
    assert passages[0].score >= passages[1].score
    assert {passage.chunk.language for passage in passages} <= set(Language)
