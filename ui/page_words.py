"""The words of the pages beside the chat, in both languages; `{names}` are filled in there."""

from collections.abc import Mapping
from dataclasses import dataclass

from ui import library_edit_words, library_words, quality_words
from ui.library_edit_words import LibraryEditWords
from ui.library_words import LibraryWords
from ui.quality_words import QualityWords
from ui.words import Screen


@dataclass(frozen=True, slots=True)
class DraftWords:
    """The page where an officer writes a reply."""

    heading: str
    more: str
    empty: str
    yours: str
    new: str
    new_title: str
    title: str
    add: str
    add_from: str
    into: str
    choose: str
    added: str
    nothing_chosen: str
    sentence: str
    note: str
    add_note: str
    note_more: str
    checked: str
    up: str
    down: str
    remove: str
    check_again: str
    word: str
    pdf: str
    markdown: str
    delete: str
    delete_sure: str
    no_items: str


@dataclass(frozen=True, slots=True)
class BriefPageWords:
    """The page that briefs on markets."""

    heading: str
    more: str
    markets: str
    markets_hint: str
    sector: str
    sector_hint: str
    write: str
    writing: str
    no_market: str
    into_draft: str


@dataclass(frozen=True, slots=True)
class PageWords:
    ask: str
    """The chat's name in the menu."""

    draft_page: str
    brief_page: str
    draft: DraftWords
    brief: BriefPageWords
    library: LibraryWords
    library_edit: LibraryEditWords
    quality: QualityWords


_ENGLISH = PageWords(
    ask="Ask",
    draft_page="Draft",
    brief_page="Brief",
    draft=DraftWords(
        heading="Draft a reply",
        more=(
            "Choose sentences from answers, edit and order them. Each sentence is checked against "
            "its quotes again as you edit it, and leaves with a footnote for each."
        ),
        empty=(
            "You have no drafts yet. Ask a question first, then choose “Add to draft” below the "
            "answer, or start an empty draft here."
        ),
        yours="Your drafts",
        new="New draft",
        new_title="Reply",
        title="Title",
        add="Add to draft",
        add_from="Choose the sentences to add",
        into="Draft",
        choose="Add",
        added="Sentences added to the draft “{title}”: {count}",
        nothing_chosen="Choose at least one sentence.",
        sentence="Sentence {number}",
        note="Note",
        add_note="Add a note",
        note_more="Your own words: passed on as a note, and not checked.",
        checked="Checked against its quotes",
        up="Move up",
        down="Move down",
        remove="Take out",
        check_again="Check all again",
        word="Word",
        pdf="PDF",
        markdown="Markdown",
        delete="Delete draft",
        delete_sure="Delete this draft? This cannot be undone.",
        no_items="This draft is empty. Add sentences from an answer, or a note of your own.",
    ),
    brief=BriefPageWords(
        heading="Brief on a market",
        more=(
            "Market, rules, funding, partners, cases, risks and next steps, from the documents "
            "alone, with what they do not cover. Up to three markets side by side."
        ),
        markets="Markets",
        markets_hint="Choose up to three",
        sector="What the firm does (optional)",
        sector_hint="smart parking, telemedicine, e-payments …",
        write="Write the brief",
        writing="Reading on {market}: {topic}…",
        no_market="Choose a market to write about.",
        into_draft="Turn into a draft",
    ),
    library=library_words.ENGLISH,
    library_edit=library_edit_words.ENGLISH,
    quality=quality_words.ENGLISH,
)

_CHINESE = PageWords(
    ask="提問",
    draft_page="草稿",
    brief_page="簡報",
    draft=DraftWords(
        heading="撰寫回覆",
        more=(
            "從回答中挑選句子，再修改、排序。每改一句，就會重新與它的引文核對；"
            "匯出時每一段引文都附上註腳。"
        ),
        empty="您還沒有草稿。請先提問，再按回答下方的「加入草稿」，或在這裡開一份空白草稿。",
        yours="您的草稿",
        new="新草稿",
        new_title="回覆",
        title="標題",
        add="加入草稿",
        add_from="選擇要加入的句子",
        into="草稿",
        choose="加入",
        added="已加入草稿「{title}」：{count} 句",
        nothing_chosen="請至少選一句。",
        sentence="第 {number} 句",
        note="備註",
        add_note="加一段備註",
        note_more="您自己的話：匯出時列為備註，不核對。",
        checked="已與引文核對",
        up="上移",
        down="下移",
        remove="移除",
        check_again="全部重新核對",
        word="Word",
        pdf="PDF",
        markdown="Markdown",
        delete="刪除草稿",
        delete_sure="要刪除這份草稿嗎？刪除後無法復原。",
        no_items="這份草稿還是空的。請從回答加入句子，或寫一段備註。",
    ),
    brief=BriefPageWords(
        heading="市場簡報",
        more=(
            "市場、法規、資金、合作夥伴、案例、風險與下一步，全部出自文件，"
            "沒有涵蓋的也會說明。最多可並列三個市場。"
        ),
        markets="市場",
        markets_hint="最多選三個",
        sector="公司做什麼（可不填）",
        sector_hint="智慧停車、遠距醫療、電子支付……",
        write="產生簡報",
        writing="正在閱讀{market}：{topic}……",
        no_market="請選擇要介紹的市場。",
        into_draft="轉為草稿",
    ),
    library=library_words.CHINESE,
    library_edit=library_edit_words.CHINESE,
    quality=quality_words.CHINESE,
)

PAGE_WORDS: Mapping[Screen, PageWords] = {Screen.ZH_HANT: _CHINESE, Screen.EN: _ENGLISH}
