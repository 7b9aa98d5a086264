"""A question finds a document by a name that only another document tells in its language."""

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.settings import Settings
from ingest.build import ingest, remove

TEACHES = "晨光協會（Brellin）每年辦理一次大會。\n"
_ENGLISH = {
    "wanted.md": "Brellin pays for booths and travel of its members.\n",
    **{
        f"other-{n}.md": f"{name} pays for booths and travel of its members.\n"
        for n, name in enumerate(("Starnet", "Vencorp", "Marslab", "Plutoco", "Jovinet"))
    },
}
QUESTION = "晨光協會補助什麼？"


@pytest.fixture
def assistant(tmp_path: Path, model_cache: Path) -> Assistant:
    """Knows documents in English only."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in _ENGLISH.items():
        (folder / name).write_text(text, encoding="utf-8")
    assistant = Assistant.open(Settings.load({}, home=tmp_path / "home", cache=model_cache))
    ingest([folder], index=assistant.index)
    return assistant


@pytest.fixture
def teaching(tmp_path: Path) -> Path:
    file = tmp_path / "teaching.md"
    file.write_text(TEACHES, encoding="utf-8")
    return file


def _lead(assistant: Assistant) -> float:
    """How far the wanted document stands before the best of the other English ones."""
    scores = {
        passage.chunk.document: passage.score for passage in assistant.search(QUESTION, limit=9)
    }
    wanted = scores.pop("wanted.md")
    return wanted - max(score for name, score in scores.items() if name.startswith("other"))


def test_a_name_that_one_document_teaches_finds_another(
    assistant: Assistant, teaching: Path
) -> None:
    before = _lead(assistant)

    ingest([teaching], index=assistant.index)

    assert before < 1
    assert _lead(assistant) > before + 1


def test_a_question_asks_for_the_taught_name(assistant: Assistant, teaching: Path) -> None:
    ingest([teaching], index=assistant.index)

    asked = {thing.text: thing for thing in assistant._retriever.take_apart(QUESTION).asked}

    assert ("brellin",) in asked["晨光協會"].word_forms
    assert asked["晨光協會"].must


def test_what_was_taught_goes_with_its_document(assistant: Assistant, teaching: Path) -> None:
    before = _lead(assistant)
    ingest([teaching], index=assistant.index)

    remove(teaching.name, index=assistant.index)

    assert _lead(assistant) == pytest.approx(before)
