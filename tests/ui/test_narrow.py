"""Which documents are searched, and for whom, is chosen in the side bar."""

from dataclasses import replace

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from assistant.facets import NO_FILTERS
from assistant.profile import NO_PROFILE, Profile, Stage
from assistant.types import Answer
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.tabs import html, new_tab
from ui.ask_words import ASK_WORDS
from ui.browser import OWNER_COOKIE
from ui.words import Screen

WORDS = ASK_WORDS[Screen.ZH_HANT].narrow


@pytest.fixture
def fake(fake: FakeAssistant) -> FakeAssistant:
    """Its documents are on markets."""
    for version, market in ((1, "Taiwan"), (2, "Thailand")):
        info = fake.catalogue.infos[version]
        fake.catalogue.infos[version] = replace(
            info, metadata={**info.metadata, "markets": [market]}
        )
    return fake


def asked(app: AppTest) -> AppTest:
    return app.chat_input[0].set_value("基金怎麼用？").run()


def test_nothing_chosen_searches_everything(app: AppTest, fake: FakeAssistant) -> None:
    asked(app.run())

    assert fake.filters == [NO_FILTERS]
    assert WORDS.only.partition("{")[0] not in html(app)


def test_filters_narrow_the_search_and_are_named_below_the_answer(
    app: AppTest, fake: FakeAssistant
) -> None:
    app.run()
    app.multiselect(key="filter-markets").set_value(["TH"])
    app.multiselect(key="filter-kinds").set_value(["policy"])
    app.selectbox(key="filter-since").set_value("2026").run()
    asked(app)

    (filters,) = fake.filters
    assert (filters.markets, filters.kinds, filters.since) == ({"TH"}, {"policy"}, "2026")
    assert "只查了這些文件：泰國、政策、2026 年以後發布" in html(app)
    assert "只查了這些文件：泰國" in html(app.run()), "the answer keeps what it was looked for in"


def test_a_profile_is_kept_for_whoever_gave_it(
    app: AppTest, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.run()
    app.text_input(key="profile-sector").set_value(" 智慧  停車 ").run()
    app.selectbox(key="profile-stage").set_value(Stage.PREPARING.value).run()
    app.multiselect(key="profile-markets").set_value(["TH"]).run()
    profile = Profile("智慧 停車", Stage.PREPARING, frozenset({"TH"}))
    asked(app)
    assert fake.filters[-1].profile == profile

    again = new_tab().run()
    assert again.text_input(key="profile-sector").value == "智慧 停車"
    asked(again)
    assert fake.filters[-1].profile == profile

    monkeypatch.setattr(ContextProxy, "cookies", {OWNER_COOKIE: "b" * 24})
    asked(new_tab().run())
    assert fake.filters[-1].profile == NO_PROFILE


def test_what_a_profile_changed_is_said(
    app: AppTest, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = fake.answer

    def lifted(question: str) -> Answer:
        answer = plain(question)
        first = replace(answer.passages[0], lifted=("TH", "sector", "stage"))
        return replace(answer, passages=(first, *answer.passages[1:]))

    monkeypatch.setattr(fake, "answer", lifted)
    app.run()
    app.text_input(key="profile-sector").set_value("<b>停車").run()
    app.selectbox(key="profile-stage").set_value(Stage.LOOKING.value).run()
    asked(app)

    assert "依貴公司的資料，先看了：泰國、&lt;b&gt;停車、正在找市場" in html(app)
