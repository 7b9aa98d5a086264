"""A sentence that its chunk does not hold whole, or that points back to the chunk before."""

import pytest

from assistant.ask import Assistant
from assistant.chosen import Chosen
from assistant.turn_page import joined, sentence_before, whole_sentence
from assistant.types import Outcome, Passage, Quote, Verdict
from ingest.index import Index
from ingest.types import Cell, Table
from language.script import Language
from tests.assistant.paged import publish

FIRST = "The park opened in 2019. The Da Nang technology park leases offices"
SECOND = "to software companies for three years. Its rent is paid each quarter."
WHOLE = "The Da Nang technology park leases offices to software companies for three years."


def _chosen(passage: Passage, words: str) -> Chosen:
    start = passage.chunk.start + passage.chunk.text.index(words)
    return Chosen(passage, start, start + len(words), 1.0)


def _texts(parts: list[Chosen]) -> list[str]:
    return [
        part.passage.chunk.text[
            part.start - part.passage.chunk.start : part.end - part.passage.chunk.start
        ]
        for part in parts
    ]


def _quote(text: str) -> Quote:
    return Quote(1, 1, "d", "d", "D", 0, None, 0, len(text), text, Language.EN)


def test_an_answer_quotes_both_pages_with_a_marker_each(index: Index) -> None:
    publish(index, FIRST, SECOND, labels=("iv", "5"))

    answer = Assistant(index, passages=1).answer("For how long does the park lease offices?")

    assert answer.outcome is Outcome.ANSWERED
    claim = next(claim for claim in answer.claims if claim.text == WHOLE)
    assert claim.verdict is Verdict.SUPPORTED
    assert [(quote.page_index, quote.page_label) for quote in claim.quotes] == [(0, "iv"), (1, "5")]
    assert len(set(claim.markers)) == 2
    numbers = {passage.number: passage.chunk.page_index for passage in answer.passages}
    assert [numbers[marker] for marker in claim.markers] == [0, 1]
    for quote in claim.quotes:
        page = index.catalogue.page(quote.version, quote.page_index)
        assert page is not None
        assert page.text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    ("chosen_on", "words"),
    [
        pytest.param(0, "The Da Nang technology park leases offices", id="the first half is found"),
        pytest.param(1, "to software companies for three years.", id="the second half is found"),
    ],
)
def test_either_half_brings_the_other(index: Index, chosen_on: int, words: str) -> None:
    passage = Passage(1, publish(index, FIRST, SECOND)[chosen_on], 1.0)

    parts = whole_sentence(_chosen(passage, words), [passage], catalogue=index.catalogue)

    assert " ".join(_texts(parts)) == WHOLE
    assert [part.passage.number for part in parts] == ([1, 2] if chosen_on == 0 else [2, 1])


def test_the_other_half_keeps_the_marker_of_a_passage_that_was_found(index: Index) -> None:
    first, second = publish(index, FIRST, SECOND)
    passages = [Passage(1, first, 2.0), Passage(2, second, 1.0)]

    parts = whole_sentence(
        _chosen(passages[0], "The Da Nang technology park leases offices"),
        passages,
        catalogue=index.catalogue,
    )

    assert [part.passage for part in parts] == passages


def test_footnotes_between_the_halves_are_passed_over(index: Index) -> None:
    note = "\n1 A study of technology parks, 2021."
    chunks = publish(
        index, FIRST + note, SECOND + note, body_ends=(len(FIRST) + 1, len(SECOND) + 1)
    )
    passage = Passage(1, chunks[0], 1.0)
    chosen = _chosen(passage, "The Da Nang technology park leases offices")

    parts = whole_sentence(chosen, [passage], catalogue=index.catalogue)

    assert " ".join(_texts(parts)) == WHOLE


def test_chinese_halves_are_joined_without_a_space(index: Index) -> None:
    publish(index, "峴港科技園區把辦公室租給軟體", "公司三年，租金每季支付一次。")

    answer = Assistant(index, passages=2).answer("峴港科技園區的辦公室租多久？")

    assert "峴港科技園區把辦公室租給軟體公司三年，租金每季支付一次。" in [
        claim.text for claim in answer.claims
    ]


@pytest.mark.parametrize(
    ("pages", "options"),
    [
        pytest.param((FIRST, "A new page. More."), {}, id="the next begins with a capital"),
        pytest.param((FIRST, "to rent\nMore."), {"heading_ends": (0, 7)}, id="or with a heading"),
        pytest.param((FIRST, "1 a note."), {"body_ends": (None, 0)}, id="or has notes alone"),
        pytest.param((FIRST,), {}, id="there is no next page"),
    ],
)
def test_what_does_not_run_on_stays_one_part(
    index: Index, pages: tuple[str, ...], options: dict[str, object]
) -> None:
    passage = Passage(1, publish(index, *pages, **options)[0], 1.0)
    chosen = _chosen(passage, "The Da Nang technology park leases offices")

    assert whole_sentence(chosen, [passage], catalogue=index.catalogue) == [chosen]


def _table_ending(page: str, row: str) -> tuple[Table, ...]:
    """A table whose only row is these last words of a page."""
    start = page.index(row)
    return (Table(rows=((Cell(start, start + len(row), 0),),), heads=0),)


def test_a_row_does_not_run_on_into_prose(index: Index) -> None:
    row = "The Da Nang technology park leases offices"
    tables = (_table_ending(FIRST, row), ())
    first, second = publish(index, FIRST, SECOND, tables=tables)

    for chunk, words in ((first, row), (second, "to software companies for three years.")):
        passage = Passage(1, chunk, 1.0)
        chosen = _chosen(passage, words)
        assert whole_sentence(chosen, [passage], catalogue=index.catalogue) == [chosen]


@pytest.mark.parametrize(
    ("chosen_on", "words"),
    [
        pytest.param(0, "The Da Nang technology park leases offices.", id="the last of a page"),
        pytest.param(1, "to software companies for three years.", id="the first of a page"),
    ],
)
def test_a_page_that_ends_with_a_full_stop_runs_on_to_none(
    index: Index, chosen_on: int, words: str
) -> None:
    passage = Passage(1, publish(index, f"{FIRST}.", SECOND)[chosen_on], 1.0)
    chosen = _chosen(passage, words)

    assert whole_sentence(chosen, [passage], catalogue=index.catalogue) == [chosen]


def test_a_sentence_within_a_page_stays_one_part(index: Index) -> None:
    passage = Passage(1, publish(index, FIRST, SECOND)[0], 1.0)
    chosen = _chosen(passage, "The park opened in 2019.")

    assert whole_sentence(chosen, [passage], catalogue=index.catalogue) == [chosen]


OWNER = "The land belongs to Acme."
RENT = "It pays rent for the land each quarter."


def _cut_behind(sentence: str, rest: str = RENT) -> str:
    """A page that is cut into chunks right behind this sentence."""
    halls = " ".join(f"Hall {number} of the park has a gate and a bridge." for number in range(48))
    return f"{halls} {sentence} {rest}"


def _before(index: Index, chosen: Chosen) -> list[Chosen]:
    return sentence_before(
        chosen, [chosen.passage], question="Who pays?", catalogue=index.catalogue
    )


def test_what_a_chunk_s_first_sentence_points_back_to_is_quoted_before_it(index: Index) -> None:
    *_, last = publish(index, _cut_behind(OWNER))
    assert last.text == RENT

    answer = Assistant(index, passages=3).answer("How is the rent for the land paid?")

    texts = [claim.text for claim in answer.claims]
    assert texts[texts.index(RENT) - 1] == OWNER
    [owner] = [claim for claim in answer.claims if claim.text == OWNER]
    numbers = {passage.number: passage.chunk.text for passage in answer.passages}
    assert OWNER in numbers[owner.markers[0]]


def test_the_sentence_before_is_of_the_passage_that_was_found(index: Index) -> None:
    *_, before, last = publish(index, _cut_behind(OWNER))
    passages = [Passage(1, last, 2.0), Passage(2, before, 1.0)]
    chosen = _chosen(passages[0], RENT)

    [found] = sentence_before(chosen, passages, question="Who pays?", catalogue=index.catalogue)

    assert found.passage == passages[1]
    assert _texts([found]) == [OWNER]


def test_a_sentence_that_stands_alone_needs_none_before_it(index: Index) -> None:
    rest = "The rent is due each quarter. It is paid in cash."
    *_, last = publish(index, _cut_behind(OWNER, rest))
    passage = Passage(1, last, 1.0)

    assert _before(index, _chosen(passage, "The rent is due each quarter.")) == []
    assert _before(index, _chosen(passage, "It is paid in cash.")) == []


def test_a_new_paragraph_points_back_to_nothing(index: Index) -> None:
    *_, last = publish(index, _cut_behind(OWNER).replace(f" {RENT}", f"\n{RENT}"))

    assert _before(index, _chosen(Passage(1, last, 1.0), RENT)) == []


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(("leases offices", "to firms."), "leases offices to firms.", id="words"),
        pytest.param(("租給軟體", "公司三年。"), "租給軟體公司三年。", id="Chinese"),
        pytest.param(("由", "EBRD 出資。"), "由 EBRD 出資。", id="both"),
        pytest.param(("alone",), "alone", id="one"),
    ],
)
def test_joined(texts: tuple[str, ...], expected: str) -> None:
    assert joined([_quote(text) for text in texts]) == expected
