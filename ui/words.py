"""Every word on the screen, in both languages.

The fields are the same for both by type; `{names}` in a text are filled in where it is drawn, and
a test holds that both languages use the same names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.types import Verdict, Writer
from language.script import Language


class Screen(StrEnum):
    """The languages the screen can be in, by their BCP 47 tag."""

    ZH_HANT = "zh-Hant"
    EN = "en"

    @classmethod
    def of_locale(cls, locale: str | None) -> "Screen":
        """The screen's language for a browser's locale, such as `zh-TW`."""
        return cls.ZH_HANT if (locale or "").lower().startswith("zh") else cls.EN

    @property
    def language(self) -> Language:
        return Language.ZH if self is Screen.ZH_HANT else Language.EN


SCREEN_NAMES: Mapping[Screen, str] = {Screen.ZH_HANT: "繁體中文", Screen.EN: "English"}
"""Each named in itself, so that it can be found by whoever needs it."""

SCREEN_LABEL = "畫面語言 / Language of the screen"


@dataclass(frozen=True, slots=True)
class Words:
    """The screen's words in one language."""

    product: str
    welcome: str
    welcome_more: str
    examples: tuple[str, ...]
    try_asking: str
    ask: str

    new_conversation: str
    conversations: str
    no_conversations: str
    search_conversations: str
    no_such_conversation: str
    rename: str
    name: str
    save: str
    delete: str
    delete_sure: str
    cancel: str
    unknown_conversation: str

    opening: str
    searching: str
    found: str
    found_nothing: str
    failed: str
    empty_index: str

    you_asked: str
    answer: str
    declined: str
    unsure: str
    partial: str
    missing: str
    nearest: str
    contacts: str
    corrects: str
    one_case: str
    differ: str
    sources: str
    source: str
    writers: Mapping[Writer, str]
    withheld: str
    record: str
    verdicts: Mapping[Verdict, str]
    """The verdicts that a reader must know of; a supported claim carries no word."""

    quoted_in: Mapping[Language, str]

    close: str
    issuer: str
    issued: str
    web_page: str
    fetched: str
    kind: str
    kinds: Mapping[str, str]
    place: str
    language: str
    languages: Mapping[Language, str]
    file: str
    page_and_pdf: str
    pdf_only: str
    page_only: str
    slide: str
    sheet: str
    table: str
    row: str
    column: str
    cell: str
    unit: str
    in_table: str
    ocr: str
    ocr_short: str
    quote: str
    passage: str
    footnotes: str
    picture: str
    picture_of: str
    picture_of_page: str
    no_picture: str
    page_before: str
    page_after: str
    page_back: str
    of_pages: str
    page_text: str
    page_empty: str
    download: str
    gone: str


ENGLISH = Words(
    product="Expansion Advisor",
    welcome="Where do you want to take your business?",
    welcome_more=(
        "Ask about markets, funds, rules and earlier cases. Every sentence of an answer opens at "
        "the page it rests on; what the documents do not say is not answered. "
        "Documents to answer from: {documents}."
    ),
    examples=(
        "How can a Taiwanese firm use the EBRD technical cooperation fund?",
        "We make smart parking systems and want to enter Thailand. What support is there?",
        "What does the EU AI Act ask of a software firm from outside the EU?",
        "Which export insurance can a small digital firm get in Taiwan?",
    ),
    try_asking="Try asking",
    ask="Ask the documents",
    new_conversation="New conversation",
    conversations="Earlier conversations",
    no_conversations="Your conversations will be listed here.",
    search_conversations="Search them",
    no_such_conversation="None of them holds these words.",
    rename="Rename",
    name="Name",
    save="Save",
    delete="Delete",
    delete_sure="Delete this conversation and its answers? This cannot be undone.",
    cancel="Cancel",
    unknown_conversation=(
        "This conversation does not exist any more, or its address was mistyped. "
        "Ask below to start a new one."
    ),
    opening="Opening the documents…",
    searching="Searching the documents…",
    found="Passages found: {passages}. Checking what they say…",
    found_nothing="Found no passage that fits, looking at what is nearest…",
    failed=(
        "The answer could not be finished because of a fault on our side: ask again, and if it "
        "happens again, tell whoever runs this service that it is in the log."
    ),
    empty_index=(
        "There are no documents to answer from yet: run `advisor ingest corpus`, or `advisor "
        "ingest` with your own files, and reload this page."
    ),
    you_asked="Question",
    answer="Answer",
    declined="No answer was found in the documents",
    unsure="No answer that is sure",
    partial="Answered in part",
    missing="Not covered by the documents",
    nearest="Nearest passages",
    contacts="Whom the documents name to ask",
    corrects="“{assumed}”: the documents say otherwise",
    one_case="One case",
    differ="The documents give different figures, the newest first",
    sources="Sources",
    source="Source {number}",
    writers={
        Writer.QUOTES: "Quoted word for word from the documents",
        Writer.MODEL: "Written by a language model, each sentence checked against its quote",
    },
    withheld="Sentences of the model not shown, since no page supports them: {count}",
    record="Record {id}",
    verdicts={
        Verdict.PARTLY: "Supported in part",
        Verdict.UNSUPPORTED: "Not supported by its source",
        Verdict.CONTRADICTED: "Contradicted by its source",
        Verdict.UNCHECKED: "Not checked",
    },
    quoted_in={Language.ZH: "quoted in Chinese", Language.EN: "quoted in English"},
    close="Close",
    issuer="Issuer",
    issued="Date",
    web_page="Original",
    fetched="Downloaded",
    kind="Kind",
    kinds={
        "policy": "Policy",
        "statistics": "Statistics",
        "market": "Market report",
        "case": "Case study",
        "rule": "Law or rule",
        "procedure": "Procedure",
    },
    place="Page",
    language="Language",
    languages={Language.ZH: "Chinese", Language.EN: "English"},
    file="File",
    page_and_pdf="p. {label} (PDF {number})",
    pdf_only="PDF page {number}",
    page_only="p. {label}",
    slide="Slide {label}",
    sheet="Sheet “{label}”",
    table="Table",
    row="Row",
    column="Column",
    cell="Cell",
    unit="Unit",
    in_table="In the table",
    ocr=(
        "This page is a picture; its text was read by character recognition and may hold misread "
        "characters. Compare it with the picture below."
    ),
    ocr_short="from a scan",
    quote="Quote",
    passage="Passage",
    footnotes="Sources given in its footnotes",
    picture="The page",
    picture_of="Picture of {place} of the document, with the quote highlighted",
    picture_of_page="Picture of {place} of the document",
    page_before="Previous page",
    page_after="Next page",
    page_back="Back to the quote",
    of_pages="of {count}",
    page_text="Text of this page",
    page_empty="There is no text on this page.",
    no_picture="The page cannot be shown as a picture: {reason}",
    download="Download the original",
    gone=(
        "This document has been removed since; the words are shown as they were kept with the "
        "answer."
    ),
)

CHINESE = Words(
    product="國際拓展顧問",
    welcome="想把事業帶到哪個市場？",
    welcome_more=(
        "市場、資金、法規、前例，都可以問。回答的每一句都能打開它所依據的那一頁；"
        "文件沒有寫的，就不回答。目前收錄 {documents} 份文件。"
    ),
    examples=(
        "臺灣廠商怎麼運用歐銀技術合作基金？",
        "我們做智慧停車，想進泰國，有哪些資源？",
        "歐盟人工智慧法對臺灣軟體公司有什麼要求？",
        "數位業者出口可以投保哪些輸出保險？",
    ),
    try_asking="可以這樣問",
    ask="向文件提問",
    new_conversation="新對話",
    conversations="先前的對話",
    no_conversations="您的對話會列在這裡。",
    search_conversations="搜尋對話",
    no_such_conversation="沒有對話提到這些字。",
    rename="重新命名",
    name="名稱",
    save="儲存",
    delete="刪除",
    delete_sure="要刪除這個對話和其中的回答嗎？刪除後無法復原。",
    cancel="取消",
    unknown_conversation="這個對話已不存在，或網址有誤。請在下方提問，開始新的對話。",
    opening="正在開啟文件…",
    searching="正在搜尋文件…",
    found="已找到 {passages} 段，正在核對內容…",
    found_nothing="沒有找到相符的段落，正在查看最接近的內容…",
    failed="回答未能完成，問題出在我們這邊：請再問一次；若再發生，請告知系統管理者查看紀錄。",
    empty_index=(
        "目前還沒有可供回答的文件：請執行 `advisor ingest corpus`，"
        "或用 `advisor ingest` 加入您自己的檔案，再重新整理這一頁。"
    ),
    you_asked="提問",
    answer="回答",
    declined="文件中找不到答案",
    unsure="沒有可以確定的回答",
    partial="只能回答一部分",
    missing="文件未涵蓋",
    nearest="最接近的段落",
    contacts="文件提到可以洽詢",
    corrects="「{assumed}」：文件的說法不同",
    one_case="個案",
    differ="各文件的數字不同，最新的在前",
    sources="資料來源",
    source="來源 {number}",
    writers={
        Writer.QUOTES: "逐字引自文件",
        Writer.MODEL: "由語言模型撰寫，每一句都與引文核對過",
    },
    withheld="模型寫的句子中有 {count} 句找不到依據，因此不顯示",
    record="紀錄 {id}",
    verdicts={
        Verdict.PARTLY: "僅部分有依據",
        Verdict.UNSUPPORTED: "來源未支持此句",
        Verdict.CONTRADICTED: "與來源牴觸",
        Verdict.UNCHECKED: "未經核對",
    },
    quoted_in={Language.ZH: "原文為中文", Language.EN: "原文為英文"},
    close="關閉",
    issuer="發布單位",
    issued="日期",
    web_page="原始網址",
    fetched="下載日期",
    kind="類別",
    kinds={
        "policy": "政策",
        "statistics": "統計",
        "market": "市場報告",
        "case": "案例",
        "rule": "法規",
        "procedure": "程序",
    },
    place="頁次",
    language="語言",
    languages={Language.ZH: "中文", Language.EN: "英文"},
    file="檔案",
    page_and_pdf="第 {label} 頁（PDF 第 {number} 頁）",
    pdf_only="PDF 第 {number} 頁",
    page_only="第 {label} 頁",
    slide="第 {label} 張投影片",
    sheet="工作表「{label}」",
    table="表",
    row="列",
    column="欄",
    cell="儲存格",
    unit="單位",
    in_table="表中位置",
    ocr="這一頁是影像，文字由光學字元辨識（OCR）讀取，可能有誤字，請與下方影像核對。",
    ocr_short="掃描辨識",
    quote="引文",
    passage="段落",
    footnotes="註腳所列的出處",
    picture="原頁",
    picture_of="文件{place}的影像，引文已標示",
    picture_of_page="文件{place}的影像",
    page_before="上一頁",
    page_after="下一頁",
    page_back="回到引文",
    of_pages="共 {count} 頁",
    page_text="這一頁的文字",
    page_empty="這一頁沒有文字。",
    no_picture="無法顯示這一頁的影像：{reason}",
    download="下載原始檔",
    gone="這份文件後來已移除；以下是隨回答保存的原文。",
)

WORDS: Mapping[Screen, Words] = {Screen.ZH_HANT: CHINESE, Screen.EN: ENGLISH}
