"""The library's page, over a real index of a few documents."""

import re
from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.small_library import HOSTILE, HOSTILE_FILE
from tests.ui.tabs import html, new_tab
from ui.library_words import CHINESE, ENGLISH

POLICY = "policy/泰國停車.md"


def titles(app: AppTest) -> list[str]:
    """The titles in the list that is shown, in order."""
    listing = next((one.value for one in app.main.html if "<table" in one.value), "")
    return [part.split("</a>")[0].split(">")[-1] for part in listing.split("<a data-go")[1:]]


def test_every_document_is_listed_with_what_is_known_of_it(library: AppTest) -> None:
    library.run()

    assert not library.exception
    shown = html(library)
    assert ENGLISH.found.format(count=3, all=3) in shown
    row = shown.split("泰國智慧停車政策</a>")[1].split("</tr>")[0]
    assert POLICY in row
    for value in ("Policy", "Thailand, EBRD region", "2024", "Chinese"):
        assert value in row
    assert ENGLISH.guess not in row


def test_what_is_guessed_is_marked_as_a_guess(library: AppTest) -> None:
    library.run()

    row = html(library).split("parking in Vietnam</a>")[1].split("</tr>")[0]
    for value in ("Case study", "Vietnam", "2023"):
        assert f'{value} <span class="guess">guess</span>' in row


def test_no_mark_is_drawn_as_a_box_of_another_name() -> None:
    css = Path("ui/screen.css").read_text(encoding="utf-8")
    boxes = {
        selector.strip()
        for selectors, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", css)
        for selector in selectors.split(",")
        if "padding" in rule
    }

    assert not boxes & {f".{mark}" for mark in ENGLISH.marks}


def test_markup_in_titles_and_names_is_shown_as_text(library: AppTest) -> None:
    library.run()
    listing = html(library)
    library.query_params["doc"] = HOSTILE_FILE
    library.run()
    report = html(library)

    for shown in (listing, report):
        assert escape(HOSTILE) in shown
        assert escape(HOSTILE_FILE) in shown
        assert "<img" not in shown
    # Nothing of a document may reach what Streamlit draws as Markdown.
    assert not any("bold" in element.value for element in library.markdown)


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        pytest.param("智慧", ["泰國智慧停車政策"], id="title"),
        pytest.param("智慧 泰国", ["泰國智慧停車政策"], id="Simplified, several words"),
        pytest.param("VIETNAM.MD", ["Case study: parking in Vietnam"], id="file, any case"),
        pytest.param("数位发展部", ["泰國智慧停車政策"], id="issuer"),
        pytest.param("nothing has this", [], id="none"),
    ],
)
def test_a_search_narrows_the_list(library: AppTest, search: str, expected: list[str]) -> None:
    library.run()
    library.text_input(key="library-search").set_value(search).run()

    assert titles(library) == expected
    assert (ENGLISH.none_found in html(library)) is not expected


def test_filters_narrow_the_list(library: AppTest) -> None:
    library.run()
    library.multiselect(key="library-market").select("VN").run()
    assert titles(library) == ["Case study: parking in Vietnam"]

    library.multiselect(key="library-kind").select("policy").run()
    assert titles(library) == []


def test_the_list_can_be_ordered_by_year(library: AppTest) -> None:
    library.run()
    library.selectbox(key="library-sort").select("year").run()

    assert titles(library)[:2] == ["泰國智慧停車政策", "Case study: parking in Vietnam"]


def test_a_link_of_the_map_lists_its_documents(library: AppTest) -> None:
    library.query_params.update({"view": "coverage"})
    library.run()
    cell = html(library).split('aria-label="Thailand, Policy: 1"')[0].rsplit("href=", 1)[1]
    assert "market=TH" in cell
    assert "kind=policy" in cell

    library.query_params.update({"view": "documents", "market": "TH", "kind": "policy"})
    library.run()

    assert titles(library) == ["泰國智慧停車政策"]
    assert library.multiselect(key="library-market").value == ["TH"]


def test_a_link_to_what_no_document_has_any_more_shows_all(library: AppTest) -> None:
    library.query_params["market"] = "XX"
    library.run()

    assert not library.exception
    assert len(titles(library)) == 3


def test_the_map_s_axes_change_places(library: AppTest) -> None:
    library.query_params["view"] = "coverage"
    library.run()
    assert '<th scope="row">Thailand</th>' in html(library)

    library.button(key="map-swap").click().run()
    assert '<th scope="col"><span>Thailand</span></th>' in html(library)

    library.selectbox(key="map-rows").select("market").run()
    assert library.selectbox(key="map-columns").value == "kind"


def test_a_document_s_report_says_how_it_was_read(library: AppTest) -> None:
    library.query_params["doc"] = POLICY
    library.run()

    assert not library.exception
    shown = html(library)
    for value in ("泰國智慧停車政策", POLICY, "Thailand, EBRD region", "數位發展部", "2024-05-01"):
        assert value in shown

    library.button(key="library-back").click().run()
    assert len(titles(library)) == 3


def test_filters_stay_while_a_document_is_looked_at(library: AppTest) -> None:
    library.run()
    library.multiselect(key="library-market").select("VN").run()
    library.query_params["doc"] = "vietnam.md"
    library.run()
    library.button(key="library-back").click().run()

    assert titles(library) == ["Case study: parking in Vietnam"]


def test_a_document_that_is_gone_says_so(library: AppTest) -> None:
    library.query_params["doc"] = "never-there.pdf"
    library.run()

    assert ENGLISH.gone in html(library)


def test_what_could_not_be_read_is_listed_with_the_cure(library: AppTest) -> None:
    library.query_params["view"] = "unreadable"
    library.run()

    shown = html(library)
    assert '<article class="refused"><h3>broken.pdf</h3>' in shown
    assert 'class="cure"' in shown


def test_an_empty_library_says_what_to_do(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path / "empty"))
    monkeypatch.setenv("ADVISOR_CACHE", str(own_home / "cache"))
    app = new_tab("zh-TW").run().switch_page("ui/library_page.py").run()

    assert not app.exception
    assert CHINESE.empty.split("`")[0] in html(app)


def test_the_page_speaks_chinese(library: AppTest) -> None:
    library.query_params["lang"] = "zh-Hant"
    library.session_state["screen"] = "zh-Hant"
    library.run()

    shown = html(library)
    assert CHINESE.more in shown
    assert "越南 <span" in shown
    assert CHINESE.guess in shown
