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
    r"它|他們|他们|她們|(?:這個|这个)(?!月|星期|禮拜)|這些|这些|那個|那个|那些|上述|前者|後者|后者|"
    r"(?<![應应])該(?!怎|如何)|"
    # "it is possible", "is it worth": such an "it" stands for nothing that was said.
    r"\bit\b(?!(?:\s+is|'s)?\s+(?:possible|necessary|legal|allowed|required|worth|hard|easy|true|ok)\b)|"
    r"\b(?:its|they|them|their|these|those(?!\s+who)|this(?!\s+(?:year|month|week|quarter)))\b|"
    # "say that firms must" points to nothing, "how many are there in" neither.
    r"\b(?:about|after|before|can|did|do|does|for|from|in|is|like|of|to|under|was|with)\s+that\b|"
    r"\b(?:that|there)[\s.?？]*$",
    re.IGNORECASE,
)
_ASKS_NO_MORE = re.compile(
    r"^\s*(?:.{1,8}呢|(?:為什麼|为什么|怎麼|怎么|如何|何時|何时|什麼時候|什么时候|多少|誰|谁|哪裡|哪里)"
    r".{0,2}|(?:how|why|when|where|who|which)(?:\s+\w+)?)[\s?？]*$",
    re.IGNORECASE,
)
"""「怎麼申請？」, "How much?": they ask, and leave what about to the question before."""

_LITTLE_ELSE = re.compile(
    r"[\s,，、。.?？!！呢吧啊嗎吗的在和與与跟及]|那麼|那么|那|還有|还有|另外|\b(?:and|what|how|about|then|also|but|for|in|to)\b",
    re.IGNORECASE,
)


def condense(question: str, history: Sequence[Turn]) -> str:
    """The question as it would be asked alone.

    「那泰國呢？」 after 「越南有哪些資源？」 becomes 「泰國有哪些資源？」: a market named in place
    of another takes its place. Any other follow-up is searched with the question before it.
    """
    if not history:
        return question
    before = _subject(history[-1])
    named, named_before = places(question), places(before)
    rest = question
    for place in reversed(named):
        rest = rest[: place.start] + rest[place.end :]
    only_places = bool(named) and not _LITTLE_ELSE.sub("", rest)
    if not only_places and not any(
        sign.search(question) for sign in (_OPENS_FOLLOW_UP, _POINTS_BACK, _ASKS_NO_MORE)
    ):
        return question
    if not named or not named_before:
        return f"{before} {question}"
    names = " ".join(question[place.start : place.end] for place in named)
    first = named_before[0]
    replaced = before[: first.start] + names + before[first.end :]
    return replaced if only_places else f"{replaced} {question}"


def _subject(turn: Turn) -> str:
    """What a turn searched for, without its own words where they were put behind earlier ones.

    Else every follow-up would make the next one longer.
    """
    return turn.searched.removesuffix(turn.question).strip() or turn.searched
