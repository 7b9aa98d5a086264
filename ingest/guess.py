"""What a document seems to be, for the fields that it does not state itself.

Guesses help to find a document and are shown as guesses, never as what it says.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from language.dates import DATES, dates_of
from language.normalise import match_key
from language.places import places

_OPENING = 3_000
"""Characters of a document in which its issuer and dates are looked for."""

_NEAR = 24
"""Characters between a label and what it labels, at most."""

_ISSUED = re.compile(
    r"(?:發布|發佈|公布|頒布|發行|訂定|修正|出版|公告|製表|更新)(?:日期|時間|日)?\s*[:：]?|日\s*期\s*[:：]"
    r"|\b(?:published|issued|released|dated?|last updated|adopted)\b(?:\s+(?:on|date|of))*\s*:?",
    re.IGNORECASE,
)
_EFFECTIVE = re.compile(
    r"(?:施行|生效|實施)(?:日期|日)?\s*[:：]?"
    r"|\b(?:effective|in force|into force|applies|applicable)\b"
    r"(?:\s+(?:as|of|on|from|since|date))*\s*:?",
    re.IGNORECASE,
)
_EFFECTIVE_AFTER = re.compile(r"\s*起?\s*(?:施行|生效|實施)")
_ISSUED_AFTER = re.compile(r"\s*(?:發布|發佈|公布|頒布|訂定|修正|公告|出版)")
_ISSUER = re.compile(
    r"^\s*(?:發布|發行|主管|主辦|編製|出版|發文)(?:機關|單位|者)\s*[:：]\s*(?P<zh>\S[^\n]{1,60})"
    r"|^\s*(?:published by|issued by|issuer|publisher)\s*:?\s+(?P<en>\S[^\n]{1,80})",
    re.IGNORECASE | re.MULTILINE,
)
_HAN = r"[\u4e00-\u9fff]"
_ORGANISATION = re.compile(
    rf"^(?:{_HAN}{{2,14}}(?:部|署|局|委員會|院|銀行|協會|公會|基金會|總會|辦公室|工作小組))"
    r"(?=$|[\s，,（(:：])"
    r"|^(?:The\s+)?(?:[A-Z][\w&'-]*\s+){0,4}(?:Ministry|Department|Office|Administration|Bureau"
    r"|Agency|Bank|Commission|Council|Institute|Association|Authority|Foundation)"
    r"(?:\s+(?:of|for|and|the|on|in|[A-Z][\w&'-]*)){0,8}$",
    re.MULTILINE,
)
_TITLE_YEAR = re.compile(r"(?<!\d)(?:(?P<ad>(?:19|20)\d\d)|(?:民國)?(?P<roc>1[01]\d)(?=年))(?!\d)")
_LEAST_NAMED = 3
_LEAST_SHARE = 0.4
"""Of all places named: a document on one market names it more than all others but one."""

_MOST = 3


def guess(opening: str, *, title: str) -> dict[str, object]:
    """Issuer, dates, markets, sectors and kind, as far as title and opening let them be guessed."""
    opening = opening[:_OPENING]
    guesses = {
        "issuer": _issuer(opening),
        "issued": _issued(opening, title),
        "effective": _date(opening, _EFFECTIVE, _EFFECTIVE_AFTER),
        "markets": _markets(opening, title),
        "sectors": _sectors(opening, title),
        "kind": _kind(title),
    }
    return {field: value for field, value in guesses.items() if value}


def _issuer(text: str) -> str | None:
    labelled = _ISSUER.search(text)
    if labelled is not None:
        return (labelled["zh"] or labelled["en"]).strip()
    named = _ORGANISATION.search(text)
    return None if named is None else named[0].strip()


def _issued(text: str, title: str) -> str | None:
    found = _date(text, _ISSUED, _ISSUED_AFTER)
    if found is not None:
        return found
    for line in text.split("\n")[:12]:
        # A line that is a date and nothing else, as under a title.
        match = DATES.search(line)
        if match and len(line.strip()) <= len(match[0]) + 6 and (iso := _iso(line, match)):
            return iso
    year = _TITLE_YEAR.search(title)
    if year is None:
        return None
    return year["ad"] or str(1911 + int(year["roc"]))


def _date(text: str, before: re.Pattern[str], after: re.Pattern[str]) -> str | None:
    """The first date with one of these words before or after it."""
    for match in DATES.finditer(text):
        lead = text[max(0, match.start() - _NEAR) : match.start()]
        labels = list(before.finditer(lead))
        # Between the two may stand 「中華民國」 or a bracket, but no other sentence.
        close = labels and not re.search(r"[。；;,，.\n]", lead[labels[-1].end() :])
        if (close or after.match(text, match.end())) and (iso := _iso(text, match)):
            return iso
    return None


def _iso(text: str, match: re.Match[str]) -> str | None:
    """`YYYY[-MM[-DD]]`; None for what names no year."""
    parts = dates_of(text, match)
    if len(parts) != 1 or not parts[0].year:
        return None
    year, month, day = parts[0]
    return "-".join(f"{part:02}" for part in (year, month, day) if part)


def _markets(text: str, title: str) -> list[str]:
    in_title = places(title)
    if in_title:
        named = {place.code: title[place.start : place.end] for place in reversed(in_title)}
        return list(reversed(named.values()))[:_MOST]
    found = places(text)
    counts = Counter(place.code for place in found)
    first = {place.code: text[place.start : place.end] for place in reversed(found)}
    return [
        first[code]
        for code, count in counts.most_common(_MOST)
        if count >= _LEAST_NAMED and count >= _LEAST_SHARE * len(found)
    ]


def _sectors(text: str, title: str) -> list[str]:
    key, head = match_key(text), match_key(title)
    counts = {
        sector: sum(len(_find(word, key)) + 2 * len(_find(word, head)) for word in words)
        for sector, words in _words()["sectors"].items()
    }
    found = sorted((one for one in counts if counts[one] >= 2), key=lambda one: -counts[one])
    return found[:_MOST]


def _kind(title: str) -> str | None:
    """The kind whose word stands last: 「市場統計」 are statistics, a "policy guide" is a guide."""
    key = match_key(title)
    ends = {
        kind: max((match.end() for word in words for match in _find(word, key)), default=0)
        for kind, words in _words()["kinds"].items()
    }
    last = max(ends, key=lambda kind: ends[kind])
    return last if ends[last] else None


def _find(word: str, key: str) -> list[re.Match[str]]:
    pattern = rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word)
    return list(re.finditer(pattern, key))


@cache
def _words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    text = files("ingest").joinpath("guess_words.yaml").read_text(encoding="utf-8")
    return {
        group: {name: tuple(map(match_key, words)) for name, words in entries.items()}
        for group, entries in yaml.safe_load(text).items()
    }
