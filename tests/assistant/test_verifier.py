"""A sentence that is no quote is checked against the text it cites."""

import logging
import re
from zlib import crc32

import numpy as np
import pytest

from assistant.opening import load_lexicon
from assistant.types import Verdict
from assistant.verify import Verifier
from assistant.verify_findings import Fault
from ingest.embed import WordVectors
from language.lexicon import Lexicon
from language.script import Language

ZH = (
    "綠港基金 2021 年 3 月成立，規模新臺幣 50 億元，由臺灣與波蘭各出一半。"
    "廠商必須在 30 天內提出申請，補助最高 40%。"
    "2022 年補助 12 家廠商，高於 2021 年的 8 家。"
    "基金不接受銀行申請。"
)
EN = (
    "The Green Harbour Fund was set up in March 2021 with NT$5 billion, half of it from Poland. "
    "Firms must apply within 30 days, and a grant covers at most 40 percent of the cost. "
    "In 2022 it paid 12 firms, more than the 8 of 2021. "
    "The fund does not take applications from banks."
)


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return load_lexicon(tmp_path_factory.mktemp("cache"))


def words_of(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+|[\u4e00-\u9fff]", text.lower()))


class WordCounts:
    """An embedder to which texts are alike that share words."""

    name = "word counts"
    dimensions = 64

    def embed(self, texts: list[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in words_of(text):
                vector[crc32(word.encode()) % self.dimensions] += 1
            vector[0] += 0.1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_words(self, texts: list[str]) -> list[WordVectors]:
        found = []
        for text, whole in zip(texts, self.embed(texts), strict=True):
            words = words_of(text)
            ranks = np.full(len(words), 9_000)
            states = self.embed(list(words)).astype(np.float16)
            found.append(WordVectors(whole, words, ranks, states))
        return found


@pytest.fixture(scope="module")
def verifier(lexicon: Lexicon) -> Verifier:
    return Verifier(embedder=WordCounts(), lexicon=lexicon)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        pytest.param("基金不接受銀行申請。", ZH, id="word for word"),
        pytest.param(
            "綠港基金民國 110 年 3 月成立，規模新臺幣 50 億元。", ZH, id="Republican year"
        ),
        pytest.param("廠商必須在３０天內提出申請，補助最高百分之四十。", ZH, id="other digits"),
        pytest.param("綠港基金 2021 年 3 月成立，規模 500,000 萬元。", ZH, id="other scale"),
        pytest.param("綠港基金规模新台币 50 亿元。", ZH, id="other script"),
        pytest.param("The fund does not take applications from banks.", EN, id="English"),
        pytest.param("In 2022 it paid 12 firms.", EN, id="shortened"),
        pytest.param(
            "The Green Harbour Fund was set up in March 2021 with about NT$5 billion.",
            EN,
            id="about",
        ),
    ],
)
def test_what_the_evidence_says_is_supported(verifier: Verifier, claim: str, evidence: str) -> None:
    check = verifier.check(claim, [evidence])

    assert (check.verdict, check.reasons) == (Verdict.SUPPORTED, ())
    assert check.score >= 0.5


@pytest.mark.parametrize(
    ("claim", "evidence", "fault"),
    [
        pytest.param("2022 年補助 13 家廠商。", ZH, Fault.FIGURE_ABSENT, id="digit"),
        pytest.param("2022 年補助 8 家廠商。", ZH, Fault.FIGURE_DIFFERS, id="figure of another"),
        pytest.param(
            "規模新臺幣 50 萬元，由臺灣與波蘭各出一半。", ZH, Fault.FIGURE_ABSENT, id="scale"
        ),
        pytest.param(
            "規模 50 億美元，由臺灣與波蘭各出一半。", ZH, Fault.UNIT_DIFFERS, id="currency"
        ),
        pytest.param("廠商必須在 30 週內提出申請。", ZH, Fault.UNIT_DIFFERS, id="measure"),
        pytest.param("補助最高 40 個百分點。", ZH, Fault.UNIT_DIFFERS, id="points for percent"),
        pytest.param("綠港基金 2020 年 3 月成立。", ZH, Fault.FIGURE_ABSENT, id="year"),
        pytest.param(
            "綠港基金民國 111 年 3 月成立。", ZH, Fault.FIGURE_ABSENT, id="Republican year"
        ),
        pytest.param("由臺灣與匈牙利各出一半。", ZH, Fault.NAME_DIFFERS, id="name"),
        pytest.param("基金接受銀行申請。", ZH, Fault.NEGATED, id="negation lost"),
        pytest.param("綠港基金 2021 年 3 月尚未成立。", ZH, Fault.NEGATED, id="negation added"),
        pytest.param("廠商可以在 30 天內提出申請。", ZH, Fault.DUTY_DIFFERS, id="duty"),
        pytest.param(
            "2022 年補助 12 家廠商，低於 2021 年的 8 家。", ZH, Fault.REVERSED, id="comparison"
        ),
        pytest.param("In 2022 it paid 17 firms.", EN, Fault.FIGURE_ABSENT, id="English digit"),
        pytest.param(
            "The fund was set up in March 2021 with NT$5 million.",
            EN,
            Fault.FIGURE_ABSENT,
            id="English scale",
        ),
        pytest.param(
            "The fund was set up in March 2021 with US$5 billion.",
            EN,
            Fault.UNIT_DIFFERS,
            id="English currency",
        ),
        pytest.param(
            "The fund does take applications from banks.", EN, Fault.NEGATED, id="English negation"
        ),
        pytest.param("Firms may apply within 30 days.", EN, Fault.DUTY_DIFFERS, id="English duty"),
        pytest.param(
            "In 2022 it paid 12 firms, less than the 8 of 2021.",
            EN,
            Fault.REVERSED,
            id="English comparison",
        ),
        pytest.param(
            "The Green Harbour Fund was set up in March 2021 with NT$5 billion, half of it from "
            "Hungary.",
            EN,
            Fault.NAME_DIFFERS,
            id="English name",
        ),
    ],
)
def test_a_change_of_one_thing_is_caught_and_named(
    verifier: Verifier, claim: str, evidence: str, fault: Fault
) -> None:
    check = verifier.check(claim, [evidence])

    assert check.verdict in (Verdict.CONTRADICTED, Verdict.UNSUPPORTED)
    assert fault in {finding.fault for finding in check.findings}
    assert check.score < 0.1


@pytest.mark.parametrize(
    ("claim", "evidence", "fault"),
    [
        pytest.param("The fund was set up in March 2020.", ZH, Fault.FIGURE_ABSENT, id="year"),
        pytest.param(
            "Its size is US$5 billion.", "規模新臺幣 50 億元。", Fault.UNIT_DIFFERS, id="currency"
        ),
        pytest.param("Hungary paid half of it.", ZH, Fault.NAME_ABSENT, id="name"),
        pytest.param(
            "The fund takes no applications.", "基金接受申請。", Fault.NEGATED, id="negation"
        ),
        pytest.param("Exports fell in 2022.", "2022 年出口成長。", Fault.REVERSED, id="direction"),
        pytest.param("基金規模 50 億美元。", EN, Fault.UNIT_DIFFERS, id="into English"),
        pytest.param(
            "The Poland office opened in 2021.",
            "波蘭辦公室 2019 年開幕。捷克據點 2021 年結束。",
            Fault.FIGURE_DIFFERS,
            id="year of a neighbour",
        ),
        pytest.param(
            "Firms may apply for the subsidy.", "廠商必須申請補助。", Fault.DUTY_DIFFERS, id="duty"
        ),
        pytest.param(
            "總經費美元 60 億元。",
            "The total is NT$6 billion.",
            Fault.UNIT_DIFFERS,
            id="currency before the number",
        ),
        pytest.param(
            "諾布爾任命金特納為宿霧廣播公司總裁。",
            "Noble appointed Kintner to be president of ABC.",
            Fault.NAME_ABSENT,
            id="place within a longer name",
        ),
        pytest.param(
            "他以 39 歲之齡成為史上年齡最小的四分衛。",
            "He led two teams. He is the oldest quarterback ever to play, at age 39.",
            Fault.REVERSED,
            id="rank, in the clause with the same figure",
        ),
        pytest.param(
            "The subsidy is paid before the report.",
            "補助在報告驗收後撥付。",
            Fault.TURN_ABSENT,
            id="order of time",
        ),
        pytest.param(
            "申請人可以在當地登記公司，並附上證明。",
            "With proof, whoever applies must register a company there.",
            Fault.DUTY_DIFFERS,
            id="duty, clauses cut otherwise",
        ),
        pytest.param(
            "辦公室不在臺北提出計畫。",
            "The office presented its plan in Taipei, as set out in March.",
            Fault.NEGATED,
            id="a denial that the dictionary has as a word",
        ),
        pytest.param(
            "議會能夠對這些問題立法。",
            "The parliament is unable to legislate on these matters.",
            Fault.NEGATED,
            id="unable",
        ),
        pytest.param(
            "The video contains digital improvements and sound improvements.",
            "影片包含數位改善，不含聲音改善。",
            Fault.NEGATED,
            id="a denial left out of one part",
        ),
        pytest.param(
            "單案 1 億美元以下，審查至多兩階段。",
            "Projects are under US$100 million each and pass at least two rounds.",
            Fault.REVERSED,
            id="two directions in one clause",
        ),
        pytest.param(
            "Exports rose 5 percent, and the share of Hong Kong rose as well.",
            "出口年增 5%，對香港占比下降。",
            Fault.REVERSED,
            id="a name of two words tells the clause",
        ),
    ],
)
def test_a_change_is_caught_across_languages(
    verifier: Verifier, claim: str, evidence: str, fault: Fault
) -> None:
    check = verifier.check(claim, [evidence])

    assert check.verdict is not Verdict.SUPPORTED
    assert fault in {finding.fault for finding in check.findings}


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        pytest.param(
            "他帶領野馬隊贏得第 33 屆超級碗。",
            "He led the Broncos to victory in Super Bowl XXXIII.",
            id="Roman numeral",
        ),
        pytest.param("這十年是轉折點。", "The decade was a turning point.", id="decade"),
        pytest.param("80 年代初的電視。", "Television in the early 1980s.", id="the eighties"),
        pytest.param("Carolina had the ball.", "卡羅萊納拿到了球。", id="name by its sound"),
        pytest.param("概念驗證（PoC）案。", "Proof-of-concept projects.", id="abbreviation"),
        pytest.param(
            "He wrote of nonviolent protest.", "他寫了非暴力抗議。", id="a denial within a word"
        ),
        pytest.param("預算是 23 萬美元。", "The budget was $230,000.", id="a bare dollar sign"),
        pytest.param(
            "美國國家航空航天局選了火箭。", "NASA chose the rocket.", id="name within a longer one"
        ),
        pytest.param(
            "他把《新約聖經》譯成法語。",
            "He put the New Testament into French. (1523.)",
            id="a sentence of figures alone",
        ),
        pytest.param(
            "Firms that invest in the United States get credit.",
            "赴美投資的廠商可獲授信。",
            id="a country in one character",
        ),
        pytest.param(
            "The fund guarantees up to 90% of a loan.",
            "信保基金為中小企業提供貸款保證。保證成數最高九成。",
            id="a direction in the sentence with its figure",
        ),
        pytest.param(
            "The loan is cut by 2 points.", "貸款最高 3,500 萬元，再減 2 點。", id="no opposite"
        ),
        pytest.param(
            "這些數字不能合併。", "These totals cannot be merged.", id="both languages deny"
        ),
        pytest.param(
            "兩家公司承諾互不干涉。",
            "The two companies promised non-interference.",
            id="denials within words of both",
        ),
        pytest.param(
            "別國想學卻不容易照搬。",
            "Other countries want to learn from it but find it hard to copy.",
            id="hard to",
        ),
        pytest.param(
            "Its gains were helped by the fact that several smaller markets thrived.",
            "它的增長得益於一個事實，幾個較小的市場已經興旺。",
            id="an opposite that the claim says as well",
        ),
        pytest.param(
            "最高溫度沒有達到 2007 年的記錄。",
            "The maximum did not reach the records of 2007.",
            id="maximum of no figure",
        ),
        pytest.param(
            "其他業者最長 6 年仍由原機關監理。",
            "Other firms stay under their old agencies for up to six years.",
            id="up to, in words",
        ),
        pytest.param("It will take a decade or more.", "需要 10 年或更長時間。", id="or more"),
        pytest.param(
            "The rules oblige the bank to publish the sum.",
            "新規要求銀行公布金額，廠商可據以評估。",
            id="a demand beside a permission",
        ),
        pytest.param(
            "開發中國家缺少經費。", "Developing countries lack the money.", id="no China in it"
        ),
        pytest.param(
            "The Smart City Summit & Expo held 13 sessions.",
            "智慧城市展辦了 13 場。",
            id="a part of a known name",
        ),
        pytest.param(
            "The article names the European and Asian banks.",
            "專文提到歐銀與亞銀。",
            id="an adjective in one character",
        ),
        pytest.param("利率再減 1.5%。", "An extra cut of 1.5 points.", id="points of percent"),
        pytest.param(
            "五成的原因要歸咎於二氧化碳。", "Carbon dioxide causes half of it.", id="half"
        ),
        pytest.param(
            "Indonesia started the 100 Smart Cities Movement.",
            "印尼啟動百座智慧城市運動。",
            id="a hundred",
        ),
    ],
)
def test_what_the_other_language_says_otherwise_is_no_fault(
    verifier: Verifier, claim: str, evidence: str
) -> None:
    weighed = verifier.weigh(claim, [evidence])

    assert weighed is not None
    assert weighed.findings == ()


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "After March 2021 the fund was set up with NT$5 billion, half of it from Poland.",
            id="another word where no name stands",
        ),
        pytest.param("The fund pays firms within 30 days.", id="a negation of another sentence"),
    ],
)
def test_a_paraphrase_is_left_to_the_score(verifier: Verifier, claim: str) -> None:
    weighed = verifier.weigh(claim, [EN])

    assert weighed is not None
    assert weighed.certain == ()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        pytest.param("", [ZH], id="no claim"),
        pytest.param("綠港基金不接受銀行申請。", [], id="no evidence"),
        pytest.param("綠港基金不接受銀行申請。", ["", " \n"], id="blank evidence"),
        pytest.param("……", [ZH], id="no words"),
    ],
)
def test_nothing_supports_nothing(verifier: Verifier, claim: str, evidence: list[str]) -> None:
    check = verifier.check(claim, evidence)

    assert check.verdict is Verdict.UNSUPPORTED
    assert check.reasons != ()


def test_what_the_evidence_does_not_speak_of_is_unsupported(verifier: Verifier) -> None:
    check = verifier.check("Whales sleep near the surface of the ocean.", [EN])

    assert check.verdict is Verdict.UNSUPPORTED
    assert "whales" in " ".join(check.reasons).lower()


def test_reasons_are_told_in_either_language(verifier: Verifier) -> None:
    check = verifier.check("2022 年補助 13 家廠商。", [ZH])

    assert any("13" in reason and "not in the evidence" in reason for reason in check.reasons)
    assert any("13" in reason and "沒有" in reason for reason in check.reasons_in(Language.ZH))


def test_a_claim_that_the_other_language_holds_is_not_embedded(lexicon: Lexicon) -> None:
    class Unasked(WordCounts):
        def embed_words(self, texts: list[str]) -> list[WordVectors]:
            raise AssertionError("asked")

    verifier = Verifier(embedder=Unasked(), lexicon=lexicon)

    check = verifier.check("The fund does not take applications from banks.", [ZH])

    assert check.verdict is Verdict.SUPPORTED


def test_a_check_that_fails_leaves_the_claim_unchecked(
    lexicon: Lexicon, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(WordCounts):
        def embed(self, texts: list[str]) -> np.ndarray:
            raise RuntimeError("no model")

    check = Verifier(embedder=Broken(), lexicon=lexicon).check("Firms that want money apply.", [EN])

    assert (check.verdict, check.score) == (Verdict.UNCHECKED, 0.0)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
