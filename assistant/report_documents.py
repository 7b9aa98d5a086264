"""The documents' report as the command line prints it: for people, and as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from assistant.corpus_map import CorpusMap, corpus_map, cover
from assistant.report_html import library_html
from ingest.errors import DocumentUnknown
from ingest.index import Index, VectorState
from ingest.outcome import counted
from ingest.reports import Basis, DocumentReport, Field, Library, PageReport, library
from language.script import Language

_INDENT = "    "
_EMPTY = "nothing has been ingested: run `advisor ingest corpus`"


def everything(index: Index, *, as_json: bool) -> str:
    """All documents, and those that could not be read."""
    write = listing_json if as_json else listing_text
    return write(library(index), index.vector_state())


def one(name: str, index: Index, *, as_json: bool) -> str:
    """One document in detail; raises `DocumentUnknown`."""
    write = document_json if as_json else document_text
    named = [write(known) for known in library(index).documents if known.document == name]
    if not named:
        raise DocumentUnknown(name)
    return "\n".join(named)


def coverage(index: Index, *, as_json: bool) -> str:
    """How many documents there are on what."""
    return (map_json if as_json else map_text)(corpus_map(index))


def page(index: Index, *, language: Language) -> str:
    """Everything as an HTML file."""
    return library_html(library(index), corpus_map(index), language=language)


def listing_text(known: Library, vectors: VectorState) -> str:
    """A line for each document, with what is unusual about it below."""
    lines: list[str] = []
    for one in known.documents:
        lines.append(
            f"{one.document}  {one.title}  ({one.language}, {counted(one.pages, 'page')}, "
            f"{counted(one.chunks, 'chunk')})"
        )
        lines += [_INDENT + remark for remark in _remarks(one)]
    lines += [f"not readable: {one.source}: {one.reason}; {one.cure}" for one in known.quarantined]
    if known.quarantined:
        lines.append("try those again with `advisor ingest --retry` once they are mended")
    if not lines:
        return _EMPTY
    if vectors.trouble is not None:
        lines.append(f"search goes by keywords alone: {vectors.trouble}")
    else:
        lines.append(vectors.progress)
    lines += [
        f"no vectors yet for {count} chunks of {document}: run `advisor embed`"
        for document, count in vectors.lacking.items()
    ]
    return "\n".join(lines)


def document_text(one: DocumentReport) -> str:
    """Everything that is known of one document."""
    lines = [
        one.document,
        f"{_INDENT}read {one.ingested_at} in {one.seconds:.1f} s as {one.format}: {_pages(one)}; "
        f"{one.chunks} chunks, {one.tables} tables",
        *(f"{_INDENT}{_field(field)}" for field in one.metadata),
        *(f"{_INDENT}{remark}" for remark in _remarks(one)),
        *(f"{_INDENT}note: {warning}" for warning in one.warnings),
    ]
    for page in one.page_reports:
        lines.append(
            f"{_INDENT}{page_name(page, one)}: {page.state}, {page.characters} characters"
            + (f", {page.tables} tables" if page.tables else "")
        )
        lines += [f"{_INDENT * 2}{said}" for said in _flags(page)]
    return "\n".join(lines)


def page_name(page: PageReport, one: DocumentReport) -> str:
    """`page iv (PDF 4)`; `text` for formats without pages."""
    if not one.paginated:
        return "text"
    place = f"{one.format.upper()} {page.index + 1}"
    return place if page.label is None else f"page {page.label} ({place})"


def listing_json(known: Library, vectors: VectorState) -> str:
    return _dump(
        {
            "documents": [_document(one) for one in known.documents],
            "quarantined": [asdict(one) for one in known.quarantined],
            "vectors": asdict(vectors),
        }
    )


def document_json(one: DocumentReport) -> str:
    return _dump(_document(one))


def map_text(found: CorpusMap) -> str:
    """The counts along each axis, then markets by kinds."""
    if not found.documents:
        return _EMPTY
    lines = [f"{found.documents} documents; one on two markets counts for each"]
    for axis, counts in found.axes.items():
        lines += ["", f"by {axis}"]
        lines += [
            f"{_INDENT}{value:<24}{count:>5}  {cover(count).value}"
            for value, count in counts.items()
        ]
    kinds = list(found.axes["kind"])
    widths = [max(len(kind), 5) for kind in kinds]
    both = found.pairs["market", "kind"]
    heads = "  ".join(f"{kind:>{width}}" for kind, width in zip(kinds, widths, strict=True))
    lines += ["", f"{'market by kind':<28}{heads}"]
    for market in found.axes["market"]:
        counts_ = [both.get((market, kind), 0) for kind in kinds]
        row = "  ".join(
            f"{count or '-':>{width}}" for count, width in zip(counts_, widths, strict=True)
        )
        lines.append(f"{_INDENT}{market:<24}{row}")
    return "\n".join(lines)


def map_json(found: CorpusMap) -> str:
    return _dump(
        {
            "documents": found.documents,
            "axes": found.axes,
            "cells": [
                {**cell._asdict(), "documents": count} for cell, count in found.cells.items()
            ],
        }
    )


def _document(one: DocumentReport) -> dict[str, object]:
    fields = asdict(one)
    fields["metadata"] = {
        field.name: {"value": field.value, "basis": field.basis.value} for field in one.metadata
    }
    return fields


def _remarks(one: DocumentReport) -> Iterator[str]:
    """What sets a document apart from one that was simply read."""
    if one.same_as is not None:
        yield f"same as {one.same_as}, which is served for both"
    for other in one.served_for:
        yield f"served for {other} too, which says the same"
    if one.replaced_by is not None:
        yield f"an older edition of {one.replaced_by}"
    for other in one.replaces:
        yield f"a newer edition of {other}"
    for other in one.alike:
        yield f"much like {other}"
    if set(one.page_states) - {"read"}:
        yield _pages(one)
    if one.flagged:
        instructing = sum(flag.instructs for page in one.page_reports for flag in page.flags)
        yield (
            f"{one.flagged} texts are hidden or give instructions ({instructing} of them "
            f"instructions): `advisor documents '{one.document}'` shows them"
        )
    if one.correction_fault is not None:
        yield f"note: {one.correction_fault}"


def _pages(one: DocumentReport) -> str:
    return "pages: " + ", ".join(f"{count} {state}" for state, count in one.page_states.items())


def _field(field: Field) -> str:
    value = ", ".join(map(str, field.value)) if isinstance(field.value, list) else field.value
    basis = "" if field.basis is Basis.STATED else f"  ({field.basis.value})"
    return f"{field.name}: {'not known' if value is None else value}{basis}"


def _flags(page: PageReport) -> Iterator[str]:
    for flag in page.flags:
        shown = flag.text if flag.text.isprintable() else ascii(flag.text)[1:-1]
        what = f"{flag.kind.value}, instructions" if flag.instructs else flag.kind.value
        what = "instructions" if flag.kind.value == "instructions" else what
        yield f"{what} at {flag.start}-{flag.end}: {shown}"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
