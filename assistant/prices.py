"""What a thing costs: another sum beside the same words is no answer.

"What is the rent of an office in Hanoi?" shares words with any sentence on an office there, and
what a grant pays is a sum of money as well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.answer_signs import says_unknown
from assistant.asked import AnswerKind, Asked, Question
from assistant.coverage import Searchable, held
from assistant.question_words import question_words
from language.normalise import match_key
from language.quantities import Quantity, QuantityKind

_SUMS = {QuantityKind.MONEY, QuantityKind.PERCENT}

_NAMED = 0.5
"""How much of what is paid for must be named where its price is given."""


@dataclass(frozen=True, slots=True)
class Price:
    """A price that is asked for."""

    name: re.Pattern[str] | None
    """Finds it by a name of its own, as rents and wages have; None for a cost or a price."""

    things: tuple[Asked, ...]
    """What names it in the question: where it has no name of its own, what is paid for."""

    def is_given(self, text: Searchable, figures: Sequence[Quantity], *, head: Searchable) -> bool:
        """Whether a sentence below these headings gives it, or says that it is not known."""
        if self.name is None:
            return any(max(held(one, text), held(one, head)) >= _NAMED for one in self.things)
        is_sum = any(one.kind in _SUMS for one in figures) or says_unknown(text.key)
        return is_sum and self.name.search(text.key) is not None


def price_asked(question: Question) -> Price | None:
    """The price that a question asks for; None where it asks for none, or names nothing to pay
    for beside a place."""
    if question.kind is not AnswerKind.AMOUNT:
        return None
    key = match_key(question.text)
    for name in _names():
        if name.search(key):
            named = (one for one in question.asked if name.search(match_key(one.text)))
            return Price(name, tuple(named))
    if not _generally().search(key):
        return None
    things = [
        one
        for one in question.asked
        if not (one.vague or one.must or _generally().search(match_key(one.text)))
    ]
    most = max((one.weight for one in things), default=0.0)
    return Price(None, tuple(one for one in things if one.weight == most)) if things else None


@cache
def _names() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, question_words()["prices"]["by name"]))


@cache
def _generally() -> re.Pattern[str]:
    return re.compile("|".join(question_words()["prices"]["in general"]))
