"""The doctor says what is in use, what is wrong, and how to mend it."""

import sqlite3
from pathlib import Path

import pytest

from assistant import doctor
from assistant.doctor import Finding, examine
from assistant.opening import open_index
from assistant.settings import Settings
from ingest.build import ingest


@pytest.fixture
def settings(tmp_path: Path, model_cache: Path) -> Settings:
    return Settings.load({}, home=tmp_path / "home", cache=model_cache)


def _finding(settings: Settings, what: str) -> Finding:
    return next(finding for finding in examine(settings) if finding.what == what)


def test_a_healthy_index_has_nothing_wrong(settings: Settings, small_documents: Path) -> None:
    ingest([small_documents], index=open_index(settings))

    findings = {finding.what: finding for finding in examine(settings)}

    assert all(finding.ok and finding.cure is None for finding in findings.values())
    assert findings["documents"].says.startswith("4 indexed")
    assert findings["home"].says == str(settings.home.resolve())
    assert "quarantine" not in findings


def test_an_empty_index_names_the_cure(settings: Settings) -> None:
    finding = _finding(settings, "documents")

    assert not finding.ok
    assert finding.cure is not None
    assert "advisor ingest" in finding.cure


def test_documents_that_could_not_be_read_are_counted(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF-1.7 and no more")
    ingest([folder], index=open_index(settings))

    assert _finding(settings, "quarantine").says.startswith("1 not readable")


def test_an_engine_that_lost_chunks_is_found(settings: Settings, small_documents: Path) -> None:
    index = open_index(settings)
    ingest([small_documents], index=index)
    index.keywords.remove([1, 2])

    finding = _finding(settings, "engines")

    assert not finding.ok
    assert finding.cure is not None


def test_a_damaged_index_is_a_finding(settings: Settings) -> None:
    settings.home.mkdir()
    (settings.home / "advisor.sqlite").write_bytes(b"no database at all" * 100)

    finding = _finding(settings, "index")

    assert not finding.ok
    assert str(settings.home) in finding.says


def test_a_library_that_is_missing_is_a_finding(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_LIBRARIES", ("no-such-library",))

    finding = _finding(settings, "no-such-library")

    assert (finding.ok, finding.says) == (False, "not installed")
    assert finding.cure is not None


def test_the_doctor_changes_nothing(settings: Settings, small_documents: Path) -> None:
    ingest([small_documents], index=open_index(settings))

    def rows() -> list[object]:
        with sqlite3.connect(settings.home / "advisor.sqlite") as database:
            found = list(database.execute("SELECT * FROM versions ORDER BY id"))
        database.close()
        return found

    before = rows()
    examine(settings)

    assert rows() == before
