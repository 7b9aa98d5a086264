"""Documents that say the same are served once, whichever comes first, goes or changes."""

from pathlib import Path

import pytest

from ingest.build import ingest, remove
from ingest.index import Index
from tests.ingest.conftest import At, MakePdf

FUND = (
    "The fund was set up in 1991 and pays for advice to small firms in 37 countries. "
    "Firms apply through the office in Taipei, which answers within 30 days of the request. "
)


def write(folder: Path, **documents: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in documents.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def served(index: Index) -> list[str]:
    return [one.document for one in index.catalogue.documents()]


def aside(index: Index) -> list[str]:
    return [one.document for one in index.catalogue.set_aside()]


def is_consistent(index: Index) -> bool:
    chunks = index.catalogue.count_chunks()
    return index.keywords.count() == chunks and index.vectors.count() == chunks


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")], ids=["a first", "b first"])
def test_the_same_text_under_two_names_is_indexed_once(
    index: Index, tmp_path: Path, order: tuple[str, str]
) -> None:
    for name in order:
        write(tmp_path / "folder", **{name: FUND})
        lines = ingest([tmp_path / "folder"], index=index)

    assert (served(index), aside(index)) == (["a.txt"], ["b.txt"])
    assert is_consistent(index)
    assert any("says the same as a.txt" in warning for line in lines for warning in line.warnings)


def test_the_other_takes_its_place_when_it_goes(index: Index, tmp_path: Path) -> None:
    write(tmp_path / "folder", a=FUND, b=FUND)
    ingest([tmp_path / "folder"], index=index)

    assert remove("a.txt", index=index)

    assert (served(index), aside(index)) == (["b.txt"], [])
    assert is_consistent(index)


def test_the_other_is_served_beside_it_once_they_differ(index: Index, tmp_path: Path) -> None:
    write(tmp_path / "folder", a=FUND, b=FUND)
    ingest([tmp_path / "folder"], index=index)
    write(tmp_path / "folder", a=FUND.replace("1991", "2006"))

    ingest([tmp_path / "folder"], index=index)

    assert (served(index), aside(index)) == (["a.txt", "b.txt"], [])
    assert is_consistent(index)


def test_nothing_is_done_again_for_one_set_aside(index: Index, tmp_path: Path) -> None:
    write(tmp_path / "folder", a=FUND, b=FUND)
    ingest([tmp_path / "folder"], index=index)

    states = {line.source: line.state for line in ingest([tmp_path / "folder"], index=index)}

    assert states == {"a.txt": "unchanged", "b.txt": "unchanged"}
    assert (served(index), aside(index)) == (["a.txt"], ["b.txt"])


def test_one_that_is_set_aside_can_be_removed(index: Index, tmp_path: Path) -> None:
    write(tmp_path / "folder", a=FUND, b=FUND)
    ingest([tmp_path / "folder"], index=index)

    assert remove("b.txt", index=index)

    assert (served(index), aside(index)) == (["a.txt"], [])


def test_one_with_printed_pages_is_served(index: Index, tmp_path: Path, make_pdf: MakePdf) -> None:
    sentences = FUND.split(". ")
    pdf = make_pdf(
        [At(72, 100 + 14 * n, f"{one}.") for n, one in enumerate(sentences) if one], name="z.pdf"
    )
    write(tmp_path / "folder", a=FUND)

    ingest([tmp_path / "folder", pdf], index=index)

    assert (served(index), aside(index)) == (["z.pdf"], ["a.txt"])
