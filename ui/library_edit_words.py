"""The words with which the library is changed, in both languages; `{names}` are filled in there."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibraryEditWords:
    """Adding, correcting, reading again and removing documents."""

    add: str
    add_more: str
    choose: str
    add_now: str
    too_many: str
    working: str
    reading: str
    embedding: str
    done: str
    close: str
    failed: str
    outcomes: Mapping[str, str]
    """What became of a document, by `ingest.outcome.State`."""

    refused: str
    locked: str

    correct: str
    correct_more: str
    list_more: str
    date_more: str
    save: str
    confirm: str
    restore: str
    reread: str
    remove: str
    remove_sure: str
    removed: str
    try_again: str
    try_all: str
    forget: str
    forget_sure: str


ENGLISH = LibraryEditWords(
    add="Add documents",
    add_more=(
        "Drop files here or choose them: {formats}. At most {files} at a time, {megabytes} MB each."
    ),
    choose="Files",
    add_now="Add to the library",
    too_many="These are {count} files: add at most {files} at a time.",
    working="Please wait: the library is being changed. You can leave this page meanwhile.",
    reading="Read: {done} of {total}",
    embedding="Made ready for search: {done} of {total} passages",
    done="What became of it",
    close="Done",
    failed=(
        "This could not be finished because of a fault on our side: try again, and if it happens "
        "again, tell whoever runs this service that it is in the log."
    ),
    outcomes={
        "added": "added; passages to search: {chunks}.",
        "updated": "read anew, in place of the earlier version; passages to search: {chunks}.",
        "unchanged": "has not changed since it was read, so nothing was done.",
        "corrected": "what is known of it was brought up to date.",
        "quarantined": "could not be read: {reason}. {cure}.",
        "gone": "could not be read again: {reason}. {cure}.",
        "skipped": "was left out: {reason}. {cure}.",
        "repaired": "put right.",
        "waiting": "{reason}. {cure}.",
    },
    refused="was not added: {reason}",
    locked=(
        "The library can be read here, not changed. Whoever runs this service can allow it "
        "with `ADVISOR_LIBRARY=edit`."
    ),
    correct="Correct",
    correct_more=(
        "What you change goes before what the file says; what you empty is shown as not known. "
        "The file stays as it is."
    ),
    list_more="Several: separate them with commas.",
    date_more="As YYYY-MM-DD, YYYY-MM or YYYY.",
    save="Save",
    confirm="The guesses are right",
    restore="Take corrections back",
    reread="Read again",
    remove="Remove",
    remove_sure=(
        "Remove this document from the library? Nothing will be answered from it any more. "
        "Earlier answers keep the words they quoted."
    ),
    removed="Removed: {name}",
    try_again="Try again",
    try_all="Try all again",
    forget="Take off this list",
    forget_sure="Take this document off the list? Its file stays where it is.",
)

CHINESE = LibraryEditWords(
    add="加入文件",
    add_more=(
        "把檔案拖到這裡，或點選挑選：{formats}。一次最多 {files} 個，每個 {megabytes} MB 以內。"
    ),
    choose="檔案",
    add_now="加入文件庫",
    too_many="共有 {count} 個檔案，一次最多加入 {files} 個。",
    working="文件庫更新中，請稍候；您可以先離開這一頁。",
    reading="已讀取 {done}／{total}",
    embedding="已備妥搜尋 {done}／{total} 段",
    done="處理結果",
    close="完成",
    failed="未能完成，問題出在我們這邊：請再試一次；若再發生，請告知系統管理者查看紀錄。",
    outcomes={
        "added": "已加入，有 {chunks} 段可供搜尋。",
        "updated": "已重新讀取並取代先前的版本，有 {chunks} 段可供搜尋。",
        "unchanged": "讀取之後沒有變動，不必處理。",
        "corrected": "已更新它的資料。",
        "quarantined": "無法讀取：{reason}。{cure}。",
        "gone": "無法重新讀取：{reason}。{cure}。",
        "skipped": "已略過：{reason}。{cure}。",
        "repaired": "已修復。",
        "waiting": "{reason}。{cure}。",
    },
    refused="沒有加入：{reason}",
    locked=("這裡的文件庫只能查看，不能更改；系統管理者可以用 `ADVISOR_LIBRARY=edit` 開放。"),
    correct="更正資料",
    correct_more="您更正的內容優先於檔案所寫；清空的欄位會顯示為不明。檔案本身不會變動。",
    list_more="有多個時，請用逗號分開。",
    date_more="寫成 YYYY-MM-DD、YYYY-MM 或 YYYY。",
    save="儲存",
    confirm="推測無誤",
    restore="取消更正",
    reread="重新讀取",
    remove="移除",
    remove_sure="要把這份文件移出文件庫嗎？之後的回答都不會用到它；先前的回答仍保留引用過的文字。",
    removed="已移除：{name}",
    try_again="再試一次",
    try_all="全部再試一次",
    forget="從清單移除",
    forget_sure="要把這份文件從清單移除嗎？檔案會留在原處。",
)
