"""The brief: what the documents say of one to three markets, topic by topic."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from assistant.brief import (
    BRIEF_WORDS,
    MOST_MARKETS,
    Brief,
    MarketBrief,
    Topic,
    TopicBrief,
    brief_title,
    paper_of_brief,
    remarks_on,
    write_brief,
)
from assistant.desk_process import DeskProcess
from assistant.errors import AssistantError
from assistant.facets import Filters
from assistant.replies import Replies
from assistant.types import Answer
from ingest.catalogue import Catalogue
from ingest.errors import IngestError
from language.places import place_name
from ui.answer import View, claims_html, notice_html
from ui.browser import connect_browser, owner
from ui.cited import as_answer
from ui.errors import error_words
from ui.escape import text
from ui.export import offer_export
from ui.narrow import choices_in
from ui.page import begin_page, page_head
from ui.page_words import PAGE_WORDS, BriefPageWords
from ui.source_panel import draw_source
from ui.sources import SourceAddress, find_source
from ui.stores import load_desk, load_replies, load_shelf, served_documents
from ui.words import Screen, Words


def draw_page() -> None:
    screen, words = begin_page()
    said = PAGE_WORDS[screen].brief
    try:
        with st.spinner(words.opening):
            shelf, replies, desk = load_shelf(), load_replies(), load_desk()
            generation, documents = served_documents(shelf)
    except (AssistantError, IngestError) as error:
        st.html(notice_html(error_words(error, screen), kind="fault"))
        return
    page_head(said.heading, said.more)
    if not documents:
        connect_browser(screen=screen, conversation=None, turns=0, opened=None)
        st.html(notice_html(words.empty_index, kind="fault"))
        return
    markets = choices_in(generation, documents).markets
    _ask_for(desk, markets, screen=screen, said=said)
    brief: Brief | None = st.session_state.get("brief")
    if brief is None:
        connect_browser(screen=screen, conversation=None, turns=0, opened=None)
        return
    _draw(brief, shelf.catalogue, replies, screen=screen, words=words, said=said)


def _ask_for(
    desk: DeskProcess, known: Sequence[str], *, screen: Screen, said: BriefPageWords
) -> None:
    """The form, and the brief it asks for."""
    name = partial(place_name, language=screen.language)
    with st.form("brief-form", border=False):
        markets = st.multiselect(
            said.markets,
            known,
            format_func=name,
            max_selections=MOST_MARKETS,
            placeholder=said.markets_hint,
            key="brief-markets",
        )
        sector = st.text_input(
            said.sector, placeholder=said.sector_hint, max_chars=80, key="brief-sector"
        )
        asked = st.form_submit_button(said.write, type="primary", key="brief-write")
    if not asked:
        return
    if not markets:
        st.html(notice_html(said.no_market, kind="fault"))
        return
    st.query_params.pop("s", None)
    slot = st.empty()

    def progress(market: str, topic: Topic) -> None:
        doing = said.writing.format(market=market, topic=BRIEF_WORDS[screen.language].topics[topic])
        slot.html(f'<div class="answer"><p class="status" role="status">{text(doing)}</p></div>')

    def answer(question: str, filters: Filters) -> Answer:
        return desk.answer(question, language=screen.language, filters=filters)

    try:
        st.session_state["brief"] = write_brief(
            [name(code) for code in markets],
            sector=sector.strip() or None,
            language=screen.language,
            answer=answer,
            progress=progress,
        )
    except (AssistantError, IngestError) as error:
        st.html(notice_html(error_words(error, screen), kind="fault"))
    slot.empty()


def _draw(
    brief: Brief,
    catalogue: Catalogue,
    replies: Replies,
    *,
    screen: Screen,
    words: Words,
    said: BriefPageWords,
) -> None:
    topics = [topic for market in brief.markets for topic in market.topics]
    answers = [as_answer(one.claims, one.passages, language=brief.language) for one in topics]
    opened = SourceAddress.parse(st.query_params.get("s", ""))
    source = find_source(answers, opened) if opened else None
    view = View(
        screen=screen, words=words, conversation=None, opened=source.address if source else None
    )
    connect_browser(screen=screen, conversation=None, turns=0, opened=view.opened)
    if source is not None:
        with st.container(key="source-panel"):
            if draw_source(source, catalogue=catalogue, words=words):
                st.query_params.pop("s", None)
                st.rerun()
    st.html(f'<h2 class="brief-title">{text(brief_title(brief))}</h2>')
    paper = paper_of_brief(brief, catalogue=catalogue, date=date.today().isoformat())
    with st.container(horizontal=True, key="brief-actions"):
        offer_export(paper, name="brief", words=PAGE_WORDS[screen].draft)
        st.button(
            said.into_draft,
            key="brief-into-draft",
            icon=":material/edit_note:",
            on_click=partial(_into_draft, brief, topics, replies),
        )
    if st.session_state.pop("brief-drafted", False):
        st.switch_page("ui/draft_page.py")
    columns = st.columns(len(brief.markets), gap="large")
    turn = 0
    for column, market in zip(columns, brief.markets, strict=True):
        with column:
            st.html(_market_html(market, brief, first=turn + 1, view=view))
        turn += len(market.topics)


def _market_html(market: MarketBrief, brief: Brief, *, first: int, view: View) -> str:
    words = BRIEF_WORDS[brief.language]
    name = f"<h2>{text(market.market)}</h2>" if len(brief.markets) > 1 else ""
    parts = [name]
    for turn, topic in enumerate(market.topics, start=first):
        remarks = "".join(
            f'<p class="uncovered">{text(remark)}</p>' for remark in remarks_on(topic, brief)
        )
        parts.append(
            f'<section class="topic"><h3>{text(words.topics[topic.topic])}</h3>{remarks}'
            + claims_html(topic.claims, turn=turn, view=view)
            + "</section>"
        )
    return f'<article class="answer brief">{"".join(parts)}</article>'


def _into_draft(brief: Brief, topics: Sequence[TopicBrief], replies: Replies) -> None:
    id = replies.create(brief_title(brief), brief.language, owner=owner())
    claims = [claim for topic in topics for claim in topic.claims]
    reply = replies.get(id, owner=owner()).with_claims(claims)
    replies.put(id, reply, owner=owner())
    st.session_state["brief-drafted"] = True


draw_page()
