"""Results as people read them on a terminal."""

import json
from dataclasses import replace

import pytest

from assistant import report
from assistant.doctor import Finding
from assistant.types import (
    Answer,
    Claim,
    Contact,
    Decline,
    Disagreement,
    Figure,
    Outcome,
    Passage,
    Quote,
    Verdict,
    Writer,
)
from ingest.outcome import Line, State
from ingest.types import Chunk, PageState
from language.script import Language

ADDED = Line(
    "a.pdf",
    State.ADDED,
    pages=3,
    chunks=7,
    page_states=(PageState.READ, PageState.READ, PageState.EMPTY),
    warnings=("page 2 has no text",),
    seconds=1.234,
)
BROKEN = Line("b.pdf", State.QUARANTINED, reason="it is damaged", cure="save it again")
SAME = Line("c.pdf", State.UNCHANGED)
NOTED = Line("d.pdf", State.UNCHANGED, warnings=("d.pdf.meta.yaml is not text",))
CHUNK = Chunk(
    id=1,
    version=1,
    document="a.pdf",
    source="a.pdf",
    title="Guide",
    page_index=3,
    page_label="iv",
    start=0,
    end=22,
    text="Heading\nOne sentence.",
    language=Language.EN,
)
QUOTE = Quote(1, 1, "a.pdf", "a.pdf", "Guide", 3, "iv", 8, 21, "One sentence.", Language.EN)
OTHER = replace(QUOTE, marker=2, page_index=4, page_label="5", text="Another one.")
ANSWER = Answer(
    question="What?",
    searched="What?",
    language=Language.EN,
    outcome=Outcome.ANSWERED,
    reason=None,
    missing=(),
    claims=(
        Claim("Another one. One sentence.", Verdict.SUPPORTED, (2, 1), (OTHER, QUOTE)),
        Claim("One sentence.", Verdict.SUPPORTED, (1,), (QUOTE,)),
    ),
    passages=(Passage(1, CHUNK, 1.5),),
    writer=Writer.QUOTES,
    seconds=0.2,
)


def test_an_ingest_tells_of_each_document_that_changed_or_failed_and_sums_up() -> None:
    assert report.ingest_text([ADDED, BROKEN, SAME, NOTED]).splitlines() == [
        "added       a.pdf: pages: 2 read, 1 empty; 7 chunks; 1.2 s",
        "    note: page 2 has no text",
        "quarantined b.pdf: it is damaged; save it again",
        "unchanged   d.pdf",
        "    note: d.pdf.meta.yaml is not text",
        "4 documents: 1 added, 1 quarantined, 2 unchanged",
    ]


def test_an_ingest_as_json_has_a_line_for_each_document() -> None:
    added, broken = json.loads(report.ingest_json([ADDED, BROKEN]))

    assert added["state"] == "added"
    assert added["page_states"] == ["read", "read", "empty"]
    assert broken["reason"] == "it is damaged"
    assert broken["cure"] == "save it again"


def test_passages_show_their_marker_page_and_text() -> None:
    assert report.passages_text([Passage(1, CHUNK, 1.5)]).splitlines() == [
        "[1] Guide, p. iv (PDF 4)  1.50",
        "    Heading",
        "    One sentence.",
    ]


def test_an_answer_shows_its_claims_and_each_source_once_in_order() -> None:
    assert report.answer_text(ANSWER).splitlines() == [
        "Another one. One sentence. [2][1]",
        "",
        "One sentence. [1]",
        "",
        "[1] Guide, p. iv (PDF 4) · a.pdf",
        "[2] Guide, p. 5 (PDF 5) · a.pdf",
    ]


def test_a_declined_answer_shows_the_reason_and_the_nearest_passages() -> None:
    declined = replace(
        ANSWER,
        outcome=Outcome.DECLINED,
        reason="The documents do not say.",
        claims=(),
        passages=tuple(
            Passage(number, replace(CHUNK, page_index=number), 1.0) for number in range(1, 6)
        ),
    )

    assert report.answer_text(declined).splitlines() == [
        "The documents do not say.",
        "",
        *(f"[{number}] Guide, p. iv (PDF {number + 1}) · a.pdf" for number in (1, 2, 3)),
    ]


def test_a_page_that_two_passages_are_of_stands_once_among_the_sources() -> None:
    later = replace(OTHER, page_index=3, page_label="iv")
    claims = tuple(
        Claim(quote.text, Verdict.SUPPORTED, (quote.marker,), (quote,)) for quote in (QUOTE, later)
    )

    lines = report.answer_text(replace(ANSWER, claims=claims)).splitlines()

    assert [line for line in lines if "Guide" in line] == ["[1][2] Guide, p. iv (PDF 4) · a.pdf"]


def test_a_follow_up_shows_what_was_searched() -> None:
    answer = replace(ANSWER, searched="The whole question?")

    assert report.answer_text(answer).splitlines()[0] == "Searched for: The whole question?"


@pytest.mark.parametrize(
    ("label", "source", "expected"),
    [
        pytest.param("iv", "a.pdf", "Guide, p. iv (PDF 4) ", id="a printed label"),
        pytest.param(None, "a.PDF", "Guide, PDF 4 ", id="a PDF without labels"),
        pytest.param(None, "a.md", "Guide ", id="no pages"),
    ],
)
def test_a_page_is_named_as_printed_and_never_made_up(
    label: str | None, source: str, expected: str
) -> None:
    passage = Passage(1, replace(CHUNK, page_label=label, source=source), 1.0)

    assert expected in report.passages_text([passage]).splitlines()[0] + " "


FINDINGS = [
    Finding("python", True, "3.11.9"),
    Finding("documents", False, "0 indexed", "run `advisor ingest corpus`"),
]


def test_the_doctor_marks_what_is_wrong_and_gives_the_cure() -> None:
    assert report.doctor_text(FINDINGS).splitlines() == [
        "ok  python     3.11.9",
        "BAD documents  0 indexed: run `advisor ingest corpus`",
    ]


def test_the_doctor_as_json() -> None:
    assert json.loads(report.doctor_json(FINDINGS))[1] == {
        "what": "documents",
        "ok": False,
        "says": "0 indexed",
        "cure": "run `advisor ingest corpus`",
    }


def test_an_answer_says_what_was_withheld_and_who_stood_in() -> None:
    answer = replace(ANSWER, withheld=2, notice="The model is busy.")

    assert report.answer_text(answer).splitlines()[-3:] == [
        "",
        "The model is busy.",
        "2 sentences that the language model wrote are not shown: no page supports them.",
    ]


def test_what_is_put_right_differs_or_is_old_is_said_with_the_claim() -> None:
    claims = (
        replace(ANSWER.claims[0], corrects="they are none"),
        replace(ANSWER.claims[1], kind="case", as_of="2019-03"),
    )
    figures = (Figure("7 sites", 1, "2024", "2025-03-01"), Figure("5 sites", 2, None, None))
    answer = replace(ANSWER, claims=claims, disagreements=(Disagreement(figures),))

    lines = report.answer_text(answer).splitlines()

    assert "“they are none”: the documents say otherwise." in lines
    assert "One sentence. (one case) (as of March 2019) [1]" in lines
    at = lines.index("The documents give different figures, the newest first:")
    assert lines[at + 1] == "    7 sites (2024; issued 1 March 2025): Guide [2][1]"
    assert lines[at + 2] == "    5 sites: Guide [1]"


def test_a_declined_answer_says_whom_to_ask() -> None:
    answer = replace(
        ANSWER,
        outcome=Outcome.DECLINED,
        reason="The documents do not say.",
        claims=(),
        decline=Decline.NOT_IN_DOCUMENTS,
        contacts=(Contact("The Agency", 1, QUOTE), Contact("The Ministry", 1, None)),
    )

    lines = report.answer_text(answer).splitlines()

    assert lines[-3:] == [
        "Whom the documents name to ask:",
        "    The Agency: One sentence. [1]",
        "    The Ministry [1]",
    ]


def test_what_asks_the_documents_nothing_gets_one_sentence() -> None:
    answer = replace(
        ANSWER,
        outcome=Outcome.DECLINED,
        reason="Hello!",
        claims=(),
        decline=Decline.SMALL_TALK,
    )

    assert report.answer_text(answer) == "Hello!"


def test_files_that_are_passed_over_are_named_by_what_is_wrong_with_them() -> None:
    lines = [
        Line(name, State.SKIPPED, reason="files named .xls are not read", cure="convert it")
        for name in ("a.xls", "b.xls", "c.xls", "d.xls", "e.xls")
    ]

    assert report.ingest_text([ADDED, *lines]).splitlines()[-2] == (
        "skipped     a.xls, b.xls, c.xls and 2 more: files named .xls are not read; convert it"
    )
