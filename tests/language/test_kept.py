"""What takes long to make is kept in a file that can be trusted, or made anew."""

import logging
from pathlib import Path
from typing import Any

import pytest

from language.kept import kept

VALUE = {"基金": ["fund", "money"], "weights": {"a": 0.5}}


class Maker:
    """Counts how often it had to make the value."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Any:
        self.times += 1
        return VALUE


def test_the_second_run_reads_what_the_first_one_made(tmp_path: Path) -> None:
    make, path = Maker(), tmp_path / "cache" / "table.json"

    assert kept(path, make) == VALUE
    assert kept(path, make) == VALUE
    assert make.times == 1
    assert [file.name for file in path.parent.iterdir()] == ["table.json"]


def test_without_a_path_nothing_is_kept() -> None:
    make = Maker()

    assert kept(None, make) == kept(None, make) == VALUE
    assert make.times == 2


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: content[:-3], id="cut short"),
        pytest.param(lambda content: content.replace(b"fund", b"bond"), id="a word altered"),
        pytest.param(lambda content: b"", id="emptied"),
        pytest.param(lambda content: b"\xff\xfe\n" + content, id="no text"),
        pytest.param(lambda content: content.partition(b"\n")[2], id="without its first line"),
    ],
)
def test_a_damaged_file_is_made_anew(
    tmp_path: Path, damage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    make, path = Maker(), tmp_path / "table.json"
    kept(path, make)
    path.write_bytes(damage(path.read_bytes()))

    assert kept(path, make) == VALUE
    assert make.times == 2
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert kept(path, make) == VALUE
    assert make.times == 2


def test_where_nothing_can_be_written_the_value_is_made_each_time_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make = Maker()
    (tmp_path / "file").write_text("a file where a folder should be")

    assert kept(tmp_path / "file" / "table.json", make) == VALUE
    assert "makes it anew" in caplog.text


def test_a_value_that_cannot_be_made_leaves_no_file(tmp_path: Path) -> None:
    def fail() -> Any:
        raise RuntimeError("no dictionary")

    with pytest.raises(RuntimeError, match="no dictionary"):
        kept(tmp_path / "table.json", fail)

    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)

    assert kept(tmp_path / "table.json", Maker()) == VALUE
    assert list(tmp_path.iterdir()) == []
