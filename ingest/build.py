"""Ingest: files in, a searchable index out, and a line about each document.

A document is known by where its file is, and changed when its content is. Every version is built
aside, put beside the one being served, and only then served in its place. Words come first, so that
a document is found as soon as it is read; vectors follow.
"""

import os
import shlex
import shutil
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.correct import read_corrections
from ingest.disk import is_full, telling_of_full_disks
from ingest.errors import EmbedderUnusable, Unreadable, VectorsUnusable
from ingest.find import Found, PassedOver, find_files, of_other_format
from ingest.index import EmbedProgress, Index
from ingest.lock import alone
from ingest.outcome import Line, Progress, State, Step, counted
from ingest.prepare import (
    Item,
    Job,
    Refused,
    Same,
    container_fingerprint,
    fingerprints,
    hash_file,
    recipe_of,
    refused,
)
from ingest.readers import CONTAINERS, format_of
from ingest.retry import retries
from ingest.storable import storable
from ingest.twins import settle
from ingest.version import NewVersion
from ingest.workers import Workers, clear_spools, forget_spool

_BATCH_CHUNKS = 256


def ingest(
    paths: Sequence[Path],
    *,
    index: Index,
    progress: Progress = lambda _: None,
    leave: Collection[Path] = (),
) -> list[Line]:
    """Bring the index up to date with these files and folders, but for those files to leave.

    Documents whose files are gone stay until `remove`, and are reported. What an earlier run left
    half done, or an engine has lost, is put right.

    Raises `NothingToIngest` for a path that is not there or holds no readable file, `IndexBusy`
    while another ingest runs, and `DiskFull`. A document that cannot be read becomes a line, and so
    do vectors that cannot be made.
    """
    files = find_files(paths)
    with alone(index.home), telling_of_full_disks(index.home):
        wanted = [file for file in files.documents if file.path not in leave]
        _forget_refused(paths, index)
        lines = _bring_in(wanted, index, progress)
        return [*lines, *_without_file(paths, index), *_skipped(files.others)]


def retry(
    *, index: Index, only: Collection[str] | None = None, progress: Progress = lambda _: None
) -> list[Line]:
    """Try again what could not be read, and documents with scanned or garbled pages.

    With `only`, the documents of these names, however they fared. What has not changed since is
    left as it is. Raises as `ingest` does.
    """
    with alone(index.home), telling_of_full_disks(index.home):
        wanted = retries(index.surveys.troubled(only))
        lines = _bring_in(wanted.files, index, progress) if wanted.files else []
        return [*lines, *(_gone(one.document, "its file is gone") for one in wanted.gone)]


def _bring_in(files: Sequence[Found], index: Index, progress: Progress) -> list[Line]:
    repaired = _repair(index)
    lines = _ingest_files(files, index, progress)
    corrected = read_corrections(files, index=index)
    same = settle(index)
    _clear_leftovers(index)
    lines = _noted(lines, corrected.faults, State.UNCHANGED)
    lines = _noted(lines, dict.fromkeys(corrected.documents), State.CORRECTED)
    return [*repaired, *_noted(lines, same, State.CORRECTED), *_embed(index, progress)]


def embed(*, index: Index, progress: EmbedProgress = lambda *_: None) -> None:
    """See that all chunks have vectors of the chosen model, and that those are served.

    Raises `EmbedderUnusable` when the model cannot be used, `VectorsUnusable` when Chroma cannot,
    and `IndexBusy` while another ingest runs. What was made until then is kept for the next try.
    """
    with alone(index.home), telling_of_full_disks(index.home):
        index.embed(progress=progress)


def remove(document: str, *, index: Index) -> bool:
    """Take a document out of the index; False when there is none of that name."""
    with alone(index.home), telling_of_full_disks(index.home):
        settle(index, without=document)
        served = index.catalogue.remove(document)
        quarantined = index.catalogue.release(document)
        _clear_leftovers(index)
        if index.sentences.lacking():
            # One that said the same is served now. Until it has vectors, keywords find it.
            with suppress(EmbedderUnusable, VectorsUnusable):
                index.embed()
        return served or quarantined


# ---- reading ------------------------------------------------------------------------------------


@dataclass
class _Run:
    """An ingest on its way: what waits for being written, and the lines so far."""

    index: Index
    lines: dict[Path, list[Line]]
    batch: list[tuple[NewVersion, Path]] = field(default_factory=list)
    spools: list[Path] = field(default_factory=list)

    def take(self, item: Item, path: Path) -> None:
        """Settle a document, or let it wait for its batch."""
        match item:
            case Refused():
                line = _quarantine(self.index, item)
            case Same():
                line = Line(item.document, State.UNCHANGED)
            case PassedOver():
                line = next(_skipped([item]))
            case NewVersion():
                known = {f"{item.sha256}/{item.recipe}"}
                if not _is_served(self.index, item.document, item.origin, known):
                    self._wait(item, path)
                    return
                line = Line(item.document, State.UNCHANGED)
        self.lines[path].append(line)

    def _wait(self, version: NewVersion, path: Path) -> None:
        if version.file is not None:
            try:
                kept = self.index.catalogue.original_path(version.sha256, version.format)
                _keep(version.file, kept, version.sha256)
            except Unreadable as error:
                self.lines[path].append(
                    _quarantine(self.index, refused(version.origin, version.document, error))
                )
                return
        self.batch.append((version, path))
        if sum(len(waiting.cuts) for waiting, _ in self.batch) >= _BATCH_CHUNKS:
            self.write()

    def write(self) -> None:
        """Write what waits, and serve it."""
        if self.batch:
            lines = _write([version for version, _ in self.batch], self.index)
            for line, (_, path) in zip(lines, self.batch, strict=True):
                self.lines[path].append(line)
            self.batch.clear()
        for spool in self.spools:
            forget_spool(spool)
        self.spools.clear()


def _ingest_files(files: Sequence[Found], index: Index, progress: Progress) -> list[Line]:
    run = _Run(index, {found.path: [] for found in files})
    refused_before = index.catalogue.quarantined_origins()
    held = index.catalogue.fingerprints()
    settled = 0
    whole: list[tuple[Job, list[str]]] = []

    def jobs() -> Iterator[Job]:
        nonlocal settled
        for found in files:
            origin = storable(str(found.path))
            if any(one == origin or one.startswith(f"{origin}#") for one in refused_before):
                # What is still wrong with this file is about to be found again.
                index.catalogue.clear_quarantine(origin)
            match _job(found, index, held):
                case Job() as job:
                    yield job
                case lines:
                    run.lines[found.path] += lines
                    settled += 1
                    progress(Step("file", settled, len(files), found.document))

    with Workers(index.home) as workers:
        for job, items, spool in workers.prepare(jobs()):
            for item in items:
                run.take(item, job.path)
            if not any(isinstance(item, Refused) for item in items) and _is_container(job.path):
                passed = [item.document for item in items if isinstance(item, PassedOver)]
                whole.append((job, passed))
            run.spools.append(spool)
            settled += 1
            progress(Step("file", settled, len(files), job.document))
        run.write()
    for job, passed in whole:
        as_whole = container_fingerprint(job.sha256, job.path)
        index.containers.note(str(job.path), as_whole, passed)
    _clear_leftovers(index)
    return [line for lines in run.lines.values() for line in lines]


def _job(found: Found, index: Index, held: Mapping[str, str]) -> Job | list[Line]:
    """What is to be done for a file, or what became of it; `held` are the fingerprints so far."""
    try:
        if storable(str(found.path)) != str(found.path):
            raise Unreadable(
                found.document, "its path is not UTF-8", "rename the file or its folder"
            )
        digest = hash_file(found.path)
    except Unreadable as error:
        return [_quarantine(index, refused(str(found.path), found.document, error))]
    if _is_container(found.path):
        as_whole = container_fingerprint(digest, found.path)
        within = index.containers.contents(str(found.path), as_whole)
        if within is not None:
            lines = [Line(document, State.UNCHANGED) for document in within.documents]
            return [*lines, *_skipped(map(of_other_format, within.passed_over))]
    known = fingerprints(digest, recipe_of(found.path))
    # Asking for each of thousands that are unchanged would take most of their time.
    is_served = held.get(str(found.path)) in known or _is_served(
        index, found.document, str(found.path), known
    )
    if is_served and not _is_container(found.path):
        return [Line(found.document, State.UNCHANGED)]
    served = index.catalogue.fingerprints_within(str(found.path))
    return Job(found.path, found.document, digest, served=served)


def _is_container(path: Path) -> bool:
    """Whether other files are in a file, each to be looked at by itself."""
    try:
        return format_of(path) in CONTAINERS
    except (Unreadable, OSError):
        return False  # reading it says why


def _is_served(index: Index, document: str, origin: str, known: Collection[str]) -> bool:
    """Whether this very content is served; a file that moved keeps its document."""
    catalogue = index.catalogue
    if catalogue.fingerprint(origin) is None:
        for other in catalogue.origins(document):
            if other != origin and not _is_there(other):
                catalogue.move(document, old=other, new=origin)
                break
    return catalogue.fingerprint(origin) in known


def _is_there(origin: str) -> bool:
    """Whether the file of an origin exists; what follows a `#` may be a name within it."""
    parts = origin.split("#")
    try:
        return any(Path("#".join(parts[:count])).exists() for count in range(1, len(parts) + 1))
    except OSError:
        return True  # in a folder that cannot be opened, it may still be


def _write(batch: Sequence[NewVersion], index: Index) -> list[Line]:
    replaces = [index.catalogue.fingerprint(version.origin) is not None for version in batch]
    started = time.perf_counter()
    written = [index.catalogue.write(version) for version in batch]
    numbers = [chunks[0].version for chunks in written]
    for version, number in zip(batch, numbers, strict=True):
        index.names.add(number, version.names)
        if version.survey is not None:
            index.surveys.add(number, version.survey)
    index.keywords.add([chunk for chunks in written for chunk in chunks])
    index.catalogue.serve(numbers)
    share = (time.perf_counter() - started) / len(batch)
    return [
        Line(
            source=version.document,
            state=State.UPDATED if is_update else State.ADDED,
            pages=len(version.page_states),
            chunks=len(version.cuts),
            page_states=version.page_states,
            warnings=version.warnings,
            seconds=version.seconds + share,
        )
        for version, is_update in zip(batch, replaces, strict=True)
    ]


def _keep(file: Path, kept: Path, sha256: str) -> None:
    """Copy a file aside under its content's name, so that citations open whatever happens to it.

    Raises `Unreadable` when it is not the file any more that was read.
    """
    if kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    half = kept.with_suffix(".part")
    try:
        shutil.copyfile(file, half)
        if hash_file(half) != sha256:
            raise Unreadable(file.name, "it was changed while it was read", "ingest it again")
        half.replace(kept)
    finally:
        half.unlink(missing_ok=True)


def _quarantine(index: Index, what: Refused) -> Line:
    cure = what.cure
    if index.catalogue.fingerprint(what.origin) is not None:
        cure += "; until then what was read of it before is served"
    index.catalogue.quarantine(what.origin, source=what.document, reason=what.reason, cure=cure)
    return Line(what.document, State.QUARANTINED, reason=what.reason, cure=cure)


def _noted(lines: Sequence[Line], notes: Mapping[str, str | None], unchanged: State) -> list[Line]:
    """The lines with a note each where there is one, and `unchanged` in place of that state; None
    stands for a correction without any."""
    return [
        replace(
            line,
            state=unchanged if line.state is State.UNCHANGED else line.state,
            warnings=(*line.warnings, *filter(None, [notes[line.source]])),
        )
        if line.source in notes
        else line
        for line in lines
    ]


def _skipped(others: Iterable[PassedOver]) -> Iterator[Line]:
    return (Line(one.document, State.SKIPPED, reason=one.reason, cure=one.cure) for one in others)


def _without_file(paths: Sequence[Path], index: Index) -> Iterator[Line]:
    """Documents that are served although their files are not in the named folders any more."""
    for path in paths:
        for document, origin in index.catalogue.held_below(str(path.resolve())):
            if not _is_there(origin):
                yield _gone(document, "its file is gone, and it is still served")


def _forget_refused(paths: Sequence[Path], index: Index) -> None:
    """Take files that could not be read and are gone now off the list of those."""
    folders = tuple(f"{storable(str(path.resolve()))}{os.sep}" for path in paths)
    for origin in index.catalogue.quarantined_origins():
        if origin.startswith(folders) and not _is_there(origin):
            index.catalogue.clear_quarantine(origin)


def _gone(document: str, reason: str) -> Line:
    cure = f"put the file back, or run `advisor remove {shlex.quote(document)}`"
    return Line(document, State.GONE, reason=reason, cure=cure)


# ---- what is wrong, and what is still to come ---------------------------------------------------


def _repair(index: Index) -> list[Line]:
    """Clear what an earlier run left half done, and put back words that an engine has lost."""
    clear_spools(index.home)
    begun = index.catalogue.count_building()
    _clear_leftovers(index)
    lost = index.mend_keywords()
    said = []
    if begun:
        said.append(f"{counted(begun, 'document')} that an earlier run had left half written")
    if lost:
        said.append(f"the words of {counted(lost, 'chunk')} that had been lost")
    return [Line(what, State.REPAIRED) for what in said]


def _clear_leftovers(index: Index) -> None:
    """Drop what is not served any more, or never was: from the engines, then the catalogue.

    Without Chroma it waits for the next run; until then it is only not served.
    """
    try:
        index.remove(index.catalogue.leftovers())
    except VectorsUnusable:
        return
    index.names.forget_leftovers()
    index.catalogue.forget_leftovers()


def _embed(index: Index, progress: Progress) -> Iterator[Line]:
    """Make the vectors that lack."""
    try:
        lost = index.embed(progress=lambda done, total: progress(Step("chunk", done, total)))
        if lost:
            yield Line(
                f"the vectors of {counted(lost, 'chunk')} that had been lost", State.REPAIRED
            )
    except (EmbedderUnusable, VectorsUnusable) as error:
        if is_full(error):
            raise
        state = index.vector_state()
        made = state.stored if state.rebuilt is None else state.rebuilt
        yield Line(
            f"the vectors of {counted(state.chunks - made, 'chunk')}",
            State.WAITING,
            reason=str(error),
            cure="then run `advisor embed`; until then search does without them",
        )
