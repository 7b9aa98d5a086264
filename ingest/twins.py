"""Of documents that say the same, one is served for all: so it is found and quoted once.

Which one does not depend on the order of ingest. When it goes or changes, the next takes its place
from the pages that are stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingest.alike import Alike
from ingest.chunk import cut_pages
from ingest.flags import flagged
from ingest.index import Index
from ingest.names import names_in
from ingest.types import DocumentInfo
from language.script import Language


def settle(index: Index, *, without: str | None = None) -> dict[str, str]:
    """See that of documents that say the same one is served.

    `without` names a document that is about to go. Returns a note on each document that is served
    no more, by name. The chunks that it had are leftovers for the caller to clear.
    """
    index.surveys.compare()
    catalogue = index.catalogue
    served, aside = catalogue.documents(), catalogue.set_aside()
    held = [one for one in [*served, *aside] if one.document != without]
    same = same_as(held, index.surveys.alike())
    for one in aside:
        if one in held and one.version not in same:
            _bring_up(one, index)
    names = {one.version: one.document for one in held}
    gone = [one for one in served if one.version in same]
    catalogue.serve_for([one.version for one in gone])
    return {
        one.document: f"it says the same as {names[same[one.version]]}, served for both"
        for one in gone
    }


def same_as(documents: Sequence[DocumentInfo], alike: Iterable[Alike]) -> dict[int, int]:
    """For each version that another is served for, that other.

    One with printed pages comes first, since its quotes can be found on paper; then the order of
    names decides.
    """
    others: defaultdict[int, list[int]] = defaultdict(list)
    for pair in alike:
        if pair.same:
            others[pair.one].append(pair.two)
            others[pair.two].append(pair.one)
    found: dict[int, int] = {}
    first: dict[int, tuple[int, Language]] = {}
    for order, one in enumerate(
        sorted(documents, key=lambda one: (not one.paginated, one.document, one.version))
    ):
        near = [
            (*first[other], other)
            for other in others[one.version]
            if other in first and first[other][1] is one.language
        ]
        if near:
            found[one.version] = min(near)[-1]
        else:
            first[one.version] = order, one.language
    return found


def _bring_up(one: DocumentInfo, index: Index) -> None:
    catalogue = index.catalogue
    stored = (catalogue.page(one.version, number) for number in range(one.pages))
    pages = flagged(page for page in stored if page is not None)
    chunks = catalogue.cut_again(one.version, list(cut_pages(pages)))
    index.names.add(one.version, names_in(pages))
    index.keywords.add(chunks)
    catalogue.serve([one.version])


def links(alike: Iterable[Alike], same: Mapping[int, int]) -> dict[int, list[int]]:
    """For each version, those that are like it and are served beside it."""
    found: dict[int, list[int]] = {}
    for pair in alike:
        if same.get(pair.one) != pair.two and same.get(pair.two) != pair.one:
            found.setdefault(pair.one, []).append(pair.two)
            found.setdefault(pair.two, []).append(pair.one)
    return found
