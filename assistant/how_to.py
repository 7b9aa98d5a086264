"""How to get at something: what its own document says elsewhere of who, how and whom to ask.

"How do we access the fund?" is answered in part by each of several sections: who may apply, how a
firm is paid, which desk to turn to. Searching finds the one whose words are nearest.
"""

import re
from collections.abc import Callable, Sequence

from assistant.asked import AnswerKind, Question
from assistant.coverage import Searchable, held
from assistant.evidence import is_of_heading, is_sentence
from assistant.quote import Chosen
from assistant.read_chunk import read_chunk
from assistant.types import Passage
from ingest.types import Chunk
from language.normalise import match_key
from language.script import detect_language

_GETS_AT = re.compile(
    r"\b(?:access|apply|get|join|use|claim|obtain|tap|enter|take part|benefit"
    r"|bid|tender|register|qualify|sign up|win)\b"
    r"|申请|取得|拿到|获得|运用|使用|利用|加入|参加|争取|进入|投标|得标|注册|报名|投保"
)
_TELLS_HOW = re.compile(
    r"\bhow (?:to|you|we|an?|firms?|companies|start-ups?)\b|\bwho (?:can|may)\b|\bwhom\b|\beligib"
    r"|\bappl(?:y|ying|ication)|\bsteps? (?:to|for|of)\b|怎么|如何|谁(?:可以|能)|资格|申请|步骤|洽"
    r"|问谁|窗口"
)

_NAMED = 0.8
"""The share of what is wanted that the title of a document on that very thing holds."""

Sections = Callable[[int], Sequence[Chunk]]
"""The chunks of a version, in order."""


def sections_on_how(
    question: Question, passages: Sequence[Passage], *, sections: Sections
) -> list[Chosen]:
    """What opens the sections on how, who may and whom to ask, in the order of the document.

    Of the documents on the very thing that the question wants to get at: nothing where none of
    those found is named for it. A section's first sentence says what it is about.
    """
    if question.kind is not AnswerKind.STEPS or not _GETS_AT.search(match_key(question.text)):
        return []
    named = {
        one.chunk.version: None
        for one in passages
        if one.chunk.language is detect_language(question.text)
        and _share_named(question, one.chunk) >= _NAMED
    }
    known = {one.chunk.id: one for one in passages}
    opening: dict[tuple[int, str], Chosen] = {}
    for chunk in (chunk for version in named for chunk in sections(version)):
        passage = known.get(chunk.id) or Passage(0, chunk, 0.0)
        if _tells_how(chunk) and (first := _first_sentence(passage)):
            opening.setdefault((chunk.version, chunk.headings[-1]), first)
    return list(opening.values())


def _share_named(question: Question, chunk: Chunk) -> float:
    """The share of what is asked that the document's title holds."""
    title = Searchable.of(chunk.title)
    telling = [
        asked
        for asked in question.asked
        if not asked.vague and not _GETS_AT.fullmatch(match_key(asked.text))
    ]
    total = sum(asked.weight for asked in telling) or 1.0
    return sum(asked.weight * held(asked, title) for asked in telling) / total


def _tells_how(chunk: Chunk) -> bool:
    if not chunk.headings or chunk.headings[-1] == chunk.title:
        return False
    return _TELLS_HOW.search(match_key(chunk.headings[-1])) is not None


def _first_sentence(passage: Passage) -> Chosen | None:
    chunk = passage.chunk
    return next(
        (
            Chosen(passage, chunk.start + span.start, chunk.start + span.end, 0.0)
            for span, text, _ in read_chunk(chunk).sentences
            if not is_of_heading(text, chunk) and is_sentence(text)
        ),
        None,
    )
