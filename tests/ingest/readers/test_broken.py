"""Broken files of every format: read, or refused in words. `benchmarks.broken` tries many more."""

from pathlib import Path

import pytest

from ingest.chunk import cut_pages
from ingest.clean import clean
from ingest.errors import Unreadable
from ingest.readers import SUFFIXES, format_of, read, unpack
from ingest.types import RawDocument
from tests.broken import broken_files, whole_files


def outcome(path: Path, folder: Path) -> list[str]:
    """`read`, or why not, for each document in a file."""
    try:
        found = [_outcome(document) for document in read(path)]
        if format_of(path) == ".zip":
            for member in unpack(
                path, folder, suffix=".zip", is_read=lambda _: True, is_hidden=lambda _: False
            ):
                if isinstance(member, Unreadable):
                    found.append(member.reason)
                else:
                    found += outcome(member.path, folder)
    except Unreadable as error:
        return [error.reason if error.cure else ""]
    return found


def _outcome(document: RawDocument | Unreadable) -> str:
    if isinstance(document, Unreadable):
        return document.reason
    list(cut_pages(clean(document)))
    return "read"


@pytest.mark.parametrize("suffix", sorted(whole_files()))
def test_the_whole_file_is_read(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"whole{suffix}").write_bytes(whole_files()[suffix])

    assert set(outcome(tmp_path / f"whole{suffix}", tmp_path)) == {"read"}


def test_each_format_that_is_read_is_broken_too() -> None:
    assert set(whole_files()) == set(SUFFIXES) - {".htm", ".markdown"}


@pytest.mark.parametrize("seed", range(6))
def test_what_is_broken_is_read_or_refused_in_words(tmp_path: Path, seed: int) -> None:
    for number, broken in enumerate(broken_files(seed, 25)):
        path = tmp_path / f"{number}{broken.name}"
        path.write_bytes(broken.content)

        for said in outcome(path, tmp_path):
            assert said == "read" or len(said.split()) >= 3, (broken.name, broken.how, said)
            assert str(tmp_path) not in said
