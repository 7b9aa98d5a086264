"""What is handed on outside the app: sentences with footnotes to their pages, ready to be typeset.

A reply, a brief and a single answer become a `Paper`; Word, Markdown and PDF are written from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote as quote_url

from assistant.by_cell import by_cell
from assistant.types import Claim, Quote, Verdict
from ingest.catalogue import Catalogue
from language.script import Language


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where a sentence stands, as an officer cites it."""

    title: str
    issuer: str | None
    issued: str | None
    place: str | None
    """The page in words; None in formats without pages."""

    quote: str
    """As printed."""

    url: str | None
    """Of the original publication; only http and https."""


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    footnotes: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence that no quote supports, and why."""

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str | None
    sentences: tuple[Sentence, ...] = ()
    notes: tuple[str, ...] = ()
    """Words of whoever hands the paper on, or of the assistant: no facts, so no footnotes."""


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    language: Language
    date: str
    """ISO 8601."""

    sections: tuple[Section, ...]
    unverified: tuple[Doubt, ...] = ()
    """Set apart from the rest, under a heading that says so."""


@dataclass(frozen=True, slots=True)
class PaperWords:
    """The paper's own words in one language."""

    unverified: str
    unverified_more: str
    made: str
    page: str
    page_and_pdf: str
    pdf: str
    comma: str
    open_quote: str
    close_quote: str


PAPER_WORDS: Mapping[Language, PaperWords] = {
    Language.ZH: PaperWords(
        unverified="未經核對的句子",
        unverified_more="以下句子在所引用的頁面上找不到依據，請勿當作事實引用。",
        made="每一個註腳的引文都在所引的頁面上重新找到。製作日期：{date}",
        page="第 {label} 頁",
        page_and_pdf="第 {label} 頁（PDF 第 {number} 頁）",
        pdf="PDF 第 {number} 頁",
        comma="，",
        open_quote="「",
        close_quote="」",
    ),
    Language.EN: PaperWords(
        unverified="Not verified",
        unverified_more="No cited page supports these sentences: do not pass them on as fact.",
        made="The quote in each footnote was found again on the page it cites. Made on {date}.",
        page="p. {label}",
        page_and_pdf="p. {label} (PDF {number})",
        pdf="PDF p. {number}",
        comma=", ",
        open_quote="“",
        close_quote="”",
    ),
}


def sentence_of(claim: Claim, *, catalogue: Catalogue, language: Language) -> Sentence:
    """The claim with a footnote for each of its quotes."""
    return Sentence(
        by_cell(claim),
        tuple(footnote_of(quote, catalogue=catalogue, language=language) for quote in claim.quotes),
    )


def section_of(
    heading: str | None,
    claims: Sequence[Claim],
    *,
    catalogue: Catalogue,
    language: Language,
    notes: tuple[str, ...] = (),
) -> Section:
    """The supported claims of an answer or a brief under one heading."""
    supported = [claim for claim in claims if claim.verdict is Verdict.SUPPORTED]
    sentences = [sentence_of(one, catalogue=catalogue, language=language) for one in supported]
    return Section(heading, tuple(sentences), notes)


def footnote_of(quote: Quote, *, catalogue: Catalogue, language: Language) -> Footnote:
    """What the catalogue knows of the quote's document; of a removed one, what the quote says."""
    info = catalogue.document(quote.version)
    metadata = info.metadata if info else {}
    return Footnote(
        title=quote.title,
        issuer=_said(metadata.get("issuer")),
        issued=_said(metadata.get("issued")),
        place=place_of(quote, language),
        quote=" ".join(quote.text.split()),
        url=_web_address(_said(metadata.get("url"))),
    )


def place_of(quote: Quote, language: Language) -> str | None:
    """The printed page label and, in a PDF, the page's place in the file."""
    words = PAPER_WORDS[language]
    if PurePosixPath(quote.source).suffix.lower() == ".pdf":
        pattern = words.pdf if quote.page_label is None else words.page_and_pdf
    elif quote.page_label is None:
        return None
    else:
        pattern = words.page
    return pattern.format(label=quote.page_label, number=quote.page_index + 1)


def footnote_words(footnote: Footnote, language: Language) -> str:
    """The footnote as one line, without its address."""
    words = PAPER_WORDS[language]
    known = [footnote.title, footnote.issuer, footnote.issued, footnote.place]
    where = words.comma.join(part for part in known if part)
    between = "：" if language is Language.ZH else ": "
    return f"{where}{between}{words.open_quote}{footnote.quote}{words.close_quote}"


def _said(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value is not None else None


def _web_address(url: str | None) -> str | None:
    if url is None or not url.startswith(("https://", "http://")):
        return None
    return quote_url(url, safe="/:?#[]@!$&'()*+,;=%~")
