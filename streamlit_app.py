"""The app's page settings and menu: `streamlit run streamlit_app.py`, or `advisor chat`."""

from pathlib import Path

import streamlit as st

from ui.page_words import PAGE_WORDS
from ui.sidebar import current_screen
from ui.stores import warm_up

st.set_page_config(
    page_title="Expansion Advisor · 國際拓展顧問",
    page_icon=Path(__file__).with_name("ui") / "icon.svg",
    layout="wide",
)

warm_up()
words = PAGE_WORDS[current_screen()]
st.navigation(
    [
        st.Page("ui/chat_page.py", title=words.ask, icon=":material/chat_bubble:", default=True),
        st.Page(
            "ui/brief_page.py",
            title=words.brief_page,
            icon=":material/summarize:",
            url_path="brief",
        ),
        st.Page(
            "ui/draft_page.py",
            title=words.draft_page,
            icon=":material/edit_note:",
            url_path="draft",
        ),
        st.Page(
            "ui/library_page.py",
            title=words.library.page,
            icon=":material/library_books:",
            url_path="library",
        ),
        st.Page(
            "ui/quality_page.py",
            title=words.quality.page,
            icon=":material/monitoring:",
            url_path="quality",
        ),
    ]
).run()
