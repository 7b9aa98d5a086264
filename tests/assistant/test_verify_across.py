"""What a claim turns round against evidence in the other language, and what it only says freely."""

import pytest

from assistant.verify_across import across_findings
from assistant.verify_align import Units
from assistant.verify_findings import Fault, Finding
from assistant.verify_names import Names
from assistant.verify_read import read
from language.lexicon import Lexicon


def faults(lexicon: Lexicon, claim: str, *evidence: str) -> list[Fault]:
    mine, theirs = read(claim), [read(one) for one in evidence]
    units = Units(lexicon)
    said = units.of(mine, languages=frozenset(one.language for one in theirs))
    found: list[Finding] = [
        *across_findings(mine, said, theirs, theirs, words=units),
        *Names(lexicon).absent(mine, theirs),
    ]
    return [finding.fault for finding in found]


@pytest.mark.parametrize(
    ("claim", "evidence", "fault"),
    [
        pytest.param(
            "The district has the highest crime rate in the city and the highest rents.",
            ["該區的犯罪率是全市最低，租金則是全市最高。"],
            Fault.REVERSED,
            id="one of two directions in one clause",
        ),
        pytest.param(
            "該契約無效。",
            ["The contract is valid."],
            Fault.NEGATED,
            id="a word that the other language only denies",
        ),
        pytest.param(
            "The fund does not lend money to small firms, and the office in Taipei is open.",
            ["基金貸款給小型廠商。", "臺北的辦公室開放，但從不在週日開放。"],
            Fault.NEGATED,
            id="a denial beside another sentence that denies",
        ),
    ],
)
def test_what_is_turned_round_is_found(
    lexicon: Lexicon, claim: str, evidence: list[str], fault: Fault
) -> None:
    assert fault in faults(lexicon, claim, *evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        pytest.param(
            "The district has the lowest crime rate in the city and the highest rents.",
            "該區的犯罪率是全市最低，租金則是全市最高。",
            id="two directions, both kept",
        ),
        pytest.param(
            "Unlike other bears, polar bears do not hibernate.",
            "與其他熊類不同，北極熊不冬眠。",
            id="unlike",
        ),
        pytest.param(
            "荷蘭人於 1662 年離開臺灣。", "The Dutch left Taiwan in 1662.", id="a place's adjective"
        ),
        pytest.param(
            "The plan must reach zero no later than 2050.",
            "計畫最遲於 2050 年達到零。",
            id="no later than",
        ),
        pytest.param(
            "死亡谷是北美洲最炎熱的地方。",
            "Death Valley is the hottest place in North America.",
            id="the most, by an ending",
        ),
        pytest.param(
            "Shipments may be refused entry if the label does not state the country.",
            "標籤若未標示國家，貨物可能被拒絕入境。",
            id="what comes near a denial and is an opposite as well",
        ),
    ],
)
def test_what_is_said_freely_is_no_fault(lexicon: Lexicon, claim: str, evidence: str) -> None:
    assert faults(lexicon, claim, evidence) == []
