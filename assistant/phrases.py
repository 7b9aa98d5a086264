"""The few sentences that the assistant says itself, in the language of the question."""

from collections.abc import Mapping, Sequence

from assistant.errors import Fault
from ingest.cells import Place
from language.script import Language

_FAULTS: Mapping[Language, Mapping[Fault, str]] = {
    Language.ZH: {
        Fault.SLOW: "語言模型沒有及時回應",
        Fault.BUSY: "語言模型目前太忙",
        Fault.DOWN: "語言模型的連線中斷",
        Fault.REFUSED: "語言模型的服務拒絕了這次請求",
        Fault.UNUSABLE: "語言模型寫的內容不能用",
        Fault.UNSUPPORTED: "語言模型寫的句子在文件中都找不到依據",
        Fault.UNCHECKED: "語言模型寫的句子無法核對",
    },
    Language.EN: {
        Fault.SLOW: "The language model did not answer in time",
        Fault.BUSY: "The language model is too busy at the moment",
        Fault.DOWN: "The language model could not be reached or broke off",
        Fault.REFUSED: "The language model's service refused the request",
        Fault.UNUSABLE: "What the language model wrote could not be used",
        Fault.UNSUPPORTED: "The documents support no sentence that the language model wrote",
        Fault.UNCHECKED: "What the language model wrote could not be checked",
    },
}


def stood_in(fault: Fault, language: Language, *, quoted: bool) -> str:
    """Why the quotes writer stands in for the model; `quoted` when it had something to quote."""
    happened = _FAULTS[language][fault]
    if language is Language.ZH:
        return f"{happened}，因此改為逐字引用文件。" if quoted else f"{happened}。"
    return f"{happened}, so the documents are quoted instead." if quoted else f"{happened}."


def withheld(count: int, language: Language) -> str:
    """How many sentences of the model are not shown."""
    if language is Language.ZH:
        return f"語言模型寫的句子中有 {count} 句在文件裡找不到依據，因此不顯示。"
    if count == 1:
        return "One sentence that the language model wrote is not shown: no page supports it."
    return f"{count} sentences that the language model wrote are not shown: no page supports them."


def nothing_found(language: Language) -> str:
    if language is Language.ZH:
        return "文件中沒有與這個問題相關的段落。"
    return "No passage in the documents is about this question."


def not_said(missing: Sequence[str], language: Language) -> str:
    """Why a question is declined: what it asks for that no passage holds."""
    if language is Language.ZH:
        if missing:
            return f"文件沒有回答這個問題：找不到提到{_list(missing, language)}的段落。"
        return "文件沒有回答這個問題：最接近的段落談的是別的事。"
    if missing:
        return f"The documents do not say: no passage covers {_list(missing, language)}."
    return "The documents do not say: the nearest passages are about something else."


def unchecked(language: Language) -> str:
    if language is Language.ZH:
        return "找到了相關段落，但引文無法核對，因此不顯示。"
    return "Passages were found, but their quotes could not be checked, so they are not shown."


def table_place(place: Place, language: Language) -> str:
    """Where in a table a quote stands: `table “Rates”, row “Poland”, column “2023”, unit %`."""
    zh = language is Language.ZH
    columns = "、".join(place.columns) if zh else ", ".join(place.columns)
    named = (
        ("表" if zh else "table", place.table),
        ("列" if zh else "row", place.row),
        ("欄" if zh else "column", columns),
    )
    parts = [f"{name}「{said}」" if zh else f"{name} “{said}”" for name, said in named if said]
    if place.unit:
        parts.append(f"單位：{place.unit}" if zh else f"unit: {place.unit}")
    return ("，" if zh else ", ").join(parts)


def read_by_ocr(language: Language) -> str:
    if language is Language.ZH:
        return "掃描頁，以文字辨識讀取，可能有誤字"
    return "scanned page, read by character recognition: may hold misread characters"


def _list(things: Sequence[str], language: Language) -> str:
    if language is Language.ZH:
        return "、".join(f"「{thing}」" for thing in things)
    return ", ".join(f"“{thing}”" for thing in things)
