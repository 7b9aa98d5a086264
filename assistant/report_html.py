"""The documents' report as one HTML file that needs nothing else: no script, no font, no picture.

Everything that comes from documents is escaped, and what would turn the direction of text is left
out.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from assistant.corpus_map import CorpusMap, cover
from ingest.reports import Basis, DocumentReport, Field, Library, PageReport
from ingest.types import FlagKind, Quarantined
from language.script import Language

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MOST_PAGES = 2_000
"""Squares drawn for one document."""


class _Words(NamedTuple):
    """What the report says itself."""

    tag: str
    title: str
    documents: str
    quarantined: str
    cure: str
    none: str
    pages: str
    chunks: str
    tables: str
    seconds: str
    states: Mapping[str, str]
    bases: Mapping[Basis, str]
    fields: Mapping[str, str]
    kinds: Mapping[FlagKind, str]
    same_as: str
    served_for: str
    replaced_by: str
    replaces: str
    alike: str
    flagged: str
    instructs: str
    page: str
    note: str
    unknown: str
    map: str
    market: str
    not_known: str


_EN = _Words(
    tag="en",
    title="Documents",
    documents="{count} documents",
    quarantined="{count} could not be read",
    cure="What helps",
    none="Nothing has been ingested.",
    pages="pages",
    chunks="chunks",
    tables="tables",
    seconds="seconds",
    states={
        "read": "read",
        "empty": "empty",
        "scanned": "scanned, not read",
        "ocr": "read by character recognition",
        "garbled": "garbled",
    },
    bases={Basis.STATED: "", Basis.GUESSED: "guess", Basis.CORRECTED: "corrected"},
    fields={
        "title": "Title",
        "kind": "Kind",
        "markets": "Markets",
        "sectors": "Sectors",
        "language": "Language",
        "issuer": "Issuer",
        "issued": "Issued",
        "effective": "In force from",
        "edition": "Edition",
        "supersedes": "Replaces",
        "url": "Address",
    },
    kinds={
        FlagKind.INVISIBLE: "invisible",
        FlagKind.SAME_COLOUR: "in its background's colour",
        FlagKind.COVERED: "covered",
        FlagKind.TINY: "tiny",
        FlagKind.OFF_PAGE: "off the page",
        FlagKind.NOT_SHOWN: "marked as not shown",
        FlagKind.COMMENT: "comment",
        FlagKind.ZERO_WIDTH: "characters without width",
        FlagKind.INSTRUCTIONS: "instructions",
    },
    same_as="Says the same as {name}, which is served for both.",
    served_for="Served for {name} too, which says the same.",
    replaced_by="An older edition of {name}.",
    replaces="A newer edition of {name}.",
    alike="Much like {name}.",
    flagged="Hidden text and instructions, kept out of answers",
    instructs="gives instructions",
    page="Page {name}",
    note="Notes",
    unknown="unknown",
    map="What the documents cover",
    market="Market",
    not_known="not known",
)
_ZH = _Words(
    tag="zh-Hant",
    title="文件報告",
    documents="{count} 份文件",
    quarantined="{count} 份無法讀取",
    cure="處理方式",
    none="還沒有匯入任何文件。",
    pages="頁",
    chunks="段",
    tables="個表格",
    seconds="秒",
    states={
        "read": "已讀取",
        "empty": "空白",
        "scanned": "掃描頁，未讀取",
        "ocr": "以文字辨識讀取",
        "garbled": "亂碼",
    },
    bases={Basis.STATED: "", Basis.GUESSED: "推測", Basis.CORRECTED: "已更正"},
    fields={
        "title": "標題",
        "kind": "類別",
        "markets": "市場",
        "sectors": "產業",
        "language": "語言",
        "issuer": "發布單位",
        "issued": "發布日期",
        "effective": "施行日期",
        "edition": "版次",
        "supersedes": "取代",
        "url": "網址",
    },
    kinds={
        FlagKind.INVISIBLE: "看不見的文字",
        FlagKind.SAME_COLOUR: "與背景同色",
        FlagKind.COVERED: "被遮住",
        FlagKind.TINY: "字體過小",
        FlagKind.OFF_PAGE: "在頁面之外",
        FlagKind.NOT_SHOWN: "標記為不顯示",
        FlagKind.COMMENT: "註解",
        FlagKind.ZERO_WIDTH: "零寬字元",
        FlagKind.INSTRUCTIONS: "指示",
    },
    same_as="內容與 {name} 相同，以該份文件為準。",
    served_for="{name} 與本文件內容相同，以本文件為準。",
    replaced_by="{name} 的舊版。",
    replaces="{name} 的新版。",
    alike="與 {name} 大致相同。",
    flagged="隱藏文字與指示（不會出現在回答中）",
    instructs="含有指示",
    page="第 {name} 頁",
    note="備註",
    unknown="不明",
    map="文件涵蓋範圍",
    market="市場",
    not_known="不明",
)
_WORDS: Mapping[Language, _Words] = {Language.EN: _EN, Language.ZH: _ZH}

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
    words = _WORDS[language]
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
    words = _WORDS[language]
    states = " · ".join(
        f"{count} {words.states.get(state, state)}" for state, count in one.page_states.items()
    )
    numbers = f"{one.pages} {words.pages}: {states}"
    parts = [
        f"<summary><strong>{_text(one.title)}</strong><br>"
        f'<span class="soft small">{_text(one.document)} · {numbers}</span></summary>',
        f'<p class="soft small">{one.chunks} {words.chunks} · {one.tables} {words.tables} · '
        f"{one.seconds:.1f} {words.seconds} · {_text(one.ingested_at)}</p>",
        *(f"<p>{line}</p>" for line in _links(one, words)),
        _fields(one.metadata, words),
        _pages(one, words),
        *_flags(one, words),
        *_notes(one, words),
    ]
    return f"<details>{''.join(parts)}</details>"


def _text(value: object) -> str:
    return html.escape(_UNSEEN.sub("", str(value)), quote=True)


def _quarantined(refused: Iterable[Quarantined], words: _Words) -> Iterator[str]:
    for one in refused:
        yield (
            f'<div class="card"><h3>{_text(one.source)}</h3><p>{_text(one.reason)}</p>'
            f'<p class="soft">{words.cure}: {_text(one.cure)}</p></div>'
        )


def _links(one: DocumentReport, words: _Words) -> Iterator[str]:
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


def _fields(fields: Iterable[Field], words: _Words) -> str:
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


def _pages(one: DocumentReport, words: _Words) -> str:
    if not one.paginated:
        return ""
    squares = "".join(_square(page, words) for page in one.page_reports[:_MOST_PAGES])
    return f'<ul class="pages">{squares}</ul>'


def _square(page: PageReport, words: _Words) -> str:
    said = f"{_page_name(page, words)}: {words.states.get(page.state, page.state)}"
    classes = f"{page.state} flagged" if page.flags else page.state
    return f'<li class="{_text(classes)}" title="{_text(said)}"></li>'


def _page_name(page: PageReport, words: _Words) -> str:
    label = f"{page.label} ({page.index + 1})" if page.label else str(page.index + 1)
    return words.page.format(name=label)


def _flags(one: DocumentReport, words: _Words) -> Iterator[str]:
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


def _notes(one: DocumentReport, words: _Words) -> Iterator[str]:
    notes = [*one.warnings, *([one.correction_fault] if one.correction_fault else [])]
    if notes:
        items = "".join(f"<li>{_text(note)}</li>" for note in notes)
        yield f"<h3>{words.note}</h3><ul>{items}</ul>"


def _map(found: CorpusMap, words: _Words) -> Iterator[str]:
    if not found.documents:
        return
    kinds = list(found.axes["kind"])
    head = "".join(f'<th scope="col">{_text(kind)}</th>' for kind in kinds)
    yield f'<h2>{words.map}</h2><div class="wide"><table><tr><th scope="col">{words.market}</th>'
    yield f"{head}</tr>"
    for market in found.axes["market"]:
        cells = "".join(
            f'<td class="number {cover(count).value}">{count or ""}</td>'
            for count in (found.pairs.get((market, kind), 0) for kind in kinds)
        )
        yield f'<tr><th scope="row">{_text(market)}</th>{cells}</tr>'
    yield "</table></div>"
