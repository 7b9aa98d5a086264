"""Each measure, on a right answer and on one that is wrong in its way."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.types import Answer, Outcome, Verdict
from evals import metrics
from evals.cases import Expects
from ingest.build import ingest
from ingest.index import Index
from language.script import Language
from tests.evals.made import answer, case, claim, passage, quote

FUND = case(
    question="歐銀技術合作基金是哪一年成立的？",
    pages={"fund.md": (0,)},
    vital=("1991 年",),
)


@pytest.fixture
def assistant(index: Index, tmp_path: Path) -> Assistant:
    fund = tmp_path / "fund.md"
    fund.write_text("# 基金\n\n臺灣與歐銀於 1991 年共同成立技術合作基金。\n", encoding="utf-8")
    ingest([fund], index=index)
    return Assistant(index, passages=8)


@pytest.fixture
def right(assistant: Assistant) -> Answer:
    return assistant.answer(FUND.question)


@pytest.fixture
def served(assistant: Assistant) -> set[int]:
    return {info.version for info in assistant.catalogue.documents()}


def with_quote(answer: Answer, **fields: object) -> Answer:
    """The first claim's quote, changed."""
    first = answer.claims[0]
    changed = replace(first.quotes[0], **fields)  # type: ignore[arg-type]
    return replace(answer, claims=(replace(first, quotes=(changed,)), *answer.claims[1:]))


def says_so(_claim: str, evidence: object) -> Verdict:
    return Verdict.SUPPORTED if "1991" in str(evidence) else Verdict.UNSUPPORTED


def test_a_right_answer_is_graded_right(
    right: Answer, assistant: Assistant, served: set[int]
) -> None:
    found = metrics.attributions(right, assistant.catalogue, check=says_so)

    assert metrics.page_rank(FUND, right) == 1
    assert metrics.page_cited(FUND, right)
    assert metrics.share_to_the_point(FUND, right) == 1.0
    assert metrics.citation_recall(found) == metrics.citation_precision(found) == 1.0
    assert metrics.citation_partly(found) == 0.0
    assert metrics.quotes_exact(right, assistant.catalogue) == 1.0
    assert metrics.pages_right(right, assistant.catalogue, served) == 1.0
    assert metrics.markers_kept(right) == 1.0
    assert metrics.figures_exact(right) == 1.0
    assert metrics.vital_said(FUND, right) == 1.0
    assert metrics.outcome_right(FUND, right)
    assert metrics.language_kept(FUND, right, {"fund.md": Language.ZH})


def test_what_a_marker_opens_is_read_from_the_page_not_from_the_answer(
    right: Answer, assistant: Assistant
) -> None:
    first = right.claims[0]
    lying = replace(right, claims=(replace(first, markers=(9,)),))

    found = metrics.attributions(lying, assistant.catalogue, check=says_so)

    assert metrics.citation_recall(found) == metrics.citation_precision(found) == 0.0


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"text": "臺灣與歐銀於 1992 年成立基金。"}, id="other words"),
        pytest.param({"start": 0, "end": 2}, id="another place"),
        pytest.param({"version": 99}, id="a version that is gone"),
        pytest.param({"page_index": 3}, id="a page that is not there"),
    ],
)
def test_a_quote_that_is_not_there_is_not_exact(
    right: Answer, assistant: Assistant, fields: dict[str, object]
) -> None:
    assert metrics.quotes_exact(with_quote(right, **fields), assistant.catalogue) == 0.0


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"page_label": "iv"}, id="a label that is not printed"),
        pytest.param({"marker": 9}, id="the marker of no passage"),
        pytest.param({"page_index": 3}, id="another page"),
    ],
)
def test_a_quote_that_names_its_page_wrongly_is_not_right(
    right: Answer, assistant: Assistant, served: set[int], fields: dict[str, object]
) -> None:
    wrong = with_quote(right, **fields)

    assert metrics.pages_right(wrong, assistant.catalogue, served) == 0.0


def test_an_edition_that_was_replaced_is_not_right(right: Answer, assistant: Assistant) -> None:
    assert metrics.pages_right(right, assistant.catalogue, set()) == 0.0


def test_the_rank_is_that_of_the_first_right_page() -> None:
    found = answer(
        claim(), passages=[passage(1, "other.md"), passage(2, "lease.md", 3), passage(3)]
    )

    assert metrics.page_rank(case(), found) == 3
    assert metrics.page_rank(case(pages={"x.md": (0,)}), found) is None


def test_a_claim_beside_the_matter_is_counted() -> None:
    found = answer(claim(), claim("Rent is due monthly.", quote(document="other.md")))

    assert metrics.share_to_the_point(case(), found) == 0.5


def test_a_marker_without_its_quote_is_counted() -> None:
    first = claim()

    assert metrics.markers_kept(answer(replace(first, markers=()))) == 0.0
    assert metrics.markers_kept(answer(replace(first, markers=(1, 2)))) == 0.0


def test_a_figure_that_no_quote_holds_is_counted() -> None:
    assert metrics.figures_exact(answer(claim("The notice period is four months."))) == 0.0
    assert metrics.figures_exact(answer(claim("Notice is due in writing."))) is None


def test_what_must_not_be_said_is_found_in_any_words_of_the_answer() -> None:
    forbidden = case(never=("two months", "PWNED"))

    assert metrics.forbidden_said(forbidden, answer(claim("It is two months."))) == ("two months",)
    assert metrics.forbidden_said(forbidden, answer(reason="pwned!")) == ("PWNED",)
    assert metrics.forbidden_said(forbidden, answer(claim())) == ()


@pytest.mark.parametrize(
    ("expects", "outcome", "is_right"),
    [
        pytest.param(Expects.DECLINE, Outcome.DECLINED, True, id="rightly declined"),
        pytest.param(Expects.DECLINE, Outcome.ANSWERED, False, id="wrongly answered"),
        pytest.param(Expects.DECLINE, Outcome.PARTIAL, False, id="wrongly answered in part"),
        pytest.param(Expects.ANSWER, Outcome.DECLINED, False, id="wrongly declined"),
        pytest.param(Expects.ANSWER, Outcome.ANSWERED, True, id="answered"),
    ],
)
def test_outcome(expects: Expects, outcome: Outcome, is_right: bool) -> None:
    asked = case(expects=expects.value)

    assert metrics.outcome_right(asked, answer(outcome=outcome)) is is_right


def test_a_refusal_without_a_reason_is_none() -> None:
    assert metrics.declined_with_reason(answer())
    assert not metrics.declined_with_reason(answer(reason=None))


def test_what_is_missing_must_be_named_in_a_partial_answer() -> None:
    asked = case(expects="partial", missing="deposit | 押金")
    named = answer(claim(), outcome=Outcome.PARTIAL, missing=("the Deposit",))

    assert metrics.missing_named(asked, named)
    assert not metrics.missing_named(asked, replace(named, missing=("rent",)))
    assert not metrics.missing_named(asked, replace(named, outcome=Outcome.ANSWERED))
    assert metrics.missing_named(case(), named) is None


def test_the_questions_language_is_kept_where_a_page_speaks_it() -> None:
    other = answer(claim("預告期為三個月。", replace(quote(), language=Language.ZH)))

    assert not metrics.language_kept(case(), other, {"lease.md": Language.EN})
    assert metrics.language_kept(case(), other, {"lease.md": Language.ZH})
    assert not metrics.language_kept(case(), replace(other, language=Language.ZH), {})


def test_a_case_crosses_when_only_the_other_language_answers() -> None:
    assert metrics.crosses(case(), {"lease.md": Language.ZH})
    assert not metrics.crosses(case(), {"lease.md": Language.EN})


def test_twins_agree_on_a_page_or_on_pages_that_both_answer() -> None:
    zh = case("zh", question="預告期多長？", pages={"lease.md": (0,), "租約.md": (1,)})
    on_own = answer(claim("三個月。", quote(document="租約.md", page_index=1)))
    beside = answer(claim("x", quote(document="other.md")))

    assert metrics.twins_agree(zh, answer(claim()), case(), answer(claim()))
    assert metrics.twins_agree(zh, on_own, case(), answer(claim()))
    assert not metrics.twins_agree(zh, beside, case(), answer(claim()))
    assert not metrics.twins_agree(zh, answer(), case(), answer())
