"""Each way of switching a part off does switch it off, on documents of three sentences."""

import shutil
from pathlib import Path

import pytest

from assistant.types import Outcome, Writer
from evals.asking import Run, ask, open_assistant
from evals.cases import Case, Collection, Expects
from evals.parts import PARTS
from tests.evals.made import case


@pytest.fixture
def run(tmp_path: Path, model_cache: Path) -> Run:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "lease.md").write_text(
        "# Lease\n\nThe notice period is three months, since 4 May 2021.\n"
    )
    (documents / "fund.md").write_text(
        "# 基金\n\n臺灣與歐銀於 1991 年成立技術合作基金。\n", "utf-8"
    )
    cases = (
        case("notice"),
        case("no-pets", question="May I keep a crocodile?", expects="decline"),
    )  # fmt: skip
    collection = Collection(collection="made", documents=str(documents), cases=cases)
    kept = tmp_path / "kept"
    shutil.copytree(model_cache, kept / "cache", dirs_exist_ok=True)
    return Run.of(collection, open_assistant(documents, kept=kept), tmp_path / "results")


def tried(run: Run, part: str, folder: Path):
    """The answers without the part, by case."""
    folder.mkdir()
    with PARTS[part](run, folder) as (lacking, cases):
        return lacking, {one.id: ask(lacking, one) for one in cases}


def of(run: Run, id_: str) -> Case:
    return next(one for one in run.collection.cases if one.id == id_)


def test_without_the_dictionary_no_word_of_the_other_language_is_known(
    run: Run, tmp_path: Path
) -> None:
    lacking, answers = tried(run, "dictionary", tmp_path / "x")

    assert run.assistant.index.lexicon.to_english("基金")
    assert not lacking.index.lexicon.to_english("基金")
    assert answers["notice"].outcome is Outcome.ANSWERED


def test_without_vectors_keywords_serve(run: Run, tmp_path: Path) -> None:
    lacking, answers = tried(run, "vectors", tmp_path / "x")

    assert answers["notice"].outcome is Outcome.ANSWERED
    assert not any(lacking.index.nearest("notice", limit=5).values())


def test_without_the_verifier_a_wrong_figure_is_shown_and_noticed(run: Run, tmp_path: Path) -> None:
    _, answers = tried(run, "verifier", tmp_path / "x")
    shown = answers["notice"]

    assert shown.writer is Writer.MODEL
    assert "2021" not in " ".join(claim.text for claim in shown.claims)
    assert run.grader.scores(of(run, "notice"), shown)["citation_recall"] < 1


def test_without_abstention_everything_is_answered(run: Run, tmp_path: Path) -> None:
    assert run.result(of(run, "no-pets")).scores["declined"] == 1

    lacking, _ = tried(run, "abstention", tmp_path / "x")
    with PARTS["abstention"](run, tmp_path) as (open_minded, cases):
        assert [one.expects for one in cases] == [Expects.DECLINE]
        assert ask(open_minded, of(run, "notice")).outcome is Outcome.ANSWERED
    assert lacking is run.assistant


def test_without_cleaning_pages_are_stored_as_printed(run: Run, tmp_path: Path) -> None:
    lacking, _ = tried(run, "cleaning", tmp_path / "x")
    version = next(i.version for i in lacking.catalogue.documents() if i.document == "lease.md")
    page = lacking.catalogue.page(version, 0)

    assert page is not None
    assert page.text == page.raw
