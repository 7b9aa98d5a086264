"""A small honest stand-in for the assistant: it answers from a list, over three documents."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.facets import NO_FILTERS, Filters
from assistant.types import (
    CASE,
    Answer,
    Claim,
    Claimed,
    Contact,
    Decline,
    Disagreement,
    Event,
    Figure,
    Finished,
    Found,
    Outcome,
    Passage,
    Quote,
    Turn,
    Verdict,
    Writer,
)
from ingest.types import Chunk, DocumentInfo, Note, Page
from language.script import Language

ZH, EN = Language.ZH, Language.EN

FUND_PAGE = "\n".join(
    [
        "技術合作基金的用途",
        "臺灣自 1991 年起在歐銀設有技術合作基金（Taiwan Business-EBRD Technical Cooperation Fund）"
        "。基金支付顧問服務，由臺灣廠商承接。廠商先在 ECEPP 平台登錄，再投標。",
        "基金不支付設備採購。",
    ]
)
GUIDE_PAGE = "\n".join(
    [
        "How a firm gets a contract",
        "Firms register on the ECEPP portal before they bid. A consultancy contract is awarded "
        "after a competitive selection. The fund pays consultants, not equipment.",
    ]
)
NOTES_PAGE = "Smart parking in Bangkok: the city ran a pilot with 120 spaces in 2023."

HOSTILE = (
    '<img src=x onerror="alert(1)"> **bold** $x^2$ :red[red] :smile: [link](javascript:alert(1))'
)


def page(index: int, label: str | None, text: str, notes: tuple[Note, ...] = ()) -> Page:
    return Page(
        index=index,
        label=label,
        text=text,
        raw=text,
        origin=np.arange(len(text), dtype=np.int32),
        width=595.0,
        height=842.0,
        notes=notes,
    )


def info(
    version: int, source: str, title: str, language: Language, **metadata: object
) -> DocumentInfo:
    return DocumentInfo(
        version=version,
        document=source,
        source=source,
        title=title,
        format=source.rsplit(".", 1)[-1],
        language=language,
        paginated=source.endswith(".pdf"),
        pages=1,
        chunks=1,
        metadata=metadata,
        ingested_at="2026-01-01T00:00:00+00:00",
        seconds=0.1,
        page_states={"read": 1},
    )


class FakeCatalogue:
    """Three documents by version: a Chinese PDF, an English PDF, a Markdown file."""

    def __init__(self) -> None:
        bids = FUND_PAGE.index("基金不支付")
        self.infos = {
            1: info(
                1,
                "policy/歐銀基金.pdf",
                "歐銀臺灣技術合作基金：廠商怎麼用",
                ZH,
                issuer="國際拓展諮詢專案",
                issued="2026-11-23",
                kind="policy",
            ),
            2: info(
                2,
                "procedure/ecepp-guide.pdf",
                "From registering on ECEPP to a signed contract",
                EN,
                issuer="Expansion Advisor project",
                issued="2026-11-23",
                kind="procedure",
            ),
            3: info(3, "notes.md", HOSTILE, EN, issuer=HOSTILE, kind=HOSTILE),
        }
        self.pages = {
            (1, 0): page(
                0,
                "26",
                FUND_PAGE,
                (
                    Note("1", (bids - 1,), "國家發展委員會，2024 年。", "https://example.org/fund"),
                    Note("2", (3,), "不相干的註腳。", None),
                ),
            ),
            (2, 2): page(2, "iii", f"What comes before. {HOSTILE}"),
            (2, 3): page(3, "iv", GUIDE_PAGE),
            (3, 0): page(0, None, NOTES_PAGE),
        }
        self.infos[2] = replace(self.infos[2], pages=4)
        self.files: dict[int, Path] = {}

    def documents(self) -> list[DocumentInfo]:
        return list(self.infos.values())

    def document(self, version: int) -> DocumentInfo | None:
        return self.infos.get(version)

    def page(self, version: int, page_index: int) -> Page | None:
        return self.pages.get((version, page_index))

    def original(self, version: int) -> Path | None:
        return self.files.get(version)

    def chunks_of(self, version: int) -> list[Chunk]:
        return []

    def passage(self, number: int, version: int, page_index: int, text: str) -> Passage:
        info, page = self.infos[version], self.pages[version, page_index]
        start = page.text.index(text)
        chunk = Chunk(
            id=number,
            version=version,
            document=info.document,
            source=info.source,
            title=info.title,
            page_index=page_index,
            page_label=page.label,
            start=start,
            end=start + len(text),
            text=text,
            language=info.language,
        )
        return Passage(number, chunk, 1.0 / number)

    def quote(self, passage: Passage, text: str) -> Quote:
        chunk = passage.chunk
        start = self.pages[chunk.version, chunk.page_index].text.index(text)
        return Quote(
            marker=passage.number,
            version=chunk.version,
            document=chunk.document,
            source=chunk.source,
            title=chunk.title,
            page_index=chunk.page_index,
            page_label=chunk.page_label,
            start=start,
            end=start + len(text),
            text=text,
            language=chunk.language,
        )


class FakeIndex:
    def require_documents(self) -> None:
        pass


class FakeAssistant:
    """Answers every question from three quotes; keeps what it was asked.

    A question with "declined", "partial" or "fault" in it gets that; with "hostile" it gets an
    answer full of markup; with "model" one that a model wrote in part; with "aside" a friendly
    sentence; with "corrected", "differing" or "old" what these say.
    """

    def __init__(self) -> None:
        self.catalogue = FakeCatalogue()
        self.index = FakeIndex()
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self.filters: list[Filters] = []
        self.record: str | None = None
        """The id that its answers' record has."""

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        language: Language | None = None,
        filters: Filters = NO_FILTERS,
    ) -> Iterator[Event]:
        self.asked.append((question, tuple(history)))
        self.filters.append(filters)
        if "fault" in question:
            raise RuntimeError("a fault that no reader can do anything about")
        answer = replace(self.answer(question), filters=filters)
        yield Found(answer.searched, answer.passages)
        for claim in answer.claims:
            yield Claimed(claim)
        yield Finished(answer)

    def generation(self) -> tuple[int, ...]:
        """Nothing ever changes, and the fake is its own shelf."""
        return (3,)

    def follow_ups(self, answer: Answer) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        pass

    def answer(self, question: str) -> Answer:
        catalogue = self.catalogue
        fund = catalogue.passage(1, 1, 0, FUND_PAGE)
        guide = catalogue.passage(2, 2, 3, GUIDE_PAGE)
        notes = catalogue.passage(3, 3, 0, NOTES_PAGE)
        outcome, reason = Outcome.ANSWERED, None
        missing: tuple[str, ...] = ()
        claims = tuple(
            Claim(text, verdict, (passage.number,), (catalogue.quote(passage, text),))
            for text, passage, verdict in [
                ("基金支付顧問服務，由臺灣廠商承接。", fund, Verdict.SUPPORTED),
                ("廠商先在 ECEPP 平台登錄，再投標。", fund, Verdict.SUPPORTED),
                ("Firms register on the ECEPP portal before they bid.", guide, Verdict.SUPPORTED),
                ("The fund pays consultants, not equipment.", guide, Verdict.UNCHECKED),
            ]
        )
        if "partial" in question:
            outcome, missing = Outcome.PARTIAL, ("2026 年的預算",)
            reason = "文件說明了申請方式，但沒有預算。"
        if "declined" in question:
            outcome, missing, claims = Outcome.DECLINED, ("越南的停車費率",), ()
            reason = "文件沒有提到越南的停車費率；最接近的是以下段落。"
        decline = None if outcome is Outcome.ANSWERED else Decline.NOT_IN_DOCUMENTS
        contacts: tuple[Contact, ...] = ()
        disagreements: tuple[Disagreement, ...] = ()
        if "declined" in question:
            register = catalogue.quote(guide, "Firms register on the ECEPP portal")
            contacts = (Contact("ECEPP", 2, register), Contact(HOSTILE, 3, None))
        if "aside" in question:
            outcome, claims, decline = Outcome.DECLINED, (), Decline.OFF_TOPIC
            reason = "這件事我幫不上忙。"
        if "corrected" in question:
            claims = (replace(claims[0], corrects=f"基金買設備{HOSTILE}"), *claims[1:])
        if "differing" in question:
            figures = (Figure("7 億", 1, "2024", "2025-03"), Figure("5 億", 3, None, None))
            disagreements = (Disagreement(figures),)
        if "old" in question:
            claims = (replace(claims[0], kind=CASE, as_of="2019-03"), *claims[1:])
        if "hostile" in question:
            claims = (
                Claim(HOSTILE, Verdict.SUPPORTED, (3,), (catalogue.quote(notes, NOTES_PAGE),)),
            )
        return Answer(
            question=question,
            searched=question,
            language=ZH,
            outcome=outcome,
            reason=reason,
            missing=missing,
            claims=claims,
            passages=(fund, guide, notes),
            writer=Writer.MODEL if "model" in question else Writer.QUOTES,
            seconds=0.2,
            withheld=2 if "model" in question else 0,
            notice="語言模型沒有及時回應。" if "model" in question else None,
            record=self.record,
            decline=decline,
            contacts=contacts,
            disagreements=disagreements,
        )
