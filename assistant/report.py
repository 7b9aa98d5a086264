"""Results as the command line prints them: for people, and as JSON."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

from assistant import phrases
from assistant.by_cell import by_cell
from assistant.doctor import Finding
from assistant.source_list import bracketed, cited_pages, nearest_pages
from assistant.types import (
    ASIDES,
    CASE,
    Answer,
    Claim,
    Contact,
    Disagreement,
    Outcome,
    Passage,
    Quote,
    ReadAs,
)
from assistant.verify_check import Check
from ingest.outcome import Line, State, counted
from ingest.types import Chunk
from language.script import Language, detect_language

_INDENT = "    "
_REMARKS = {State.REPAIRED, State.WAITING}
_MOST_NAMED = 3
_NO_DOCUMENTS = {State.SKIPPED, *_REMARKS}

_PARTS = {".pptx": ", slide {label}", ".xlsx": ", sheet “{label}”"}
"""Where in formats that have other parts than pages."""


def ingest_text(lines: Sequence[Line]) -> str:
    """A line for each document that changed or failed, one for each format skipped, and the sum."""
    documents = [line for line in lines if line.state not in _NO_DOCUMENTS]
    shown = [
        _ingest_line(line)
        for line in documents
        if line.state is not State.UNCHANGED or line.warnings
    ]
    skipped: dict[tuple[str | None, str | None], list[str]] = {}
    for line in lines:
        if line.state is State.SKIPPED:
            skipped.setdefault((line.reason, line.cure), []).append(line.source)
    shown += [
        f"{State.SKIPPED.value:<12}{_names(names)}: {reason}; {cure}"
        for (reason, cure), names in skipped.items()
    ]
    if not documents:
        return "\n".join([*shown, "there is nothing to try again"])
    states = Counter(line.state.value for line in documents)
    shown += [_ingest_line(line) for line in lines if line.state in _REMARKS]
    total = ", ".join(f"{count} {state}" for state, count in states.items())
    return "\n".join([*shown, f"{counted(len(documents), 'document')}: {total}"])


def _names(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _ingest_line(line: Line) -> str:
    if line.state is State.REPAIRED:
        return f"{line.state.value:<12}{line.source}"
    if line.reason is not None:
        return f"{line.state.value:<12}{line.source}: {line.reason}; {line.cure}"
    if line.state in (State.CORRECTED, State.UNCHANGED):
        notes = [f"{_INDENT}note: {warning}" for warning in line.warnings]
        return "\n".join([f"{line.state.value:<12}{line.source}", *notes])
    states = Counter(state.value for state in line.page_states)
    pages = ", ".join(f"{count} {state}" for state, count in states.items())
    text = (
        f"{line.state.value:<12}{line.source}: pages: {pages}; {counted(line.chunks, 'chunk')}; "
        f"{line.seconds:.1f} s"
    )
    return "\n".join([text, *(f"{_INDENT}note: {warning}" for warning in line.warnings)])


def ingest_json(lines: Sequence[Line]) -> str:
    return _dump([asdict(line) for line in lines])


def check_text(check: Check) -> str:
    """The verdict with its score, and a line for each reason."""
    lines = [f"{check.verdict.value} ({check.score:.2f})"]
    return "\n".join([*lines, *(f"{_INDENT}{reason}" for reason in check.reasons)])


def search_text(query: str, passages: Sequence[Passage], read_as: Sequence[ReadAs]) -> str:
    """The query's words that were taken for others, then the passages."""
    said = [phrases.read_as(read_as, detect_language(query))] if read_as else []
    return "\n\n".join([*said, passages_text(passages)])


def passages_text(passages: Sequence[Passage]) -> str:
    if not passages:
        return "nothing was found: take a filter away, or search in other words"
    return "\n\n".join(
        f"[{passage.number}] {passage.chunk.title}{_page(passage.chunk)}  {passage.score:.2f}\n"
        + "\n".join(_INDENT + line for line in passage.chunk.text.splitlines())
        for passage in passages
    )


def answer_text(answer: Answer) -> str:
    """The claims with their markers, then each source with its quotes."""
    lines: list[str] = []
    for said in phrases.understood(answer, answer.language):
        lines += [said, ""]
    if answer.outcome is not Outcome.ANSWERED and answer.reason:
        lines += [answer.reason, ""]
    for claim in answer.claims:
        if claim.corrects:
            lines.append(phrases.otherwise(claim.corrects, answer.language))
        lines += [_claim_line(claim, answer.language), ""]
    for disagreement in answer.disagreements:
        lines += [*_figure_lines(disagreement, answer), ""]
    for markers, quotes in cited_pages(answer.claims):
        page = quotes[0]
        lines.append(f"{bracketed(markers)} {page.title}{_page(page)} · {page.document}")
        lines += [_INDENT + said for said in _remarks_of(quotes, answer.language)]
    if not answer.claims and answer.decline not in ASIDES:
        for passage in nearest_pages(answer.passages):
            chunk = passage.chunk
            lines.append(f"[{passage.number}] {chunk.title}{_page(chunk)} · {chunk.document}")
    if answer.contacts:
        lines += ["", phrases.whom_to_ask(answer.language)]
        lines += [f"{_INDENT}{_contact_line(contact)}" for contact in answer.contacts]
    remarks = [answer.notice] if answer.notice else []
    if answer.withheld:
        remarks.append(phrases.withheld(answer.withheld, answer.language))
    remarks += [f"record {answer.record}"] if answer.record else []
    lines += ["", *remarks] if remarks else []
    return "\n".join(lines).rstrip()


def _claim_line(claim: Claim, language: Language) -> str:
    """The claim with its markers, and that it is of one case or of an earlier day."""
    remarks = [phrases.one_case(language)] if claim.kind == CASE else []
    remarks += [phrases.as_of(claim.as_of, language)] if claim.as_of else []
    return " ".join(
        [by_cell(claim), *(f"({remark})" for remark in remarks), bracketed(claim.markers)]
    )


def _figure_lines(disagreement: Disagreement, answer: Answer) -> list[str]:
    lines = [phrases.differing(answer.language)]
    for figure in disagreement.figures:
        claim = answer.claims[figure.claim - 1]
        dates = phrases.of_and_issued(figure.of, figure.issued, answer.language)
        when = f" ({dates})" if dates else ""
        titles = ", ".join(dict.fromkeys(quote.title for quote in claim.quotes))
        lines.append(f"{_INDENT}{figure.text}{when}: {titles} {bracketed(claim.markers)}")
    return lines


def _contact_line(contact: Contact) -> str:
    said = f": {contact.quote.text}" if contact.quote else ""
    return f"{contact.name}{said} [{contact.marker}]"


def _remarks_of(quotes: Sequence[Quote], language: Language) -> list[str]:
    """Where in tables they stand, and whether their page was read by character recognition."""
    places = [phrases.table_place(quote.place, language) for quote in quotes if quote.place]
    ocr = [phrases.read_by_ocr(language)] if any(quote.ocr for quote in quotes) else []
    return [*dict.fromkeys(places), *ocr]


def _page(place: Quote | Chunk) -> str:
    """`, p. iv (PDF 4)`, `, slide 3`, `, sheet “Rates”`; nothing for formats without pages."""
    suffix = PurePosixPath(place.source).suffix.lower()
    if place.page_label is not None and suffix in _PARTS:
        return _PARTS[suffix].format(label=place.page_label)
    if place.page_label is not None:
        return f", p. {place.page_label} (PDF {place.page_index + 1})"
    return f", PDF {place.page_index + 1}" if place.source.lower().endswith(".pdf") else ""


def doctor_text(findings: Sequence[Finding]) -> str:
    width = max(len(finding.what) for finding in findings)
    return "\n".join(
        f"{'ok ' if finding.ok else 'BAD'} {finding.what:<{width}}  {finding.says}"
        + (f": {finding.cure}" if finding.cure else "")
        for finding in findings
    )


def doctor_json(findings: Sequence[Finding]) -> str:
    return _dump([asdict(finding) for finding in findings])


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
