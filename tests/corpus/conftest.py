from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from corpus.facts import Fact, FactSource

FRONT = """\
---
title: {title}
kind: policy
markets: [Taiwan]
sectors: [any]
language: {language}
issuer: {issuer}
issued: 2026-11-23
edition: 1
supersedes: null
---

"""

ISSUERS = {"zh": "國際拓展諮詢專案", "en": "Expansion Advisor project"}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a document of the policy kind and gives its path."""

    def write_document(
        body: str, *, language: str = "en", title: str = "A brief", front: str | None = None
    ) -> Path:
        path = tmp_path / "policy" / f"a-brief.{language}.md"
        path.parent.mkdir(exist_ok=True)
        head = front or FRONT.format(title=title, language=language, issuer=ISSUERS[language])
        path.write_text(head + body, encoding="utf-8")
        return path

    return write_document


def fact(name: str, en: str, zh: str, *, confidence: str = "high", as_of: str = "2023-12") -> Fact:
    return Fact.model_validate(
        {
            "id": name,
            "topic": "test",
            "markets": ("Taiwan",),
            "sectors": ("any",),
            "kind": "market",
            "fact_en": en,
            "fact_zh": zh,
            "as_of": as_of,
            "source": FactSource(
                title="A report", publisher="A publisher", url="https://example.org", date=None
            ),
            "confidence": confidence,
        }
    )


@pytest.fixture(scope="session")
def facts() -> Mapping[str, Fact]:
    all_facts = [
        fact(
            "trade",
            "In 2022 trade passed US$70 billion, up 9.46 percent, in 18 countries.",
            "2022 年貿易首次超過 700 億美元，年增 9.46%，涵蓋 18 國。",
        ),
        fact(
            "pilots",
            "A 5G programme of ten years ran 200 pilots from 6 June 2014 and took 72 hours.",
            "5G 計畫十年間做了 200 案，自 2014 年 6 月 6 日起，費時 72 小時。",
        ),
        fact("rumour", "It may be 99.", "據稱為 99。", confidence="low"),
    ]
    return {one.id: one for one in all_facts}
