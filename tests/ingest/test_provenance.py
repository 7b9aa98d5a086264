"""What ingest takes from the file beside a download."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.build import ingest
from ingest.find import find_files
from ingest.index import Index
from ingest.outcome import State
from ingest.provenance import Provenance, beside, read_provenance, sidecar, write_provenance
from ingest.types import DocumentInfo

TEXT = "<title>The page's own title</title><p>The fund began in 1991.</p>"
PROVENANCE = Provenance(
    source="fund",
    title="The fund",
    publisher="EBRD",
    url="https://a.example/",
    final_url="https://b.example/",
    fetched_at=datetime(2026, 3, 1, 23, tzinfo=UTC),
    sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    bytes=len(TEXT),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "downloads" / "fund.html"
    file.parent.mkdir()
    file.write_text(TEXT, encoding="utf-8")
    return file


def served(index: Index) -> DocumentInfo:
    [info] = index.catalogue.documents()
    return info


def test_it_is_read_as_it_was_written(file: Path) -> None:
    assert read_provenance(file) is None

    write_provenance(file, PROVENANCE)

    assert read_provenance(file) == PROVENANCE
    assert {path.name for path in file.parent.iterdir()} == {"fund.html", "fund.html.source.json"}


def test_it_is_not_a_document(file: Path) -> None:
    write_provenance(file, PROVENANCE)
    orphan = file.with_name("gone.pdf.source.json")
    orphan.write_text("{}")

    found = find_files([file.parent])

    assert beside(sidecar(file)) == file
    assert [one.document for one in found.documents] == ["fund.html"]
    assert [one.document for one in found.others] == ["gone.pdf.source.json"]


def test_it_reaches_the_catalogue_before_what_the_file_says(index: Index, file: Path) -> None:
    write_provenance(file, PROVENANCE)

    ingest([file.parent], index=index)

    info = served(index)
    assert info.title == "The fund"
    assert info.metadata == {
        "issuer": "EBRD",
        "url": "https://a.example/",
        "final_url": "https://b.example/",
        "fetched": "2026-03-01",
        "sha256": PROVENANCE.sha256,
        "bytes": len(TEXT),
    }


def test_a_document_named_by_itself_has_it_too(index: Index, file: Path) -> None:
    write_provenance(file, PROVENANCE)

    ingest([file], index=index)

    assert served(index).metadata["issuer"] == "EBRD"


def test_a_new_provenance_is_taken_over_although_the_file_is_the_same(
    index: Index, file: Path
) -> None:
    ingest([file.parent], index=index)
    write_provenance(file, PROVENANCE)

    [added] = ingest([file.parent], index=index)
    [same] = ingest([file.parent], index=index)

    assert (added.state, same.state) == (State.UPDATED, State.UNCHANGED)
    assert served(index).title == "The fund"


@pytest.mark.parametrize(
    ("written", "warning"),
    [
        pytest.param("{", "fund.html.source.json cannot be used (", id="damaged"),
        pytest.param('{"title": "x"}', "cannot be used (source: Field required)", id="incomplete"),
        pytest.param(
            PROVENANCE.model_copy(update={"sha256": "0" * 64}).model_dump_json(),
            "the file is not the one that fund.html.source.json is about",
            id="of another content",
        ),
    ],
)
def test_one_that_cannot_be_used_is_left_out_with_a_warning(
    index: Index, file: Path, written: str, warning: str
) -> None:
    sidecar(file).write_text(written, encoding="utf-8")

    [line] = ingest([file.parent], index=index)

    assert line.state is State.ADDED
    assert any(warning in said and "fetch it again" in said for said in line.warnings)
    assert served(index).title == "The page's own title"
    assert "issuer" not in served(index).metadata
