"""What a marker opens, and what the panel says of it."""

from dataclasses import replace

import pytest

from assistant.types import Claim, Verdict
from ingest.types import Note
from tests.ui.fake_assistant import FUND_PAGE, HOSTILE, FakeAssistant, page
from ui.source_page import kept_html, notes_html, notes_of, quote_html
from ui.source_panel import details_html
from ui.sources import Source, SourceAddress, find_source, page_words
from ui.words import CHINESE, ENGLISH, Words

FAKE = FakeAssistant()
ANSWER = FAKE.answer("怎麼用？")
DECLINED = FAKE.answer("declined")


def opened(address: str) -> Source:
    source = find_source([ANSWER, DECLINED], SourceAddress(*map(int, address.split("."))))
    assert source is not None
    return source


@pytest.mark.parametrize(
    ("text", "address"),
    [
        pytest.param("2.1.3", SourceAddress(2, 1, 3), id="a claim's marker"),
        pytest.param("2.0.3", SourceAddress(2, 0, 3), id="a nearest passage"),
        pytest.param("0.1.1", None, id="no turn"),
        pytest.param("1.1.0", None, id="no marker"),
        pytest.param("1.1", None, id="too short"),
        pytest.param("1.1.1.1", None, id="too long"),
        pytest.param("1.-1.1", None, id="negative"),
        pytest.param("1.1.1\n", None, id="line break"),
        pytest.param("1.1.٣", None, id="other digits"),
        pytest.param("9" * 5000 + ".1.1", None, id="huge"),
        pytest.param("<b>", None, id="markup"),
        pytest.param("", None, id="empty"),
    ],
)
def test_an_address_is_read_only_when_it_is_one(text: str, address: SourceAddress | None) -> None:
    assert SourceAddress.parse(text) == address
    assert address is None or str(address) == text


def test_a_marker_opens_its_quote() -> None:
    source = opened("1.2.1")

    assert (source.version, source.page_index, source.page_label) == (1, 0, "26")
    assert source.texts == ("廠商先在 ECEPP 平台登錄，再投標。",)
    assert [FUND_PAGE[start:end] for start, end in source.spans] == list(source.texts)
    assert source.quoted


def test_a_nearest_passage_opens_without_being_called_a_quote() -> None:
    source = opened("2.0.3")

    assert (source.version, source.quoted) == (3, False)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(SourceAddress(3, 1, 1), id="turn"),
        pytest.param(SourceAddress(1, 9, 1), id="claim"),
        pytest.param(SourceAddress(1, 1, 2), id="another claim's marker"),
        pytest.param(SourceAddress(2, 0, 9), id="passage"),
    ],
)
def test_what_is_not_there_opens_nothing(address: SourceAddress) -> None:
    assert find_source([ANSWER, DECLINED], address) is None


def test_two_quotes_of_one_passage_are_highlighted_together() -> None:
    quotes = (ANSWER.claims[1].quotes[0], ANSWER.claims[0].quotes[0])
    answer = replace(ANSWER, claims=(Claim("兩句。", Verdict.SUPPORTED, (1,), quotes),))
    source = find_source([answer], SourceAddress(1, 1, 1))
    assert source is not None

    shown = quote_html(source, FAKE.catalogue.pages[1, 0], words=CHINESE)

    assert shown.count("<mark>") == 2
    assert "<mark>基金支付顧問服務，由臺灣廠商承接。</mark><mark>廠商先在" in shown


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        pytest.param([(2, 5), (4, 7)], "ab<mark>cde</mark><mark>fg</mark>hij", id="overlapping"),
        pytest.param([(2, 7), (3, 5)], "ab<mark>cdefg</mark>hij", id="one in the other"),
        pytest.param([(0, 10)], "<mark>abcdefghij</mark>", id="the whole page"),
    ],
)
def test_every_character_is_shown_once(spans: list[tuple[int, int]], marked: str) -> None:
    source = replace(opened("1.1.1"), spans=tuple(spans))

    assert f">{marked}</blockquote>" in quote_html(
        source, page(0, None, "abcdefghij"), words=CHINESE
    )


def test_the_quote_stands_in_its_paragraph_alone() -> None:
    shown = quote_html(opened("1.1.1"), FAKE.catalogue.pages[1, 0], words=CHINESE)

    assert "臺灣自 1991 年起" in shown
    assert "<mark>基金支付顧問服務，由臺灣廠商承接。</mark>廠商先在" in shown
    assert "技術合作基金的用途" not in shown
    assert "基金不支付設備採購" not in shown


@pytest.mark.parametrize(
    ("file", "label", "words", "shown"),
    [
        pytest.param("a.pdf", "iv", ENGLISH, "p. iv (PDF 4)", id="label and PDF"),
        pytest.param("a.PDF", "26", CHINESE, "第 26 頁（PDF 第 4 頁）", id="in Chinese"),
        pytest.param("a.pdf", None, ENGLISH, "PDF page 4", id="nothing printed"),
        pytest.param("a.pptx", "3", ENGLISH, "Slide 3", id="slide"),
        pytest.param("a.XLSX", "Rates", CHINESE, "工作表「Rates」", id="sheet"),
        pytest.param("a.md", None, ENGLISH, None, id="no pages"),
    ],
)
def test_a_page_is_told_as_printed_and_as_filed(
    file: str, label: str | None, words: Words, shown: str | None
) -> None:
    assert page_words(file, label=label, index=3, words=words) == shown


@pytest.mark.parametrize(
    ("at", "belongs"),
    [
        pytest.param(5, False, id="at its first character"),
        pytest.param(6, True, id="within"),
        pytest.param(10, True, id="at its end"),
        pytest.param(11, True, id="after the full stop"),
        pytest.param(12, True, id="after the space"),
        pytest.param(13, False, id="in the next sentence"),
        pytest.param(20, False, id="in the next paragraph"),
    ],
)
def test_a_footnote_belongs_to_the_sentence_before_its_mark(at: int, belongs: bool) -> None:
    text = "One. Two 2. Three.\nFour."
    without_stop = (text.index("Two"), text.index(". Three"))
    note = Note("1", (at,), "A source.", None)

    assert notes_of(page(0, None, text, (note,)), [without_stop]) == ([note] if belongs else [])


def test_a_footnote_after_a_paragraph_break_is_not_the_quote_s() -> None:
    note = Note("1", (6,), "A source.", None)

    assert notes_of(page(0, None, "Two 2\nFour.", (note,)), [(0, 5)]) == []


def test_only_web_addresses_of_footnotes_become_links() -> None:
    notes = [
        Note("1", (1,), "Council, https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"),
        Note("2", (1,), "Council, javascript:alert(1)", "javascript:alert(1)"),
        Note("3", (1,), HOSTILE, None),
    ]

    shown = notes_html(notes, words=ENGLISH)

    assert shown.count("<a ") == 1
    assert 'href="https://example.org/a?b=1&amp;c=2"' in shown
    assert 'rel="noopener noreferrer"' in shown
    assert "Council, javascript:alert(1)" in shown
    assert "<img" not in shown


def test_details_leave_out_what_is_not_known() -> None:
    fund = details_html(opened("1.1.1"), FAKE.catalogue.infos[1], words=CHINESE)
    removed = details_html(opened("1.1.1"), None, words=CHINESE)

    assert all(said in fund for said in ("國際拓展諮詢專案", "2026-11-23", "政策", "第 26 頁"))
    assert "發布單位" not in removed
    assert "policy/歐銀基金.pdf" in removed


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        pytest.param(
            "https://a.example/?b=1&c=2",
            '<dd><a href="https://a.example/?b=1&amp;c=2" target="_blank"',
            id="web address",
        ),
        pytest.param("javascript:alert(1)", None, id="script"),
        pytest.param(None, None, id="not known"),
    ],
)
def test_details_link_to_where_a_document_was_downloaded(
    url: str | None, shown: str | None
) -> None:
    info = replace(FAKE.catalogue.infos[1], metadata={"url": url, "fetched": "2026-03-01"})

    details = details_html(opened("1.1.1"), info, words=ENGLISH)

    assert (shown in details) if shown else ("<a " not in details and "script" not in details)
    assert "<dt>Downloaded</dt><dd>2026-03-01</dd>" in details


def test_the_words_kept_with_the_answer_are_shown_of_a_removed_document() -> None:
    assert "<mark>基金支付顧問服務，由臺灣廠商承接。</mark>" in kept_html(
        opened("1.1.1"), words=CHINESE
    )
