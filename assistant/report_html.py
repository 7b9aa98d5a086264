"""The documents' report as one HTML file that needs nothing else: no script, no font, no picture.

Everything that comes from documents is escaped, and what would turn the direction of text is left
out.
"""

import html
import re
from collections.abc import Iterable, Iterator

from assistant.corpus_map import CorpusMap, cover
from assistant.reasons import reason_words
from assistant.report_words import REPORT_WORDS, ReportWords
from ingest.reports import DocumentReport, Field, Library, PageReport
from ingest.types import FlagKind, Quarantined
from language.script import Language

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MOST_PAGES = 2_000
"""Squares drawn for one document."""

_STYLE = """
:root { color-scheme: light dark; --line: #d4d8dd; --soft: #5b6470; --card: #f6f7f9;
  --read: #3b8f6b; --ocr: #3f7fbf; --empty: #b9c0c8; --scanned: #c98a1b; --garbled: #c04a4a; }
@media (prefers-color-scheme: dark) { :root { --line: #3a4048; --soft: #a4adb8; --card: #1d2126;
  --empty: #5b6470; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1rem/1.6 system-ui, sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; } p, dl, ul { margin: .4rem 0; }
.soft { color: var(--soft); } .small { font-size: .875rem; }
details, .card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  padding: .6rem .9rem; margin: .6rem 0; }
summary { cursor: pointer; }
dl { display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: .1rem .9rem; }
dt { color: var(--soft); } dd { margin: 0; }
.basis { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; font-size: .8rem; }
.pages { display: flex; flex-wrap: wrap; gap: 2px; list-style: none; padding: 0; }
.pages li { width: .8rem; height: .8rem; border-radius: 2px; background: var(--read); }
.ocr { background: var(--ocr) !important; } .empty { background: var(--empty) !important; }
.scanned { background: var(--scanned) !important; }
.garbled { background: var(--garbled) !important; }
.flagged { outline: 2px solid var(--garbled); }
blockquote { margin: .2rem 0; padding-left: .7rem; border-left: 3px solid var(--garbled); }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; }
th, td { border: 1px solid var(--line); padding: .2rem .6rem; text-align: left; }
td.number { text-align: right; }
td.thin { background: color-mix(in srgb, var(--scanned) 25%, transparent); }
td.thick { background: color-mix(in srgb, var(--read) 30%, transparent); }
"""


def library_html(library: Library, found: CorpusMap, *, language: Language) -> str:
    """The whole page."""
    words = REPORT_WORDS[language]
    counts = [words.documents.format(count=len(library.documents))]
    if library.quarantined:
        counts.append(words.quarantined.format(count=len(library.quarantined)))
    body = [f"<h1>{words.title}</h1>", f'<p class="soft">{" · ".join(counts)}</p>']
    if not library.documents and not library.quarantined:
        body.append(f"<p>{words.none}</p>")
    body += _quarantined(library.quarantined, words)
    body += [document_html(one, language=language) for one in library.documents]
    body += _map(found, words)
    return (
        f'<!doctype html>\n<html lang="{words.tag}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{words.title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def document_html(one: DocumentReport, *, language: Language) -> str:
    """One document's part of the page."""
    words = REPORT_WORDS[language]
    states = " · ".join(
        f"{count} {words.states.get(state, state)}" for state, count in one.page_states.items()
    )
    numbers = f"{one.pages} {words.pages}: {states}"
    parts = [
        f"<summary><strong>{_text(one.title)}</strong><br>"
        f'<span class="soft small">{_text(one.document)} · {numbers}</span></summary>',
        f'<p class="soft small">{one.chunks} {words.chunks} · {one.tables} {words.tables} · '
        f"{one.seconds:.1f} {words.seconds} · {_text(one.ingested_at)}</p>",
        *(f"<p>{line}</p>" for line in links_html(one, words)),
        fields_html(one.metadata, words),
        pages_html(one, words),
        *flags_html(one, words),
        *notes_html(one, words),
    ]
    return f"<details>{''.join(parts)}</details>"


def _text(value: object) -> str:
    return html.escape(_UNSEEN.sub("", str(value)), quote=True)


def _quarantined(refused: Iterable[Quarantined], words: ReportWords) -> Iterator[str]:
    for one in refused:
        reason, cure = (reason_words(said, words.language) for said in (one.reason, one.cure))
        yield (
            f'<div class="card"><h3>{_text(one.source)}</h3><p>{_text(reason)}</p>'
            f'<p class="soft">{words.cure}: {_text(cure)}</p></div>'
        )


def links_html(one: DocumentReport, words: ReportWords) -> Iterator[str]:
    """How a document belongs to others, a sentence each."""
    told = [
        (words.same_as, [one.same_as] if one.same_as else []),
        (words.served_for, one.served_for),
        (words.replaced_by, [one.replaced_by] if one.replaced_by else []),
        (words.replaces, one.replaces),
        (words.alike, one.alike),
    ]
    for sentence, names in told:
        for name in names:
            yield sentence.format(name=f"<strong>{_text(name)}</strong>")


def fields_html(fields: Iterable[Field], words: ReportWords) -> str:
    """What is known of a document, guesses and corrections marked as such."""
    rows = []
    for field in fields:
        value = field.value
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        said = words.not_known if shown is None else _text(shown)
        basis = words.bases[field.basis]
        mark = f' <span class="basis">{basis}</span>' if basis else ""
        name = words.fields.get(field.name, field.name)
        rows.append(f"<dt>{_text(name)}</dt><dd>{said}{mark}</dd>")
    return f"<dl>{''.join(rows)}</dl>"


def pages_html(one: DocumentReport, words: ReportWords) -> str:
    """A square for each page; empty for a format without pages."""
    if not one.paginated:
        return ""
    squares = "".join(_square(page, words) for page in one.page_reports[:_MOST_PAGES])
    return f'<ul class="pages">{squares}</ul>'


def _square(page: PageReport, words: ReportWords) -> str:
    said = f"{_page_name(page, words)}: {words.states.get(page.state, page.state)}"
    classes = f"{page.state} flagged" if page.flags else page.state
    return f'<li class="{_text(classes)}" title="{_text(said)}"></li>'


def _page_name(page: PageReport, words: ReportWords) -> str:
    label = f"{page.label} ({page.index + 1})" if page.label else str(page.index + 1)
    return words.page.format(name=label)


def flags_html(one: DocumentReport, words: ReportWords) -> Iterator[str]:
    """The texts that are hidden or give instructions, under a heading."""
    if not one.flagged:
        return
    yield f"<h3>{words.flagged}</h3>"
    for page in one.page_reports:
        for flag in page.flags:
            kind = words.kinds[flag.kind]
            if flag.instructs and flag.kind is not FlagKind.INSTRUCTIONS:
                kind += f" · {words.instructs}"
            place = f"{_page_name(page, words)} · " if one.paginated else ""
            shown = flag.text if flag.text.isprintable() else ascii(flag.text)[1:-1]
            yield (
                f'<p class="soft small">{_text(place)}{kind} · {flag.start}–{flag.end}</p>'
                f"<blockquote>{_text(shown)}</blockquote>"
            )


def notes_html(one: DocumentReport, words: ReportWords) -> Iterator[str]:
    """What reading had to say, under a heading."""
    notes = [*one.warnings, *([one.correction_fault] if one.correction_fault else [])]
    if notes:
        items = "".join(f"<li>{_text(reason_words(note, words.language))}</li>" for note in notes)
        yield f"<h3>{words.note}</h3><ul>{items}</ul>"


def _map(found: CorpusMap, words: ReportWords) -> Iterator[str]:
    if not found.documents:
        return
    kinds, both = list(found.axes["kind"]), found.pairs["market", "kind"]
    head = "".join(f'<th scope="col">{_text(kind)}</th>' for kind in kinds)
    yield f'<h2>{words.map}</h2><div class="wide"><table><tr><th scope="col">{words.market}</th>'
    yield f"{head}</tr>"
    for market in found.axes["market"]:
        cells = "".join(
            f'<td class="number {cover(count).value}">{count or ""}</td>'
            for count in (both.get((market, kind), 0) for kind in kinds)
        )
        yield f'<tr><th scope="row">{_text(market)}</th>{cells}</tr>'
    yield "</table></div>"
