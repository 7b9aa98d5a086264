"""Documents with pages, made to measure and put into an index without a file."""

from collections.abc import Sequence

import numpy as np

from ingest.chunk import cut_pages
from ingest.index import Index
from ingest.types import Chunk, Heading, Page, PageState, Table
from ingest.version import NewVersion, page_row
from language.script import detect_language


def publish(
    index: Index,
    *texts: str,
    document: str = "paged.pdf",
    labels: Sequence[str | None] = (),
    body_ends: Sequence[int | None] = (),
    heading_ends: Sequence[int] = (),
    tables: Sequence[tuple[Table, ...]] = (),
) -> list[Chunk]:
    """Serve a document of these pages' texts, cut as ingest cuts them; gives its chunks.

    Where `heading_ends` is not 0 the page opens with a heading that ends there.
    """
    pages = tuple(
        Page(
            index=number,
            label=labels[number] if labels else str(number + 1),
            text=text,
            raw=text,
            origin=np.arange(len(text), dtype=np.int32),
            headings=(Heading(0, heading_ends[number], 2),)
            if heading_ends and heading_ends[number]
            else (),
            body_end=body_ends[number] if body_ends else None,
            tables=tables[number] if tables else (),
        )
        for number, text in enumerate(texts)
    )
    version = NewVersion(
        document=document,
        origin=document,
        source=document,
        sha256="",
        recipe="",
        format="pdf",
        title="A paged document",
        language=detect_language(texts[0]),
        paginated=True,
        metadata={},
        warnings=(),
        seconds=0.0,
        pages=[page_row(page, PageState.READ) for page in pages],
        page_states=(PageState.READ,) * len(pages),
        cuts=tuple(cut_pages(pages)),
    )
    chunks = index.catalogue.write(version)
    index.keywords.add(chunks)
    index.catalogue.serve([chunks[0].version])
    index.embed()
    return chunks
