"""A chunk is read as questions look at it: its head, its sentences, and all of it."""

from assistant.asked import Asked
from assistant.coverage import figures_of, held
from assistant.read_chunk import figures_in, read_chunk, tokens_of
from ingest.types import Chunk
from language.script import Language

CHUNK = Chunk(
    id=1,
    version=1,
    document="d.md",
    source="d.md",
    title="Fees in 2024",
    page_index=0,
    page_label=None,
    start=10,
    end=60,
    text="A visa costs 40 euros. It lasts a year.",
    language=Language.EN,
)
VISA = Asked("visa", (), (("visa",),), 1.0)
FEES = Asked("fees", (), (("fee",),), 1.0)


def test_sentences_stand_where_the_chunk_has_them() -> None:
    sentences = read_chunk(CHUNK).sentences

    assert [one.text for one in sentences] == ["A visa costs 40 euros.", "It lasts a year."]
    assert [CHUNK.text[one.span.start : one.span.end] for one in sentences] == [
        one.text for one in sentences
    ]


def test_the_whole_holds_what_head_and_sentences_hold() -> None:
    read = read_chunk(CHUNK)

    assert held(FEES, read.head) == held(FEES, read.whole) == 1.0
    assert held(VISA, read.head) == 0.0
    assert held(VISA, read.sentences[0].held) == held(VISA, read.whole) == 1.0


def test_figures_are_those_of_the_head_and_the_text() -> None:
    assert figures_in(CHUNK) == figures_of("2024") | figures_of("40 euros")


def test_each_sentence_has_its_tokens() -> None:
    first, second = tokens_of(CHUNK)

    assert "visa" in first
    assert "visa" not in second
