"""What the documents' report says itself, in both languages; `{names}` are filled in there."""

from collections.abc import Mapping
from typing import NamedTuple

from ingest.reports import Basis
from ingest.types import FlagKind
from language.script import Language


class ReportWords(NamedTuple):
    """What the report says itself."""

    language: Language
    tag: str
    title: str
    documents: str
    quarantined: str
    cure: str
    none: str
    pages: str
    chunks: str
    tables: str
    seconds: str
    states: Mapping[str, str]
    bases: Mapping[Basis, str]
    fields: Mapping[str, str]
    kinds: Mapping[FlagKind, str]
    same_as: str
    served_for: str
    replaced_by: str
    replaces: str
    alike: str
    flagged: str
    instructs: str
    page: str
    note: str
    unknown: str
    map: str
    market: str
    not_known: str


_ENGLISH = ReportWords(
    language=Language.EN,
    tag="en",
    title="Documents",
    documents="{count} documents",
    quarantined="{count} could not be read",
    cure="What helps",
    none="Nothing has been ingested.",
    pages="pages",
    chunks="chunks",
    tables="tables",
    seconds="seconds",
    states={
        "read": "read",
        "empty": "empty",
        "scanned": "scanned, not read",
        "ocr": "read by character recognition",
        "garbled": "garbled",
    },
    bases={Basis.STATED: "", Basis.GUESSED: "guess", Basis.CORRECTED: "corrected"},
    fields={
        "title": "Title",
        "kind": "Kind",
        "markets": "Markets",
        "sectors": "Sectors",
        "language": "Language",
        "issuer": "Issuer",
        "issued": "Issued",
        "effective": "In force from",
        "edition": "Edition",
        "supersedes": "Replaces",
        "url": "Address",
    },
    kinds={
        FlagKind.INVISIBLE: "invisible",
        FlagKind.SAME_COLOUR: "in its background's colour",
        FlagKind.COVERED: "covered",
        FlagKind.TINY: "tiny",
        FlagKind.OFF_PAGE: "off the page",
        FlagKind.NOT_SHOWN: "marked as not shown",
        FlagKind.COMMENT: "comment",
        FlagKind.ZERO_WIDTH: "characters without width",
        FlagKind.INSTRUCTIONS: "instructions",
    },
    same_as="Says the same as {name}, which is served for both.",
    served_for="Served for {name} too, which says the same.",
    replaced_by="An older edition of {name}.",
    replaces="A newer edition of {name}.",
    alike="Much like {name}.",
    flagged="Hidden text and instructions, kept out of answers",
    instructs="gives instructions",
    page="Page {name}",
    note="Notes",
    unknown="unknown",
    map="What the documents cover",
    market="Market",
    not_known="not known",
)
_CHINESE = ReportWords(
    language=Language.ZH,
    tag="zh-Hant",
    title="文件報告",
    documents="{count} 份文件",
    quarantined="{count} 份無法讀取",
    cure="處理方式",
    none="還沒有匯入任何文件。",
    pages="頁",
    chunks="段",
    tables="個表格",
    seconds="秒",
    states={
        "read": "已讀取",
        "empty": "空白",
        "scanned": "掃描頁，未讀取",
        "ocr": "以文字辨識讀取",
        "garbled": "亂碼",
    },
    bases={Basis.STATED: "", Basis.GUESSED: "推測", Basis.CORRECTED: "已更正"},
    fields={
        "title": "標題",
        "kind": "類別",
        "markets": "市場",
        "sectors": "產業",
        "language": "語言",
        "issuer": "發布單位",
        "issued": "發布日期",
        "effective": "施行日期",
        "edition": "版次",
        "supersedes": "取代",
        "url": "網址",
    },
    kinds={
        FlagKind.INVISIBLE: "看不見的文字",
        FlagKind.SAME_COLOUR: "與背景同色",
        FlagKind.COVERED: "被遮住",
        FlagKind.TINY: "字體過小",
        FlagKind.OFF_PAGE: "在頁面之外",
        FlagKind.NOT_SHOWN: "標記為不顯示",
        FlagKind.COMMENT: "註解",
        FlagKind.ZERO_WIDTH: "零寬字元",
        FlagKind.INSTRUCTIONS: "指示",
    },
    same_as="內容與 {name} 相同，以該份文件為準。",
    served_for="{name} 與本文件內容相同，以本文件為準。",
    replaced_by="{name} 的舊版。",
    replaces="{name} 的新版。",
    alike="與 {name} 大致相同。",
    flagged="隱藏文字與指示（不會出現在回答中）",
    instructs="含有指示",
    page="第 {name} 頁",
    note="備註",
    unknown="不明",
    map="文件涵蓋範圍",
    market="市場",
    not_known="不明",
)
REPORT_WORDS: Mapping[Language, ReportWords] = {Language.EN: _ENGLISH, Language.ZH: _CHINESE}
