"""From a reader's opinion of an answer to a proposed eval case, for a person to review.

What the record knows is filled in: the question and those before it, the pages that were cited or
found, what the reader said. What a good answer must say, only a person can tell.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import yaml

from assistant.errors import AssistantError
from assistant.feedback import Opinion, Reason, Thumb
from assistant.record import Record
from assistant.types import Answer, Outcome
from language.places import place_name, places
from language.script import Language

_PAGES = 5
"""How many of the pages found are offered when none was cited."""

_KINDS = {Reason.SHOULD_DECLINE: "unanswerable", Reason.OUT_OF_DATE: "edition"}
_KIND, _FOLLOW_UP = "lookup", "follow-up"


class CannotPropose(AssistantError):
    """The opinion, or the file that the case would go to, does not allow it."""


def propose(record: Record, opinions: Sequence[Opinion]) -> dict[str, object]:
    """The newest opinion of an answer as an entry of `proposed:` in a file of eval cases.

    Raises `CannotPropose` when nobody has given one.
    """
    answer = record.answer
    if not opinions:
        raise CannotPropose(
            f"nobody has said what they think of the answer {answer.record!r}: `advisor feedback` "
            "lists those with an opinion"
        )
    opinion = opinions[-1]
    declines = opinion.reason is Reason.SHOULD_DECLINE
    case: dict[str, object] = {
        "id": f"reader-{answer.record}",
        "why": _why(answer, opinion),
        "question": answer.question,
        "kind": _KINDS.get(opinion.reason) if opinion.reason in _KINDS else _kind(record),
    }
    if named := places(answer.searched):
        case["market"] = place_name(named[0].code, Language.EN)
    if record.history:
        case["history"] = [turn.question for turn in record.history]
    if declines:
        return {**case, "expects": "decline"}
    return {**case, "pages": _pages(answer), "vital": _vital(answer, opinion)}


def _kind(record: Record) -> str:
    return _FOLLOW_UP if record.history else _KIND


def _why(answer: Answer, opinion: Opinion) -> str:
    """What a reviewer has to know: the reader's words, and what they were shown."""
    said = f"thumb {opinion.thumb.value}"
    said += f", {opinion.reason.value}" if opinion.reason else ""
    said += f": {opinion.comment}" if opinion.comment else ""
    shown = [f"- {claim.text}" for claim in answer.claims]
    reason = [answer.reason] if answer.reason else []
    return "\n".join([said, f"{answer.outcome.value}, {opinion.at[:10]}", *reason, *shown])


def _pages(answer: Answer) -> dict[str, list[int]]:
    """Those cited; the best of those found when the answer cites none."""
    cited = [(quote.document, quote.page_index) for one in answer.claims for quote in one.quotes]
    found = [(one.chunk.document, one.chunk.page_index) for one in answer.passages[:_PAGES]]
    by_document: dict[str, set[int]] = {}
    for document, page in cited or found:
        by_document.setdefault(document, set()).add(page)
    return {document: sorted(pages) for document, pages in by_document.items()}


def _vital(answer: Answer, opinion: Opinion) -> list[str]:
    """What a praised answer said; of any other, what must be said is still to be written."""
    praised = opinion.thumb is Thumb.UP and answer.outcome is Outcome.ANSWERED
    return [claim.text for claim in answer.claims] if praised else []


def add_to(file: Path, case: Mapping[str, object], *, documents: str) -> None:
    """Append a proposed case to a file of eval cases, which is made when missing.

    What the file holds stays as it is, comments too. Raises `CannotPropose` when it is no file of
    cases, already has the case, or cannot be added to at its end.
    """
    try:
        text = file.read_text("utf-8") if file.exists() else _new(file, documents)
        known = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CannotPropose(f"{file} cannot be read as YAML: name another with --to") from error
    if not isinstance(known, dict) or "collection" not in known:
        raise CannotPropose(f"{file} is no file of eval cases: name another with --to")
    if case["id"] in _ids(known):
        raise CannotPropose(f"{case['id']} is already in {file}: nothing was added")
    head = "" if "proposed" in known else "\nproposed:\n"
    entry = yaml.safe_dump([dict(case)], allow_unicode=True, sort_keys=False, width=100)
    indented = "".join(f"  {line}" for line in entry.splitlines(keepends=True))
    longer = f"{text.rstrip()}\n{head}{indented}"
    if not _adds(longer, known, case):
        raise CannotPropose(f"make `proposed:` the last field of {file}, with an entry a line")
    file.write_text(longer, "utf-8")


def _adds(longer: str, known: Mapping[str, object], case: Mapping[str, object]) -> bool:
    """Whether a file's text reads as what is known, with the case behind what was proposed."""
    before = known.get("proposed")
    proposed = [*(before if isinstance(before, list) else []), dict(case)]
    try:
        return bool(yaml.safe_load(longer) == {**known, "proposed": proposed})
    except yaml.YAMLError:
        return False


def _new(file: Path, documents: str) -> str:
    return yaml.safe_dump(
        {"collection": file.stem, "documents": documents}, allow_unicode=True, sort_keys=False
    )


def _ids(known: Mapping[str, object]) -> Iterable[object]:
    for field in ("cases", "proposed"):
        entries = known.get(field) or []
        if isinstance(entries, list):
            yield from (one.get("id") for one in entries if isinstance(one, dict))
