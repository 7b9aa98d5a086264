"""Questions and passages of a few words, and what is quoted of them."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.asked import AnswerKind, Asked, Question
from assistant.chosen import Choice, text_of
from assistant.quote import choose
from assistant.types import Passage
from language.sentences import sentence_spans
from language.tokens import search_tokens
from tests.assistant.passages import passage


def shared_words(question: str, passages: Sequence[Passage]) -> dict[int, NDArray[np.float32]]:
    """A question and a sentence are alike as far as they share words."""
    asked = Counter(search_tokens(question))
    return {
        passage.chunk.id: np.array(
            [
                _cosine(asked, Counter(search_tokens(passage.chunk.text[start:end])))
                for start, end in sentence_spans(passage.chunk.text)
            ],
            dtype=np.float32,
        )
        for passage in passages
    }


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    shared = sum(one[token] * other[token] for token in one)
    return shared / max(math.hypot(*one.values()) * math.hypot(*other.values()), 1e-9)


def passage_of(text: str, *, number: int = 1, page: int = 0, start: int = 0) -> Passage:
    """A passage of the document "Notes"."""
    return passage(text, number=number, title="Notes", version=1, page=page, start=start)


def english(text: str, *stems: str, must: bool = False) -> Asked:
    return Asked(text, (), (tuple(stems or (text,)),), weight=2.0, must=must)


VISA = Question("How long does the visa last?", (english("visa"), english("last")), AnswerKind.ANY)
ANSWER = "The visa may last for twelve months."
BESIDE = "The office moved to a larger building near the river."


def chosen_of(question: Question, *passages: Passage) -> Choice:
    return choose(question, passages, likeness=shared_words)


def texts_of(choice: Choice) -> list[str]:
    return [text_of(one) for one in choice.chosen]
