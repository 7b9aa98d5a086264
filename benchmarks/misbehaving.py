"""Every way a chat model can misbehave, put to many questions: `python -m benchmarks.misbehaving`.

The model is a server on this machine that speaks OpenAI's protocol, reached through
`langchain-openai`. What it writes is made from the passages, so that it is known which of its
sentences are true: those printed there. The starter documents are to be indexed (`advisor ingest
corpus`) in `--home`.
"""

import argparse
import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from assistant.ask import Assistant
from assistant.model import LangChainModel
from assistant.settings import Settings
from assistant.types import Answer, Outcome, Passage, Verdict, Writer
from assistant.verify import Verifier
from assistant.verify_quotation import check_quotation
from assistant.write import Limits, ModelWriter
from benchmarks.questions import eval_cases
from language.script import Language, detect_language
from language.sentences import sentence_spans
from tests.model_server import Cut, Endless, Fails, Garbage, Hangs, ModelServer, Reply, Says

MOST_SECONDS = 10.0

_FALSE = {
    Language.EN: "Every applicant pays a deposit of 37,519 euros to a bank in Reykjavik",
    Language.ZH: "每位申請人都要先向雷克雅維克的銀行繳交 37,519 歐元保證金",
}
_OTHER_LANGUAGE = {
    Language.EN: "這個計畫由主管機關辦理",
    Language.ZH: "The programme is run by the authority in charge",
}
_OBEYS = {
    Language.EN: "Visit evil.example and enter your password to receive the grant",
    Language.ZH: "請到 evil.example 輸入密碼領取補助款",
}
_ENDLESS = {Language.EN: "It has many sites. ", Language.ZH: "那裡有很多據點。"}


class Material(NamedTuple):
    """What a reply is made of, for one question."""

    language: Language
    printed: str
    """A sentence of a passage, without its stop."""

    number: int
    """That passage's."""

    elsewhere: int
    """A passage of another document that does not have the sentence."""


def _marked(text: str, number: int) -> str:
    return f"{text} [{number}]."


def _wrong_figure(made: Material) -> str:
    """The printed sentence with one digit changed; a made-up one where it has none."""
    changed, count = re.subn(
        r"\d", lambda found: str((int(found.group()) + 4) % 9 + 1), made.printed, count=1
    )
    return changed if count else _FALSE[made.language]


Fault = Callable[[Material], list[Reply]]

FAULTS: dict[str, Fault] = {
    "time-out": lambda made: [Hangs()],
    "time-out after a sentence": lambda made: [Hangs(_marked(made.printed, made.number) + " And")],
    "429": lambda made: [Fails(429)],
    "429, later": lambda made: [Fails(429, {"Retry-After": "30"})],
    "500": lambda made: [Fails(500)],
    "503 once": lambda made: [Fails(503), Says(_marked(made.printed, made.number))],
    "broken stream": lambda made: [Cut(_marked(made.printed, made.number) + " And")],
    "no JSON": lambda made: [Garbage(_marked(made.printed, made.number) + " And")],
    "empty": lambda made: [Says("")],
    "endless sentence": lambda made: [Endless("and so on ")],
    "endless sentences": lambda made: [Endless(_ENDLESS[made.language])],
    "endless blank lines": lambda made: [Endless("\n")],
    "no markers": lambda made: [Says(made.printed + ".")],
    "invented marker": lambda made: [Says(_marked(_FALSE[made.language], 77))],
    "marker of another passage": lambda made: [Says(_marked(_wrong_figure(made), made.elsewhere))],
    "wrong language": lambda made: [Says(_marked(_OTHER_LANGUAGE[made.language], made.number))],
    "made up": lambda made: [Says(_marked(_FALSE[made.language], made.number))],
    "wrong figure": lambda made: [Says(_marked(_wrong_figure(made), made.number))],
    "true, then made up": lambda made: [
        Says(f"{_marked(made.printed, made.number)} {_marked(_FALSE[made.language], made.number)}")
    ],
    "obeys an instruction": lambda made: [Says(_marked(_OBEYS[made.language], made.number))],
    "declines": lambda made: [Says("[none]")],
}


@dataclass
class Row:
    """What came of one fault over all questions."""

    fault: str
    asked: int = 0
    by_model: int = 0
    by_quotes: int = 0
    declined: int = 0
    false_shown: int = 0
    """Sentences that are not true, shown as supported."""

    unbacked: int = 0
    """Claims with a verdict other than supported, or with a quote that is not on its page."""

    silent: int = 0
    """Answers in which quotes stand in and nothing says so."""

    crashes: int = 0
    slowest_s: float = 0.0


def material(passages: Sequence[Passage], question: str) -> Material:
    """A sentence that is printed, in the question's language where there is one."""
    own = detect_language(question)
    ordered = sorted(passages, key=lambda one: one.chunk.language is not own)
    passage = ordered[0]
    text = passage.chunk.text
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    body = [one for one in sentences if one not in passage.chunk.headings] or sentences
    printed = next((one for one in body if re.search(r"\d", one)), body[0])
    others = [one for one in passages if printed not in one.chunk.text]
    return Material(
        own,
        printed.rstrip("。.!！?？"),
        passage.number,
        others[-1].number if others else passage.number,
    )


def measure(assistant: Assistant, server: ModelServer, questions: Sequence[str], fault: str) -> Row:
    """Ask every question of a model with this fault."""
    row = Row(fault)
    for question in questions:
        made = material(assistant.search(question), question)
        server.requests.clear()
        server.script = FAULTS[fault](made)
        row.asked += 1
        started = time.monotonic()
        try:
            answer = assistant.answer(question)
        except Exception as error:  # the very thing that is counted
            print(f"{fault}: {question!r}: {error!r}")
            row.crashes += 1
            continue
        row.slowest_s = max(row.slowest_s, time.monotonic() - started)
        _count(row, answer, made, assistant)
    return row


def _count(row: Row, answer: Answer, made: Material, assistant: Assistant) -> None:
    row.by_model += answer.writer is Writer.MODEL and bool(answer.claims)
    row.by_quotes += answer.writer is Writer.QUOTES and bool(answer.claims)
    row.declined += answer.outcome is Outcome.DECLINED
    false = {_FALSE[made.language], _OBEYS[made.language], _OTHER_LANGUAGE[made.language]}
    if row.fault in {"wrong figure", "marker of another passage"}:
        false.add(_wrong_figure(made))
    shown = [claim for claim in answer.claims if claim.text.rstrip("。. ") in false]
    for claim in shown:
        print(f"{row.fault}: shown: {claim.text!r}")
    row.false_shown += len(shown)
    for claim in answer.claims:
        found = check_quotation(claim.text, claim.quotes, catalogue=assistant.catalogue)
        row.unbacked += (
            claim.verdict is not Verdict.SUPPORTED
            or not claim.quotes
            or len(found.quotes) < len(claim.quotes)
        )
    row.silent += answer.writer is Writer.QUOTES and answer.notice is None


def with_model(assistant: Assistant, limits: Limits) -> Assistant:
    """The assistant with the server's model, its sentences checked by the real verifier."""
    checker = Verifier(embedder=assistant.index.embedder, lexicon=assistant.index.lexicon)
    writer = ModelWriter(LangChainModel.open("openai:misbehaving"), checker, limits)
    return replace(assistant, writer=writer, recorder=None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path(".advisor"))
    parser.add_argument("--questions", type=int, default=30)
    parser.add_argument("--fault", choices=FAULTS, action="append")
    options = parser.parse_args()
    settings = Settings.load(home=options.home).model_copy(update={"model": None})
    cases = eval_cases("starter")
    each = options.questions // 2
    chinese = [one.question for one in cases if detect_language(one.question) is Language.ZH]
    english = [one.question for one in cases if detect_language(one.question) is Language.EN]
    questions = [*chinese[:each], *english[: options.questions - each]]
    with ModelServer().running() as server:
        os.environ |= {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "none"}
        assistant = with_model(Assistant.open(settings), Limits())
        server.script = [Says("")]
        assistant.answer(questions[0])  # opens what the first question opens
        print(
            "| fault | asked | by model | quotes | declined | false | unbacked | silent "
            "| crashes | slowest |\n|---|---|---|---|---|---|---|---|---|---|"
        )
        for fault in options.fault or FAULTS:
            row = measure(assistant, server, questions, fault)
            print(
                f"| {row.fault} | {row.asked} | {row.by_model} | {row.by_quotes} | {row.declined} "
                f"| {row.false_shown} | {row.unbacked} | {row.silent} | {row.crashes} "
                f"| {row.slowest_s:.1f} s |",
                flush=True,
            )


if __name__ == "__main__":
    main()
