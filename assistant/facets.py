"""What a document is about and where it stands among its editions, for filters and for ranking."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from assistant.profile import NO_PROFILE, Profile
from assistant.question_words import question_words
from ingest.alike import Alike
from ingest.editions import known, successors, texts
from ingest.served import Served
from language.normalise import match_key
from language.places import market_codes, place_codes, places
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

    profile: Profile = NO_PROFILE
    """Leaves no document out: it says which passages are looked at first."""

    @classmethod
    def of(
        cls,
        *,
        markets: Iterable[str] = (),
        kinds: Iterable[str] = (),
        languages: Iterable[Language] = (),
        since: str | None = None,
        profile: Profile = NO_PROFILE,
    ) -> "Filters":
        """Filters from names as people write them: `泰國`, `Thailand` and `TH` are one market."""
        return cls(
            frozenset(key for market in markets for key in market_keys(market)),
            frozenset(match_key(kind).strip() for kind in kinds),
            frozenset(languages),
            since,
            profile,
        )

    @property
    def narrow(self) -> bool:
        """Whether documents are left out for more than their passages' language."""
        return bool(self.markets or self.kinds or self.since)


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Facets:
    """What ranking and filters know of one document."""

    markets: frozenset[str]
    kind: str | None
    issued: str | None
    successor: int | None
    """The version of the newest edition that replaces it; None when it is the newest."""

    named: frozenset[str] = frozenset()
    """The codes of the places that its title names."""

    anywhere: bool = False
    """Whether its title is on going abroad, wherever that may be."""

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


def facets_of(served: Iterable[Served], alike: Iterable[Alike] = ()) -> dict[int, Facets]:
    """Every served version's facets, by version; what a document does not say is guessed."""
    documents = list(served)
    replaced_by = successors(documents, alike)
    return {
        one.version: Facets(
            markets=frozenset(
                key
                for market in texts(known(one.metadata, "markets"))
                for key in market_keys(market)
            ),
            kind=_key(known(one.metadata, "kind")),
            issued=_text(known(one.metadata, "issued")),
            successor=replaced_by.get(one.version),
            named=market_codes(one.title),
            anywhere=_is_on_going_anywhere(one.title),
            contact=_text(one.metadata.get("contact")) or _text(one.metadata.get("issuer")),
        )
        for one in documents
    }


def _is_on_going_anywhere(title: str) -> bool:
    return not places(title) and _abroad().search(match_key(title)) is not None


@cache
def _abroad() -> re.Pattern[str]:
    return re.compile("|".join(question_words()["entry"]["abroad"]))


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


def _text(value: object) -> str | None:
    return str(value) if value else None


def _key(value: object) -> str | None:
    return match_key(str(value)).strip() if value else None


@cache
def _kind_words() -> dict[str, frozenset[str]]:
    text = files("assistant").joinpath("kind_words.yaml").read_text(encoding="utf-8")
    return {kind: frozenset(names.split()) for kind, names in yaml.safe_load(text).items()}
