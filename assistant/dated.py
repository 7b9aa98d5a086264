"""When what a claim says held, what kind of source says it, and which editions may answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.facets import Facets
from assistant.types import Claim, Passage
from language.quantities import QuantityKind, quantities

_OLD_MONTHS = 24
"""Age from which a document's claims carry its date."""

_AS_OF = re.compile(
    r"[（(](?P<note>[^（）()]*?)(?:資料|资料|數據|数据|報導|报导|文章)[^（）()]*[）)]"
    r"|截至(?P<until>[^，。；（）()]{4,16})"
    r"|\b(?:as of|as at|reported in|report of|data of)\s+(?P<as_of>[^,;.()]{4,24})",
    re.IGNORECASE,
)
_OLD_EDITION = re.compile(
    r"舊版|旧版|舊制|旧制|前一版|上一版|前版|先前的?版本|修正前|修法前"
    r"|\b(?:old(?:er)?|earlier|previous|former|superseded|last) (?:edition|version|rules?)s?\b",
    re.IGNORECASE,
)


def dated(claim: Claim, *, facets: Mapping[int, Facets], today: date) -> Claim:
    """The claim with its kind of source, and the date it is of where a reader must know that.

    That is the date that its own words give, else the newest issue date of the documents that it
    rests on, when each is old or replaced by a newer edition.
    """
    known = [facets[quote.version] for quote in claim.quotes if quote.version in facets]
    kinds = {one.kind for one in known}
    issued = [one.issued for one in known if one.issued and _is_past(one, today)]
    all_past = bool(issued) and len(issued) == len(known)
    return replace(
        claim,
        kind=kinds.pop() if len(kinds) == 1 else None,
        as_of=said_as_of(claim.text) or (max(issued) if all_past else None),
    )


def said_as_of(text: str) -> str | None:
    """The date that a text gives for what it says: 「（2022 年 9 月資料）」, "as of March 2019"."""
    found: list[str] = []
    for match in _AS_OF.finditer(text):
        part = next(group for group in match.groups() if group)
        for one in quantities(part):
            if one.kind in (QuantityKind.YEAR, QuantityKind.DATE) and one.date_parts.year:
                year, month, day = one.date_parts
                found.append(
                    f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
                )
    return max(found, default=None)


def answering(
    passages: Sequence[Passage], *, facets: Mapping[int, Facets], question: str
) -> list[Passage]:
    """Without editions that another replaces, unless the question asks for one.

    It does by the year that the old edition was issued in, or by saying that it wants an old one.
    """
    if _OLD_EDITION.search(question):
        return list(passages)
    years = {
        f"{one.date_parts.year:04}"
        for one in quantities(question)
        if one.kind in (QuantityKind.YEAR, QuantityKind.DATE) and one.date_parts.year
    }
    return [
        passage
        for passage in passages
        if (known := facets.get(passage.chunk.version)) is None
        or known.successor is None
        or (known.issued or "")[:4] in years
    ]


def _is_past(known: Facets, today: date) -> bool:
    """Whether a document is replaced, or was issued two years ago or more, as far as is known."""
    if known.successor is not None:
        return True
    year, _, rest = (known.issued or "").partition("-")
    if not year.isdigit():
        return False
    month = int(rest[:2]) if rest[:2].isdigit() else 12
    return (today.year - int(year)) * 12 + today.month - month >= _OLD_MONTHS
