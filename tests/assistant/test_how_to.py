"""How to get at something is told by several sections of its own document."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.asked import AnswerKind, Asked, Question
from assistant.how_to import sections_on_how
from assistant.quote import Chosen
from assistant.types import Passage
from ingest.types import Chunk
from language.script import Language

FUND = Question(
    "How do we access the harbour fund?",
    (
        Asked("access", (), (("access",),), 2.0),
        Asked("harbour fund", (), (("harbour", "fund"),), 2.0),
    ),
    AnswerKind.STEPS,
)


def _chunk(number: int, heading: str, text: str, title: str = "The harbour fund") -> Chunk:
    return Chunk(
        id=number,
        version=1,
        document="fund.md",
        source="fund.md",
        title=title,
        page_index=number,
        page_label=None,
        start=10,
        end=10 + len(text),
        text=text,
        language=Language.EN,
        headings=(title, heading),
    )


FOUND = _chunk(1, "When it began", "The fund began in 1991. It was small.")
PAID = _chunk(2, "How a firm is paid", "A firm is paid by the bank. It waits a month.")
WHOM = _chunk(3, "Whom to ask", "Write to the desk in Lisbon. It answers soon.")
SIZE = _chunk(4, "How large it is", "The fund holds ten million euros. It grows.")
DOCUMENT = (FOUND, PAID, WHOM, SIZE)


def _told(question: Question, chunk: Chunk, document: Sequence[Chunk] = DOCUMENT) -> list[str]:
    found = sections_on_how(question, [Passage(1, chunk, 1.0)], sections=lambda _: document)
    return [_text(one) for one in found]


def _text(chosen: Chosen) -> str:
    chunk = chosen.passage.chunk
    return chunk.text[chosen.start - chunk.start : chosen.end - chunk.start]


def test_what_opens_the_sections_on_how_and_whom_is_told_in_order() -> None:
    assert _told(FUND, FOUND) == ["A firm is paid by the bank.", "Write to the desk in Lisbon."]


def test_a_document_that_is_not_named_for_the_thing_tells_nothing() -> None:
    assert _told(FUND, replace(FOUND, title="A report on ports")) == []


def test_only_who_wants_to_get_at_something_is_told() -> None:
    assert _told(replace(FUND, kind=AnswerKind.TIME), FOUND) == []
    assert _told(replace(FUND, text="How does the harbour fund compare?"), FOUND) == []


def test_a_document_in_the_other_language_is_left_alone() -> None:
    assert _told(replace(FUND, text="怎麼申請港口基金？"), FOUND) == []
