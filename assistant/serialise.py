"""Answers as JSON, and back: for the command line, the conversations and the reports."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from assistant.brief import Brief
from assistant.types import Answer, Claim, Contact, Passage, Quote, ReadAs
from assistant.verify_check import Check
from ingest.cells import Place

_ANSWER = TypeAdapter(Answer)


def answer_to_json(answer: Answer) -> str:
    """Everything in the answer, to be stored and read back with `answer_from_json`."""
    return _ANSWER.dump_json(answer).decode()


def answer_from_json(text: str) -> Answer:
    return _ANSWER.validate_json(text)


def public_answer(answer: Answer, *, id: str | None = None) -> dict[str, Any]:
    """The answer as `advisor ask --json` prints it; `id` leads when it answers a batch line."""
    head = {} if id is None else {"id": id}
    return head | {
        "question": answer.question,
        "searched": answer.searched,
        "read_as": [asdict(one) for one in answer.read_as],
        "language": answer.language.value,
        "outcome": answer.outcome.value,
        "reason": answer.reason,
        "decline": answer.decline.value if answer.decline else None,
        "missing": list(answer.missing),
        "contacts": [_contact(contact) for contact in answer.contacts],
        "claims": [_claim(claim) for claim in answer.claims],
        "disagreements": [asdict(one) for one in answer.disagreements],
        "passages": [public_passage(passage) for passage in answer.passages],
        "writer": answer.writer.value,
        "model": answer.model,
        "withheld": answer.withheld,
        "notice": answer.notice,
        "usage": asdict(answer.usage) if answer.usage else None,
        "seconds": round(answer.seconds, 3),
        "record": answer.record,
    }


def public_brief(brief: Brief) -> dict[str, Any]:
    """The brief as `advisor brief --json` prints it; markers count within a topic."""
    return {
        "sector": brief.sector,
        "language": brief.language.value,
        "markets": [
            {
                "market": market.market,
                "topics": [
                    {
                        "topic": topic.topic.value,
                        "on_sector": topic.on_sector,
                        "claims": [_claim(claim) for claim in topic.claims],
                        "passages": [public_passage(passage) for passage in topic.passages],
                    }
                    for topic in market.topics
                ],
            }
            for market in brief.markets
        ],
    }


def public_search(
    passages: Iterable[Passage], read_as: Iterable[ReadAs], *, id: str | None = None
) -> dict[str, Any]:
    """What was found as `advisor search --json` prints it; `id` leads when it is a batch line's."""
    head = {} if id is None else {"id": id}
    return head | {
        "read_as": [asdict(one) for one in read_as],
        "passages": [public_passage(passage) for passage in passages],
    }


def public_passage(passage: Passage) -> dict[str, Any]:
    """The passage as `advisor search --json` and `advisor ask --json` print it."""
    chunk = passage.chunk
    return {
        "number": passage.number,
        "document": chunk.document,
        "source": chunk.source,
        "title": chunk.title,
        "page_index": chunk.page_index,
        "page_label": chunk.page_label,
        "start": chunk.start,
        "end": chunk.end,
        "language": chunk.language.value,
        "score": round(passage.score, 4),
        "text": chunk.text,
    }


def public_check(check: Check) -> dict[str, Any]:
    """The check as `advisor verify --json` prints it."""
    return {
        "verdict": check.verdict.value,
        "score": check.score,
        "reasons": list(check.reasons),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "verdict": claim.verdict.value,
        "markers": list(claim.markers),
        "quotes": [_quote(quote) for quote in claim.quotes],
        "corrects": claim.corrects,
        "kind": claim.kind,
        "as_of": claim.as_of,
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "name": contact.name,
        "marker": contact.marker,
        "quote": _quote(contact.quote) if contact.quote else None,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "marker": quote.marker,
        "document": quote.document,
        "source": quote.source,
        "title": quote.title,
        "page_index": quote.page_index,
        "page_label": quote.page_label,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "place": _place(quote.place) if quote.place else None,
        "ocr": quote.ocr,
        "heading": quote.heading,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "table": place.table,
        "row": place.row,
        "columns": list(place.columns),
        "unit": place.unit,
        "cells": [
            {"column": cell.column, "text": cell.text, "start": cell.start, "end": cell.end}
            for cell in place.cells
        ],
    }
