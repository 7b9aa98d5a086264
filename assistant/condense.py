"""A follow-up question made whole, so that it can be searched by itself."""

import re
from collections.abc import Sequence

from assistant.types import Turn
from language.places import places

_OPENS_FOLLOW_UP = re.compile(
    r"^\s*(?:那麼|那么|那|還有|还有|另外|and\b|what about\b|how about\b|then\b|also\b|but\b)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"它|他們|他们|她們|這個|这个|這些|这些|那個|那个|那些|上述|前者|後者|后者|該(?!怎|如何)|"
    r"\b(?:it|its|they|them|their|this|that|these|those|there)\b",
    re.IGNORECASE,
)
_LITTLE_ELSE = re.compile(
    r"[\s,，。.?？!！呢吧啊嗎吗的在]|那麼|那么|那|還有|还有|另外|\b(?:and|what|how|about|then|also|but|for|in|to)\b",
    re.IGNORECASE,
)


def condense(question: str, history: Sequence[Turn]) -> str:
    """The question as it would be asked alone.

    「那泰國呢？」 after 「越南有哪些資源？」 becomes 「泰國有哪些資源？」: a market named in place
    of another takes its place. Any other follow-up is searched with the question before it.
    """
    if not history or not _is_follow_up(question):
        return question
    before = history[-1].searched
    named, named_before = places(question), places(before)
    if not named or not named_before:
        return f"{before} {question}"
    names = " ".join(question[place.start : place.end] for place in named)
    first = named_before[0]
    replaced = before[: first.start] + names + before[first.end :]
    rest = question
    for place in reversed(named):
        rest = rest[: place.start] + rest[place.end :]
    return f"{replaced} {question}" if _LITTLE_ELSE.sub("", rest) else replaced


def _is_follow_up(question: str) -> bool:
    return bool(_OPENS_FOLLOW_UP.search(question) or _POINTS_BACK.search(question))
