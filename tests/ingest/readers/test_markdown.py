"""Markdown: the text as a reader sees it, and what the front matter says."""

import pytest

from ingest.errors import NoText, Unreadable
from ingest.readers.markdown import read_markdown


def read_text_of(tmp_path, content: str):
    path = tmp_path / "a.md"
    path.write_text(content, encoding="utf-8")
    return read_markdown(path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("one\ntwo\n\nthree", ["one two", "three"], id="paragraphs"),
        pytest.param("泰國的\n市場", ["泰國的市場"], id="Chinese line breaks"),
        pytest.param("one  \ntwo", ["one", "two"], id="a hard break"),
        pytest.param("**a** _b_ `c|d` ~~e~~ [f](http://x) <b>g</b>", ["a b c|d f g"], id="inline"),
        pytest.param(
            "![logo](x.png) text &amp; \\* more", ["text & * more"], id="picture, escapes"
        ),
        pytest.param("- a\n  1. b\n\n     c\n- d", ["a", "1. b", "c", "d"], id="list items"),
        pytest.param("3. a\n3. b\n\ntext\n\n1) c", ["3. a", "4. b", "text", "1) c"], id="numbers"),
        pytest.param("> quoted\n> more", ["quoted more"], id="a quotation"),
        pytest.param(
            "| 國家 | 年份 |\n|---|---|\n| **泰國** | 2023 |\n| 越南 | |\n\n: 表 1 說明",
            ["國家 | 年份", "泰國 | 2023", "越南 |", "表 1 說明"],
            id="a table and its caption",
        ),
        pytest.param("```\na = 1\n\nb = 2\n```", ["a = 1", "b = 2"], id="code"),
        pytest.param("<div><p>one</p><!-- no --></div>\n\ntwo", ["one", "two"], id="HTML"),
        pytest.param(
            "One.[^a] Two.[^b]\n\n[^a]: First *note*.\n\n    Its second paragraph.\n\n"
            "Three.\n\n[^c]: Nobody's note.",
            ["One. Two.", "Three.", "First note.", "Its second paragraph.", "Nobody's note."],
            id="footnotes follow the text, marks go",
        ),
    ],
)
def test_lines(tmp_path, content, expected):
    assert read_text_of(tmp_path, content).pages[0].text.split("\n") == expected


def test_headings_have_their_levels(tmp_path):
    document = read_text_of(tmp_path, "# A *b*\n\n## C\n\ntext\n\nSetext\n---\n")

    (page,) = document.pages
    assert [(line.heading, page.text[line.start : line.end]) for line in page.lines] == [
        (1, "A b"),
        (2, "C"),
        (None, "text"),
        (2, "Setext"),
    ]
    assert (document.paginated, page.label, page.boxes) == (False, None, None)
    assert all(line.paragraph for line in page.lines)


def test_front_matter_gives_title_and_metadata(tmp_path):
    document = read_text_of(
        tmp_path,
        """---
title: 歐銀基金
kind: policy
markets: [EBRD region, Taiwan]
sectors: any
language: zh-TW
issuer: Expansion Advisor project
issued: 2026-11-23
edition: 1
supersedes: null
url: https://example.org/fund
---

# Heading
""",
    )

    assert document.title == "歐銀基金"
    assert document.metadata == {
        "kind": "policy",
        "markets": ["EBRD region", "Taiwan"],
        "sectors": ["any"],
        "language": "zh",
        "issuer": "Expansion Advisor project",
        "issued": "2026-11-23",
        "edition": "1",
        "url": "https://example.org/fund",
    }
    assert document.warnings == ()
    assert document.pages[0].text == "Heading"


KNOWN = (
    "title, kind, markets, sectors, language, issuer, issued, effective, edition, supersedes, url"
)
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghijklm", "bcdefghijklmn", strict=True)
)


@pytest.mark.parametrize(
    ("front", "warning"),
    [
        pytest.param(
            "tags: [x]\nauthor: y",
            f"its front matter has unknown keys: tags, author (known are {KNOWN})",
            id="unknown keys",
        ),
        pytest.param(
            "issued: soon", "issued is not a date (YYYY-MM-DD) and was left out", id="date"
        ),
        pytest.param("language: fr", "language is not zh or en and was left out", id="language"),
        pytest.param("sectors: [ai, {a: 1}]", "sectors is not a list of names", id="sectors"),
        pytest.param("markets: [{a: 1}]", "markets is not a list of names", id="markets"),
        pytest.param("url: javascript:x", "url is not a web address (https://…)", id="address"),
        pytest.param("title: [a", "its front matter could not be read (", id="broken YAML"),
        pytest.param(
            "issued: 2023-02-30", "its front matter could not be read (", id="no such day"
        ),
        pytest.param("just text", "it is not a list of `key: value` lines", id="no mapping"),
        pytest.param("a: " + "[" * 2000, "could not be read (maximum recursion", id="deep"),
        pytest.param("a: !!python/name:os.system", "could not be read (could not", id="code"),
        pytest.param(LAUGHS + "markets: *n", "markets is not a list of names", id="aliases"),
        pytest.param("a: " + "x" * 100_000, "longer than 100000 characters", id="long"),
    ],
)
def test_front_matter_that_cannot_be_used_is_a_warning(tmp_path, front, warning):
    document = read_text_of(tmp_path, f"---\n{front}\n---\n# Title\n\ntext")

    assert warning in " ".join(document.warnings)
    assert document.metadata == {}
    assert (document.title, document.pages[0].text) == ("Title", "Title\ntext")


def test_front_matter_that_never_ends_is_text(tmp_path):
    assert "title: x" in read_text_of(tmp_path, "---\ntitle: x\n\ntext").pages[0].text


def test_what_is_nested_too_deeply_is_left_out_with_a_warning(tmp_path):
    document = read_text_of(tmp_path, ">" * 500 + " deep\n\ntext")

    assert document.pages[0].text == "text"
    assert document.warnings == ("what is nested deeper than 60 levels was left out",)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("[" * 20_000, id="brackets"),
        pytest.param("*a " * 20_000, id="stars"),
        pytest.param("[^" * 5_000, id="footnote marks"),
        pytest.param("<" * 50_000, id="angles"),
        pytest.param("x" * 1_000_000, id="a long line"),
    ],
)
def test_hostile_text_is_read_as_text(tmp_path, content):
    assert read_text_of(tmp_path, content).pages[0].text == content.strip()


@pytest.mark.parametrize(
    ("content", "error", "reason"),
    [
        pytest.param("", Unreadable, "it is empty", id="empty"),
        pytest.param(" \n\n", Unreadable, "it holds only blank space", id="blank"),
        pytest.param(
            "---\ntitle: x\n---\n", Unreadable, "it holds no text", id="front matter only"
        ),
        pytest.param("![a](b.png)", NoText, "it holds no text (scanned", id="pictures only"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, content, error, reason):
    with pytest.raises(error) as caught:
        read_text_of(tmp_path, content)

    assert type(caught.value) is error
    assert caught.value.reason.startswith(reason)


def test_what_is_struck_out_and_pictures_are_told_and_left_out(tmp_path):
    document = read_text_of(
        tmp_path, "Fee ~~50~~ <del>55 **60**</del> 65 ![map](a.png)\n\n<p>Tax <s>5</s> 7</p>\n"
    )

    assert document.pages[0].text == "Fee 65\nTax 7"
    assert document.warnings == (
        "what is struck out was left out: 3",
        "pictures were not read: 1",
    )
