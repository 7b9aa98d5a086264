"""Flags and signatures of documents, kept beside the catalogue, and which documents are alike."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from sqlalchemy import Engine, case, delete, exists, func, insert, or_, select, true

from ingest.alike import Alike, Signature, alike
from ingest.survey import PageFlag, Survey
from ingest.tables import ALIKE, FLAGS, HELD, PAGES, QUARANTINE, SIGNATURES, VERSIONS
from ingest.types import FlagKind, PageState


@dataclass(frozen=True, slots=True)
class PageRead:
    """How a page was read, without its text."""

    index: int
    label: str | None
    state: str
    characters: int
    """Of its stored text."""

    tables: int
    flags: tuple[PageFlag, ...]
    raw: str
    """The reader's text, where something in it is flagged; else empty."""


class Troubled(NamedTuple):
    """A document that could not be read, or has pages that could not."""

    document: str
    origin: str
    source: str | None
    """The file's own name, where another document in the same file is indexed."""


class Surveys:
    """The surveys of each version of a document, in a catalogue's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, version: int, survey: Survey) -> None:
        """Store a version's survey; it goes when the version goes."""
        own = survey.signature
        with self._engine.begin() as connection:
            connection.execute(delete(FLAGS).where(FLAGS.c.version == version))
            connection.execute(delete(SIGNATURES).where(SIGNATURES.c.version == version))
            if survey.flags:
                connection.execute(
                    insert(FLAGS),
                    [
                        {"version": version, "position": position, **flag._asdict()}
                        for position, flag in enumerate(survey.flags)
                    ],
                )
            connection.execute(
                insert(SIGNATURES),
                {
                    "version": version,
                    "hashes": own.hashes.astype("<u8").tobytes(),
                    "exact": own.exact,
                    "facts": own.facts,
                },
            )

    def page_reads(self) -> dict[int, list[PageRead]]:
        """How the pages of all documents were read, by the documents' newest versions."""
        flags: dict[tuple[int, int], list[PageFlag]] = {}
        reads: dict[int, list[PageRead]] = {}
        held = select(VERSIONS.c.id).where(VERSIONS.c.state.in_(HELD))
        is_flagged = exists().where(
            FLAGS.c.version == PAGES.c.version, FLAGS.c.page_index == PAGES.c.page_index
        )
        with self._engine.connect() as connection:
            for row in connection.execute(
                select(FLAGS).where(FLAGS.c.version.in_(held)).order_by(FLAGS.c.position)
            ):
                flag = PageFlag(
                    row.page_index, FlagKind(row.kind), row.start, row.end, bool(row.instructs)
                )
                flags.setdefault((row.version, row.page_index), []).append(flag)
            for row in connection.execute(
                select(
                    PAGES.c.version,
                    PAGES.c.page_index,
                    PAGES.c.label,
                    PAGES.c.state,
                    PAGES.c.tables,
                    func.length(PAGES.c.text).label("characters"),
                    case((is_flagged, PAGES.c.raw), else_="").label("raw"),
                )
                .where(PAGES.c.version.in_(held))
                .order_by(PAGES.c.version, PAGES.c.page_index)
            ):
                reads.setdefault(row.version, []).append(
                    PageRead(
                        row.page_index,
                        row.label,
                        row.state,
                        row.characters,
                        len(row.tables or ()),
                        tuple(flags.get((row.version, row.page_index), ())),
                        row.raw,
                    )
                )
        return reads

    def troubled(self, only: Collection[str] | None = None) -> list[Troubled]:
        """Documents that could not be read, and those with scanned or garbled pages, by name.

        With `only`, the documents of these names, however they fared.
        """
        pages = select(PAGES.c.version).where(
            PAGES.c.state.in_([PageState.SCANNED.value, PageState.GARBLED.value])
        )
        with self._engine.connect() as connection:
            held = connection.execute(
                select(VERSIONS.c.origin, VERSIONS.c.source).where(VERSIONS.c.state.in_(HELD))
            ).all()
            refused = connection.execute(
                select(QUARANTINE.c.source, QUARANTINE.c.origin)
                .where(true() if only is None else QUARANTINE.c.source.in_(only))
                .order_by(QUARANTINE.c.source)
            ).all()
            partly = connection.execute(
                select(VERSIONS.c.document, VERSIONS.c.origin, VERSIONS.c.source)
                .where(
                    VERSIONS.c.state.in_(HELD),
                    VERSIONS.c.id.in_(pages) if only is None else VERSIONS.c.document.in_(only),
                )
                .order_by(VERSIONS.c.document)
            ).all()
        # `file#line` and `file`: the name of a file is told by any of its lines.
        sources = {row.origin.rpartition("#")[0]: row.source for row in held}
        return [
            *(
                Troubled(row.source, row.origin, sources.get(row.origin.rpartition("#")[0]))
                for row in refused
            ),
            *(Troubled(row.document, row.origin, row.source) for row in partly),
        ]

    def alike(self) -> list[Alike]:
        """The pairs of documents, by their newest versions, that are alike."""
        # Not `in` a list of versions: SQLite then looks up each pair of versions, 500 million of
        # 22,600 documents.
        one, two = VERSIONS.alias(), VERSIONS.alias()
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(ALIKE)
                .join(one, one.c.id == ALIKE.c.one)
                .join(two, two.c.id == ALIKE.c.two)
                .where(ALIKE.c.one < ALIKE.c.two, one.c.state.in_(HELD), two.c.state.in_(HELD))
                .order_by(ALIKE.c.one, ALIKE.c.two)
            ).all()
        return [Alike(row.one, row.two, row.likeness, bool(row.same)) for row in rows]

    def compare(self, new: Iterable[int] | None = None) -> None:
        """Compare these versions with all others; by default those that never were."""
        wanted = self._uncompared() if new is None else set(new)
        if not wanted:
            return
        signatures = self._signatures()
        pairs = list(alike(signatures, new=sorted(wanted & signatures.keys())))
        with self._engine.begin() as connection:
            connection.execute(
                delete(ALIKE).where(or_(ALIKE.c.one.in_(wanted), ALIKE.c.two.in_(wanted)))
            )
            # A pair of a version with itself says that it has been compared.
            rows = [Alike(version, version, 1.0, same=False) for version in wanted]
            if rows:
                connection.execute(insert(ALIKE), [pair._asdict() for pair in [*rows, *pairs]])

    def _uncompared(self) -> set[int]:
        with self._engine.connect() as connection:
            compared = select(ALIKE.c.one).where(ALIKE.c.one == ALIKE.c.two)
            return set(
                connection.execute(
                    select(SIGNATURES.c.version)
                    .join(VERSIONS)
                    .where(VERSIONS.c.state.in_(HELD), SIGNATURES.c.version.not_in(compared))
                ).scalars()
            )

    def _signatures(self) -> dict[int, Signature]:
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(SIGNATURES).join(VERSIONS).where(VERSIONS.c.state.in_(HELD))
            ).all()
        return {
            row.version: Signature(np.frombuffer(row.hashes, "<u8"), row.exact, row.facts)
            for row in rows
        }
