"""What a firm says of itself steers what is found, and proves nothing."""

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.facets import Filters
from assistant.profile import Profile, Stage
from assistant.serialise import answer_from_json, answer_to_json
from assistant.settings import Settings
from assistant.types import Outcome
from ingest.build import ingest

_MARKETS = {"TH": ("Thailand", "泰國"), "VN": ("Vietnam", "越南"), "PL": ("Poland", "波蘭")}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Assistant:
    """Knows the same of three markets, and one case of parking."""
    folder = tmp_path_factory.mktemp("documents")
    for code, (market, name) in _MARKETS.items():
        (folder / f"{code}.md").write_text(
            f"---\nmarkets: [{market}]\nkind: policy\n---\n\n# 外商補助\n\n"
            f"{name}的外商補助每家最多三百萬元。\n",
            encoding="utf-8",
        )
    (folder / "case.md").write_text(
        "---\nmarkets: [Poland]\nkind: case\n---\n\n# A case of smart parking\n\n"
        "A smart parking firm received a subsidy of two million for its sensors.\n",
        encoding="utf-8",
    )
    home = tmp_path_factory.mktemp("home")
    assistant = Assistant.open(Settings.load({}, home=home, cache=model_cache))
    ingest([folder], index=assistant.index)
    return assistant


def first(assistant: Assistant, question: str, **profile: object) -> tuple[str, tuple[str, ...]]:
    """The document of the first passage, and what of the profile put it there."""
    filters = Filters(profile=Profile(**profile))  # type: ignore[arg-type]
    best = assistant.search(question, limit=1, filters=filters)[0]
    return best.chunk.document, best.lifted


def test_a_target_market_is_looked_at_first(assistant: Assistant) -> None:
    question = "外商補助最多多少？"

    assert first(assistant, question)[0] == "TH.md"
    assert first(assistant, question, markets=frozenset({"TH"})) == ("TH.md", ())
    assert first(assistant, question, markets=frozenset({"VN"})) == ("VN.md", ("VN",))


def test_a_market_that_the_question_names_wins(assistant: Assistant) -> None:
    found = first(assistant, "越南的外商補助最多多少？", markets=frozenset({"PL"}))

    assert found == ("VN.md", ())


def test_all_documents_are_still_searched(assistant: Assistant) -> None:
    filters = Filters(profile=Profile(markets=frozenset({"TH"})))

    found = assistant.search("外商補助最多多少？", limit=8, filters=filters)

    assert {passage.chunk.document for passage in found} >= {"TH.md", "VN.md", "PL.md"}


def test_a_sector_and_a_stage_lift_what_is_on_them(assistant: Assistant) -> None:
    question = "有什麼補助 subsidy？"
    anyway, _ = first(assistant, question)
    assert anyway != "case.md"

    document, lifted = first(assistant, question, sector="智慧停車", stage=Stage.LOOKING)

    assert document == "case.md"
    assert lifted == ("sector", "stage")


@pytest.mark.parametrize("question", ["巴西的最低工資是多少？", "外商要繳多少所得稅？"])
def test_it_makes_nothing_count_as_supported(assistant: Assistant, question: str) -> None:
    profile = Profile("智慧停車", Stage.LOOKING, frozenset(_MARKETS))

    plain = assistant.answer(question)
    steered = assistant.answer(question, filters=Filters(profile=profile))

    assert plain.outcome is steered.outcome is Outcome.DECLINED


def test_an_answer_says_what_it_was_looked_for_with(assistant: Assistant) -> None:
    filters = Filters.of(markets=["泰國"], profile=Profile("停車", Stage.SELLING))

    answer = assistant.answer("外商補助最多多少？", filters=filters)

    assert answer.filters == filters
    assert {quote.document for claim in answer.claims for quote in claim.quotes} == {"TH.md"}
    assert answer_from_json(answer_to_json(answer)) == answer
