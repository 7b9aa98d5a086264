"""Metadata can be corrected beside the file and by hand, and nothing is embedded for it."""

from pathlib import Path

import pytest

from ingest.build import ingest, remove
from ingest.correct import correct, restore
from ingest.errors import CorrectionRefused, IndexBusy
from ingest.gloss import Glossed
from ingest.index import Index
from ingest.keywords import Term, Wanted
from ingest.lock import alone
from ingest.outcome import State
from ingest.types import DocumentInfo
from language.script import Language


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "fund.md").write_text(
        "---\nissuer: A person\n---\n# Thailand fund policy\n\nThe fund began in 1991.\n",
        encoding="utf-8",
    )
    return folder


def shown(index: Index) -> DocumentInfo:
    (info,) = index.catalogue.documents()
    return info


def test_guesses_stand_apart_from_what_the_document_says(index: Index, folder: Path) -> None:
    ingest([folder], index=index)

    assert shown(index).metadata == {
        "issuer": "A person",
        "guessed": {"markets": ["Thailand"], "kind": "policy"},
    }


def test_a_file_beside_the_document_corrects_it_without_embedding(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], index=index)
    version = shown(index).version
    monkeypatch.setattr(Glossed, "embed_parts", lambda *_: pytest.fail("something was embedded"))
    beside = folder / "fund.md.meta.yaml"
    beside.write_text("issuer: The Bank\nkind: rule\ntitle: Charter\n", encoding="utf-8")

    lines = ingest([folder], index=index)

    assert [(line.source, line.state) for line in lines] == [("fund.md", State.CORRECTED)]
    assert (shown(index).version, shown(index).title) == (version, "Charter")
    assert shown(index).metadata == {
        "issuer": "The Bank",
        "kind": "rule",
        "guessed": {"markets": ["Thailand"]},
        "corrected": ["issuer", "kind", "title"],
    }
    wanted = [Wanted((Term(("charter",), 1.0),))]
    assert index.keywords.search(wanted, language=Language.EN, limit=5, head_weight=1.0)


def test_taking_the_file_away_restores_what_the_document_says(index: Index, folder: Path) -> None:
    beside = folder / "fund.md.meta.yaml"
    beside.write_text("issuer: The Bank\nlanguage: zh\n", encoding="utf-8")
    ingest([folder], index=index)
    assert shown(index).language is Language.ZH
    beside.unlink()

    ingest([folder], index=index)

    assert shown(index).metadata["issuer"] == "A person"
    assert shown(index).language is Language.EN


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            "isuer: The Bank", "there is no field 'isuer': did you mean 'issuer'", id="name"
        ),
        pytest.param("issued: soon", "issued is not a date", id="value"),
        pytest.param("just words", "holds no fields", id="no fields"),
        pytest.param("kind: rule\na: [", "is not YAML (line 2: expected", id="not YAML"),
        pytest.param("", "holds no fields", id="empty"),
        pytest.param("\0\1\2\3", "is not text", id="not text"),
    ],
)
def test_a_file_that_cannot_be_used_is_reported_and_changes_nothing(
    index: Index, folder: Path, content: str, said: str
) -> None:
    (folder / "fund.md.meta.yaml").write_text(content, encoding="utf-8")

    (line,) = ingest([folder], index=index)

    assert any("fund.md.meta.yaml" in warning and said in warning for warning in line.warnings)
    assert "corrected" not in shown(index).metadata


def test_a_document_whose_correction_cannot_be_used_is_not_called_corrected(
    index: Index, folder: Path
) -> None:
    ingest([folder], index=index)
    beside = folder / "fund.md.meta.yaml"
    states = []
    for content in ("isuer: The Bank", "issuer: The Bank"):
        beside.write_text(content, encoding="utf-8")
        (line,) = ingest([folder], index=index)
        states.append((line.state, len(line.warnings)))

    assert states == [(State.UNCHANGED, 1), (State.CORRECTED, 0)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp950", "utf-16"])
def test_a_file_beside_a_document_may_have_any_usual_encoding(
    index: Index, folder: Path, encoding: str
) -> None:
    content = "issuer: 經濟部國際貿易署\nkind: 要點\n".encode(encoding)
    (folder / "fund.md.meta.yaml").write_bytes(content)

    ingest([folder], index=index)

    assert shown(index).metadata["issuer"] == "經濟部國際貿易署"


def test_a_correction_by_hand_survives_a_new_version_and_can_be_taken_back(
    index: Index, folder: Path
) -> None:
    ingest([folder], index=index)
    correct("fund.md", {"issuer": "The Bank", "markets": None}, index=index)
    (folder / "fund.md").write_text(
        "# Thailand fund policy\n\nIt began in 2006.\n", encoding="utf-8"
    )

    ingest([folder], index=index)

    assert shown(index).metadata == {
        "issuer": "The Bank",
        "guessed": {"kind": "policy"},
        "corrected": ["issuer", "markets"],
    }
    restore("fund.md", index=index)
    assert shown(index).metadata == {"guessed": {"markets": ["Thailand"], "kind": "policy"}}


def test_a_hand_has_the_last_word(index: Index, folder: Path) -> None:
    (folder / "fund.md.meta.yaml").write_text("issuer: The Bank\nkind: rule\n", encoding="utf-8")
    ingest([folder], index=index)

    correct("fund.md", {"issuer": "The Fund"}, index=index)
    ingest([folder], index=index)

    assert shown(index).metadata["issuer"] == "The Fund"
    assert shown(index).metadata["kind"] == "rule"


@pytest.mark.parametrize(
    ("document", "fields", "said"),
    [
        pytest.param("fund.md", {"colour": "red"}, "there is no field 'colour'", id="field"),
        pytest.param("fund.md", {"issued": "soon"}, "issued is not a date", id="value"),
        pytest.param("other.md", {"issuer": "Bank"}, "no document 'other.md'", id="document"),
    ],
)
def test_what_cannot_be_corrected_is_refused(
    index: Index, folder: Path, document: str, fields: dict[str, object], said: str
) -> None:
    ingest([folder], index=index)

    with pytest.raises(CorrectionRefused, match=said):
        correct(document, fields, index=index)
    assert remove("fund.md", index=index)


def test_a_correction_while_an_ingest_runs_is_refused(index: Index, folder: Path) -> None:
    ingest([folder], index=index)

    with alone(index.home):
        with pytest.raises(IndexBusy, match="another ingest is running"):
            correct("fund.md", {"issuer": "The Bank"}, index=index)
        with pytest.raises(IndexBusy, match="another ingest is running"):
            restore("fund.md", index=index)

    assert shown(index).metadata["issuer"] == "A person"
