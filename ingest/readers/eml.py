"""Letters as mail programs save them (.eml)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from mimetypes import guess_extension
from pathlib import Path
from typing import NamedTuple

from ingest.errors import Unreadable
from ingest.readers.blocks import Block, one_line, page_of
from ingest.readers.encoding import decode, load
from ingest.readers.hidden import HiddenText, with_hidden
from ingest.readers.html import html_piece
from ingest.readers.left_out import told
from ingest.readers.metadata import text_of
from ingest.readers.text import paragraphs
from ingest.types import RawDocument

_HEADERS = ("from", "to", "cc")


def parse_message(path: Path) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(load(path))


def read_eml(path: Path) -> RawDocument:
    """Read a letter's own text, all parts of it. Its subject is the title.

    Of a text that the letter holds in two forms the plain one is read, unless the HTML one has
    tables or far more to say. The metadata has who wrote it (issuer, from), the day (issued), to
    and cc. What is attached is not read here: see `unpack`.

    Raises:
        Unreadable: it is not a letter, or holds no text of its own.
    """
    message = parse_message(path)
    if not any(message.get(name) for name in ("from", "subject", "date", "received")):
        raise Unreadable(
            path.name, "it is not an e-mail, although its name says so", "save the e-mail again"
        )
    subject = _header(message, "subject")
    texts = [_text(part, path.name) for part in _sorted(message).texts]
    blocks = [block for text in texts for block in text.blocks]
    page = page_of([Block(subject or "", heading=1), *blocks])
    if not page.text:
        raise Unreadable(
            path.name, "the e-mail holds no text of its own", "ingest what is attached to it alone"
        )
    said = {name: _header(message, name) for name in _HEADERS}
    metadata = said | {"issuer": said["from"], "issued": _day(message)}
    return RawDocument(
        (with_hidden(page, [hidden for text in texts for hidden in text.hidden]),),
        paginated=False,
        title=subject,
        metadata={key: value for key, value in metadata.items() if value is not None},
        warnings=tuple(dict.fromkeys(warning for text in texts for warning in text.warnings)),
    )


def attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """The names and contents of what is attached; a letter within the letter is one of them."""
    for number, part in enumerate(_sorted(message).attached, start=1):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_content()
            yield f"{_header(inner, 'subject') or f'message {number}'}.eml", inner.as_bytes()
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            suffix = _SUFFIXES.get(kind) or guess_extension(kind) or ""
            yield part.get_filename() or f"attachment {number}{suffix}", content


_SUFFIXES = {"text/plain": ".txt", "text/html": ".html"}
"""The usual ones; for the rest the system's table is asked."""


class _Parts(NamedTuple):
    """A letter's parts, in its order."""

    texts: list[MIMEPart]
    attached: list[MIMEPart]


def _sorted(part: MIMEPart) -> _Parts:
    """What is to be read as the letter itself, and what is attached to it.

    Mail programs set what stands in the text between parts of it, so a letter may have several.
    """
    kind = part.get_content_type()
    if kind == "message/rfc822" or part.is_attachment() or part.get_filename():
        return _Parts([], [part])
    if not part.is_multipart():
        return _Parts([part], []) if kind in _TEXTS else _Parts([], [part])
    inner = [_sorted(one) for one in part.iter_parts()]
    if kind == "multipart/alternative":
        forms = [parts for parts in inner if parts.texts]
        # Another form without a file's name, such as a calendar's entry, says the same again.
        named = [one for parts in inner for one in parts.attached if one.get_filename()]
        return _Parts(_best(forms).texts, named)
    return _Parts(
        [one for parts in inner for one in parts.texts],
        [one for parts in inner for one in parts.attached],
    )


_TEXTS = ("text/plain", "text/html")
_FAR_MORE = 2
"""Times the characters."""


def _best(forms: Sequence[_Parts]) -> _Parts:
    """The form to read of several that say the same."""
    plain = next((one for one in forms if one.texts[0].get_content_subtype() == "plain"), None)
    rich = next((one for one in forms if one is not plain), None)
    if plain is None or rich is None:
        return plain or rich or _Parts([], [])
    try:
        shown, short = (
            [block for part in form.texts for block in _text(part, "").blocks]
            for form in (rich, plain)
        )
    except Unreadable:
        return plain
    has_table = any(block.cells for block in shown)
    return rich if has_table or _length(shown) > _FAR_MORE * _length(short) else plain


def _length(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _header(message: EmailMessage, name: str) -> str | None:
    raw = dict(message.raw_items()).get(name.title(), "")
    if _BYTES.search(raw):
        # Written as it was typed, without a word on its encoding.
        try:
            said = decode(raw.encode("utf-8", "surrogateescape"), source=name)
        except Unreadable:
            return None
        return text_of(said.text)
    try:
        return text_of(str(message.get(name) or ""))
    except Exception:
        # The standard library's parser of addresses fails on some that are written wrongly.
        return text_of(str(raw))


_BYTES = re.compile("[\udc80-\udcff]")


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("date"))).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


class _Text(NamedTuple):
    """One part of a letter's own text."""

    blocks: list[Block]
    hidden: list[HiddenText]
    warnings: tuple[str, ...]


def _text(part: MIMEPart, source: str) -> _Text:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        return _Text([], [], ())
    text, warnings = decode(content, source=source, declared=part.get_content_charset())
    if part.get_content_subtype() == "html":
        blocks, hidden, left_out = html_piece(text)
        return _Text(blocks, hidden, (*warnings, *told(left_out)))
    return _Text(list(paragraphs(_unflowed(text, part))), [], warnings)


def _unflowed(text: str, part: MIMEPart) -> str:
    """Lines that a mail program broke (RFC 3676: those that end in a space) put together."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    lines: list[str] = []
    open_ = False
    for line in text.splitlines():
        plain = line.removeprefix(" ")
        if open_ and plain:
            lines[-1] += plain
        else:
            lines.append(plain)
        open_ = plain.endswith(" ") and plain != "-- "
    return "\n".join(one_line(line) for line in lines)
