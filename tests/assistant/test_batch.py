"""Batches: each line good or bad by itself, in order."""

from pathlib import Path

import pytest

from assistant.batch import Asking, BadLine, Searching, read_batch
from assistant.errors import BadBatch


def _batch(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "batch.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def test_good_lines_come_in_order(tmp_path: Path) -> None:
    path = _batch(tmp_path, '{"id":"b","question":"二？"}\n{"id":"a","question":"One?"}\n')

    assert list(read_batch(path, Asking)) == [
        (1, Asking(id="b", question="二？")),
        (2, Asking(id="a", question="One?")),
    ]


def test_blank_lines_are_passed_over_but_counted(tmp_path: Path) -> None:
    path = _batch(tmp_path, '\n{"id":"a","query":"x"}\n\nnot json\n')

    (good_number, good), (bad_number, bad) = read_batch(path, Searching)

    assert (good_number, good) == (2, Searching(id="a", query="x"))
    assert bad_number == 4
    assert isinstance(bad, BadLine)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("not json", "JSON", id="no JSON"),
        pytest.param('{"id":"a"}', "question", id="a field is missing"),
        pytest.param('{"id":"a","question":"x","top":3}', "top", id="an unknown field"),
        pytest.param('{"id":"a","question":3}', "question", id="another type"),
        pytest.param("[]", "object", id="no object"),
    ],
)
def test_a_bad_line_says_its_number_and_why_and_harms_no_other(
    tmp_path: Path, line: str, said: str
) -> None:
    good = '{"id":"g","question":"x"}'

    lines = read_batch(_batch(tmp_path, f"{good}\n{line}\n{good}\n"), Asking)
    (_, before), (number, bad), (_, after) = lines

    assert before == after == Asking(id="g", question="x")
    assert number == 2
    assert isinstance(bad, BadLine)
    assert "line 2" in bad.reason
    assert said in bad.reason
    assert "\n" not in bad.reason


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    path = _batch(tmp_path, '\ufeff{"id":"a","query":"x"}')

    assert list(read_batch(path, Searching)) == [(1, Searching(id="a", query="x"))]


@pytest.mark.parametrize(
    "content", [pytest.param(None, id="missing"), pytest.param(b"\xa4\xa4", id="not UTF-8")]
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "batch.jsonl"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(BadBatch, match=r"batch\.jsonl"):
        list(read_batch(path, Asking))
