"""A recorded answer is gone through again: the same, or what differs and why."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import replay as replay_module
from assistant.ask import Assistant
from assistant.cli import main
from assistant.model import LangChainModel
from assistant.replay import Change, Replayer, SourceChange
from assistant.settings import Settings
from assistant.types import Answer, Turn, Verdict, Writer
from assistant.write import Limits, ModelWriter
from ingest.build import ingest, remove
from tests.assistant.conftest import KEY
from tests.assistant.words_checker import WordsChecker
from tests.model_server import ModelServer, Says

QUESTION = "How many smart parking sites did Thailand have in 2024?"
PRINTED = "Thailand had 20 smart parking sites in 2024."
TEXT = f"# Smart parking\n\n{PRINTED} The city of Bangkok paid half of the cost.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "parking.md"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def settings(tmp_path: Path, model_cache: Path) -> Settings:
    return Settings.load({}, home=tmp_path / "home", cache=model_cache)


@pytest.fixture
def assistant(settings: Settings, file: Path) -> Assistant:
    """Knows one document, and keeps records."""
    assistant = Assistant.open(settings)
    ingest([file], index=assistant.index)
    return assistant


@pytest.fixture
def replayer(settings: Settings, assistant: Assistant) -> Replayer:
    """Checks as the model's sentences were checked."""
    return replace(Replayer.open(settings), checker=WordsChecker())


@pytest.fixture
def written(assistant: Assistant, model_server: ModelServer) -> Callable[..., Answer]:
    """An answer of a model that replies as scripted."""

    def written(*script: str) -> Answer:
        model_server.script = [Says(text) for text in script]
        writer = ModelWriter(LangChainModel.open("openai:x"), WordsChecker(), Limits(pause_s=0))
        return replace(assistant, writer=writer).answer(QUESTION)

    return written


def _replay(replayer: Replayer, answer: Answer) -> replay_module.Replay:
    assert answer.record is not None
    [record] = replayer.records(answer.record)
    return replayer.replay(record)


def test_quotes_are_chosen_and_found_again(assistant: Assistant, replayer: Replayer) -> None:
    answer = assistant.answer(QUESTION)

    found = _replay(replayer, answer)

    assert answer.claims
    assert (found.same, found.searched) == (True, True)
    assert (found.verdicts, found.quotes) == (1, 1)
    assert (found.sources, found.changed) == ((), ())


def test_what_a_model_wrote_is_judged_again_without_it(
    written: Callable[..., Answer], replayer: Replayer, model_server: ModelServer
) -> None:
    answer = written(
        "Thailand had 37 smart parking sites in 2024 [1]. The city of Bangkok paid [1].",
        f"{PRINTED} [1]",
    )
    asked = len(model_server.requests)

    found = _replay(replayer, answer)

    assert answer.writer is Writer.MODEL
    assert found.same
    assert found.verdicts == 3, "the wrong one, its repair, and the other"
    assert len(model_server.requests) == asked


def test_markers_count_up_as_the_answer_is_read_and_what_was_written_is_judged_as_it_was(
    assistant: Assistant,
    written: Callable[..., Answer],
    replayer: Replayer,
    tmp_path: Path,
) -> None:
    other = "Thailand had 90 smart parking meters in 2024."
    (tmp_path / "meters.md").write_text(f"# Smart parking meters\n\n{other}\n", encoding="utf-8")
    ingest([tmp_path / "meters.md"], index=assistant.index)
    first, second = assistant.search(QUESTION)
    said = {one.number: PRINTED if PRINTED in one.chunk.text else other for one in (first, second)}

    answer = written(f"{said[2]} [2] {said[1]} [1]")

    assert [(claim.text, claim.markers) for claim in answer.claims] == [
        (said[2], (1,)),
        (said[1], (2,)),
    ]
    assert [one.number for one in answer.passages] == [2, 1]
    for claim in answer.claims:
        [cited] = [one for one in answer.passages if one.number in claim.markers]
        assert claim.quotes[0].text in cited.chunk.text
    assert _replay(replayer, answer).same


def test_a_record_holds_what_was_sent_and_what_came(
    written: Callable[..., Answer], replayer: Replayer, model_server: ModelServer
) -> None:
    wrong = "Thailand had 37 smart parking sites in 2024 [1]."
    answer = written(wrong, "[none]")

    record = _replay(replayer, answer).record

    sent = [
        [(one["role"], one["content"]) for one in request["messages"]]
        for request in model_server.requests
    ]
    kept = [
        [("user" if role == "human" else role, said) for role, said in exchange.messages]
        for exchange in record.exchanges
    ]
    assert kept == sent
    assert [exchange.reply for exchange in record.exchanges] == [wrong, "[none]"]
    [judged] = record.exchanges[0].judged
    assert (judged.verdict, judged.markers) == (Verdict.UNSUPPORTED, (1,))
    assert judged.reasons == ("37 is not in evidence",)
    assert record.answer == answer
    assert record.answer.passages[0].chunk.text in record.exchanges[0].messages[-1].text
    assert KEY not in repr(record)


def test_a_document_that_was_replaced_is_named_and_the_old_page_still_bears_its_quotes(
    assistant: Assistant, replayer: Replayer, file: Path
) -> None:
    answer = assistant.answer(QUESTION)
    file.write_text(TEXT.replace("20", "25"), encoding="utf-8")
    ingest([file], index=assistant.index)

    found = _replay(replayer, answer)

    assert (found.same, found.searched) == (True, False)
    assert found.sources == (SourceChange("parking.md", Change.REPLACED),)
    assert found.quotes == 1


@pytest.mark.parametrize("of_a_model", [True, False])
def test_a_document_that_was_removed_is_why_a_claim_differs(
    assistant: Assistant,
    written: Callable[..., Answer],
    replayer: Replayer,
    of_a_model: bool,
) -> None:
    answer = written(f"{PRINTED} [1]") if of_a_model else assistant.answer(QUESTION)
    remove("parking.md", index=assistant.index)

    found = _replay(replayer, answer)

    assert not found.same
    assert found.sources == (SourceChange("parking.md", Change.REMOVED),)
    assert {one.what for one in found.differences} == {PRINTED}
    assert {one.why for one in found.differences} == {"parking.md was removed"}


def test_a_verifier_that_changed_is_why_a_verdict_differs(
    written: Callable[..., Answer], replayer: Replayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Denies(WordsChecker):
        def check(self, claim, evidence):
            return super().check(f"{claim} nonsense", evidence)

    answer = written(f"{PRINTED} [1]")
    now = {**replay_module.made_with(), "the verifier": "another"}
    monkeypatch.setattr(replay_module, "made_with", lambda: now)

    found = _replay(replace(replayer, checker=Denies()), answer)

    [difference] = found.differences
    assert difference.what == PRINTED
    assert difference.then == "supported"
    assert difference.now.startswith("unsupported (nonsens")
    assert difference.why == "changed since: the verifier"


def test_other_sentences_chosen_of_the_same_documents_are_told(
    assistant: Assistant, replayer: Replayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = assistant.answer(QUESTION)
    monkeypatch.setattr(Assistant, "_quoted", lambda *_: iter(()))

    found = _replay(replayer, answer)

    [difference] = found.differences
    assert difference.what == "the sentences chosen"
    assert PRINTED in difference.then
    assert PRINTED not in difference.now


def test_a_follow_up_is_searched_as_it_was(assistant: Assistant, replayer: Replayer) -> None:
    first = assistant.answer(QUESTION)
    answer = assistant.answer("And who paid for it?", [Turn(first.question, first.searched)])

    assert answer.searched != answer.question
    assert _replay(replayer, answer).same


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("ADVISOR_CACHE", str(settings.cache))
    return lambda *words: CliRunner().invoke(main, ["--home", str(settings.home), *words])


def test_the_command_goes_through_one_or_all(
    run: Callable[..., Result], assistant: Assistant
) -> None:
    ids = [json.loads(run("ask", QUESTION, "--json").stdout)["record"] for _ in range(2)]

    one, every = run("replay", ids[1]), run("replay", "--all", "--json")

    assert one.stdout == (
        f"{ids[1]}  the same verdicts: 1 sentences and 1 quotes checked again; {QUESTION}\n"
    )
    assert [(line["record"], line["same"]) for line in json.loads(every.stdout)] == [
        (id, True) for id in ids
    ]
    assert one.exit_code == every.exit_code == 0


def test_the_command_fails_when_something_differs(
    run: Callable[..., Result], assistant: Assistant
) -> None:
    id = assistant.answer(QUESTION).record
    remove("parking.md", index=assistant.index)

    shown = run("replay", str(id))

    assert shown.exit_code == 1
    assert "parking.md was removed" in shown.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["0123456789ab"], "there is no record '0123456789ab'", id="unknown"),
        pytest.param([], "give the ID that stands under an answer, or --all", id="neither"),
        pytest.param(["x", "--all"], "give the ID", id="both"),
    ],
)
def test_what_cannot_be_gone_through_is_one_sentence(
    run: Callable[..., Result], assistant: Assistant, words: list[str], says: str
) -> None:
    refused = run("replay", *words)

    assert refused.exit_code != 0
    assert says in refused.output
    assert "Traceback" not in refused.output
