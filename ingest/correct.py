"""Correcting what is known of a document: by a file beside it, or by hand in the app.

`NAME.meta.yaml` beside the file `NAME` holds the fields that front matter may have. Nothing is
read or embedded anew for it: filters, ranking and citations follow at once.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import yaml

from ingest.corrections import FILE, HAND, Correction
from ingest.errors import CorrectionRefused, Unreadable
from ingest.find import Found
from ingest.index import Index
from ingest.lock import alone
from ingest.provenance import CORRECTION_SUFFIX
from ingest.readers.encoding import decode
from ingest.readers.metadata import FIELDS, known_fields
from ingest.storable import storable

_LARGEST = 100_000
_WAIT_S = 1.0
"""Another correction is done by then; an ingest is not waited for, since it may take minutes."""


def correct(document: str, fields: Mapping[str, object], *, index: Index) -> None:
    """Correct a document's metadata by hand; a field that is None is shown as not known.

    Raises `CorrectionRefused` for a field that does not exist, a value that does not fit, and a
    document that is not there, and `IndexBusy` while an ingest runs.
    """
    _require(document, index)
    standard = _standard(fields, where=f"the correction of {document!r}")
    with alone(index.home, wait_s=_WAIT_S):
        if index.corrections.put(document, Correction(HAND, standard), by=HAND):
            _apply(document, index)


def restore(document: str, *, index: Index) -> None:
    """Take back what was corrected by hand; raises as `correct` does."""
    _require(document, index)
    with alone(index.home, wait_s=_WAIT_S):
        if index.corrections.put(document, None, by=HAND):
            _apply(document, index)


class Taken(NamedTuple):
    """What came of the files beside documents that are not as they were."""

    documents: list[str]
    """What is known of these was corrected, or a correction taken back."""

    faults: dict[str, str]
    """Why the file beside a document cannot be used."""


def read_corrections(files: Sequence[Found], *, index: Index) -> Taken:
    """Take over the files beside these documents."""
    known = index.corrections.by_file()
    taken = Taken([], {})
    for found in files:
        correction = _beside(found.path)
        if (correction is not None or found.document in known) and index.corrections.put(
            found.document, correction, by=FILE
        ):
            if correction is not None and correction.fault is not None:
                taken.faults[found.document] = correction.fault
            else:
                taken.documents.append(found.document)
    for document in sorted({*taken.documents, *taken.faults, *index.corrections.unapplied()}):
        _apply(document, index)
    return taken


def _beside(file: Path) -> Correction | None:
    beside = file.with_name(file.name + CORRECTION_SUFFIX)
    try:
        content = beside.read_bytes()
        if len(content) > _LARGEST:
            raise CorrectionRefused(f"{beside.name} is larger than {_LARGEST} bytes: shorten it")
        given = yaml.safe_load(decode(content, source=beside.name).text) if content else None
        if not isinstance(given, dict):
            raise CorrectionRefused(
                f"{beside.name} holds no fields: write lines such as `issuer: NAME`"
            )
        return Correction(FILE, _standard(given, where=beside.name))
    except FileNotFoundError:
        return None
    except OSError as error:
        fault = f"{beside.name} cannot be read ({error.strerror}): check its rights"
    except CorrectionRefused as error:
        fault = str(error)
    except Unreadable:
        fault = f"{beside.name} is not text: save it as UTF-8 text"
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        fault = f"{beside.name} is not YAML ({_said(error)}): correct it there"
    return Correction(FILE, {}, storable(fault))


def _said(error: Exception) -> str:
    """What a parser says, with the line where it says that."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return " ".join(str(error).split())[:200]


def _standard(fields: Mapping[str, object], *, where: str) -> dict[str, object]:
    """The fields in their standard form, None for those that are taken away."""
    for name in fields:
        if name not in FIELDS:
            near = get_close_matches(str(name), FIELDS, n=1)
            cure = f"did you mean {near[0]!r}" if near else f"known are {', '.join(FIELDS)}"
            raise CorrectionRefused(f"{where}: there is no field {str(name)[:40]!r}: {cure}")
    given: dict[object, object] = dict(fields.items())
    known = known_fields(given, where=where)
    if known.warnings:
        wrong = "; ".join(known.warnings).replace(" and was left out", "")
        raise CorrectionRefused(f"{wrong}: correct it")
    found = {**known.metadata, **({"title": known.title} if known.title else {})}
    return {str(name): found.get(str(name)) for name in fields}


def _require(document: str, index: Index) -> None:
    if not index.catalogue.origins(document):
        raise CorrectionRefused(
            f"no document {document!r} is indexed: `advisor documents` lists those that are"
        )


def _apply(document: str, index: Index) -> None:
    for version in index.corrections.apply(document):
        # Words of the title are searched too; vectors are of the text alone.
        chunks = index.catalogue.chunks_of(version)
        index.keywords.remove([chunk.id for chunk in chunks])
        index.keywords.add(chunks)
