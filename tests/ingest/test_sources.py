from pathlib import Path

import pytest
import yaml

from corpus.facts import facts_folder
from ingest.errors import SourcesUnusable
from ingest.sources import Known, Source, choose, read_sources, starter_sources
from tests.test_structure import ROOT

SHARED = ("sources-europe.yaml", "sources-southbound.yaml")


def test_the_starter_list_says_everything_of_each_publication() -> None:
    sources = starter_sources()

    assert len(sources) == 114
    assert {type(value) for source in sources for value in source.model_dump().values()} == {
        str,
        tuple,
        Known,
    }
    assert [source.id for source in sources if not source.languages] == []


def test_the_starter_list_names_no_address_twice() -> None:
    assert len({source.url for source in starter_sources()}) == len(starter_sources())


def test_the_starter_list_is_the_one_that_was_collected() -> None:
    if not facts_folder().is_dir():
        pytest.skip("needs the shared facts: set ADVISOR_SHARED to their folder")
    collected = [
        entry
        for name in SHARED
        for entry in yaml.safe_load((facts_folder() / name).read_text("utf-8"))
    ]

    assert [(source.title, source.url) for source in starter_sources()] == [
        (entry["title"], entry["url"]) for entry in collected
    ]


def test_the_starter_list_is_installed_with_the_program() -> None:
    assert '"corpus/sources.yaml" = "corpus/sources.yaml"' in (ROOT / "pyproject.toml").read_text(
        "utf-8"
    )


def test_a_list_of_ones_own_needs_little(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("- {id: a-1, title: 甲, url: https://a.example/}\n", encoding="utf-8")

    assert read_sources(file) == (Source(id="a-1", title="甲", url="https://a.example/"),)


GOOD = "- {id: a, title: A, url: 'https://a.example/'}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "holds no list", id="empty"),
        pytest.param("[]", "holds no list", id="empty list"),
        pytest.param("a: 1", "holds no list", id="no list"),
        pytest.param("- {id: a", "is not YAML", id="no YAML"),
        pytest.param("- 2024-99-99", "is not YAML", id="a date that is none"),
        pytest.param(b"\x81\x00\xff", "is not YAML", id="no text"),
        pytest.param("[" * 5000, "is not YAML", id="nested too deeply"),
        pytest.param("- text", "entry 1: ", id="no publication"),
        pytest.param(GOOD + "- {id: b, title: B}", "entry 2 (b): url: Field required", id="no url"),
        pytest.param(
            GOOD.replace("https", "file"),
            "entry 1 (a): url: 'file://a.example/' is not an http or https address",
            id="file address",
        ),
        pytest.param(
            GOOD.replace("//", "//me:secret@"), "holds a user name or password", id="password"
        ),
        pytest.param(GOOD.replace("id: a", "id: ../a"), "entry 1 (../a): id: String", id="path"),
        pytest.param(GOOD.replace("id: a", "id: A b"), "entry 1 (A b): id: String", id="odd id"),
        pytest.param(GOOD.replace("id: a", "id: 7"), "entry 1 (7): id: Input", id="number"),
        pytest.param(GOOD.replace("A,", "'',"), "title: String should have", id="no title"),
        pytest.param(
            GOOD.replace("}", ", author: X}"), "author: Extra inputs are not", id="unknown field"
        ),
        pytest.param(GOOD.replace("}", ", kind: memo}"), "kind: Input should be", id="kind"),
        pytest.param(GOOD + GOOD, "a is listed twice: rename one", id="twice"),
        pytest.param("- {}\n" * 9, "; and 22 more: correct them", id="many faults"),
    ],
)
def test_what_is_wrong_with_a_list_is_told(tmp_path: Path, text: str | bytes, said: str) -> None:
    file = tmp_path / "list.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(SourcesUnusable) as caught:
        read_sources(file)

    assert said in str(caught.value)
    assert str(file) in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourcesUnusable, match=r"cannot be read .*: check the path"):
        read_sources(tmp_path / "none.yaml")


A, B = (Source(id=name, title=name, url=f"https://{name}.example/") for name in ("eu-a", "eu-b"))


@pytest.mark.parametrize(
    ("ids", "chosen"),
    [
        pytest.param([], (A, B), id="all"),
        pytest.param(["eu-b"], (B,), id="one"),
        pytest.param(["eu-b", "eu-a", "eu-b"], (A, B), id="in the list's order, each once"),
    ],
)
def test_publications_are_chosen_by_id(ids: list[str], chosen: tuple[Source, ...]) -> None:
    assert choose([A, B], ids) == chosen


@pytest.mark.parametrize(
    ("wanted", "cure"), [("eu_a", "did you mean eu-a"), ("xyz", "the list names those it has")]
)
def test_an_unknown_id_is_told_with_the_nearest(wanted: str, cure: str) -> None:
    with pytest.raises(SourcesUnusable, match=f"there is no publication '{wanted}'.*{cure}"):
        choose([A, B], [wanted])
