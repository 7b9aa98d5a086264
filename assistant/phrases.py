"""The few sentences that the assistant says itself, in the language of the question."""

from collections.abc import Sequence

from language.script import Language


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


def _list(things: Sequence[str], language: Language) -> str:
    if language is Language.ZH:
        return "、".join(f"「{thing}」" for thing in things)
    return ", ".join(f"“{thing}”" for thing in things)
