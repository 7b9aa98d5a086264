"""Messages that ask the documents nothing: small talk, abuse, orders, everyday matters.

What words alone can tell is told by the lists of `off_topic.yaml`, before anything is searched. The
rest shows in what is found: a question that no passage comes near is about another matter.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, Field

from assistant import phrases
from assistant.asked import Question
from assistant.coverage import Searchable, held
from assistant.likeness import Likeness
from assistant.types import Answer, Decline, Outcome, Passage, ReadAs, Writer, put_right
from language.normalise import match_key
from language.places import places
from language.script import Language

_NEAR = 0.6
_ALIKE = 0.3
"""A question is far from passages that hold less than this share of what it asks, titles counted,
and whose sentences are less alike to it. Chosen from the table of `benchmarks/abstention.py`."""

_COMPARED = 4
"""Passages whose likeness counts."""

_HAN = re.compile("[\u3400-\u9fff]")
_BETWEEN = re.compile(r"[\W_]+")


class _Words(BaseModel, frozen=True, extra="forbid"):
    """The file of words: lists with commas between, and whole expressions one by one."""

    small_talk: str = Field(alias="small talk")
    abuse: str
    filler: str
    orders: tuple[str, ...]
    subjects: str
    field: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    small_talk: re.Pattern[str]
    abuse: re.Pattern[str]
    filler: re.Pattern[str]
    orders: re.Pattern[str]
    subjects: re.Pattern[str]
    field: re.Pattern[str]


def aside(message: str) -> Decline | None:
    """Why a message is no question to the documents; None where its words do not tell.

    Small talk and abuse beside a question are passed over.
    """
    key = match_key(message)
    patterns = _patterns()
    if patterns.orders.search(key):
        return Decline.OFF_TOPIC
    without_abuse = patterns.abuse.sub(" ", key)
    rest = patterns.small_talk.sub(" ", without_abuse)
    if rest == key or _BETWEEN.sub("", patterns.filler.sub(" ", rest)):
        return None
    return Decline.SMALL_TALK if without_abuse == key else Decline.OFF_TOPIC


def asks_elsewhere(message: str, texts: Sequence[str]) -> bool:
    """Whether a question is about an everyday matter of which none of these texts speaks."""
    subject = _patterns().subjects.search(match_key(message))
    return subject is not None and not any(
        _patterns().subjects.search(match_key(text)) for text in texts
    )


def is_far(question: Question, passages: Sequence[Passage], *, likeness: Likeness) -> bool:
    """Whether a question that is not worded as of the field has no passage near to it.

    Near by its words, or as a whole.
    """
    return (
        not is_in_the_field(question.text)
        and nearness(question, passages) < _NEAR
        and alike(question, passages, likeness=likeness) < _ALIKE
    )


def is_in_the_field(question: str) -> bool:
    """Whether it is worded as a question of business abroad, or names a country."""
    return bool(places(question)) or bool(_patterns().field.search(match_key(question)))


def nearness(question: Question, passages: Sequence[Passage]) -> float:
    """The share of what is asked that the passage holds which holds most of it, from 0 to 1."""
    telling = [asked for asked in question.asked if not asked.vague]
    total = sum(asked.weight for asked in telling) or 1.0
    wholes = [Searchable.of(_whole(passage)) for passage in passages]
    shares = [sum(asked.weight * held(asked, one) for asked in telling) / total for one in wholes]
    return max(shares, default=0.0)


def alike(question: Question, passages: Sequence[Passage], *, likeness: Likeness) -> float:
    """How alike the question is to the first passages' sentence that is most so, from -1 to 1."""
    known = likeness(question.text, passages[:_COMPARED])
    return max((float(cosines.max()) for cosines in known.values()), default=0.0)


def _whole(passage: Passage) -> str:
    chunk = passage.chunk
    return "\n".join((chunk.title, *chunk.headings, chunk.text))


@cache
def _patterns() -> _Patterns:
    text = files("assistant").joinpath("off_topic.yaml").read_text(encoding="utf-8")
    lists = _Words.model_validate(yaml.safe_load(text))
    return _Patterns(
        small_talk=re.compile(_either(lists.small_talk)),
        abuse=re.compile(_either(lists.abuse)),
        filler=re.compile(_either(lists.filler)),
        orders=re.compile("|".join(lists.orders), re.MULTILINE),
        subjects=re.compile(_either(lists.subjects)),
        field=re.compile(_either(lists.field)),
    )


def _either(listed: str) -> str:
    """One expression for all that are listed, Latin ones as whole words, the longest first."""
    longest = sorted(re.split(r",\s+", listed), key=len, reverse=True)
    latin = [word for word in longest if not _HAN.search(word)]
    han = [word for word in longest if _HAN.search(word)]
    return "|".join([rf"(?<![a-z])(?:{'|'.join(latin)})(?![a-z])", *han])


def aside_answer(
    question: str,
    language: Language,
    decline: Decline,
    started: float,
    read_as: tuple[ReadAs, ...] = (),
) -> Answer:
    """The answer to what asks the documents nothing: one friendly sentence."""
    return Answer(
        question=question,
        searched=put_right(question.strip(), read_as),
        language=language,
        outcome=Outcome.DECLINED,
        reason=phrases.reason(decline, (), language, found=False),
        missing=(),
        claims=(),
        passages=(),
        writer=Writer.QUOTES,
        seconds=time.perf_counter() - started,
        decline=decline,
        read_as=read_as,
    )
