"""Letters as mail programs save them (.eml)."""

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from ingest.errors import Unreadable
from ingest.readers.blocks import Block, one_line, page_of
from ingest.readers.encoding import decode, load
from ingest.readers.html import html_blocks
from ingest.readers.metadata import text_of
from ingest.readers.text import paragraphs
from ingest.types import RawDocument

_HEADERS = ("from", "to", "cc")


def parse_message(path: Path) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(load(path))


def read_eml(path: Path) -> RawDocument:
    """Read a letter's own text: the plain part, or else the HTML one. Its subject is the title.

    The metadata has who wrote it (issuer, from), the day (issued), to and cc. What is attached is
    not read here: see `unpack`.

    Raises:
        Unreadable: it is not a letter, or holds no text of its own.
    """
    message = parse_message(path)
    if not any(message.get(name) for name in ("from", "subject", "date", "received")):
        raise Unreadable(
            path.name, "it is not an e-mail, although its name says so", "save the e-mail again"
        )
    subject = _header(message, "subject")
    body, warnings = _body(message, path.name)
    page = page_of([Block(subject or "", heading=1), *body])
    if not page.text:
        raise Unreadable(
            path.name, "the e-mail holds no text of its own", "ingest what is attached to it alone"
        )
    said = {name: _header(message, name) for name in _HEADERS}
    metadata = said | {"issuer": said["from"], "issued": _day(message)}
    return RawDocument(
        (page,),
        paginated=False,
        title=subject,
        metadata={key: value for key, value in metadata.items() if value is not None},
        warnings=warnings,
    )


def attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """The names and contents of what is attached; a letter within the letter is one of them."""
    for number, part in enumerate(message.iter_attachments(), start=1):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            yield f"{_header(inner, 'subject') or f'message {number}'}.eml", inner.as_bytes()
            continue
        content = part.get_payload(decode=True)
        name = part.get_filename()
        if name and isinstance(content, bytes):
            yield name, content


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        return text_of(str(message.get(name) or ""))
    except Exception:
        # The standard library's parser of addresses fails on some that are written wrongly.
        raw = dict(message.raw_items()).get(name.title(), "")
        return text_of(str(raw))


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("date"))).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _body(message: EmailMessage, source: str) -> tuple[list[Block], tuple[str, ...]]:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return [], ()
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        return [], ()
    text, warnings = decode(content, source=source, declared=part.get_content_charset())
    if part.get_content_subtype() == "html":
        return html_blocks(text), warnings
    return list(paragraphs(_unflowed(text, part))), warnings


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
