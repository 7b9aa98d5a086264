"""How large the asker's firm is, and what tells from which size on something holds.

"Does NIS2 apply to a company of 20 people?" is answered by "at least 50 staff": no document has
its own figure, and the sentence with the threshold says most.
"""

import re
from functools import cache

from assistant.question_words import question_words
from language.normalise import match_key


def size_named(text: str) -> str:
    """What a question says of how many people a firm has, as typed where that can be told; empty
    where it says nothing."""
    key = match_key(text)
    typed = text if len(text) == len(key) else key
    return " ".join(typed[slice(*match.span())] for match in _words("asked").finditer(key))


def tells_size(key: str) -> bool:
    """Whether a text, given by its `match_key`, tells of a size of firms."""
    return _words("told").search(key) is not None


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(question_words()["firm size"][name]))
