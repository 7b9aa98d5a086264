"""The few sentences that the assistant says itself, in the language of the question."""

from collections.abc import Callable, Mapping, Sequence

from assistant.errors import Fault
from assistant.types import Answer, Decline, ReadAs
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
        Fault.DECLINED: "語言模型在這些段落中沒有找到答案",
        Fault.UNCHECKED: "語言模型寫的句子無法核對",
    },
    Language.EN: {
        Fault.SLOW: "The language model did not answer in time",
        Fault.BUSY: "The language model is too busy at the moment",
        Fault.DOWN: "The language model could not be reached or broke off",
        Fault.REFUSED: "The language model's service refused the request",
        Fault.UNUSABLE: "What the language model wrote could not be used",
        Fault.UNSUPPORTED: "The documents support no sentence that the language model wrote",
        Fault.DECLINED: "The language model found no answer in the passages",
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
    """Why a question is declined: what it asks for that no passage holds.

    Documents may say in other words what was not found: only the search is spoken of.
    """
    if language is Language.ZH:
        if missing:
            return (
                f"文件中找不到確實回答這個問題的段落：沒有一段談到{_list(missing, language)}。"
                "換個說法再問，或許找得到。"
            )
        return "文件中找不到確實回答這個問題的段落：最接近的段落看來談的是別的事。"
    if missing:
        return (
            "No passage was found that surely answers this: none covers "
            f"{_list(missing, language)}. Asked in other words, it may be found."
        )
    return (
        "No passage was found that surely answers this: the nearest seem to be about something "
        "else."
    )


def doubted(language: Language) -> str:
    """A model finds no answer where the quotes writer, not surely, found one."""
    if language is Language.ZH:
        return "語言模型在最接近的段落中沒有找到答案，但不能確定文件沒有記載：請看看這些段落。"
    return (
        "The language model found no answer in the nearest passages, which may hold one all the "
        "same: see for yourself."
    )


def answered_in_part(missing: Sequence[str], language: Language, *, nearest: bool) -> str:
    """Which part of a question no passage answers, where others are answered.

    `nearest` when none is, and what is quoted only comes nearest to it.
    """
    if nearest and language is Language.ZH:
        return (
            f"文件中找不到提到{_list(missing, language)}的段落；"
            "以下引文最接近這個問題，未必就是答案。"
        )
    if nearest:
        return (
            f"No passage covers {_list(missing, language)}: what is quoted comes nearest to the "
            "question, and may not answer it."
        )
    if language is Language.ZH:
        return f"文件只回答了一部分，沒有回答{_list(missing, language)}。"
    return f"The documents answer this in part: they do not answer {_list(missing, language)}."


def unchecked(language: Language) -> str:
    if language is Language.ZH:
        return "找到了相關段落，但引文無法核對，因此不顯示。"
    return "Passages were found, but their quotes could not be checked, so they are not shown."


def held_back(language: Language) -> str:
    if language is Language.ZH:
        return "找到的段落旁有對助理下指令的文字，因此不引用；文件報告會列出這些文字。"
    return (
        "What was found stands beside text that gives orders to an assistant, so it is not quoted: "
        "the report of documents shows that text."
    )


def small_talk(language: Language) -> str:
    if language is Language.ZH:
        return "您好！國際拓展的市場、資金、法規與前例，都可以問我；我只依文件回答，每句附出處。"
    return (
        "Hello! Ask me about taking your business abroad (markets, funds, rules, earlier cases): "
        "I answer from the documents only, each sentence with its source."
    )


def off_topic(language: Language) -> str:
    if language is Language.ZH:
        return "這件事我幫不上忙；國際拓展的市場、資金、法規與前例，我可以依文件回答，歡迎提問。"
    return (
        "I cannot help with that, but gladly with taking your business abroad: "
        "I answer from documents on markets, funds, rules and earlier cases."
    )


_REASONS: Mapping[Decline, Callable[[Language], str]] = {
    Decline.SMALL_TALK: small_talk,
    Decline.OFF_TOPIC: off_topic,
    Decline.UNCHECKED: unchecked,
    Decline.HELD_BACK: held_back,
    Decline.DOUBTED: doubted,
}


def reason(
    decline: Decline | None, missing: Sequence[str], language: Language, *, found: bool
) -> str | None:
    """Why a question is declined; `found` when there are passages."""
    if decline is None:
        return None
    if decline is Decline.NOT_IN_DOCUMENTS:
        return not_said(missing, language) if found else nothing_found(language)
    return _REASONS[decline](language)


def read_as(words: Sequence[ReadAs], language: Language) -> str:
    """Which words of the question were taken for others, so that who meant them can say so."""
    # One that is typed twice is told once.
    pairs = dict.fromkeys((one.typed, one.read) for one in words)
    if language is Language.ZH:
        return "；".join(f"以「{read}」理解「{typed}」" for typed, read in pairs)
    return "Read as: " + ", ".join(f"{read} (for “{typed}”)" for typed, read in pairs)


def understood(answer: Answer, language: Language) -> list[str]:
    """What the question was taken for, where that is not as it was typed: words read as others,
    and a follow-up or English words put into a whole question of one language."""
    said = [read_as(answer.read_as, language)] if answer.read_as else []
    if answer.searched != answer.as_read:
        chinese = language is Language.ZH
        said.append(f"查詢：{answer.searched}" if chinese else f"Searched for: {answer.searched}")
    return said


def otherwise(assumed: str, language: Language) -> str:
    """What leads a quote that contradicts what the question took for granted."""
    if language is Language.ZH:
        return f"「{assumed}」：文件的說法不同。"
    return f"“{assumed}”: the documents say otherwise."


def as_of(day: str, language: Language) -> str:
    """When what is said held; `day` is `YYYY[-MM[-DD]]`."""
    return (
        f"截至 {date(day, language)}" if language is Language.ZH else f"as of {date(day, language)}"
    )


def of_and_issued(of: str | None, issued: str | None, language: Language) -> str:
    """The day a figure is of, and when its document was issued; empty when neither is known."""
    parts = [date(of, language)] if of else []
    if issued:
        day = date(issued, language)
        parts.append(f"{day}發布" if language is Language.ZH else f"issued {day}")
    return ("；" if language is Language.ZH else "; ").join(parts)


def date(day: str, language: Language) -> str:
    """`YYYY[-MM[-DD]]` in words, as far as it is known."""
    year, month, day_of_month = (*map(int, day.split("-")), 0, 0)[:3]
    if language is Language.ZH:
        written = [(year, "年"), (month, "月"), (day_of_month, "日")]
        return " ".join(f"{number} {unit}" for number, unit in written if number)
    parts = [str(day_of_month) if day_of_month else "", _MONTHS[month - 1] if month else ""]
    return " ".join([*(part for part in parts if part), str(year)])


_MONTHS = (
    "January February March April May June July August September October November December".split()
)


def one_case(language: Language) -> str:
    return "個案" if language is Language.ZH else "one case"


def sources(language: Language) -> str:
    return "資料來源" if language is Language.ZH else "Sources"


def not_verified(language: Language) -> str:
    return "未經核對" if language is Language.ZH else "not verified"


def differing(language: Language) -> str:
    """What leads figures of different documents for one measure."""
    if language is Language.ZH:
        return "各文件的數字不同，最新的在前："
    return "The documents give different figures, the newest first:"


def whom_to_ask(language: Language) -> str:
    return "文件提到可以洽詢：" if language is Language.ZH else "Whom the documents name to ask:"


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
