"""Plain text: every printed line is kept, and paragraphs are told apart."""

import pytest

from ingest.errors import Unreadable
from ingest.readers import encoding
from ingest.readers.text import read_text


def read_lines(tmp_path, content: str | bytes) -> list[tuple[bool, str]]:
    path = tmp_path / "a.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    document = read_text(path)
    (page,) = document.pages
    assert page.text == "\n".join(page.text[line.start : line.end] for line in page.lines)
    assert (document.paginated, page.label, page.boxes) == (False, None, None)
    return [(line.paragraph, page.text[line.start : line.end]) for line in page.lines]


WRAPPED = "The technical cooperation fund\npays for feasibility studies\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            WRAPPED + "\n \nIt is untied.",
            [
                (True, "The technical cooperation fund"),
                (False, "pays for feasibility studies"),
                (True, "It is untied."),
            ],
            id="a blank line",
        ),
        pytest.param(
            "\u3000\u3000第一段的第一行文字到這裡為止。\n第一段的第二行文字到此結束了。\n\u3000\u3000第二段的第一行文字到這裡為止。",
            [
                (True, "第一段的第一行文字到這裡為止。"),
                (False, "第一段的第二行文字到此結束了。"),
                (True, "第二段的第一行文字到這裡為止。"),
            ],
            id="an indent",
        ),
        pytest.param(
            WRAPPED + "of firms.\nThe second paragraph is here",
            [
                (True, "The technical cooperation fund"),
                (False, "pays for feasibility studies"),
                (False, "of firms."),
                (True, "The second paragraph is here"),
            ],
            id="after a line that ends early",
        ),
        pytest.param(
            "申請步驟如下所示：\n1. 先在平台上註冊\n(二) 再送出意向書\n- 最後等待結果",
            [
                (True, "申請步驟如下所示："),
                (True, "1. 先在平台上註冊"),
                (True, "(二) 再送出意向書"),
                (True, "- 最後等待結果"),
            ],
            id="list items",
        ),
        pytest.param(
            "市場規模逐年成長，" * 8 + "\n" + "政策支持數位轉型，" * 7,
            [(True, "市場規模逐年成長，" * 8), (True, "政策支持數位轉型，" * 7)],
            id="lines too wide to be wrapped",
        ),
        pytest.param(
            "line a\r\nline b\r\rline c\fline d, as\x00 is",
            [(True, "line a"), (False, "line b"), (True, "line c"), (True, "line d, as is")],
            id="line ends",
        ),
        pytest.param(
            "3.5 percent was paid\n2023 was a good year",
            [(True, "3.5 percent was paid"), (False, "2023 was a good year")],
            id="figures are no list items",
        ),
    ],
)
def test_paragraphs(tmp_path, content, expected):
    assert read_lines(tmp_path, content) == expected


def test_blank_lines_between_all_printed_lines_part_no_paragraphs(tmp_path):
    full, last = "臺灣的科技與數位產業在政策帶領下", "拓展國際市場。"

    lines = read_lines(tmp_path, "\n\n".join([full, full, full, last] * 8))

    assert lines == [(True, full), (False, full), (False, full), (False, last)] * 8


def test_short_paragraphs_of_one_line_stay_apart(tmp_path):
    paragraphs = [f"{'第' * (n % 7 + 2)}條規定" for n in range(30)]

    assert read_lines(tmp_path, "\n\n".join(paragraphs)) == [(True, each) for each in paragraphs]


def test_big5_is_read_and_told(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("泰國智慧停車市場".encode("cp950"))

    document = read_text(path)

    assert document.pages[0].text == "泰國智慧停車市場"
    assert document.warnings == ("the file does not say its encoding: it was read as Big5",)


def test_a_very_long_line_is_read_whole(tmp_path):
    assert read_lines(tmp_path, "x" * 2_000_000) == [(True, "x" * 2_000_000)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "it is empty", id="empty"),
        pytest.param(b" \n\t\r\n", "it holds only blank space", id="blank"),
        pytest.param(b"\0\x01\x02" * 50, "it is not text in any known encoding", id="binary"),
        pytest.param(b"x" * 101, "it is larger than the 0 MB that a text file may be", id="large"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, monkeypatch, content, reason):
    monkeypatch.setattr(encoding, "MAX_BYTES", 150 if b"\0" in content else 100)
    path = tmp_path / "a.txt"
    path.write_bytes(content)

    with pytest.raises(Unreadable) as caught:
        read_text(path)

    assert (caught.value.source, caught.value.reason) == ("a.txt", reason)
