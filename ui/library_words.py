"""The words of the library's page, in both languages; `{names}` are filled in there."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibraryWords:
    """The page that shows what is indexed."""

    page: str
    """Its name in the menu."""

    heading: str
    more: str
    documents: str
    empty: str
    reading: str
    views: Mapping[str, str]

    search: str
    search_hint: str
    axes: Mapping[str, str]
    """What a document is told apart by: market, kind, year, language."""

    any: str
    filters: str
    troubled: str
    sort: str
    sorts: Mapping[str, str]
    regions: Mapping[str, str]
    """Markets that are no country, and countries by another name, as documents may write them."""

    found: str
    same_too: str
    none_found: str
    title: str
    pages: str
    no_pages: str
    guess: str
    more_markets: str
    unknown: str
    marks: Mapping[str, str]
    """What is remarkable about a document, in a word or two."""

    map_more: str
    rows: str
    columns: str
    swap: str
    cover: Mapping[str, str]
    cell: str
    """What a cell of the map says to a screen reader."""

    show_all: str

    back: str
    gone: str
    read_as: str
    known: str
    states: str
    unreadable_more: str
    none_unreadable: str
    since: str


ENGLISH = LibraryWords(
    page="Library",
    heading="Library",
    more=(
        "What the assistant answers from: how each document was read, what is known of it, and "
        "where the collection is thin."
    ),
    documents="Documents: {count}",
    empty=(
        "There are no documents yet: run `advisor ingest corpus`, or `advisor ingest` with files "
        "of your own."
    ),
    reading="Looking through the documents…",
    views={
        "documents": "Documents",
        "coverage": "Coverage",
        "unreadable": "Not readable ({count})",
    },
    search="Search",
    search_hint="Title, file or issuer",
    axes={"market": "Market", "kind": "Kind", "year": "Year", "language": "Language"},
    any="Any",
    filters="Filters",
    troubled="Only those that need a look",
    sort="Order",
    sorts={"title": "By title", "added": "Last read first", "year": "Newest first"},
    regions={
        "any": "any",
        "asia": "Asia",
        "central america": "Central America",
        "côte d'ivoire": "Côte d'Ivoire",
        "diplomatic allies": "diplomatic allies",
        "ebrd region": "EBRD region",
        "global": "global",
        "indo-pacific": "Indo-Pacific",
        "myanmar": "Myanmar",
        "new southbound": "New Southbound",
        "new southbound countries": "New Southbound countries",
        "overseas": "overseas",
        "western balkans": "Western Balkans",
    },
    found="Shown: {count} of {all}",
    same_too=" · {count} of them say the same as another, and are not counted in the coverage",
    none_found="No document fits. Take a filter away, or search for fewer words.",
    title="Title",
    pages="Pages",
    no_pages="–",
    guess="guess",
    more_markets="+{count}",
    unknown="not known",
    marks={
        "empty": "empty pages: {count}",
        "scanned": "scanned, not read: {count}",
        "ocr": "read from scans: {count}",
        "garbled": "garbled pages: {count}",
        "flagged": "hidden text: {count}",
        "warnings": "notes: {count}",
        "unusable": "correction not usable",
        "same": "same as another",
        "old": "older edition",
    },
    map_more=(
        "How many documents there are on what. A document on two markets counts for each. "
        "Choose a number to see the documents."
    ),
    rows="Rows",
    columns="Columns",
    swap="Swap",
    cover={"thick": "thick: {least} or more", "thin": "thin", "none": "none"},
    cell="{row}, {column}: {count}",
    show_all="Show all rows ({count})",
    back="All documents",
    gone="This document is not in the library any more.",
    read_as="Read",
    known="What is known of it",
    states="Its pages",
    unreadable_more=(
        "These could not be read, so nothing is answered from them. Once mended, they can be "
        "tried again."
    ),
    none_unreadable="Every document could be read.",
    since="Tried {when}",
)

CHINESE = LibraryWords(
    page="文件庫",
    heading="文件庫",
    more="回答都出自這裡：每份文件讀取得如何、已知哪些資料，以及哪些主題還缺文件。",
    documents="共 {count} 份文件",
    empty="還沒有文件：請執行 `advisor ingest corpus`，或用 `advisor ingest` 加入您的檔案。",
    reading="正在檢視文件…",
    views={
        "documents": "文件",
        "coverage": "涵蓋範圍",
        "unreadable": "無法讀取（{count}）",
    },
    search="搜尋",
    search_hint="標題、檔名或發布單位",
    axes={"market": "市場", "kind": "類別", "year": "年份", "language": "語言"},
    any="不限",
    filters="篩選",
    troubled="只看需要留意的",
    sort="排序",
    sorts={"title": "依標題", "added": "最近讀取的在前", "year": "年份新的在前"},
    regions={
        "any": "不限",
        "asia": "亞洲",
        "central america": "中美洲",
        "côte d'ivoire": "象牙海岸",
        "diplomatic allies": "邦交國",
        "ebrd region": "歐銀營運地區",
        "global": "全球",
        "indo-pacific": "印太地區",
        "myanmar": "緬甸",
        "new southbound": "新南向",
        "new southbound countries": "新南向國家",
        "overseas": "海外",
        "western balkans": "西巴爾幹",
    },
    found="顯示 {count} 份，共 {all} 份",
    same_too="；其中 {count} 份與其他文件相同，不計入涵蓋範圍",
    none_found="沒有符合的文件。請減少篩選條件，或少輸入幾個詞。",
    title="標題",
    pages="頁數",
    no_pages="—",
    guess="推測",
    more_markets="等 {count} 個",
    unknown="不明",
    marks={
        "empty": "空白 {count} 頁",
        "scanned": "掃描未讀 {count} 頁",
        "ocr": "文字辨識 {count} 頁",
        "garbled": "亂碼 {count} 頁",
        "flagged": "隱藏文字 {count} 處",
        "warnings": "備註 {count} 則",
        "unusable": "更正無法採用",
        "same": "與另一份相同",
        "old": "舊版",
    },
    map_more="各主題有幾份文件。一份文件若涉及兩個市場，兩邊都計入。點選數字可看是哪些文件。",
    rows="列",
    columns="欄",
    swap="對調",
    cover={"thick": "充足：{least} 份以上", "thin": "不足", "none": "沒有"},
    cell="{row}、{column}：{count} 份",
    show_all="顯示全部 {count} 列",
    back="所有文件",
    gone="這份文件已不在文件庫。",
    read_as="讀取情形",
    known="已知資料",
    states="各頁狀態",
    unreadable_more="以下文件無法讀取，回答不會用到它們。修正後可以再試一次。",
    none_unreadable="每一份文件都讀取成功。",
    since="{when} 嘗試讀取",
)
