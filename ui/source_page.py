"""A page of an open source: the quote in its paragraph, footnotes, picture, the pages around."""

from collections.abc import Sequence

import streamlit as st

from ingest.catalogue import Catalogue
from ingest.cells import Place
from ingest.errors import IngestError
from ingest.types import DocumentInfo, Note, Page, PageState
from ui.answer import LANGUAGE_TAGS, notice_html
from ui.errors import error_words
from ui.escape import text, web_address
from ui.pictures import draw_page
from ui.sidebar import current_screen
from ui.sources import Source, page_words
from ui.words import Words


@st.fragment
def draw_pages(source: Source, info: DocumentInfo, *, catalogue: Catalogue, words: Words) -> None:
    """The page with the quote, or the page that was turned to; turning draws nothing else anew."""
    index = _turned_to(source)
    page = catalogue.page(source.version, index)
    if page is None:
        st.html(notice_html(words.gone))
        return
    place = page_words(source.file, label=page.label, index=index, words=words)
    if info.pages > 1:
        _draw_turning(source, info, index=index, place=place, words=words)
    if index == source.page_index:
        st.html(quote_html(source, page, words=words))
    if page.state is PageState.OCR:
        st.html(notice_html(words.ocr))
    if index == source.page_index:
        if source.places:
            st.html(places_html(source.places, source, words=words))
        notes = notes_of(page, source.spans)
        if notes:
            st.html(notes_html(notes, words=words))
    pictured = info.format.lstrip(".").lower() == "pdf" and _draw_picture(
        source, index=index, place=place or "", words=words
    )
    if index != source.page_index:
        st.html(page_html(page, source, pictured=pictured, words=words))


def _turned_to(source: Source) -> int:
    """The page that is shown: the quote's own, until the reader turns it."""
    address, index = st.session_state.get("turned", (None, 0))
    return int(index) if address == source.address else source.page_index


def _turn(source: Source, index: int) -> None:
    st.session_state["turned"] = (source.address, index)


def _draw_turning(
    source: Source, info: DocumentInfo, *, index: int, place: str | None, words: Words
) -> None:
    last = info.pages - 1
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="turn-pages"):
        st.button(
            words.page_before,
            key="page-before",
            icon=":material/chevron_left:",
            type="tertiary",
            disabled=index == 0,
            on_click=_turn,
            args=(source, index - 1),
        )
        shown = place or str(index + 1)
        st.html(
            f'<p class="turned" role="status">{text(shown)} '
            f"<span>{text(words.of_pages.format(count=info.pages))}</span></p>",
            width="content",
        )
        st.button(
            words.page_after,
            key="page-after",
            icon=":material/chevron_right:",
            type="tertiary",
            disabled=index >= last,
            on_click=_turn,
            args=(source, index + 1),
        )
        if index != source.page_index:
            st.button(
                words.page_back,
                key="page-back",
                icon=":material/format_quote:",
                type="tertiary",
                on_click=_turn,
                args=(source, source.page_index),
            )


def page_html(page: Page, source: Source, *, pictured: bool, words: Words) -> str:
    """All that stands on a page that was turned to; closed where its picture shows the same."""
    body = text(page.text) if page.text.strip() else text(words.page_empty)
    said = f'<blockquote class="quote" lang="{LANGUAGE_TAGS[source.language]}">{body}</blockquote>'
    if pictured:
        return f"<details><summary>{text(words.page_text)}</summary>{said}</details>"
    return f"<h3>{text(words.page_text)}</h3>{said}"


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
    link = f" {link_html(address)}" if address else ""
    said = note.text.replace(note.url, "").strip() if address and note.url else note.text
    return f'<li><span class="mark">{text(note.mark)}</span><span>{text(said)}{link}</span></li>'


def link_html(address: str) -> str:
    shown = text(address)
    return f'<a href="{shown}" target="_blank" rel="noopener noreferrer">{shown}</a>'


def _draw_picture(source: Source, *, index: int, place: str, words: Words) -> bool:
    """The page as printed, with the quote highlighted; False when there is no picture."""
    quoted = index == source.page_index
    try:
        picture = draw_page(source.version, index, source.spans if quoted else ())
    except IngestError as error:
        st.html(notice_html(words.no_picture.format(reason=error_words(error, current_screen()))))
        return False
    if picture is None:
        return False
    said = words.picture_of if quoted else words.picture_of_page
    st.html(f'<h3 class="before-picture">{text(words.picture)}</h3>')
    st.image(picture, width="stretch", alt=said.format(place=place))
    return True
