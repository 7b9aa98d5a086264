"""Which document replaces which: by what they say, or by their titles and dates."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import PurePath

from ingest.alike import Alike
from ingest.served import Served
from language.normalise import match_key

_YEAR = re.compile(
    r"(?<!\d)(?P<ad>(?:19|20)\d\d)(?!\d)|(?<!\d)(?:民国)?(?P<roc>[89]\d|1[0-2]\d)(?=年)"
)
_EDITION = re.compile(
    r"第?[一二三四五六七八九十\d]+版|(?:修正|修订|更新|增订|新|最新)版|年版"
    r"|\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|revised|updated|new|latest)\s+edition"
    r"|\bedition\b|\b(?:version|ver\.?|rev\.?|v)\s*\d+(?:\.\d+)*"
)
_FILLING = re.compile(r"民国|年度?|[\W_]+")
_LEAST_TITLE = 3
"""Characters that are left of a title by which two documents may be taken for one work."""


def successors(documents: Sequence[Served], alike: Iterable[Alike] = ()) -> dict[int, int]:
    """For each version that another replaces, the newest edition that does.

    An edition is told by `supersedes`, or by a title that differs in year or edition alone, with a
    later date; where no title speaks of an edition, the two must also be alike, since a yearly
    series bears one title too and its older years stay true.
    """
    replaced_by = {**_by_title(documents, alike), **_by_word(documents)}
    return {version: _last(version, replaced_by) for version in replaced_by}


def _by_word(documents: Sequence[Served]) -> dict[int, int]:
    by_name: dict[str, list[Served]] = {}
    for one in documents:
        names = {one.document, PurePath(one.document).name, one.source, one.title}
        for name in {match_key(name) for name in names}:
            by_name.setdefault(name, []).append(one)
    replaced_by: dict[int, int] = {}
    for one in documents:
        for name in texts(one.metadata.get("supersedes")):
            for old in by_name.get(match_key(name), ()):
                if old.version != one.version and _is_before(old, one):
                    replaced_by[old.version] = one.version
    return replaced_by


def _is_before(old: Served, new: Served) -> bool:
    """Two editions may have one title: then only the dates tell which replaces which."""
    issued = [str(one.metadata.get("issued") or "") for one in (old, new)]
    return old.language is new.language and (not all(issued) or issued[0] <= issued[1])


def _by_title(documents: Sequence[Served], alike: Iterable[Alike]) -> dict[int, int]:
    near = {frozenset((pair.one, pair.two)) for pair in alike}
    works: dict[tuple[str, str], list[Served]] = {}
    for one in documents:
        key = _work(one.title)
        if len(key) >= _LEAST_TITLE:
            works.setdefault((key, one.language.value), []).append(one)
    replaced_by: dict[int, int] = {}
    for editions in works.values():
        dated = sorted((date, one.version, one) for one in editions if (date := _date(one)))
        for (before, _, old), (after, _, new) in pairwise(dated):
            told = _says_edition(old) or _says_edition(new)
            if (
                before < after[: len(before)]
                and _may_share_issuer(old, new)
                and (told or frozenset((old.version, new.version)) in near)
            ):
                replaced_by[old.version] = new.version
    return replaced_by


def _work(title: str) -> str:
    """The title without what tells editions of one work apart."""
    return _FILLING.sub("", _EDITION.sub(" ", _YEAR.sub(" ", match_key(title))))


def _says_edition(one: Served) -> bool:
    return _EDITION.search(_YEAR.sub(" ", match_key(one.title))) is not None or (
        str(one.metadata.get("edition") or "1") != "1"
    )


def _date(one: Served) -> str:
    """The year in its title, since a scan of an old edition may be of this year; else its date."""
    year = _YEAR.search(match_key(one.title))
    if year is not None:
        return year["ad"] or str(1911 + int(year["roc"]))
    return str(known(one.metadata, "issued") or "")


def _may_share_issuer(old: Served, new: Served) -> bool:
    issuers = {match_key(str(one.metadata["issuer"])) for one in (old, new) if _issuer(one)}
    return len(issuers) < 2


def _issuer(one: Served) -> object:
    return one.metadata.get("issuer")


def _last(version: int, replaced_by: Mapping[int, int]) -> int:
    """The end of the chain; two documents that name each other end it where it began again."""
    seen = {version}
    while (following := replaced_by.get(version)) is not None and following not in seen:
        seen.add(following)
        version = following
    return version


def known(metadata: Mapping[str, object], field: str) -> object:
    """What a document says of itself in a field, or what was guessed."""
    if field in metadata:
        return metadata[field]
    guessed = metadata.get("guessed")
    return guessed.get(field) if isinstance(guessed, Mapping) else None


def texts(value: object) -> list[str]:
    """A field's values, whether it has one or a list."""
    values = value if isinstance(value, list) else [value]
    return [str(one) for one in values if one]
