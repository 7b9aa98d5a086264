import pytest

from corpus.errors import SourceError
from corpus.source import (
    Heading,
    ItemList,
    Kind,
    Mark,
    Paragraph,
    Prose,
    Source,
    Table,
    find_documents,
    read_source,
)
from language.script import Language

from .conftest import FRONT, Write

BODY = """\
## A heading

A sentence.[^one] Another
over two lines.[^two][^one]

- an item[^one]
- another[^three]

| A | B |
|---|---|
| 1 | 2[^four] |

: Table 1 A caption[^five]
"""


def test_a_document_is_read_into_blocks(write: Write) -> None:
    source = read_source(write(BODY))

    heading, paragraph, items, table = source.blocks
    assert isinstance(heading, Heading)
    assert (heading.level, heading.line, heading.prose.text) == (2, 13, "A heading")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.prose.runs == (
        "A sentence.",
        Mark("one"),
        " Another over two lines.",
        Mark("two"),
        Mark("one"),
    )
    assert isinstance(items, ItemList)
    assert [(item.line, item.facts) for item in items.items] == [(18, ("one",)), (19, ("three",))]
    assert isinstance(table, Table)
    assert [cell.text for cell in table.header] == ["A", "B"]
    assert [[cell.text for cell in row] for row in table.rows] == [["1", "2"]]
    assert table.rows[0][1].line == 23
    assert table.caption == Prose(25, ("Table 1 A caption", Mark("five")))
    assert source.facts == ("one", "two", "three", "four", "five")


def test_front_matter_and_name(write: Write) -> None:
    source = read_source(write(BODY, language="zh", title="一份文件"))

    assert (source.front.title, source.front.kind) == ("一份文件", Kind.POLICY)
    assert source.front.language is Language.ZH
    assert source.name == "policy/a-brief.zh"


def test_a_chinese_paragraph_over_two_lines_has_no_space_at_the_break(write: Write) -> None:
    source = read_source(write("一句話，\n分兩行。[^one]\n", language="zh"))

    assert isinstance(source, Source)
    assert source.blocks[0] == Paragraph(13, Prose(13, ("一句話，分兩行。", Mark("one"))))


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        pytest.param("A [link](https://x.org).\n", 13, "no link", id="link"),
        pytest.param("A line\nand **bold**.\n", 14, "no strong", id="bold"),
        pytest.param("> quoted\n", 13, "no blockquote", id="quotation"),
        pytest.param("```\ncode\n```\n", 13, "no fence", id="code"),
        pytest.param("- one\n  - two\n", 13, "one paragraph", id="list in a list"),
        pytest.param("A.[^Not An Id]\n", 13, r"\[\^fact-id\]", id="not a fact id"),
        pytest.param(
            "| A |\n|---|\n| 1 |\n: Table 1\n", 16, "blank line", id="caption without a blank line"
        ),
        pytest.param(
            "| A |\n|---|\n| 1 |\n\n: One\n\n: Two\n", 19, "caption already", id="two captions"
        ),
    ],
)
def test_what_the_format_has_no_place_for(write: Write, body: str, line: int, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read_source(write(body))

    assert caught.value.line == line
    assert str(caught.value).startswith(f"{caught.value.path}:{line}: ")


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        pytest.param(("kind: policy", "kind: gossip"), 3, "kind", id="unknown kind"),
        pytest.param(("edition: 1", "edition: none"), 9, "edition", id="no number"),
        pytest.param(("edition: 1", "edition: 1\ncolour: red"), 10, "colour", id="unknown field"),
        pytest.param(("title: x", "title: a: b"), 2, "not YAML", id="colon in a text"),
        pytest.param(("---\n\n", "\n"), 1, "no closing", id="no end"),
        pytest.param(("---\ntitle", "title"), 1, "begin with front matter", id="no beginning"),
    ],
)
def test_bad_front_matter_names_its_line(
    write: Write, change: tuple[str, str], line: int, message: str
) -> None:
    front = FRONT.format(title="x", language="en", issuer="Expansion Advisor project")
    assert change[0] in front

    with pytest.raises(SourceError, match=message) as caught:
        read_source(write("Text.\n", front=front.replace(*change)))

    assert caught.value.line == line


def test_documents_are_found_by_file_slug_name_and_kind(write: Write) -> None:
    path = write("Text.\n")
    folder = path.parent.parent

    for name in (str(path), "a-brief", "a-brief.en", "policy/a-brief.en", "policy"):
        assert find_documents([name], folder=folder) == [path]
    with pytest.raises(SourceError, match="no document has this name"):
        find_documents(["another"], folder=folder)
