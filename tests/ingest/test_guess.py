"""What a document does not state is guessed from its title and first lines."""

import pytest

from ingest.guess import guess

DECREE = (
    "智慧停車場設置管理辦法\n"
    "數位發展部\n"
    "中華民國113年5月1日訂定發布，自113年7月1日施行\n"
    "第一條 為管理智慧停車場，特訂定本辦法。停車場經營業應登記。"
)
REPORT = (
    "Thailand digital market report 2023\n"
    "Ministry of Digital Economy\n"
    "Published 12 March 2024\n"
    "The rules apply to software sold in Thailand. Effective from 1 July 2024, software firms "
    "register. Vietnam has no such rule."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            DECREE,
            {
                "issuer": "數位發展部",
                "issued": "2024-05-01",
                "effective": "2024-07-01",
                "sectors": ["transport"],
                "kind": "rule",
            },
            id="a Taiwanese decree",
        ),
        pytest.param(
            REPORT,
            {
                "issuer": "Ministry of Digital Economy",
                "issued": "2024-03-12",
                "effective": "2024-07-01",
                "markets": ["Thailand"],
                "sectors": ["software"],
                "kind": "market",
            },
            id="an English report",
        ),
        pytest.param("Notes\nNothing to go by.", {}, id="nothing"),
        pytest.param(
            "出口統計（2022 年）\n內文", {"issued": "2022", "kind": "statistics"}, id="year"
        ),
        pytest.param(
            "備忘\n泰國、越南、泰國、泰國、日本。",
            {"markets": ["泰國"]},
            id="the market named most",
        ),
        pytest.param("備忘\n泰國、越南、日本、印度。", {}, id="many markets, none of them"),
        pytest.param(
            "Notes\nIn 2019 the fund was published widely. It closed in 2020.",
            {},
            id="a year in prose",
        ),
    ],
)
def test_guess(text: str, expected: dict[str, object]) -> None:
    assert guess(text, title=text.split("\n", maxsplit=1)[0]) == expected
