"""When what a claim says held, what kind of source says it, and which editions may answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from assistant.facets import Facets
from assistant.types import Claim, Passage
from language.quantities import DATE_KINDS, QuantityKind, quantities

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
        part = next(filter(None, match.groups()), "")
        for one in quantities(part):
            if one.kind in DATE_KINDS and one.date_parts.year:
                year, month, day = one.date_parts
                found.append(
                    f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
                )
    return max(found, default=None)


class Editions(NamedTuple):
    """What may answer a question, and what it then asks."""

    passages: list[Passage]

    question: str
    """Without the words that choose an edition: its text need not say which one it is."""


def editions(
    passages: Sequence[Passage], *, facets: Mapping[int, Facets], question: str
) -> Editions:
    """Without editions that another replaces, or, where the question asks for one, only with it.

    It asks for an old edition by the year that one of those found was issued in, or by saying so.
    """
    replaced = {
        version: known
        for version in {passage.chunk.version for passage in passages}
        if (known := facets.get(version)) is not None and known.successor is not None
    }
    if not replaced:
        return Editions(list(passages), question)
    says_old = _OLD_EDITION.search(question)
    years = [one for one in quantities(question) if one.kind is QuantityKind.YEAR]
    by_year = {f"{one.date_parts.year:04}": one for one in years}
    wanted = {
        version
        for version, known in replaced.items()
        if says_old or (known.issued or "")[:4] in by_year
    }
    newer = {replaced[version].successor for version in wanted}
    left_out = (replaced.keys() - wanted) | newer
    found = [passage for passage in passages if passage.chunk.version not in left_out]
    spans = [says_old.span()] if says_old else []
    spans += [
        (one.start, one.end)
        for year, one in by_year.items()
        if any((replaced[version].issued or "")[:4] == year for version in wanted)
        and not any(year in passage.chunk.text for passage in found)
    ]
    return Editions(found, _without(question, spans))


def _without(question: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        after = _LEFT_OVER.match(question, end)
        before = _LED_BY.search(question[:start])
        question = (
            question[: before.start() if before else start]
            + question[after.end() if after else end :]
        )
    return re.sub(r"\s+(?=[?!.,])", "", question.strip())


_LEFT_OVER = re.compile(r"\s*度?(?:的|之)?\s*")
_LED_BY = re.compile(r"\b(?:in|of|from|under) (?:the )?$", re.IGNORECASE)


def _is_past(known: Facets, today: date) -> bool:
    """Whether a document is replaced, or was issued two years ago or more, as far as is known."""
    if known.successor is not None:
        return True
    year, _, rest = (known.issued or "").partition("-")
    if not year.isdigit():
        return False
    month = int(rest[:2]) if rest[:2].isdigit() else 12
    return (today.year - int(year)) * 12 + today.month - month >= _OLD_MONTHS
