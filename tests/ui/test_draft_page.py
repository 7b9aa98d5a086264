"""Drafts and briefs as an officer uses them, with a fake assistant and a fake check behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from streamlit.testing.v1 import AppTest

from assistant.facets import Filters
from assistant.replies import Replies
from assistant.reply import Reply
from assistant.types import Answer, Verdict
from language.script import Language
from tests.ui.fake_assistant import HOSTILE, FakeAssistant
from tests.ui.tabs import BROWSER, ROOT, html
from ui import stores
from ui.page_words import PAGE_WORDS
from ui.words import CHINESE, Screen

SAID = PAGE_WORDS[Screen.ZH_HANT].draft


@dataclass(frozen=True)
class Differs:
    """What a check finds of a sentence that says something else."""

    verdict: Verdict = Verdict.CONTRADICTED
    score: float = 0.0

    def reasons_in(self, _: Language) -> tuple[str, ...]:
        return ("數字不同",)


class FakeVerifier:
    """Finds every sentence that is no quotation wrong."""

    def check(self, claim: str, evidence: Sequence[str]) -> Differs:
        assert evidence
        return Differs()


def tab(name: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "ui" / f"{name}_page.py"), default_timeout=20)
    page.context = {"locale": "zh-TW"}
    return page


@pytest.fixture
def replies(fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> Replies:
    monkeypatch.setattr(fake, "check", FakeVerifier().check, raising=False)
    return stores.load_replies()


@pytest.fixture
def id(replies: Replies, fake: FakeAssistant) -> str:
    """A draft with two quotations."""
    id = replies.create("回覆", Language.ZH, owner=BROWSER)
    claims = fake.answer("").claims[:2]
    replies.put(id, Reply("回覆", Language.ZH).with_claims(claims), owner=BROWSER)
    return id


def kept(replies: Replies, id: str) -> list[str]:
    return [item.claim.text for item in replies.get(id, owner=BROWSER).items]


def test_without_a_draft_the_page_says_how_to_begin(replies: Replies) -> None:
    page = tab("draft").run()

    assert not page.exception
    assert SAID.empty in html(page)


def test_an_edited_sentence_is_checked_and_says_what_is_wrong(replies: Replies, id: str) -> None:
    page = tab("draft").run()
    assert html(page).count(SAID.checked) == 2

    page.text_area[0].set_value("基金支付設備採購。").run()

    assert not page.exception
    assert html(page).count(SAID.checked) == 1
    assert CHINESE.verdicts[Verdict.CONTRADICTED] in html(page)
    assert "數字不同" in html(page)
    assert kept(replies, id)[0] == "基金支付設備採購。"


def test_sentences_move_and_go(replies: Replies, id: str) -> None:
    first, second = kept(replies, id)
    page = tab("draft").run()

    next(b for b in page.main.button if b.label == SAID.down).click().run()
    assert kept(replies, id) == [second, first]
    next(b for b in page.main.button if b.label == SAID.remove).click().run()

    assert not page.exception
    assert kept(replies, id) == [first]


def test_what_a_draft_says_is_shown_as_text(replies: Replies, fake: FakeAssistant) -> None:
    id = replies.create(HOSTILE, Language.ZH, owner=BROWSER)
    claims = fake.answer("hostile").claims
    replies.put(id, Reply(HOSTILE, Language.ZH).with_claims(claims), owner=BROWSER)

    page = tab("draft").run()

    assert not page.exception
    assert "<img" not in html(page)
    assert not [one for one in page.main.markdown if "alert" in one.value]


def test_only_sentences_that_were_checked_are_offered_for_a_draft(
    app: AppTest, replies: Replies
) -> None:
    app.run()
    app.chat_input[0].set_value("基金怎麼用？").run()

    next(b for b in app.main.button if b.label == SAID.add).click().run()

    assert not app.exception
    assert [box.label for box in app.checkbox] == [
        SAID.sentence.format(number=number) for number in (1, 2, 3)
    ]
    assert [SAID.new] in [box.options for box in app.selectbox]


class BriefAssistant(FakeAssistant):
    """Answers about people only."""

    def answer(
        self,
        question: str,
        *,
        language: Language | None = None,
        filters: Filters | None = None,
    ) -> Answer:
        return super().answer("人" if "人口" in question else "declined")


def test_a_brief_shows_what_is_covered_and_what_is_not(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "DeskProcess", lambda **_: BriefAssistant())
    fake.catalogue.infos[1].metadata["markets"] = ["XK"]
    monkeypatch.setattr("assistant.brief._is_on", lambda *_: True)
    said = PAGE_WORDS[Screen.ZH_HANT].brief
    page = tab("brief").run()
    page.button[0].click().run()
    assert said.no_market in html(page)

    page.multiselect[0].select("XK")
    page.button[0].click().run()

    assert not page.exception
    shown = html(page)
    assert "科索沃市場進入簡報" in shown
    assert "基金支付顧問服務" in shown
    assert shown.count("文件沒有涵蓋這一項。") == 6
    assert 'data-source="1.1.1"' in shown
