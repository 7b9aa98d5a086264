"""What tests of an ingest ask of an index."""

from ingest.index import Index
from ingest.keywords import Term, Wanted
from ingest.outcome import State
from language.script import Language


def states_of(lines: object) -> dict[str, State]:
    return {line.source: line.state for line in lines}  # type: ignore[attr-defined]


def is_consistent(index: Index) -> bool:
    chunks = index.catalogue.count_chunks()
    return index.keywords.count() == chunks and index.vectors.count() == chunks


def found(index: Index, *tokens: str) -> list[str]:
    """The texts that either engine finds."""
    vector = index.embedder.embed([" ".join(tokens)])[0]
    hits = [
        hit
        for language in Language
        for hit in (
            *index.keywords.search(
                [Wanted((Term((token,)),)) for token in tokens],
                language=language,
                limit=50,
                head_weight=0.5,
            ),
            *index.vectors.search(vector, language=language, limit=50),
        )
    ]
    chunks = index.catalogue.chunks([hit.chunk for hit in hits])
    assert {hit.chunk for hit in hits} == set(chunks), "an engine holds what is not served"
    return [chunk.text for chunk in chunks.values()]
