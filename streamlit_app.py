"""The app's page settings and menu: `streamlit run streamlit_app.py`, or `advisor chat`."""

from pathlib import Path

import streamlit as st

st.set_page_config(
    page_title="Expansion Advisor · 國際拓展顧問",
    page_icon=Path(__file__).with_name("ui") / "icon.svg",
    layout="wide",
)

st.navigation([st.Page("ui/chat_page.py", title="Ask", default=True)]).run()
