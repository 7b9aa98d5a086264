"""The source panel: the document, the quote in its paragraph, the page, the footnotes."""

from collections.abc import Sequence
from pathlib import PurePosixPath

import streamlit as st

from assistant.ask import Assistant
from ingest.cells import Place
from ingest.errors import IngestError
from ingest.types import DocumentInfo, Note, Page, PageState
from ui.answer import LANGUAGE_TAGS, notice_html
from ui.escape import text, web_address
from ui.resources import draw_page
from ui.sources import Source, page_words
from ui.words import Words


def draw_source(source: Source, *, assistant: Assistant, words: Words) -> bool:
    """Draw the panel's card; True when its close button was pressed."""
    catalogue = assistant.catalogue
    info = catalogue.document(source.version)
    page = catalogue.page(source.version, source.page_index) if info else None

    with st.container(horizontal=True, vertical_alignment="top", wrap=False, key="source-head"):
        st.html(
            f'<p class="eyebrow">{text(words.source.format(number=source.address.marker))}</p>'
            f'<h2 id="source-title" tabindex="-1">{text(source.title)}</h2>'
        )
        closed = st.button(
            words.close,
            key="close-source",
            icon=":material/close:",
            type="tertiary",
            width="content",
        )
    st.html(details_html(source, info, words=words))
    if page is None:
        st.html(notice_html(words.gone))
        st.html(kept_html(source, words=words))
        return closed
    st.html(quote_html(source, page, words=words))
    if page.state is PageState.OCR:
        st.html(notice_html(words.ocr))
    if source.places:
        st.html(places_html(source.places, source, words=words))
    notes = notes_of(page, source.spans)
    if notes:
        st.html(notes_html(notes, words=words))
    if info is not None and info.format.lstrip(".").lower() == "pdf":
        _draw_picture(source, words=words)
    original = catalogue.original(source.version)
    if original is not None:
        st.download_button(
            words.download,
            data=original.read_bytes,
            file_name=PurePosixPath(source.file).name,
            mime="application/octet-stream",
            icon=":material/download:",
            on_click="ignore",
            key="download-original",
        )
    return closed


def details_html(source: Source, info: DocumentInfo | None, *, words: Words) -> str:
    """What the document is, as a list of terms; what is not known is left out."""
    metadata = info.metadata if info else {}
    kind = str(metadata.get("kind") or "")
    rows = [
        (
            words.place,
            page_words(source.file, label=source.page_label, index=source.page_index, words=words),
        ),
        (words.issuer, metadata.get("issuer")),
        (words.issued, metadata.get("issued")),
        (words.kind, words.kinds.get(kind, kind)),
        (words.language, words.languages[source.language]),
        (words.file, source.file),
    ]
    shown = [(term, text(str(value))) for term, value in rows if value]
    url = web_address(str(metadata.get("url") or ""))
    if url:
        shown.append((words.web_page, _link(url)))
    if fetched := metadata.get("fetched"):
        shown.append((words.fetched, text(str(fetched))))
    terms = "".join(f"<div><dt>{text(term)}</dt><dd>{value}</dd></div>" for term, value in shown)
    return f'<dl class="details">{terms}</dl>'


def quote_html(source: Source, page: Page, *, words: Words) -> str:
    """The paragraphs that the quoted words stand in, with the words highlighted."""
    heading = words.quote if source.quoted else words.passage
    start = page.text.rfind("\n", 0, source.spans[0][0]) + 1
    last = max(end for _, end in source.spans)
    end = page.text.find("\n", last)
    end = len(page.text) if end < 0 else end
    body, at = "", start
    for span_start, right in source.spans:
        left = max(span_start, at)
        if right <= left:
            continue
        body += text(page.text[at:left]) + f"<mark>{text(page.text[left:right])}</mark>"
        at = right
    body += text(page.text[at:end])
    return _blockquote(heading, body, source)


def places_html(places: Sequence[Place], source: Source, *, words: Words) -> str:
    """Where in a table each quote stands: its row and columns, and the unit they count in."""
    lists = []
    for place in places:
        rows = [
            (words.table, place.table),
            (words.row, place.row),
            *((cell.column or words.cell, cell.text) for cell in place.cells),
            (words.unit, place.unit),
        ]
        terms = "".join(
            f"<div><dt>{text(term)}</dt><dd>{text(said)}</dd></div>" for term, said in rows if said
        )
        lists.append(
            f'<dl class="details in-table" lang="{LANGUAGE_TAGS[source.language]}">{terms}</dl>'
        )
    return f"<h3>{text(words.in_table)}</h3>{''.join(lists)}"


def kept_html(source: Source, *, words: Words) -> str:
    """The quoted words alone, for a document that is no longer there."""
    marked = " … ".join(f"<mark>{text(words_)}</mark>" for words_ in source.texts)
    return _blockquote(words.quote if source.quoted else words.passage, marked, source)


def _blockquote(heading: str, body: str, source: Source) -> str:
    return (
        f"<h3>{text(heading)}</h3>"
        f'<blockquote class="quote" lang="{LANGUAGE_TAGS[source.language]}">{body}</blockquote>'
    )


def notes_of(page: Page, spans: Sequence[tuple[int, int]]) -> list[Note]:
    """The footnotes with a text whose mark stands within a span, or right after it.

    A mark after the sentence's full stop still belongs to the sentence, also when the span
    ended before the stop; a mark at a span's first character belongs to what stands before it.
    """
    reaches = [(start, _past_punctuation(page.text, end)) for start, end in spans]
    return [
        note
        for note in page.notes
        if (note.text or note.url)
        and any(start < at <= end for at in note.at for start, end in reaches)
    ]


def _past_punctuation(text: str, end: int) -> int:
    while end < len(text) and not text[end].isalnum() and text[end] != "\n":
        end += 1
    return end


def notes_html(notes: Sequence[Note], *, words: Words) -> str:
    items = "".join(_note(note) for note in notes)
    return f'<h3>{text(words.footnotes)}</h3><ul class="notes">{items}</ul>'


def _note(note: Note) -> str:
    address = web_address(note.url)
    link = f" {_link(address)}" if address else ""
    said = note.text.replace(note.url, "").strip() if address and note.url else note.text
    return f'<li><span class="mark">{text(note.mark)}</span><span>{text(said)}{link}</span></li>'


def _link(address: str) -> str:
    shown = text(address)
    return f'<a href="{shown}" target="_blank" rel="noopener noreferrer">{shown}</a>'


def _draw_picture(source: Source, *, words: Words) -> None:
    try:
        picture = draw_page(source.version, source.page_index, source.spans)
    except IngestError as error:
        st.html(notice_html(words.no_picture.format(reason=error)))
        return
    if picture is None:
        return
    place = page_words(source.file, label=source.page_label, index=source.page_index, words=words)
    st.html(f'<h3 class="before-picture">{text(words.picture)}</h3>')
    st.image(picture, width="stretch", alt=words.picture_of.format(place=place))
