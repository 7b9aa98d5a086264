"""The library: what is indexed, how each document was read, where the collection is thin."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath

import streamlit as st

from assistant.corpus_map import Cell, CorpusMap
from assistant.errors import AssistantError
from assistant.listing import Listed, Wanted, listed, spellings, wanted
from assistant.reasons import reason_words
from assistant.shelf import Shelf
from ingest.catalogue import Catalogue
from ingest.errors import IngestError
from ingest.reports import DocumentReport, Library
from ingest.types import Quarantined
from ui.answer import notice_html
from ui.browser import connect_browser
from ui.coverage import coverage_html
from ui.document_list import list_html
from ui.document_report import moment, report_head_html, report_html
from ui.errors import error_words
from ui.escape import message, text
from ui.facets import Wording, ordered
from ui.library_edit import offer_changes, offer_retry, offer_retry_of_all
from ui.library_upload import follow_ingest, offer_upload
from ui.library_words import LibraryWords
from ui.page import begin_page, page_head
from ui.page_words import PAGE_WORDS
from ui.resources import look_through
from ui.rights import may_edit
from ui.stores import load_shelf
from ui.words import Words

_VIEWS = ("documents", "coverage", "unreadable")
_AXES = Cell._fields
_A_PAGE = 50
_FIRST_ROWS = 20


def draw_page() -> None:
    screen, words = begin_page()
    said = PAGE_WORDS[screen].library
    connect_browser(screen=screen, conversation=None, turns=0, opened=None)
    try:
        with st.spinner(words.opening):
            kept = load_shelf()
        with st.spinner(said.reading):
            known, found = look_through(kept)
    except (AssistantError, IngestError) as error:
        st.html(notice_html(error_words(error, screen), kind="fault"))
        return
    wording = Wording(screen, words, said, spellings(known.documents))
    document = st.query_params.get("doc")
    if document is not None:
        _draw_document(document, known, kept, wording=wording)
        return
    edit = PAGE_WORDS[screen].library_edit
    allowed = may_edit()
    refused = kept.catalogue.quarantined()
    page_head(said.heading, said.more, wide=True)
    busy = _tell_of_changes(wording)
    if allowed and not busy:
        offer_upload(screen=screen, said=edit)
    if not known.documents and not refused:
        st.html(notice_html(said.empty))
        return
    _take_up_address()
    view = _choose_view(len(refused), said=said)
    if view == "coverage":
        _draw_coverage(found, wording=wording)
    elif view == "unreadable":
        _draw_unreadable(refused, may_retry=allowed and not busy, wording=wording)
    else:
        _draw_list(known, found, wording=wording)


def _tell_of_changes(wording: Wording) -> bool:
    """What became of a change that this session made; whether one is under way."""
    fault = st.session_state.pop("library-fault", None)
    if fault is not None:
        st.html(notice_html(error_words(fault, wording.screen), kind="fault"))
    screen = wording.screen
    return follow_ingest(screen=screen, said=PAGE_WORDS[screen].library_edit)


def _take_up_address() -> None:
    """What a link to some documents asks for, into the widgets that show it."""
    asked = {axis: st.query_params.get_all(axis) for axis in _AXES if axis in st.query_params}
    view = st.query_params.get("view")
    if asked:
        for axis in _AXES:
            st.session_state[f"library-{axis}"] = asked.get(axis, [])
            st.query_params.pop(axis, None)
        st.session_state["library-search"] = ""
        st.session_state["library-troubled"] = False
    if view is not None:
        st.query_params.pop("view")
        if view in _VIEWS:
            st.session_state["library-view"] = view


def _choose_view(refused: int, *, said: LibraryWords) -> str:
    return str(
        st.segmented_control(
            said.heading,
            _VIEWS,
            default=_VIEWS[0] if "library-view" not in st.session_state else None,
            format_func=lambda view: said.views[view].format(count=refused),
            required=True,
            key="library-view",
            label_visibility="collapsed",
            persist_state="page",
        )
    )


def _draw_list(known: Library, found: CorpusMap, *, wording: Wording) -> None:
    documents = listed(known.documents)
    wish, order = _ask_for(found, wording=wording)
    shown = _in_order(wanted(documents, wish), order)
    count = wording.said.found.format(count=len(shown), all=len(documents))
    if same := sum(one.report.same_as is not None for one in shown):
        count += wording.said.same_too.format(count=same)
    st.html(f'<p class="count" role="status">{text(count)}</p>')
    if not shown:
        st.html(notice_html(wording.said.none_found))
        return
    pages = -(-len(shown) // _A_PAGE)
    slot = st.container()
    page = st.pagination(pages, key=f"library-page-{hash(str(wish))}-{order}") if pages > 1 else 1
    here = shown[(page - 1) * _A_PAGE : page * _A_PAGE]
    slot.html(list_html(here, wording=wording))


def _ask_for(found: CorpusMap, *, wording: Wording) -> tuple[Wanted, str]:
    """The search and the filters, and the order to list in."""
    with st.container(key="library-filters"):
        search = st.text_input(
            wording.said.search,
            placeholder=wording.said.search_hint,
            max_chars=200,
            type="search",
            icon=":material/search:",
            key="library-search",
            persist_state="page",
        )
        chosen = sum(bool(st.session_state.get(f"library-{axis}")) for axis in (*_AXES, "troubled"))
        label = f"{wording.said.filters} ({chosen})" if chosen else wording.said.filters
        # On a phone the boxes would fill the first screen.
        with st.expander(label, icon=":material/filter_list:", key="library-narrow"):
            with st.container(horizontal=True):
                facets = {axis: _choose(axis, found.axes[axis], wording=wording) for axis in _AXES}
            troubled = st.toggle(
                wording.said.troubled, key="library-troubled", persist_state="page"
            )
        order = st.selectbox(
            wording.said.sort,
            list(wording.said.sorts),
            format_func=wording.said.sorts.__getitem__,
            key="library-sort",
            width=220,
            persist_state="page",
        )
    return Wanted(search=search or "", facets=facets, troubled=troubled), str(order)


def _choose(axis: str, counts: Mapping[str, int], *, wording: Wording) -> Sequence[str]:
    key = f"library-{axis}"
    # A link may ask for what no document has any more.
    st.session_state[key] = [one for one in st.session_state.get(key, []) if one in counts]
    return st.multiselect(
        wording.said.axes[axis],
        ordered(axis, counts),
        format_func=partial(wording.name, axis),
        placeholder=wording.said.any,
        key=key,
        persist_state="page",
    )


def _in_order(documents: Sequence[Listed], order: str) -> Sequence[Listed]:
    match order:
        case "added":
            return sorted(documents, key=lambda one: one.report.ingested_at, reverse=True)
        case "year":
            years = {id(one): one.facets["year"][0] for one in documents}
            dated = [one for one in documents if years[id(one)].isdecimal()]
            others = [one for one in documents if not years[id(one)].isdecimal()]
            return [*sorted(dated, key=lambda one: years[id(one)], reverse=True), *others]
        case _:
            return documents


def _draw_coverage(found: CorpusMap, *, wording: Wording) -> None:
    st.html(f'<p class="count">{text(wording.said.map_more)}</p>')
    st.session_state.setdefault("map-rows", _AXES[0])
    st.session_state.setdefault("map-columns", _AXES[1])
    with st.container(horizontal=True, vertical_alignment="bottom", key="map-axes"):
        rows = _choose_axis(
            "map-rows", other="map-columns", label=wording.said.rows, said=wording.said
        )
        st.button(wording.said.swap, key="map-swap", icon=":material/swap_horiz:", on_click=_swap)
        columns = _choose_axis(
            "map-columns", other="map-rows", label=wording.said.columns, said=wording.said
        )
    slot = st.container()
    count = len(found.axes[rows])
    every = count <= _FIRST_ROWS or st.toggle(
        wording.said.show_all.format(count=count), key="map-all", persist_state="page"
    )
    slot.html(
        coverage_html(
            found,
            rows=rows,
            columns=columns,
            most=None if every else _FIRST_ROWS,
            wording=wording,
        )
    )


def _choose_axis(key: str, *, other: str, label: str, said: LibraryWords) -> str:
    before = st.session_state[key]

    def part() -> None:
        # An axis against itself says nothing: the two change places instead.
        if st.session_state[key] == st.session_state[other]:
            st.session_state[other] = before

    return str(
        st.selectbox(
            label,
            _AXES,
            format_func=said.axes.__getitem__,
            key=key,
            on_change=part,
            width=170,
            persist_state="page",
        )
    )


def _swap() -> None:
    state = st.session_state
    state["map-rows"], state["map-columns"] = state["map-columns"], state["map-rows"]


def _draw_unreadable(refused: Sequence[Quarantined], *, may_retry: bool, wording: Wording) -> None:
    """What could not be read, and the buttons to try again."""
    if not refused:
        st.html(notice_html(wording.said.none_unreadable))
        return
    edit = PAGE_WORDS[wording.screen].library_edit
    st.html(f'<p class="count">{text(wording.said.unreadable_more)}</p>')
    if may_retry and len(refused) > 1:
        offer_retry_of_all(said=edit)
    for number, one in enumerate(refused):
        st.html(refused_html(one, wording=wording))
        if may_retry:
            offer_retry(one, key=number, wording=wording, said=edit)


def refused_html(one: Quarantined, *, wording: Wording) -> str:
    """A document that could not be read, why, and what helps."""
    reason, cure = (reason_words(said, wording.screen.language) for said in (one.reason, one.cure))
    return (
        f'<article class="refused"><h3>{text(one.source)}</h3><p>{message(reason)}</p>'
        f'<p class="cure">{message(cure)}</p>'
        f'<p class="file">{text(wording.said.since.format(when=moment(one.at)))}</p></article>'
    )


def _draw_document(document: str, known: Library, kept: Shelf, *, wording: Wording) -> None:
    edit = PAGE_WORDS[wording.screen].library_edit
    st.button(
        wording.said.back,
        key="library-back",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=_close,
    )
    busy = _tell_of_changes(wording)
    reports = [report for report in known.documents if report.document == document]
    if not reports:
        st.html(notice_html(wording.said.gone))
    for report in reports:
        st.html(report_head_html(report))
        with st.container(horizontal=True, key=f"document-actions-{report.version}"):
            _offer_original(report, kept.catalogue, words=wording.words)
            if may_edit() and not busy and report is reports[0]:
                offer_changes(report, kept.corrections, wording=wording, said=edit)
        st.html(report_html(report, wording=wording))


def _offer_original(report: DocumentReport, catalogue: Catalogue, *, words: Words) -> None:
    original = catalogue.original(report.version)
    if original is not None:
        st.download_button(
            words.download,
            data=original.read_bytes,
            file_name=PurePosixPath(report.source).name,
            mime="application/octet-stream",
            icon=":material/download:",
            on_click="ignore",
            key=f"original-{report.version}",
        )


def _close() -> None:
    st.query_params.pop("doc", None)


draw_page()
