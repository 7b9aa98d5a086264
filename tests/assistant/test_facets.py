"""What documents are about, which edition replaces which, and what a question names."""

import pytest

from assistant.facets import Facets, Filters, facets_of, kinds_asked, market_keys, years_named
from ingest.served import Served
from language.script import Language


def _served(
    version: int, document: str, language: Language = Language.EN, **said: object
) -> Served:
    title = str(said.pop("title", document))
    return Served(version, document, document, title, language, said)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        pytest.param("泰國", {"TH"}, id="traditional"),
        pytest.param("泰国", {"TH"}, id="simplified"),
        pytest.param("thailand", {"TH"}, id="english"),
        pytest.param("th", {"TH"}, id="code"),
        pytest.param("台灣", {"TW"}, id="home"),
        pytest.param("EBRD region", {"ebrd region"}, id="no place"),
    ],
)
def test_a_market_has_one_key_however_it_is_written(name: str, keys: set[str]) -> None:
    assert market_keys(name) == keys


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        pytest.param(Filters.of(), True, id="none"),
        pytest.param(Filters.of(markets=["越南", "Thailand"]), True, id="one of its markets"),
        pytest.param(Filters.of(markets=["Poland"]), False, id="another market"),
        pytest.param(Filters.of(kinds=["Rule"]), True, id="its kind, in capitals"),
        pytest.param(Filters.of(kinds=["case"]), False, id="another kind"),
        pytest.param(Filters.of(since="2024"), True, id="since the year"),
        pytest.param(Filters.of(since="2024-05"), True, id="since the month"),
        pytest.param(Filters.of(since="2024-06"), False, id="since a later month"),
        pytest.param(Filters.of(markets=["TH"], kinds=["case"]), False, id="one of two"),
    ],
)
def test_filters_let_through_what_all_of_them_do(filters: Filters, passes: bool) -> None:
    (facets,) = facets_of(
        [_served(1, "a.md", markets=["Thailand", "ASEAN"], kind="rule", issued="2024-05")]
    ).values()

    assert facets.pass_(filters) is passes


def test_a_year_alone_passes_any_day_of_it_and_no_date_passes_none() -> None:
    year, undated = (Facets(frozenset(), None, issued, None) for issued in ("2024", None))

    assert year.pass_(Filters.of(since="2024-07-01"))
    assert not undated.pass_(Filters.of(since="1900"))


def test_the_newest_edition_is_the_successor_of_all_before_it() -> None:
    facets = facets_of(
        [
            _served(1, "2021.md", issued="2021"),
            _served(2, "rules/2022.md", supersedes="2021.md", issued="2022"),
            _served(3, "2023.md", supersedes="2022.md", issued="2023"),
        ]
    )

    assert {version: one.successor for version, one in facets.items()} == {1: 3, 2: 3, 3: None}


def test_editions_of_one_title_are_told_apart_by_their_dates_and_language() -> None:
    facets = facets_of(
        [
            _served(1, "new.md", title="Guide", supersedes="Guide", issued="2024"),
            _served(2, "old.md", title="Guide", issued="2023"),
            _served(3, "old.zh.md", Language.ZH, title="Guide", issued="2023"),
        ]
    )

    assert {version: one.successor for version, one in facets.items()} == {1: None, 2: 1, 3: None}


def test_documents_that_name_each_other_end() -> None:
    facets = facets_of([_served(1, "a", supersedes="b"), _served(2, "b", supersedes="a")])

    assert {one.successor for one in facets.values()} <= {1, 2, None}


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        pytest.param("有哪些成功案例？", {"case"}, id="traditional"),
        pytest.param("Which regulations apply?", {"rule"}, id="english"),
        pytest.param("How do I showcase a product?", set(), id="within another word"),
    ],
)
def test_a_question_names_kinds_of_documents(question: str, kinds: set[str]) -> None:
    assert kinds_asked(question) == kinds


def test_years_are_told_from_other_numbers() -> None:
    assert years_named("2023 年的 120231 家與 1,999 元，以及 2024") == {"2023", "2024"}
