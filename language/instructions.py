"""Text in a document that speaks to whoever answers, rather than to its readers."""

import re
from collections.abc import Iterator

from language.normalise import match_key
from language.sentences import Span

# Compared under match_key: lower case, Simplified characters.
_INSTRUCTION = re.compile(
    r"(?:^|[.!?:;(\"'“\n]\s*|\bplease\s+|\bnow\s+|\band\s+)(?:ignore|disregard|forget|override)\s+"
    r"(?:[\w'-]+\s+){0,4}(?:instructions?|prompts?|rules?|directions?|guidelines?)\b"
    r"|\bsystem prompt\b|<\|?(?:im_start|system)\b|^\s*(?:system|assistant)\s*:"
    r"|\byou are (?:now |no longer )?(?:an? )?(?:\w+ )?(?:ai|assistant|chatbot|language model)\b"
    r"|\b(?:note|message|attention|instructions?) (?:to|for) (?:the |any |all )?"
    r"(?:ai|assistants?|chatbots?|language models?|llms?)\b"
    r"|(?:^|[.!?:;\n]\s*|\bplease\s+|\band\s+)(?:tell|inform) the (?:user|reader)s?\b"
    r"|(?:忽略|无视|不要理会|不必理会|忘记|忘掉)[^。！？\n]{0,12}(?:指示|指令|规则|提示词|系统提示)"
    r"|系统提示词|你(?:现在|从现在起)?是(?:一个|一名|一位)?(?:人工智能|ai|聊天机器人|语言模型)"
    r"|(?:ai|助理|助手|聊天机器人|语言模型)\s*请?注意[,:]"
    r"|请?(?:直接|务必|只要|必须)?(?:告诉|回答|回复)(?:使用者|用户|提问者)",
    re.MULTILINE,
)


def instructs(text: str, at: int) -> bool:
    """Whether the paragraph of the character at `at`, or the one before it, gives instructions.

    What such a paragraph asks to be said often stands in the next one. Stored text breaks lines
    only between paragraphs.
    """
    end = text.find("\n", at)
    start = text.rfind("\n", 0, max(0, text.rfind("\n", 0, at)))
    return (
        _INSTRUCTION.search(match_key(text[start + 1 : len(text) if end < 0 else end])) is not None
    )


def gives_instructions(text: str) -> bool:
    """Whether any paragraph of the text does."""
    return _INSTRUCTION.search(match_key(text)) is not None


def instruction_spans(text: str) -> Iterator[Span]:
    """The paragraphs that give instructions; not the one after each, as in `instructs`."""
    if not gives_instructions(text):
        return
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        if gives_instructions(paragraph):
            yield Span(start, end)
        start = end + 1
