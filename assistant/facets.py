"""What a document is about and where it stands among its editions, for filters and for ranking."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePath

import yaml

from ingest.served import Served
from language.normalise import match_key
from language.places import place_codes
from language.script import Language
from language.tokens import words

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents are searched; what is empty lets every document pass."""

    markets: frozenset[str] = frozenset()
    """As `market_keys` gives them; one that the document names is enough."""

    kinds: frozenset[str] = frozenset()
    languages: frozenset[Language] = frozenset()

    since: str | None = None
    """`YYYY[-MM[-DD]]`: issued then or later. A document without a date does not pass."""

    @classmethod
    def of(
        cls,
        *,
        markets: Iterable[str] = (),
        kinds: Iterable[str] = (),
        languages: Iterable[Language] = (),
        since: str | None = None,
    ) -> "Filters":
        """Filters from names as people write them: `泰國`, `Thailand` and `TH` are one market."""
        return cls(
            frozenset(key for market in markets for key in market_keys(market)),
            frozenset(match_key(kind).strip() for kind in kinds),
            frozenset(languages),
            since,
        )

    @property
    def narrow(self) -> bool:
        """Whether documents are left out for more than their passages' language."""
        return bool(self.markets or self.kinds or self.since)


@dataclass(frozen=True, slots=True)
class Facets:
    """What ranking and filters know of one document."""

    markets: frozenset[str]
    kind: str | None
    issued: str | None
    successor: int | None
    """The version of the newest edition that replaces it; None when it is the newest."""

    contact: str | None = None
    """Whom its metadata names to be asked: its contact, else its issuer."""

    def pass_(self, filters: Filters) -> bool:
        """Whether these filters let the document through."""
        return (
            (not filters.markets or not filters.markets.isdisjoint(self.markets))
            and (not filters.kinds or self.kind in filters.kinds)
            and (filters.since is None or (self.issued is not None and self._since(filters.since)))
        )

    def _since(self, date: str) -> bool:
        # A document of "2024" may be of any day of it: it is compared as far as both are known.
        issued = self.issued or ""
        shared = min(len(issued), len(date))
        return issued[:shared] >= date[:shared]


def market_keys(name: str) -> frozenset[str]:
    """A market's code, or the codes of all that a longer name holds, or the name itself."""
    return place_codes(name) or frozenset({match_key(name).strip()})


def facets_of(served: Iterable[Served]) -> dict[int, Facets]:
    """Every served version's facets, by version."""
    documents = list(served)
    successors = _successors(documents)
    return {
        one.version: Facets(
            markets=frozenset(
                key for market in _texts(one.metadata.get("markets")) for key in market_keys(market)
            ),
            kind=_key(one.metadata.get("kind")),
            issued=_text(one.metadata.get("issued")),
            successor=successors.get(one.version),
            contact=_text(one.metadata.get("contact")) or _text(one.metadata.get("issuer")),
        )
        for one in documents
    }


def kinds_asked(question: str) -> frozenset[str]:
    """Kinds of document that a question names, such as 「案例」 or "regulations"."""
    key, said = match_key(question), frozenset(words(question))
    return frozenset(
        kind
        for kind, names in _kind_words().items()
        if any(name in said if name.isascii() else name in key for name in names)
    )


def years_named(question: str) -> frozenset[str]:
    """Years that a question names, four digits each."""
    return frozenset(_YEAR.findall(question))


def _successors(documents: list[Served]) -> dict[int, int]:
    """For each version that another replaces, the newest edition that does, by the chain."""
    by_name: dict[str, list[Served]] = {}
    for one in documents:
        names = {one.document, PurePath(one.document).name, one.source, one.title}
        for name in {match_key(name) for name in names}:
            by_name.setdefault(name, []).append(one)
    replaced_by: dict[int, int] = {}
    for one in documents:
        for name in _texts(one.metadata.get("supersedes")):
            for old in by_name.get(match_key(name), ()):
                if old.version != one.version and _is_before(old, one):
                    replaced_by[old.version] = one.version
    return {version: _last(version, replaced_by) for version in replaced_by}


def _is_before(old: Served, new: Served) -> bool:
    """Two editions may have one title: then only the dates tell which replaces which."""
    issued = [str(one.metadata.get("issued") or "") for one in (old, new)]
    return old.language is new.language and (not all(issued) or issued[0] <= issued[1])


def _last(version: int, replaced_by: Mapping[int, int]) -> int:
    """The end of the chain; two documents that name each other end it where it began again."""
    seen = {version}
    while (following := replaced_by.get(version)) is not None and following not in seen:
        seen.add(following)
        version = following
    return version


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(one) for one in values if one]


def _text(value: object) -> str | None:
    return str(value) if value else None


def _key(value: object) -> str | None:
    return match_key(str(value)).strip() if value else None


@cache
def _kind_words() -> dict[str, frozenset[str]]:
    text = files("assistant").joinpath("kind_words.yaml").read_text(encoding="utf-8")
    return {kind: frozenset(names.split()) for kind, names in yaml.safe_load(text).items()}
