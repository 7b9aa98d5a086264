"""The source panel: the document, and below it the page that is open."""

from pathlib import PurePosixPath

import streamlit as st

from ingest.catalogue import Catalogue
from ingest.types import DocumentInfo
from ui.answer import notice_html
from ui.escape import text, web_address
from ui.source_page import draw_pages, kept_html, link_html
from ui.sources import Source, page_words
from ui.words import Words


def draw_source(source: Source, *, catalogue: Catalogue, words: Words) -> bool:
    """Draw the panel's card; True when its close button was pressed."""
    info = catalogue.document(source.version)

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
    if info is None or catalogue.page(source.version, source.page_index) is None:
        st.html(notice_html(words.gone))
        st.html(kept_html(source, words=words))
        return closed
    draw_pages(source, info, catalogue=catalogue, words=words)
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
        shown.append((words.web_page, link_html(url)))
    if fetched := metadata.get("fetched"):
        shown.append((words.fetched, text(str(fetched))))
    terms = "".join(f"<div><dt>{text(term)}</dt><dd>{value}</dd></div>" for term, value in shown)
    return f'<dl class="details">{terms}</dl>'
