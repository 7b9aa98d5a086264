"""Adding files to the library, and what became of them."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from assistant.reasons import reason_words
from ingest.errors import UploadRefused
from ingest.index import Index
from ingest.outcome import Line, State
from ingest.readers import SUFFIXES
from ingest.uploads import MOST_BYTES, MOST_FILES, keep_upload
from ui.answer import notice_html
from ui.errors import error_words
from ui.escape import message, text
from ui.ingesting import Ingesting, ingesting
from ui.library_edit import changing
from ui.library_edit_words import LibraryEditWords
from ui.words import Screen

_POLL_S = 0.5


def offer_upload(*, screen: Screen, said: LibraryEditWords) -> None:
    """Files to be dropped or chosen, and the button that takes them in."""
    megabytes = MOST_BYTES // 1_000_000
    with st.expander(said.add, icon=":material/upload_file:", key="library-add"):
        more = said.add_more.format(
            formats=" ".join(sorted(SUFFIXES)), files=MOST_FILES, megabytes=megabytes
        )
        st.html(f'<p class="count">{text(more)}</p>')
        turn = st.session_state.setdefault("upload-turn", 0)
        files = st.file_uploader(
            said.choose,
            type=[suffix.lstrip(".") for suffix in SUFFIXES],
            accept_multiple_files=True,
            max_upload_size=megabytes,
            key=f"upload-{turn}",
            label_visibility="collapsed",
        )
        if not files:
            return
        if len(files) > MOST_FILES:
            st.html(
                notice_html(said.too_many.format(count=len(files), files=MOST_FILES), kind="fault")
            )
            return
        if st.button(said.add_now, key="upload-now", type="primary", icon=":material/add:"):
            changing(partial(_take_in, files, screen=screen, said=said))
            # Another key: the next files are dropped into an empty box.
            st.session_state["upload-turn"] = turn + 1
            st.rerun()


def _take_in(
    files: Sequence[UploadedFile], index: Index, *, screen: Screen, said: LibraryEditWords
) -> None:
    kept, refused = [], []
    for file in files:
        try:
            kept.append(keep_upload(file.name, file.getvalue(), index=index))
        except UploadRefused as error:
            reason = error_words(error, screen)
            refused.append((file.name, said.refused.format(reason=reason)))
    st.session_state["refused-uploads"] = refused
    if kept:
        st.session_state["ingesting"] = ingesting(kept, index)


def follow_ingest(*, screen: Screen, said: LibraryEditWords) -> bool:
    """Show the ingest that this session has begun, and its report; whether one is under way."""
    running: Ingesting | None = st.session_state.get("ingesting")
    if running is not None and not running.done:
        _follow(running, said=said)
        return True
    refused = st.session_state.get("refused-uploads", ())
    if running is None and not refused:
        return False
    lines = running.lines if running is not None else ()
    items = "".join(
        f"<li><strong>{text(name)}</strong> {message(sentence)}</li>"
        for name, sentence in [
            *refused,
            *(outcome(line, screen=screen, said=said) for line in lines),
        ]
    )
    if items:
        st.html(
            f'<section class="outcomes" role="status"><h3>{text(said.done)}</h3>'
            f"<ul>{items}</ul></section>"
        )
    if running is not None and (running.error or running.failed):
        fault = error_words(running.error, screen) if running.error else said.failed
        st.html(notice_html(fault, kind="fault"))
    if st.button(said.close, key="ingest-close"):
        st.session_state.pop("ingesting", None)
        st.session_state.pop("refused-uploads", None)
        st.rerun()
    return False


@st.fragment(run_every=_POLL_S)
def _follow(running: Ingesting, *, said: LibraryEditWords) -> None:
    if running.done:
        st.rerun()
    step = running.step
    now, share, name = said.working, 0.0, ""
    if step is not None and step.total:
        form = said.reading if step.unit == "file" else said.embedding
        now = form.format(done=step.done, total=step.total)
        share, name = step.done / step.total, step.name
    st.html(
        f'<div class="answer"><p class="status" role="status">{text(now)}'
        f'<span class="file">{text(name)}</span></p></div>'
    )
    st.progress(min(share, 1.0))


def outcome(line: Line, *, screen: Screen, said: LibraryEditWords) -> tuple[str, str]:
    """A document's name, and in a sentence what became of it."""
    sentence = said.outcomes[line.state.value].format(
        chunks=line.chunks,
        reason=reason_words(line.reason or "", screen.language),
        cure=_first_upper(reason_words(line.cure or "", screen.language)),
    )
    # What was put right is no file: its name is a phrase of ours.
    ours = line.state in (State.REPAIRED, State.WAITING)
    name = reason_words(line.source, screen.language) if ours else line.source
    return name, " ".join(
        [sentence, *(reason_words(one, screen.language) for one in line.warnings)]
    )


def _first_upper(sentence: str) -> str:
    return "" if not sentence else sentence[0].upper() + sentence[1:]
