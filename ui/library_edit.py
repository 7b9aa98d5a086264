"""Changing documents of the library: correcting, reading again, removing."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from assistant.errors import AssistantError
from assistant.report_words import REPORT_WORDS
from ingest.build import remove
from ingest.correct import correct, restore
from ingest.corrections import HAND, Corrections
from ingest.errors import IngestError
from ingest.index import Index
from ingest.readers.metadata import FIELDS
from ingest.reports import Basis, DocumentReport
from ingest.types import Quarantined
from ingest.uploads import forget_upload
from language.script import Language
from ui.answer import notice_html
from ui.dialogs import ask_delete
from ui.errors import error_words
from ui.escape import text
from ui.facets import Wording
from ui.ingesting import reading_again
from ui.library_edit_words import LibraryEditWords
from ui.resources import load_index

_LISTS = ("markets", "sectors")
_DATES = ("issued", "effective")


def offer_changes(
    report: DocumentReport, corrections: Corrections, *, wording: Wording, said: LibraryEditWords
) -> None:
    """The buttons that change one document."""
    document = report.document

    def take_out() -> None:
        changing(partial(_remove, document))
        st.query_params.pop("doc", None)

    if st.button(said.correct, key="correct", icon=":material/edit:"):
        _ask_correction(report, wording=wording, said=said)
    guesses = {field.name: field.value for field in report.metadata if field.basis is Basis.GUESSED}
    if guesses and st.button(said.confirm, key="confirm", icon=":material/done_all:"):
        changing(partial(_correct, document, guesses))
        st.rerun()
    if any(one.by == HAND for one in corrections.of(document)) and st.button(
        said.restore, key="restore", icon=":material/undo:"
    ):
        changing(lambda index: restore(document, index=index))
        st.rerun()
    if st.button(said.reread, key="reread", icon=":material/refresh:"):
        changing(partial(_read_again, [document]))
        st.rerun()
    if st.button(said.remove, key="remove", icon=":material/delete:"):
        ask_delete(
            said.remove,
            report.title,
            said.remove_sure,
            words=wording.words,
            verb=said.remove,
            delete=take_out,
        )


def offer_retry(one: Quarantined, *, key: int, wording: Wording, said: LibraryEditWords) -> None:
    """The buttons below a document that could not be read."""
    with st.container(horizontal=True, key=f"refused-{key}"):
        if st.button(said.try_again, key=f"again-{key}", icon=":material/refresh:"):
            changing(partial(_read_again, [one.source]))
            st.rerun()
        if st.button(said.forget, key=f"forget-{key}", icon=":material/close:", type="tertiary"):
            ask_delete(
                said.forget,
                one.source,
                said.forget_sure,
                words=wording.words,
                verb=said.forget,
                delete=partial(changing, partial(_remove, one.source)),
            )


def offer_retry_of_all(*, said: LibraryEditWords) -> None:
    if st.button(said.try_all, key="again-all", icon=":material/refresh:"):
        changing(partial(_read_again, None))
        st.rerun()


def changing(change: Callable[[Index], object]) -> None:
    """Make a change, which may be before the script runs: what goes wrong is kept for the page."""
    try:
        change(load_index())
    except (AssistantError, IngestError) as error:
        st.session_state["library-fault"] = error


def _remove(document: str, index: Index) -> None:
    remove(document, index=index)
    forget_upload(document, index=index)


def _read_again(documents: Sequence[str] | None, index: Index) -> None:
    st.session_state["ingesting"] = reading_again(documents, index)


def _correct(document: str, changed: Mapping[str, object], index: Index) -> None:
    """Raises `CorrectionRefused`. What was corrected by hand before stays so."""
    by_hand = next((one.fields for one in index.corrections.of(document) if one.by == HAND), {})
    if changed:
        correct(document, {**by_hand, **changed}, index=index)


def _ask_correction(report: DocumentReport, *, wording: Wording, said: LibraryEditWords) -> None:
    names = REPORT_WORDS[wording.screen.language].fields
    shown = {field.name: field.value for field in report.metadata}
    guessed = {field.name for field in report.metadata if field.basis is Basis.GUESSED}

    def save() -> None:
        written = {name: _written(name) for name in FIELDS}
        changed = {
            name: value for name, value in written.items() if value != (shown.get(name) or None)
        }
        changing(partial(_correct, report.document, changed))

    @st.dialog(said.correct, width="medium")
    def dialog() -> None:
        st.html(f'<p class="count">{text(said.correct_more)}</p>')
        with st.form("correction", border=False):
            for name in FIELDS:
                guess = f" · {wording.said.guess}" if name in guessed else ""
                _draw_field(
                    name, shown.get(name), label=names[name] + guess, wording=wording, said=said
                )
            saved = st.form_submit_button(
                said.save, type="primary", key="correction-save", on_click=save
            )
        if saved:
            # What does not fit is said here, where it can be mended; else the dialog closes.
            fault = st.session_state.pop("library-fault", None)
            if fault is None:
                st.rerun()
            st.html(notice_html(error_words(fault, wording.screen), kind="fault"))

    dialog()


def _draw_field(
    name: str, value: object, *, label: str, wording: Wording, said: LibraryEditWords
) -> None:
    key = f"correct-{name}"
    if name == "language":
        st.selectbox(
            label,
            [language.value for language in Language],
            index=list(Language).index(Language(str(value))),
            format_func=lambda code: wording.name("language", code),
            key=key,
        )
    elif name == "kind":
        kinds = list(wording.words.kinds)
        kinds += [str(value)] if value and value not in kinds else []
        st.selectbox(
            label,
            kinds,
            index=kinds.index(str(value)) if value else None,
            format_func=lambda kind: wording.words.kinds.get(kind, kind),
            placeholder=wording.said.unknown,
            key=key,
        )
    else:
        st.text_input(
            label,
            value=", ".join(map(str, value)) if isinstance(value, list) else str(value or ""),
            help=said.list_more if name in _LISTS else said.date_more if name in _DATES else None,
            max_chars=2_000,
            key=key,
        )


def _written(name: str) -> object:
    """What stands in the form's field, as the metadata has it; None for nothing."""
    value = str(st.session_state[f"correct-{name}"] or "").strip()
    if name in _LISTS:
        return [part.strip() for part in re.split(r"[,，、;；]", value) if part.strip()] or None
    return value or None
