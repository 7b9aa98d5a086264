"""Errors as sentences of the screen's language.

An error's own sentence is English, for logs and the command line. Chinese readers get what happened
and what to do in Chinese; where only whoever runs the service can mend it, the sentence follows.
"""

from collections.abc import Mapping

from assistant.conversations import UnknownConversation
from assistant.errors import (
    AnsweringFailed,
    AssistantError,
    BadQuestion,
    IndexUnusable,
    SettingsError,
)
from assistant.reasons import reason_words
from assistant.records import UnknownRecord
from assistant.replies import UnknownReply
from ingest.errors import (
    CorrectionRefused,
    DiskFull,
    DocumentUnknown,
    EmbedderUnusable,
    IndexBusy,
    IndexMissing,
    IngestError,
    ModelFilesMissing,
    Unreadable,
    UploadRefused,
    VectorsUnusable,
)
from ui.words import WORDS, Screen

_CHINESE: Mapping[type[Exception], str] = {
    BadQuestion: "問題是空的，或超過 2,000 字：請修改後再問一次。",
    UnknownConversation: "這個對話已不存在：請開始新的對話。",
    UnknownReply: "這份草稿已不存在：請另開一份。",
    UnknownRecord: "這個回答的紀錄已不在，所以無法存下意見：請再問一次，再給意見。",
    IndexMissing: "還沒有收錄任何文件：請執行 `advisor ingest corpus`，再重新整理這一頁。",
    IndexBusy: "正在收錄其他文件：請等它完成，再試一次。",
    IndexUnusable: "文件索引無法開啟，請告知系統管理者：{error}",
    SettingsError: "系統設定有誤，請告知系統管理者：{error}",
    ModelFilesMissing: "缺少搜尋所需的模型檔案，請告知系統管理者：{error}",
    EmbedderUnusable: "搜尋所用的模型無法使用，請告知系統管理者：{error}",
    VectorsUnusable: "搜尋用的向量資料無法讀取，請告知系統管理者：{error}",
    DocumentUnknown: "這份文件已不在文件庫：請重新整理這一頁。",
    DiskFull: "磁碟已滿，沒有存下：請告知系統管理者。{error}",
    UploadRefused: "{error}",
    CorrectionRefused: "{error}",
    Unreadable: "這份檔案無法開啟，請告知系統管理者：{error}",
    AssistantError: "發生問題，請告知系統管理者：{error}",
    IngestError: "發生問題，請告知系統管理者：{error}",
}
"""The nearest class counts."""


def error_words(error: AssistantError | IngestError, screen: Screen) -> str:
    """What happened and what to do about it; commands stand between backticks."""
    if isinstance(error, AnsweringFailed):  # what happened is for the log
        return WORDS[screen].failed
    if screen is Screen.EN:
        return str(error)
    said = next(_CHINESE[kind] for kind in type(error).__mro__ if kind in _CHINESE)
    return said.format(error=reason_words(str(error), screen.language))
