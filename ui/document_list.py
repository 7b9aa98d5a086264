"""The documents as a table, each with what is remarkable about it."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from assistant.listing import Listed
from ingest.reports import DocumentReport
from language.script import Language
from ui.answer import LANGUAGE_TAGS
from ui.escape import text
from ui.facets import Wording
from ui.library_words import LibraryWords
from ui.words import Screen

_MOST_MARKETS = 3
_COLUMNS = ("kind", "market", "year", "language")


def list_html(documents: Sequence[Listed], *, wording: Wording) -> str:
    said = wording.said
    heads = "".join(f'<th scope="col">{text(said.axes[axis])}</th>' for axis in _COLUMNS)
    rows = "".join(_row(one, wording=wording) for one in documents)
    return (
        f'<table class="documents"><thead><tr><th scope="col">{text(said.title)}</th>{heads}'
        f'<th scope="col" class="number">{text(said.pages)}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def document_address(document: str, *, screen: Screen) -> str:
    """The attributes of a link that shows a document's report."""
    href = "?" + urlencode({"doc": document, "lang": screen.value})
    return f'data-go href="{text(href)}"'


def marks_html(report: DocumentReport, *, said: LibraryWords) -> str:
    """What is remarkable about how a document was read."""
    return "".join(
        f'<span class="remark {kind}">{text(words)}</span>' for kind, words in _marks(report, said)
    )


def _row(one: Listed, *, wording: Wording) -> str:
    report, said = one.report, wording.said
    tag = LANGUAGE_TAGS[Language(report.language)]
    cells = "".join(
        f'<td data-label="{text(said.axes[axis])}">{_facet(one, axis, wording=wording)}</td>'
        for axis in _COLUMNS
    )
    opens = document_address(report.document, screen=wording.screen)
    pages = str(report.pages) if report.paginated else said.no_pages
    return (
        f'<tr><th scope="row"><a {opens} lang="{tag}">'
        f'{text(report.title)}</a><span class="file">{text(report.document)}</span>'
        f"{marks_html(report, said=said)}</th>{cells}"
        f'<td class="number" data-label="{text(said.pages)}">{text(pages)}</td></tr>'
    )


def _facet(one: Listed, axis: str, *, wording: Wording) -> str:
    values = one.facets[axis]
    names = [wording.name(axis, value) for value in values[:_MOST_MARKETS]]
    is_chinese = wording.screen is Screen.ZH_HANT
    joined = ("、" if is_chinese else ", ").join(names)
    more = len(values) - len(names)
    if more:
        count = len(values) if is_chinese else more
        joined += f" {wording.said.more_markets.format(count=count)}"
    guess = f' <span class="guess">{text(wording.said.guess)}</span>' if axis in one.guessed else ""
    return text(joined) + guess


def _marks(report: DocumentReport, said: LibraryWords) -> Iterator[tuple[str, str]]:
    counts = {
        **{
            state: report.page_states.get(state, 0)
            for state in ("scanned", "garbled", "empty", "ocr")
        },
        "flagged": report.flagged,
        "warnings": len(report.warnings),
        "unusable": int(report.correction_fault is not None),
        "same": int(report.same_as is not None),
        "old": int(report.replaced_by is not None),
    }
    for kind, count in counts.items():
        if count:
            yield kind, said.marks[kind].format(count=count)
