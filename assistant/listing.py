"""The documents as a list to choose from: with their facets, searched and filtered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.corpus_map import UNKNOWN
from assistant.facets import market_keys
from ingest.editions import texts
from ingest.reports import Basis, DocumentReport
from language.normalise import match_key

_FACETS = {"markets": "market", "kind": "kind", "issued": "year", "language": "language"}
"""Fields of the metadata that a facet is told from."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of the list."""

    report: DocumentReport

    facets: Mapping[str, tuple[str, ...]]
    """Its markets, kind, year and language under the names of `corpus_map.Cell`, and as there."""

    guessed: frozenset[str]
    """The facets that are guessed."""

    key: str
    """What a search is matched with."""

    @property
    def troubled(self) -> bool:
        """Whether somebody should look at it."""
        report = self.report
        return bool(
            set(report.page_states) - {"read"}
            or report.flagged
            or report.warnings
            or report.correction_fault
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents to list; what is empty lets every document pass."""

    search: str = ""
    """Words of title, file name or issuer, each of which must be there."""

    facets: Mapping[str, Sequence[str]] | None = None
    """For a facet, the values of which one is enough."""

    troubled: bool = False


def listed(reports: Iterable[DocumentReport]) -> list[Listed]:
    """The list of these documents, by title."""
    found = [_listed(report) for report in reports]
    return sorted(found, key=lambda one: (one.report.title.casefold(), one.report.document))


def wanted(documents: Iterable[Listed], wish: Wanted) -> list[Listed]:
    """Those that are wished for, in their order."""
    words = match_key(wish.search).split()
    facets = {name: set(values) for name, values in (wish.facets or {}).items() if values}
    return [
        one
        for one in documents
        if all(word in one.key for word in words)
        and all(not values.isdisjoint(one.facets[name]) for name, values in facets.items())
        and (one.troubled or not wish.troubled)
    ]


def spellings(reports: Iterable[DocumentReport]) -> dict[str, str]:
    """How documents write the markets and kinds that a facet knows by a form for matching."""
    written: dict[str, Counter[str]] = {}
    for report in reports:
        for field in report.metadata:
            if field.name in ("markets", "kind"):
                for name in texts(field.value):
                    written.setdefault(match_key(name).strip(), Counter())[name] += 1
    return {key: names.most_common(1)[0][0] for key, names in written.items()}


def _listed(report: DocumentReport) -> Listed:
    values = {field.name: field.value for field in report.metadata}
    bases = {field.name: field.basis for field in report.metadata}
    markets = sorted({key for name in texts(values.get("markets")) for key in market_keys(name)})
    kind, issued = values.get("kind"), values.get("issued")
    return Listed(
        report=report,
        facets={
            "market": tuple(markets) or (UNKNOWN,),
            "kind": (match_key(str(kind)).strip() if kind else UNKNOWN,),
            "year": (str(issued)[:4] if issued else UNKNOWN,),
            "language": (report.language,),
        },
        guessed=frozenset(
            facet for field, facet in _FACETS.items() if bases.get(field) is Basis.GUESSED
        ),
        key=match_key(" ".join([report.title, report.document, str(values.get("issuer") or "")])),
    )
