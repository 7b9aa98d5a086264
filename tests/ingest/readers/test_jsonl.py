"""JSON lines: each line is a document or says why it is not."""

import json

import pytest

from ingest.errors import Unreadable
from ingest.readers import jsonl
from ingest.readers.jsonl import read_jsonl


def read_all(tmp_path, *lines: str | bytes):
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    )
    return list(read_jsonl(path))


def line(**fields: object) -> str:
    return json.dumps({"id": "x-1", "text": "text"} | fields, ensure_ascii=False)


def test_a_line_becomes_a_document(tmp_path):
    metadata = {"markets": ["Thailand"], "issued": "2024-05", "reviewed": {"by": 2}}

    (document,) = read_all(
        tmp_path,
        line(title="智慧停車", text="第一段\n\n第二段", language="zh", metadata=metadata),
    )

    assert (document.id, document.title, document.paginated) == ("x-1", "智慧停車", False)
    assert document.metadata == metadata | {"language": "zh"}
    assert document.warnings == ()
    (page,) = document.pages
    assert (page.text, page.label) == ("第一段\n第二段", None)
    assert [(each.start, each.end, each.paragraph) for each in page.lines] == [
        (0, 3, True),
        (4, 7, True),
    ]


def test_title_language_and_metadata_may_be_absent_or_null(tmp_path):
    documents = read_all(tmp_path, line(), line(id="x-2", title=None, language=None, metadata={}))

    assert [(each.title, dict(each.metadata)) for each in documents] == [(None, {}), (None, {})]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        pytest.param(line(titel="x"), "'titel' is not a known field", id="unknown field"),
        pytest.param('{"id": "x-1"}', "'text' is missing", id="missing field"),
        pytest.param(line(id=7), "'id' should be a valid string", id="number as id"),
        pytest.param(line(id=""), "'id' should have at least 1 character", id="no id"),
        pytest.param(line(language="fr"), "'language' should be 'zh' or 'en'", id="language"),
        pytest.param(line(text=" \n "), "its text is empty", id="blank text"),
        pytest.param(
            "{", "it is not valid JSON (EOF while parsing an object at column 1)", id="cut"
        ),
        pytest.param("17", "it is not a JSON object", id="not an object"),
        pytest.param(
            b'{"id": "x-1", "text": "\xff"}',
            "it is not valid JSON (invalid unicode code point at column 24)",
            id="not UTF-8",
        ),
        pytest.param(
            line(metadata={"a": float("nan")}),
            "'metadata' holds a number that is not finite",
            id="not a number",
        ),
        pytest.param(line(metadata={"a": "\0"}), "'metadata' holds a zero character", id="zero"),
        pytest.param(
            '{"id": "x-1", "text": "t", "metadata": {"a": ' + "[" * 5000 + "]" * 5000 + "}}",
            "it is not valid JSON (recursion limit exceeded at column 245)",
            id="deep",
        ),
    ],
)
def test_a_bad_line_is_named_and_stops_no_other(tmp_path, bad, reason):
    before, wrong, after = read_all(tmp_path, line(id="a"), "", bad, line(id="b"))[:3]

    assert (before.id, after.id) == ("a", "b")
    assert isinstance(wrong, Unreadable)
    assert (wrong.source, wrong.reason) == ("a.jsonl line 3", reason)


def test_of_lines_with_the_same_id_the_first_is_the_document(tmp_path):
    first, again, other = read_all(tmp_path, line(text="1"), line(text="2"), line(id="b"))

    assert (first.pages[0].text, other.id) == ("1", "b")
    assert str(again) == (
        "a.jsonl line 2: its id 'x-1' was given on line 1; give each line its own id"
    )


def test_a_bad_line_does_not_take_an_id(tmp_path):
    _, document = read_all(tmp_path, line(text=""), line(text="good"))

    assert document.pages[0].text == "good"


def test_a_known_field_of_the_metadata_that_does_not_fit_is_left_out_with_a_warning(tmp_path):
    (document,) = read_all(tmp_path, line(metadata={"issued": "soon", "markets": "Thailand"}))

    assert document.metadata == {"markets": ["Thailand"]}
    assert document.warnings == ("metadata: issued is not a date (YYYY-MM-DD) and was left out",)


def test_a_line_that_is_too_long_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "MAX_LINE_BYTES", 200)

    wrong, document = read_all(tmp_path, line(text="x" * 1000), line(text="good"))

    assert wrong.reason.startswith("it is longer than")
    assert document.pages[0].text == "good"


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path):
    (document,) = read_all(tmp_path, b"\xef\xbb\xbf" + line().encode())

    assert document.id == "x-1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "it is empty", id="empty"),
        pytest.param(b"\n \n", "it is empty", id="blank lines"),
        pytest.param(b'[\n{"id": "a"}\n]', "it is a JSON array, not JSON lines", id="array"),
        pytest.param(line().encode("utf-16"), "it is UTF-16 text", id="UTF-16"),
    ],
)
def test_a_file_that_is_not_json_lines_is_refused_as_a_whole(tmp_path, content, reason):
    with pytest.raises(Unreadable) as caught:
        read_all(tmp_path, content)

    assert (caught.value.source, caught.value.reason) == ("a.jsonl", reason)
