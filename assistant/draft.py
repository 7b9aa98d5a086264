"""From what a model writes to sentences with their markers, as they come."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.model import Message
from assistant.types import Passage
from language.normalise import match_key
from language.script import Language, detect_language, is_simplified, to_traditional
from language.sentences import sentence_spans
from prompts import defused, load_prompt, tagged

_MARKER = re.compile(r"\s*[\[［【]\s*\^?(\d{1,4}(?:\s*[,、，;；]\s*\d{1,4})*)\s*[\]］】]")
_MARKERS_FIRST = re.compile(f"(?:{_MARKER.pattern})+[。.]?")
_MARKER_BEGUN = re.compile(r"\s*[\[［【][\s\d,、，;；^]*$")
_NOTHING = re.compile(r"\W*none\W*|\[none\].*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:#+|[-*•・]|\d{1,2}[.)、])\s+")
_EMPHASIS = re.compile(r"\*\*|__|`")
_SPACE_BEFORE_STOP = re.compile(r"\s+(?=[.,;:!?。，；：！？])")
_ITEM_NUMBER = re.compile(r"\d{1,2}[.)]")
_QUOTED = re.compile(r"[（(「『《“\"][^）)」』》”\"]*[）)」』》”\"]")

_THOUGHT = ("<think>", "</think>")

LONGEST_SENTENCE = 800
"""Characters without an end after which a draft is taken to have none."""


class Sentence(NamedTuple):
    """One sentence of a draft."""

    text: str
    """Without markers."""

    markers: tuple[int, ...]
    """As written, each once; a number that no passage has is kept."""


def draft_messages(question: str, passages: Sequence[Passage], language: Language) -> list[Message]:
    """The request for an answer: the rules, then the passages, the question last."""
    asked = load_prompt("answer", language).render(
        passages=_between_tags(passages), question=defused(question)
    )
    return [_rules(language), Message("human", asked)]


def again_message(language: Language) -> Message:
    """What is added when a draft could not be used."""
    return Message("human", load_prompt("again", language).render())


def repair_messages(
    question: str,
    sentence: Sentence,
    passages: Sequence[Passage],
    *,
    reasons: Sequence[str],
    language: Language,
) -> list[Message]:
    """The request for one sentence in place of one that cannot be shown."""
    markers = "".join(f"({marker})" for marker in sentence.markers)
    asked = load_prompt("repair", language).render(
        passages=_between_tags(passages),
        question=defused(question),
        sentence=f"{defused(sentence.text)} {markers}".rstrip(),
        reason=defused("; ".join(reasons)),
    )
    return [_rules(language), Message("human", asked)]


def sentences(pieces: Iterable[str]) -> Iterator[Sentence]:
    """The draft's sentences, each as soon as the next one begins.

    What follows the last end of a sentence is one too. Markers belong to the sentence before them,
    on whichever side of its full stop. A sentence without an end stops the reading.
    """
    draft = ""
    for piece in _after_thought(pieces):
        draft += piece
        parts = _split(draft)
        # The last one may go on, and markers of the one before it may still come.
        last = parts[-1].text if parts else ""
        ready = parts[: -2 if _MARKER_BEGUN.fullmatch(last) else -1]
        for part in ready:
            yield from _sentence(part.text)
        if ready:
            draft = draft[ready[-1].end :]
        if len(last) > LONGEST_SENTENCE:
            return
    for part in _split(draft):
        yield from _sentence(part.text)


def in_script_of(question: str, sentence: Sentence) -> Sentence:
    """Simplified characters are made Traditional, unless the question is in them too.

    Small models fall back on them. It is the model's own words that change: quotes do not.
    """
    if is_simplified(sentence.text) and not is_simplified(question):
        return sentence._replace(text=to_traditional(sentence.text))
    return sentence


def declines(sentence: Sentence) -> bool:
    """Whether the model says by the agreed word that the passages do not answer."""
    return not sentence.markers and _NOTHING.fullmatch(sentence.text) is not None


def is_in(language: Language, text: str) -> bool:
    """Whether a sentence is in this language; names and titles in the other are no matter."""
    if detect_language(text) is language:
        return True
    rest = _QUOTED.sub("", text)
    if any(char.isalpha() for char in rest):
        return detect_language(rest) is language
    return False


def _rules(language: Language) -> Message:
    return Message("system", load_prompt("rules", language).render())


def _between_tags(passages: Sequence[Passage]) -> str:
    return "\n\n".join(
        tagged(
            "passage",
            passage.chunk.text,
            number=str(passage.number),
            title=" / ".join(passage.chunk.context),
        )
        for passage in passages
    )


def _after_thought(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without the reasoning that some models write between tags before the draft."""
    pieces = iter(pieces)
    head = ""
    for piece in pieces:
        head += piece
        begun = head.lstrip()
        if begun.startswith(_THOUGHT[0]):
            if _THOUGHT[1] in begun:
                yield begun.partition(_THOUGHT[1])[2]
                break
        elif not _THOUGHT[0].startswith(begun):
            yield head
            break
    yield from pieces


class _Part(NamedTuple):
    text: str
    end: int
    """Where it ends in the draft."""


def _split(draft: str) -> list[_Part]:
    """Sentences with their markers; markers that stand after a stop are put to its sentence."""
    parts: list[_Part] = []
    for start, end in sentence_spans(draft):
        text = draft[start:end]
        after = _MARKERS_FIRST.match(text)
        if after and parts:
            parts[-1] = _Part(parts[-1].text + after.group(), start + after.end())
            text = text[after.end() :].strip()
        if text and not _ITEM_NUMBER.fullmatch(text):
            parts.append(_Part(text, end))
    return parts


def _sentence(text: str) -> Iterator[Sentence]:
    markers = [
        int(number) for found in _MARKER.findall(text) for number in re.findall(r"\d+", found)
    ]
    said = _EMPHASIS.sub("", _BULLET.sub("", _MARKER.sub("", text)))
    said = _SPACE_BEFORE_STOP.sub("", " ".join(said.split()))
    if match_key(said).strip(" .。-—*#"):
        yield Sentence(said, tuple(dict.fromkeys(markers)))
