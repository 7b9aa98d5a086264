"""Which vectors are served while, and after, another embedding model is chosen."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest import index as index_module
from ingest.build import embed, ingest, remove
from ingest.errors import EmbedderUnusable, VectorsLost, VectorsUnusable
from ingest.index import Embedders, Index
from ingest.outcome import State, Step
from ingest.vector_sets import VectorSet
from ingest.vectors import Vectors
from language.script import Language
from tests.embedding_server import hashed_words


class Hashed:
    """An embedder whose space is its own: another seed puts words in other places."""

    def __init__(self, name: str, *, seed: int, dimensions: int = 32) -> None:
        self.name = name
        self.dimensions = dimensions
        self.seed = seed
        self.batches_left = 1_000
        self.embedded: list[str] = []
        self.before_question: Callable[[], object] = lambda: None

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.batches_left == 0:
            raise EmbedderUnusable(f"{self.name} went away: start it")
        self.batches_left -= 1
        self.embedded += texts
        return self._vectors(texts)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        vector = np.asarray(self._vectors([text])[0])
        self.before_question()
        return vector

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.roll(hashed_words(texts, self.dimensions), self.seed, axis=1)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def old() -> Hashed:
    return Hashed("old", seed=0)


@pytest.fixture
def new() -> Hashed:
    return Hashed("new", seed=7)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "fund.md").write_text("The fund was set up in 1991.\n", encoding="utf-8")
    (folder / "loan.md").write_text("A loan runs for twelve years.\n", encoding="utf-8")
    (folder / "parking.md").write_text("泰國的智慧停車場域有二十處。\n", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _one_chunk_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "_BATCH", 1)


def _choosing(index: Index, *known: Hashed) -> Index:
    """The same index in a process whose settings name the first of these models."""
    return replace(index, embedders=Embedders(known, chosen=None, cache=index.home / "cache"))


@pytest.fixture
def before(index: Index, old: Hashed, folder: Path) -> Index:
    """An index whose vectors the old model made."""
    before = _choosing(index, old)
    ingest([folder], index=before)
    return before


def _best(index: Index, question: str) -> str:
    """The nearest chunk in either language."""
    hits = [hit for found in index.nearest(question, limit=9).values() for hit in found]
    best = max(hits, key=lambda hit: hit.score)
    assert best.score == pytest.approx(1, abs=1e-5), "its vector is of another model"
    return index.catalogue.chunks([best.chunk])[best.chunk].text


FUND = "The fund was set up in 1991."


def test_a_newly_chosen_model_does_not_serve_before_its_vectors_are_made(
    before: Index, old: Hashed, new: Hashed
) -> None:
    index = _choosing(before, new, old)

    assert _best(index, FUND) == FUND
    assert new.embedded == []
    state = index.vector_state()
    assert (state.chosen, state.serving) == ("new", "old")
    assert (state.rebuilt, state.chunks, state.trouble) == (0, 3, None)


def test_a_rebuild_that_is_cut_short_leaves_the_old_vectors_serving_and_is_resumed(
    before: Index, old: Hashed, new: Hashed
) -> None:
    index = _choosing(before, new, old)
    first = before.sets.serving()
    assert first is not None
    new.batches_left = 2

    with pytest.raises(EmbedderUnusable, match="went away"):
        embed(index=index)

    assert _best(index, FUND) == FUND
    assert before.sets.serving() == first
    assert index.vector_state().rebuilt == 2
    done = list(new.embedded)

    new.batches_left = 1
    embed(index=index)

    assert len(new.embedded) == len(set(new.embedded)) == 3
    assert new.embedded[:2] == done
    assert _best(index, FUND) == FUND
    state = index.vector_state()
    assert (state.serving, state.rebuilt, state.stored) == ("new", None, 3)


def test_old_vectors_are_dropped_once_the_new_ones_serve(
    before: Index, old: Hashed, new: Hashed
) -> None:
    first = before.vectors

    embed(index=_choosing(before, new, old))

    with pytest.raises(VectorsLost):
        first.count()
    assert before.sets.replaced() == []


def test_a_switch_cut_short_before_the_old_vectors_are_dropped_is_finished_by_the_next(
    before: Index, old: Hashed, new: Hashed, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, first = _choosing(before, new, old), before.vectors
    with monkeypatch.context() as patch:
        patch.setattr(Index, "_drop", _lost_power)
        with pytest.raises(OSError, match="power"):
            embed(index=index)
    assert _best(index, FUND) == FUND
    assert first.count() == 3

    embed(index=index)

    with pytest.raises(VectorsLost):
        first.count()
    assert index.sets.replaced() == []
    assert len(new.embedded) == 3


def _lost_power(*_: object) -> None:
    raise OSError("power")


def _reopened(index: Index, *known: Hashed) -> Index:
    """The index as another process has it: nothing is shared but what is stored."""
    again = Index.open(index.home, lexicon=index.lexicon, cache=index.home / "cache")
    return _choosing(again, *known)


def test_another_process_notices_the_switch(before: Index, old: Hashed, new: Hashed) -> None:
    reader = _reopened(before, old, new)
    assert _best(reader, FUND) == FUND

    embed(index=_choosing(before, new, old))

    assert _best(reader, FUND) == FUND
    assert reader.vector_state().serving == "new"


def test_a_switch_between_question_and_search_mixes_no_models(
    before: Index, old: Hashed, new: Hashed
) -> None:
    reader = _reopened(before, old, new)
    assert _best(reader, FUND) == FUND
    writer = _choosing(before, new, old)
    old.before_question = lambda: embed(index=writer)

    # The question's vector is the old model's by then, and its set is gone.
    assert _best(reader, FUND) == FUND
    assert reader.vector_state().serving == "new"


def test_vectors_are_only_ever_compared_with_their_own_models(
    before: Index, old: Hashed, new: Hashed, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = _choosing(before, new, old)
    searched: list[tuple[Vectors, bytes]] = []
    search = Vectors.search

    def watched(vectors: Vectors, vector: NDArray[np.float32], **how: object) -> object:
        searched.append((vectors, vector.tobytes()))
        return search(vectors, vector, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(Vectors, "search", watched)
    new.batches_left = 1
    with pytest.raises(EmbedderUnusable):
        embed(index=index)
    index.nearest(FUND, limit=9)
    during = index.vectors
    new.batches_left = 9
    embed(index=index)
    index.nearest(FUND, limit=9)

    assert index.vectors is not during
    assert set(searched) == {
        (during, old._vectors([FUND])[0].tobytes()),
        (index.vectors, new._vectors([FUND])[0].tobytes()),
    }


def test_without_the_old_model_keywords_serve_alone_and_it_is_said(
    before: Index, new: Hashed, caplog: pytest.LogCaptureFixture
) -> None:
    index = _choosing(before, new)

    with caplog.at_level(logging.WARNING):
        assert index.nearest(FUND, limit=9) == {language: [] for language in Language}

    assert "searching by keywords alone: there is no embedding model 'old'" in caplog.text
    trouble = index.vector_state().trouble
    assert trouble is not None
    assert "'old'" in trouble

    embed(index=index)
    assert _best(index, FUND) == FUND
    assert index.vector_state().trouble is None


def test_ingest_makes_the_new_models_vectors_once_documents_are_read(
    before: Index, old: Hashed, new: Hashed, folder: Path
) -> None:
    (folder / "visa.md").write_text("A visa lasts for twelve months.\n", encoding="utf-8")
    said: list[Step] = []

    ingest([folder], index=(index := _choosing(before, new, old)), progress=said.append)

    assert len(new.embedded) == len(set(new.embedded)) == 4
    assert [step for step in said if step.unit == "chunk"] == [
        Step("chunk", done, 4) for done in range(5)
    ]
    assert _best(index, "A visa lasts for twelve months.") == "A visa lasts for twelve months."
    assert index.vector_state().stored == 4


def test_a_model_that_is_away_leaves_new_documents_to_the_keywords(
    before: Index, old: Hashed, folder: Path
) -> None:
    (folder / "visa.md").write_text("A visa lasts for twelve months.\n", encoding="utf-8")
    old.batches_left = 0

    lines = ingest([folder], index=before)

    (waiting,) = [line for line in lines if line.state is State.WAITING]
    assert waiting.source == "the vectors of 1 chunk"
    assert waiting.reason == "old went away: start it"
    assert before.sentences.lacking() == {"visa.md": 1}
    assert before.keywords.count() == 4

    old.batches_left = 9
    embed(index=before)
    assert before.sentences.lacking() == {}
    assert before.vectors.count() == 4


def test_a_document_removed_during_a_rebuild_leaves_both_sets(
    before: Index, old: Hashed, new: Hashed
) -> None:
    index = _choosing(before, new, old)
    new.batches_left = 2
    with pytest.raises(EmbedderUnusable):
        embed(index=index)

    assert remove("fund.md", index=index)

    assert index.vectors.count() == 2
    new.batches_left = 9
    embed(index=index)
    assert index.vector_state().stored == 2


def test_going_back_to_the_old_model_gives_the_rebuild_up(
    before: Index, old: Hashed, new: Hashed
) -> None:
    index = _choosing(before, new, old)
    new.batches_left = 1
    with pytest.raises(EmbedderUnusable):
        embed(index=index)
    building = index.sets.building()
    assert building is not None
    made = len(old.embedded)

    embed(index=(back := _choosing(before, old, new)))

    assert len(old.embedded) == made
    assert (back.sets.building(), back.sets.replaced()) == (None, [])
    with pytest.raises(VectorsLost):
        back.store.vectors(building.id).count()


def test_a_third_choice_gives_the_second_up(before: Index, old: Hashed, new: Hashed) -> None:
    new.batches_left = 1
    with pytest.raises(EmbedderUnusable):
        embed(index=_choosing(before, new, old))

    embed(index=(third := _choosing(before, Hashed("third", seed=3), old)))

    assert _best(third, FUND) == FUND
    assert third.sets.replaced() == []


def test_a_model_that_changed_under_its_name_is_noticed_and_its_vectors_made_again(
    before: Index, caplog: pytest.LogCaptureFixture, folder: Path
) -> None:
    index = _choosing(before, Hashed("old", seed=0, dimensions=16))
    with caplog.at_level(logging.WARNING):
        assert index.nearest(FUND, limit=9) == {language: [] for language in Language}
    assert "gives 16 dimensions now, and 32 are stored: run `advisor embed`" in caplog.text

    embed(index=index)

    assert _best(index, FUND) == FUND
    assert index.vector_state().dimensions == 16


def test_lost_vectors_are_made_again_and_no_others(before: Index, old: Hashed) -> None:
    chunks = before.catalogue.chunks(before.catalogue.served_chunks())
    before.vectors.remove([id_ for id_, chunk in chunks.items() if chunk.text == FUND])
    made = len(old.embedded)

    embed(index=before)

    assert old.embedded[made:] == [FUND]
    assert before.vectors.count() == 3


def test_a_set_that_is_gone_is_said_and_made_again(
    before: Index, caplog: pytest.LogCaptureFixture
) -> None:
    serving = before.sets.serving()
    assert serving is not None
    reader = _reopened(before, Hashed("old", seed=0))
    assert _best(reader, FUND) == FUND
    before.store.drop(serving.id)

    with caplog.at_level(logging.WARNING):
        assert reader.nearest(FUND, limit=9) == {language: [] for language in Language}
    assert "has lost vectors of this index: run `advisor embed`" in caplog.text
    assert reader.vector_state().trouble is not None

    embed(index=before)
    assert _best(reader, FUND) == FUND


def test_a_store_that_fails_once_costs_no_vector(
    before: Index, old: Hashed, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, serving = len(old.embedded), before.sets.serving()
    with monkeypatch.context() as patch:
        patch.setattr(Vectors, "ids", _unreadable)
        with pytest.raises(VectorsUnusable, match="locked"):
            embed(index=before)

    embed(index=before)

    assert len(old.embedded) == made
    assert before.sets.serving() == serving


def _unreadable(*_: object) -> None:
    raise VectorsUnusable("the file is locked: wait")


def test_before_any_ingest_there_is_nothing_to_serve(index: Index, old: Hashed) -> None:
    state = _choosing(index, old).vector_state()

    assert (state.serving, state.stored, state.rebuilt, state.trouble) == (None, 0, None, None)


def test_one_set_is_served_at_a_time(index: Index) -> None:
    first, second = index.sets.begin("a"), index.sets.begin("b")
    assert index.sets.building() == second
    assert index.sets.replaced() == [first]

    index.sets.serve(second)
    index.sets.serve(third := index.sets.begin("c"))

    assert index.sets.serving() == third
    assert index.sets.building() is None
    assert {known.embedder for known in index.sets.replaced()} == {"a", "b"}
    assert index.sets.measured(third, dimensions=3) == VectorSet(third.id, "c", 3)
    assert index.sets.serving() == VectorSet(third.id, "c", 3)
