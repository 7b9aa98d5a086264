"""An answer as HTML: its sentences with their markers, what is missing, its sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant import phrases
from assistant.by_cell import by_cell
from assistant.source_list import cited_pages, nearest_pages, nearest_sentence
from assistant.types import (
    ASIDES,
    CASE,
    Answer,
    Claim,
    Decline,
    Disagreement,
    Outcome,
    Quote,
)
from ingest.cells import Place
from ingest.types import Chunk
from language.script import Language
from ui.escape import message, text
from ui.sources import SourceAddress, page_words, quotes_of
from ui.words import Screen, Words

LANGUAGE_TAGS = {Language.ZH: Screen.ZH_HANT.value, Language.EN: Screen.EN.value}

# Keeps a marker on the line of what stands before it.
_JOINER = "\u2060"

_EXCERPT_LENGTH = 160


@dataclass(frozen=True, slots=True)
class View:
    """How answers are to be drawn."""

    screen: Screen
    words: Words

    conversation: str | None
    """The id in the links; None before the conversation is kept."""

    opened: SourceAddress | None
    """The source that is open; its markers are shown as such."""


def question_html(question: str, *, words: Words) -> str:
    return (
        f'<div class="question" role="group" aria-label="{text(words.you_asked)}">'
        f"{text(question)}</div>"
    )


def answer_html(answer: Answer, *, turn: int, view: View) -> str:
    """The whole answer; `turn` is its number in the conversation, from 1."""
    words = view.words
    if answer.decline in ASIDES:
        reason = f'<p class="aside">{text(answer.reason or "")}</p>'
        return _article(_understood(answer, view=view) + reason, words=words)
    parts = [_understood(answer, view=view), claims_html(answer.claims, turn=turn, view=view)]
    parts += [_disagreement(one, answer, turn=turn, view=view) for one in answer.disagreements]
    if answer.outcome is not Outcome.ANSWERED:
        parts.append(_shortfall(answer, words=words))
    if answer.contacts:
        parts.append(_contacts(answer, turn=turn, view=view))
    if answer.outcome is Outcome.DECLINED:
        parts.append(_nearest(answer, turn=turn, view=view))
    if answer.claims:
        parts.append(_sources(answer.claims, turn=turn, view=view))
    parts += [f'<p class="writer">{text(remark)}</p>' for remark in _remarks(answer, words=words)]
    if answer.claims:
        parts.append(f'<p class="writer">{text(words.writers[answer.writer])}</p>')
    if answer.record:
        record = text(words.record.format(id=answer.record))
        parts.append(f'<p class="record">{record}</p>')
    return _article("".join(parts), words=words)


def draft_html(claims: Sequence[Claim], status: str, *, turn: int, view: View) -> str:
    """An answer that is still being written: the claims so far, and what is being done."""
    return _article(
        claims_html(claims, turn=turn, view=view)
        + f'<p class="status" role="status">{text(status)}</p>',
        words=view.words,
    )


def claims_html(claims: Iterable[Claim], *, turn: int, view: View) -> str:
    """The claims as paragraphs; a quotation in the other language than the screen says so."""
    said = list(claims)
    return "".join(
        _claim(claim, turn=turn, number=number, heads=_heads(claim, said[number:]), view=view)
        for number, claim in enumerate(said, start=1)
    )


def _heads(claim: Claim, below: Sequence[Claim]) -> bool:
    """Whether a claim is the heading of the section that the next one is from."""
    return claim.is_heading and bool(below) and claim.comes_before(below[0])


def quotes_html(claim: Claim, *, turn: int, number: int, view: View) -> str:
    """A claim's quotes, each opening at its page."""
    items = "".join(
        _source_item(
            SourceAddress(turn, number, quote.marker),
            title=quote.title,
            place=_page_of(quote, words=view.words),
            excerpt=quote.text,
            view=view,
        )
        for quote in claim.quotes
    )
    return f'<div class="answer"><ol class="sources">{items}</ol></div>' if items else ""


def notice_html(sentence: str, *, kind: str = "notice") -> str:
    """A sentence to the reader: an error with its cure, or a friendly word."""
    return f'<div class="{kind}" role="alert">{message(sentence)}</div>'


def _article(body: str, *, words: Words) -> str:
    return f'<article class="answer" aria-label="{text(words.answer)}">{body}</article>'


def _understood(answer: Answer, *, view: View) -> str:
    """What the question was taken for: before all else, since all else rests on it."""
    said = phrases.understood(answer, view.screen.language)
    return "".join(f'<p class="understood">{text(one)}</p>' for one in said)


def _claim(claim: Claim, *, turn: int, number: int, heads: bool, view: View) -> str:
    words = view.words
    quotation = _is_quotation(claim)
    remarks = []
    if quotation and claim.quotes[0].language is not view.screen.language:
        remarks.append(_remark("origin", words.quoted_in[claim.quotes[0].language]))
    if claim.kind == CASE:
        remarks.append(_remark("case", words.one_case))
    if claim.as_of:
        remarks.append(_remark("as-of", phrases.as_of(claim.as_of, view.screen.language)))
    if any(quote.ocr for quote in claim.quotes):
        remarks.append(_remark("ocr", words.ocr_short))
    if claim.verdict in words.verdicts:
        remarks.append(_remark(f"verdict {claim.verdict.value}", words.verdicts[claim.verdict]))
    markers = "".join(
        _JOINER + _marker(SourceAddress(turn, number, marker), quotes_of(claim, marker), view=view)
        for marker in claim.markers
    )
    language = f' lang="{LANGUAGE_TAGS[claim.quotes[0].language]}"' if quotation else ""
    said = f"<span{language}>{text(by_cell(claim))}</span>"
    places = "".join(_place(quote.place, view=view) for quote in claim.quotes if quote.place)
    # What is said of the sentence below holds of its heading.
    body = said if heads else " ".join([said, *remarks])
    style = "claim heading" if heads else "claim"
    paragraph = f'<p class="{style}">{body}{markers}{places}</p>'
    if claim.corrects is None:
        return paragraph
    corrects = text(words.corrects.format(assumed=claim.corrects))
    return f'<section class="correction"><h3>{corrects}</h3>{paragraph}</section>'


def _place(place: Place, *, view: View) -> str:
    """Which cells of a table a claim rests on."""
    said = text(phrases.table_place(place, view.screen.language))
    return f'<span class="table-place">{said}</span>'


def _remark(kind: str, words: str) -> str:
    return f'<span class="remark {kind}">{text(words)}</span>'


def _is_quotation(claim: Claim) -> bool:
    words = "".join(claim.text.split())
    return any(words in "".join(quote.text.split()) for quote in claim.quotes)


def _marker(address: SourceAddress, quotes: Sequence[Quote], *, view: View) -> str:
    if not quotes:
        # A number without a quote has nothing to open.
        return f'<span class="marker">{address.marker}</span>'
    label = _label(quotes[0], view=view)
    return (
        f'<a class="marker" {_opens(address, view=view)} '
        f'title="{text(label)}" aria-label="{text(label)}">{address.marker}</a>'
    )


def _label(quote: Quote, *, view: View) -> str:
    words = view.words
    place = _page_of(quote, words=words)
    said = [words.source.format(number=quote.marker), quote.title, place]
    return " · ".join(part for part in said if part)


def _page_of(place: Quote | Chunk, *, words: Words) -> str | None:
    return page_words(place.source, label=place.page_label, index=place.page_index, words=words)


def _opens(address: SourceAddress, *, view: View) -> str:
    """The attributes of a link that opens a source: here by a click, elsewhere by its address."""
    query = {"c": view.conversation} if view.conversation else {}
    href = "?" + urlencode(query | {"lang": view.screen.value, "s": str(address)})
    current = ' aria-current="true"' if address == view.opened else ""
    return f'href="{text(href)}" data-source="{address}"{current}'


def _remarks(answer: Answer, *, words: Words) -> list[str]:
    """What the reader must know of how the answer was written."""
    withheld = words.withheld.format(count=answer.withheld)
    return [*([answer.notice] if answer.notice else []), *([withheld] if answer.withheld else [])]


def _shortfall(answer: Answer, *, words: Words) -> str:
    heading = words.declined if answer.outcome is Outcome.DECLINED else words.partial
    if answer.decline in (Decline.DOUBTED, Decline.UNCHECKED, Decline.HELD_BACK):
        heading = words.unsure  # the documents may well say it
    reason = f"<p>{text(answer.reason)}</p>" if answer.reason else ""
    missing = ""
    # A sentence that names it all is not said twice.
    if unnamed := [item for item in answer.missing if item not in (answer.reason or "")]:
        items = "".join(f"<li>{text(item)}</li>" for item in unnamed)
        missing = f"<h4>{text(words.missing)}</h4><ul>{items}</ul>"
    return f'<section class="shortfall"><h3>{text(heading)}</h3>{reason}{missing}</section>'


def _contacts(answer: Answer, *, turn: int, view: View) -> str:
    """Whom to ask, each with the sentence or the document that names it."""
    passages = {passage.number: passage.chunk for passage in answer.passages}
    items = "".join(
        _source_item(
            SourceAddress(turn, 0, contact.marker),
            title=contact.name,
            place=None if contact.quote else passages[contact.marker].title,
            excerpt=contact.quote.text if contact.quote else None,
            view=view,
        )
        for contact in answer.contacts
        if contact.marker in passages
    )
    return f'<h4>{text(view.words.contacts)}</h4><ol class="sources contacts">{items}</ol>'


def _disagreement(one: Disagreement, answer: Answer, *, turn: int, view: View) -> str:
    """The figures side by side, each with its date, its document and its marker."""
    items = []
    for figure in one.figures:
        claim = answer.claims[figure.claim - 1]
        when = phrases.of_and_issued(figure.of, figure.issued, view.screen.language)
        titles = " · ".join(dict.fromkeys(quote.title for quote in claim.quotes))
        markers = "".join(
            _JOINER
            + _marker(
                SourceAddress(turn, figure.claim, number), quotes_of(claim, number), view=view
            )
            for number in claim.markers
        )
        items.append(
            f'<li class="claim"><strong>{text(figure.text)}</strong> '
            + (f"{_remark('as-of', when)} " if when else "")
            + f'<span class="title">{text(titles)}</span>{markers}</li>'
        )
    heading = f"<h3>{text(view.words.differ)}</h3>"
    return f'<section class="disagreement">{heading}<ul>{"".join(items)}</ul></section>'


def _nearest(answer: Answer, *, turn: int, view: View) -> str:
    """The nearest pages, each with the sentence that is nearest to the question."""
    passages = nearest_pages(answer.passages)
    if not passages:
        return ""
    items = "".join(
        _source_item(
            SourceAddress(turn, 0, passage.number),
            title=passage.chunk.title,
            place=_page_of(passage.chunk, words=view.words),
            excerpt=nearest_sentence(passage, question=answer.searched),
            view=view,
        )
        for passage in passages
    )
    return f'<h4>{text(view.words.nearest)}</h4><ol class="sources">{items}</ol>'


def _sources(claims: Sequence[Claim], *, turn: int, view: View) -> str:
    """The cited pages by their markers, each opening where it is cited first."""
    first: dict[int, SourceAddress] = {}
    for number, claim in enumerate(claims, start=1):
        for quote in claim.quotes:
            first.setdefault(quote.marker, SourceAddress(turn, number, quote.marker))
    pages = cited_pages(claims)
    if not pages:
        return ""
    items = "".join(
        _source_item(
            first[page.markers[0]],
            title=page.quotes[0].title,
            place=_page_of(page.quotes[0], words=view.words),
            excerpt=None,
            view=view,
            also=page.markers[1:],
        )
        for page in pages
    )
    return f'<h4>{text(view.words.sources)}</h4><ol class="sources">{items}</ol>'


def _source_item(
    address: SourceAddress,
    *,
    title: str,
    place: str | None,
    excerpt: str | None,
    view: View,
    also: Sequence[int] = (),
) -> str:
    """One source; `also` are other markers that open its page."""
    markers = "".join(
        f'<span class="marker" aria-hidden="true">{marker}</span>'
        for marker in (address.marker, *also)
    )
    page = f'<span class="place">{text(place)}</span>' if place else ""
    more = f'<span class="excerpt">{text(_shortened(excerpt))}</span>' if excerpt else ""
    return (
        f"<li><a {_opens(address, view=view)}>"
        f'<span class="markers">{markers}</span>'
        f'<span class="said"><span class="title">{text(title)}</span> {page}{more}</span></a></li>'
    )


def _shortened(excerpt: str) -> str:
    line = " ".join(excerpt.split())
    return line if len(line) <= _EXCERPT_LENGTH else line[:_EXCERPT_LENGTH] + "…"
