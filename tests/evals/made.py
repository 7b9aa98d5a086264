"""Small answers, cases and graders that several tests of the evals use."""

from collections.abc import Sequence

from assistant.types import Answer, Claim, Outcome, Passage, Quote, Verdict, Writer
from evals.asking import Result
from evals.cases import Case, Kind
from ingest.types import Chunk
from language.script import Language


def case(id: str = "a", **fields: object) -> Case:
    given = {"question": "How long is the notice period?", "kind": Kind.LOOKUP}
    answers = (
        {}
        if fields.get("expects") == "decline"
        else {
            "pages": {"lease.md": (0,)},
            "vital": ("three months | 三個月",),
        }
    )
    return Case.model_validate({"id": id, **given, **answers, **fields})


def passage(number: int = 1, document: str = "lease.md", page_index: int = 0) -> Passage:
    text = "The notice period is three months."
    chunk = Chunk(
        id=number, version=1, document=document, source=document, title="Lease",
        page_index=page_index, page_label=None, start=0, end=len(text), text=text,
        language=Language.EN, headings=(),
    )  # fmt: skip
    return Passage(number, chunk, 1.0)


def quote(marker: int = 1, document: str = "lease.md", page_index: int = 0) -> Quote:
    text = "The notice period is three months."
    return Quote(
        marker=marker, version=1, document=document, source=document, title="Lease",
        page_index=page_index, page_label=None, start=0, end=len(text), text=text,
        language=Language.EN,
    )  # fmt: skip


def claim(text: str = "The notice period is three months.", *quotes: Quote) -> Claim:
    found = quotes or (quote(),)
    return Claim(text, Verdict.SUPPORTED, tuple(one.marker for one in found), found)


def answer(*claims: Claim, passages: Sequence[Passage] = (), **fields: object) -> Answer:
    given: dict[str, object] = {
        "question": "How long is the notice period?",
        "searched": "How long is the notice period?",
        "language": Language.EN,
        "outcome": Outcome.ANSWERED if claims else Outcome.DECLINED,
        "reason": None if claims else "The documents do not say.",
        "missing": (),
        "claims": claims,
        "passages": tuple(passages) or (passage(),),
        "writer": Writer.QUOTES,
        "seconds": 0.1,
    }
    return Answer(**{**given, **fields})  # type: ignore[arg-type]


def result(*claims: Claim, **scores: float) -> Result:
    return Result(answer(*claims), scores)
