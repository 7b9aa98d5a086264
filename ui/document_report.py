"""One document's report: how it was read, what is known of it, what is hidden in it."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.report_html import fields_html, flags_html, links_html, notes_html, pages_html
from assistant.report_words import REPORT_WORDS, ReportWords
from ingest.reports import DocumentReport
from language.script import Language
from ui.answer import LANGUAGE_TAGS
from ui.escape import text
from ui.facets import Wording
from ui.library_words import LibraryWords


def report_head_html(report: DocumentReport) -> str:
    tag = LANGUAGE_TAGS[Language(report.language)]
    return (
        f'<header class="page-head document"><h1 lang="{tag}">{text(report.title)}</h1>'
        f'<p class="file">{text(report.document)}</p></header>'
    )


def report_html(report: DocumentReport, *, wording: Wording) -> str:
    """Everything that is told of one document."""
    words, said = REPORT_WORDS[wording.screen.language], wording.said
    fields = [
        replace(field, value=wording.name(field.name, str(field.value)))
        if field.name in ("kind", "language") and field.value
        else field
        for field in report.metadata
    ]
    parts = [
        *(f'<p class="notice">{link}</p>' for link in links_html(report, words)),
        f"<h2>{text(said.read_as)}</h2>",
        f'<p class="facts">{_facts(report, words)}</p>',
        *_pages(report, words, said),
        f"<h2>{text(said.known)}</h2>",
        fields_html(fields, words),
        *flags_html(report, words),
        *notes_html(report, words),
    ]
    return f'<article class="library report">{"".join(parts)}</article>'


def _facts(report: DocumentReport, words: ReportWords) -> str:
    facts = [
        *([f"{report.pages} {words.pages}"] if report.paginated else []),
        f"{report.chunks} {words.chunks}",
        f"{report.tables} {words.tables}",
        f"{report.seconds:.1f} {words.seconds}",
        report.format.upper(),
        moment(report.ingested_at),
    ]
    return text(" · ".join(facts))


def moment(iso: str) -> str:
    """A time of the catalogue as people read it; it is UTC there and here."""
    day, _, time = iso.partition("T")
    return f"{day} {time[:5]} UTC" if time else day


def _pages(report: DocumentReport, words: ReportWords, said: LibraryWords) -> Iterator[str]:
    if not report.paginated:
        return
    yield pages_html(report, words)
    legend = "".join(
        f'<li><span class="{text(state)}"></span>'
        f"{text(words.states.get(state, state))}: {count}</li>"
        for state, count in sorted(report.page_states.items())
    )
    yield f'<ul class="legend states" aria-label="{text(said.states)}">{legend}</ul>'
