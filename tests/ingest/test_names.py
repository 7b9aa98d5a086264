"""Names kept with the versions of documents that give them."""

from pathlib import Path

import pytest

from ingest import names
from ingest.build import ingest, remove
from ingest.catalogue import Catalogue
from ingest.index import Index
from language.lexicon import Name

_MOON = Name(("晨光協會",), ("Lunar Society", "LSY"))
_STAR = Name(("晨星協會",), ("MSX",))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "documents" / "notes.md"
    file.parent.mkdir()
    file.write_text(
        "晨光協會（Lunar Society，LSY）成立。\n\n晨光協會（Lunar Society，LSY）\n", "utf-8"
    )
    return file


def test_the_names_of_a_document_are_kept_each_once(index: Index, file: Path) -> None:
    ingest([file], index=index)

    assert index.names.served() == (_MOON,)


def test_names_of_two_documents_are_told_once(index: Index, file: Path) -> None:
    other = file.with_name("other.md")
    other.write_text("晨星協會（MSX）、晨光協會（Lunar Society，LSY）\n", "utf-8")

    ingest([file.parent], index=index)

    assert index.names.served() == (_MOON, _STAR)


def test_a_new_version_brings_its_own_names(index: Index, file: Path) -> None:
    ingest([file], index=index)
    file.write_text("晨星協會（MSX）成立。\n", "utf-8")

    ingest([file], index=index)

    assert index.names.served() == (_STAR,)


def test_names_go_with_their_document(index: Index, file: Path) -> None:
    ingest([file], index=index)

    assert remove(file.name, index=index)
    assert index.names.served() == ()


def test_a_version_that_was_never_served_gives_none_and_leaves_none(
    index: Index, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(Catalogue, "serve", fail)
        with pytest.raises(RuntimeError):
            ingest([file], index=index)

    assert index.names.served() == ()
    ingest([file], index=index)
    assert index.names.served() == (_MOON,)


def test_names_are_those_of_all_pages(index: Index, file: Path) -> None:
    ingest([file], index=index)
    page = index.catalogue.page(index.catalogue.documents()[0].version, 0)

    assert page is not None
    assert names.names_in([page, page]) == (_MOON,)
