"""What holds now is what the sentence with the latest year says, where it is asked for."""

import re
from collections.abc import Iterable
from functools import cache

from assistant.asked import Question
from assistant.evidence import Sentence
from assistant.question_words import question_words
from language.normalise import match_key
from language.script import Language

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NEWEST = 0.25
"""Added to the score of a sentence that answers with the latest year."""


def lift_newest(question: Question, answering: Iterable[Sentence]) -> None:
    """Lift the newest of the sentences that answer, in each language; what is only expected is not
    what holds now."""
    if not _words("asked").search(match_key(question.text)):
        return
    known = [one for one in answering if not _words("to come").search(match_key(one.text))]
    for language in Language:
        own = [one for one in known if one.passage.chunk.language is language]
        years = [max(map(int, _YEAR.findall(one.text)), default=0) for one in own]
        for sentence, year in zip(own, years, strict=True):
            sentence.score += _NEWEST * (year > 0 and year == max(years))


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(question_words()["now"][name]))
