"""A reader's thumb becomes a proposed case, which is asked once a person has completed it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from assistant.cli import main
from assistant.feedback import Feedback, Reason, Thumb
from assistant.record import Record
from assistant.records import Records
from evals.cases import BadCases, Case, read_collections
from ingest.database import open_database
from tests.assistant.test_records import RECORD
from tests.assistant.test_serialise import ANSWER, DECLINED

Judge = Callable[..., str]
Add = Callable[..., Result]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Keeps an answer with what a reader thinks of it; its id."""

    def judge(record: Record, thumb: Thumb, reason: Reason | None = None, comment: str = "") -> str:
        database = open_database(None, home=tmp_path / "home")
        id = Records(database).keep(record, most=10)
        assert id is not None
        Feedback(database).add(id, thumb, reason=reason, comment=comment)
        return id

    return judge


@pytest.fixture
def add(tmp_path: Path) -> Add:
    """`advisor case add`, to a file beside the index."""

    def add(id: str, *more: str) -> Result:
        return CliRunner().invoke(
            main,
            [
                f"--home={tmp_path / 'home'}",
                "case",
                "add",
                id,
                f"--to={tmp_path / 'r.yaml'}",
                *more,
            ],
        )

    return add


def _proposed(tmp_path: Path) -> list[dict[str, object]]:
    return yaml.safe_load((tmp_path / "r.yaml").read_text("utf-8"))["proposed"]


def test_what_the_record_knows_is_filled_in(judge: Judge, add: Add, tmp_path: Path) -> None:
    answer = replace(ANSWER, question="那泰國的押金？", searched="泰國的押金多少？")
    id = judge(replace(RECORD, answer=answer), Thumb.DOWN, Reason.MISSING, "沒說何時退")

    result = add(id)
    assert result.exit_code == 0, result.output
    assert f"reader-{id} is proposed in" in result.output
    assert _proposed(tmp_path) == [
        {
            "id": f"reader-{id}",
            "why": f"thumb down, missing something: 沒說何時退\nanswered, {_today(tmp_path)}\n"
            "- 押金為兩個月租金。",
            "question": "那泰國的押金？",
            "kind": "follow-up",
            "market": "Thailand",
            "history": ["越南？"],
            "pages": {"guide/a.pdf": [3]},
            "vital": [],
        }
    ]


def _today(tmp_path: Path) -> str:
    database = open_database(None, home=tmp_path / "home")
    return next(Feedback(database).all()).at[:10]


@pytest.mark.parametrize(
    ("record", "thumb", "reason", "filled"),
    [
        pytest.param(
            ANSWER,
            Thumb.DOWN,
            Reason.SHOULD_DECLINE,
            {"kind": "unanswerable", "expects": "decline"},
            id="should have declined",
        ),
        pytest.param(
            DECLINED,
            Thumb.DOWN,
            Reason.SHOULD_ANSWER,
            {"kind": "lookup", "pages": {"guide/a.pdf": [3]}, "vital": []},
            id="should have answered: the pages found",
        ),
        pytest.param(
            ANSWER,
            Thumb.DOWN,
            Reason.OUT_OF_DATE,
            {"kind": "edition", "pages": {"guide/a.pdf": [3]}, "vital": []},
            id="out of date",
        ),
        pytest.param(
            ANSWER,
            Thumb.UP,
            None,
            {"kind": "lookup", "pages": {"guide/a.pdf": [3]}, "vital": ["押金為兩個月租金。"]},
            id="praised: what it says is kept",
        ),
    ],
)
def test_the_reason_decides_what_is_expected(
    judge: Judge, add: Add, tmp_path: Path, record, thumb: Thumb, reason: Reason | None, filled
) -> None:
    add(judge(replace(RECORD, answer=record, history=()), thumb, reason))

    (case,) = _proposed(tmp_path)
    assert {name: case[name] for name in case if name not in ("id", "why", "question")} == filled


def test_it_is_read_but_not_asked_until_it_is_completed(
    judge: Judge, add: Add, tmp_path: Path
) -> None:
    id = judge(replace(RECORD, history=()), Thumb.DOWN, Reason.WRONG)
    add(id, "--documents=docs")

    (collection,) = read_collections(tmp_path / "r.yaml")
    assert (collection.collection, collection.documents) == ("r", "docs")
    assert collection.cases == ()
    assert [one.id for one in collection.proposed] == [f"reader-{id}"]

    (case,) = _proposed(tmp_path)
    del case["why"]
    with pytest.raises(ValueError, match="give pages and vital nuggets"):
        Case.model_validate(case)
    assert Case.model_validate({**case, "vital": ["兩個月"]}).pages == {"guide/a.pdf": (3,)}


def test_what_the_file_holds_stays(judge: Judge, add: Add, tmp_path: Path) -> None:
    held = (
        "# ours\ncollection: made\ndocuments: docs  # a folder\ncases:\n"
        "  - {id: a, question: x, kind: unanswerable, expects: decline}\n"
    )
    (tmp_path / "r.yaml").write_text(held, "utf-8")

    ids = [judge(RECORD, Thumb.UP), judge(RECORD, Thumb.DOWN)]
    for id in ids:
        assert add(id).exit_code == 0
    assert (tmp_path / "r.yaml").read_text("utf-8").startswith(held)
    (collection,) = read_collections(tmp_path / "r.yaml")
    assert [case.id for case in collection.cases] == ["a"]
    assert [one.id for one in collection.proposed] == [f"reader-{id}" for id in ids]

    again = add(ids[0])
    assert again.exit_code == 1
    assert "is already in" in again.output
    assert len(_proposed(tmp_path)) == 2


@pytest.mark.parametrize(
    ("held", "said"),
    [
        pytest.param("- a\n- b\n", "is no file of eval cases", id="a list"),
        pytest.param("a: [", "cannot be read as YAML", id="not YAML"),
        pytest.param(
            "collection: made\nproposed: []\ndocuments: docs\n",
            "make `proposed:` the last field",
            id="something behind",
        ),
        pytest.param(
            "collection: made\ndocuments: docs\nproposed: []\n",
            "with an entry a line",
            id="a list in one line",
        ),
    ],
)
def test_another_file_is_left_alone(
    judge: Judge, add: Add, tmp_path: Path, held: str, said: str
) -> None:
    (tmp_path / "r.yaml").write_text(held, "utf-8")

    result = add(judge(RECORD, Thumb.DOWN))
    assert result.exit_code == 1
    assert said in result.output
    assert (tmp_path / "r.yaml").read_text("utf-8") == held


def test_an_answer_without_an_opinion_is_not_proposed(
    judge: Judge, add: Add, tmp_path: Path
) -> None:
    database = open_database(None, home=tmp_path / "home")
    id = Records(database).keep(RECORD, most=10)

    result = add(str(id))
    assert result.exit_code == 1
    assert "nobody has said what they think of the answer" in result.output
    assert not (tmp_path / "r.yaml").exists()


def test_a_proposed_case_needs_a_reason_and_an_id_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "made.yaml"
    file.write_text(
        "collection: made\ndocuments: docs\n"
        "cases:\n  - {id: a, question: x, kind: unanswerable, expects: decline}\n"
        "proposed:\n  - {id: a, why: x}\n",
        "utf-8",
    )

    with pytest.raises(BadCases, match="two cases have this id"):
        read_collections(file)
