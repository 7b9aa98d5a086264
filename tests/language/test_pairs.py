"""Names that texts give in both languages."""

import pytest

from language.lexicon import Lexicon, Name
from language.pairs import name_pairs, taught


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        pytest.param(
            "歐洲復興開發銀行（EBRD）成立。", "歐洲復興開發銀行", "EBRD", id="abbreviation"
        ),
        pytest.param(
            "業者推出「智慧停車」，智慧停車（smart parking）",
            "智慧停車",
            "smart parking",
            id="term",
        ),
        pytest.param(
            "並與遠通電收（Far Eastern Electronic Toll Collection，FETC）合作",
            "遠通電收",
            "Far Eastern Electronic Toll Collection|FETC",
            id="full name and abbreviation",
        ),
        pytest.param("外貿協會（TAITRA，簡稱貿協）", "外貿協會|貿協", "TAITRA", id="short name"),
        pytest.param("由資策會、國經協會（CIECA）主辦", "國經協會", "CIECA", id="in a list"),
        pytest.param("业者前往普里斯提纳（Pristina）", "普里斯提纳", "Pristina", id="Simplified"),
        pytest.param("透過臺灣參與的晨星計畫（MSP）", "晨星計畫", "MSP", id="after 的"),
        pytest.param(
            "簽了自由貿易協定。自由貿易協定（FTA）", "自由貿易協定", "FTA", id="由 in a word"
        ),
        pytest.param(
            "2024 年的「晨星計畫」（Morning Star）", "晨星計畫", "Morning Star", id="quoted"
        ),
        pytest.param("研究機構 晨星學院（MSI） 臺北", "晨星學院", "MSI", id="table cell"),
        pytest.param(
            "The Taipei Computer Association (TCA, 臺北市電腦公會) said",
            "臺北市電腦公會",
            "Taipei Computer Association|TCA",
            id="English and abbreviation",
        ),
        pytest.param(
            "Taiwan's Ministry of Foreign Affairs (MOFA, 外交部)",
            "外交部",
            "Ministry of Foreign Affairs|MOFA",
            id="from the first initial",
        ),
        pytest.param(
            "the Institute for Information Industry (III, 資策會)",
            "資策會",
            "Institute for Information Industry|III",
            id="whole initials",
        ),
        pytest.param(
            "help of the Export-Import Bank (Eximbank, 輸出入銀行)",
            "輸出入銀行",
            "Export-Import Bank|Eximbank",
            id="letters in order",
        ),
        pytest.param("In Kaohsiung (高雄) it rained.", "高雄", "Kaohsiung", id="after In"),
        pytest.param(
            "Held in Taipei. Morning Star (晨星)", "晨星", "Morning Star", id="sentence end"
        ),
        pytest.param(
            "推動 smart parking（智慧停車）", "智慧停車", "smart parking", id="in Chinese"
        ),
    ],
)
def test_a_name_in_parentheses_is_paired_with_that_before(text: str, zh: str, en: str) -> None:
    assert name_pairs(text) == (Name(tuple(zh.split("|")), tuple(en.split("|"))),)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("基金規模（USD）", id="currency"),
        pytest.param("裝置容量（MW）", id="unit"),
        pytest.param("歐銀有受援國（2023 年）", id="year"),
        pytest.param("晨星協會（Wang 2019）", id="author and year"),
        pytest.param("晨星協會（March 2024）", id="date"),
        pytest.param("晨星協會（p. 12）", id="page"),
        pytest.param("晨星協會（https://example.org/a）", id="address"),
        pytest.param("晨星協會（example.org）", id="domain"),
        pytest.param("晨星協會（A）", id="lone letter"),
        pytest.param("第三章晨星（IV）", id="Roman numeral"),
        pytest.param("晨星協會（as told by the mayor）", id="lower-case clause"),
        pytest.param("晨星集團（MSTR.NYSE）", id="ticker"),
        pytest.param("三家業者（Acer, ASUS）", id="several names"),
        pytest.param("新創公司（AdvMeds）", id="a kind of thing"),
        pytest.param("政府推動智慧城市計畫（Smart City）", id="verb"),
        pytest.param("四家業者（Morning Star）", id="count"),
        pytest.param("GDPR 個資保護（Data Protection）", id="begins in Latin letters"),
        pytest.param("讓·德貝當古（Jean de Bethencourt）", id="half a foreign name"),
        pytest.param("醫療廠商晨星科技（Morningstar）", id="what it is before the name"),
        pytest.param("很長很長的名字超過十四個字所以不可能是一個名稱啊（LONG）", id="too long"),
        pytest.param("晨星協會（資料來源：MSI）", id="source"),
        pytest.param("晨星協會（MSI）：https://example.org/msi", id="reference"),
        pytest.param("Local business (臺商)", id="lower case after a capital"),
        pytest.param("cheap smart parking (智慧停車)", id="lower case"),
        pytest.param("Ministry of Finance and Executive Yuan (行政院)", id="joined by and"),
        pytest.param("Thailand's Morning Star (晨星)", id="possessive"),
        pytest.param("Premier Ho Ming (何明)", id="title"),
        pytest.param("Morning Star (在臺北的晨星)", id="Chinese clause"),
        pytest.param("Morning Star (MSI, 晨星)", id="another's abbreviation"),
        pytest.param("Morning Star (晨星, 金星)", id="two Chinese names"),
        pytest.param("Morning Star (二月)", id="Chinese date"),
        pytest.param("（EBRD）", id="nothing before"),
        pytest.param("晨星\n（MSI）", id="another line"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_doubtful_is_no_pair(text: str) -> None:
    assert name_pairs(text) == ()


def test_each_pair_is_told_once_in_order() -> None:
    text = "晨星協會（MSA）與\n金星協會（VSA）。晨星協會（MSA）"

    assert [name.en for name in name_pairs(text)] == [("MSA",), ("VSA",)]


def test_taught_names_come_after_the_lexicons_own() -> None:
    lexicon = Lexicon({}, frozenset(), names=(Name(("晨星",), ("Morning Star",)),))

    now = taught(lexicon, [Name(("晨星",), ("Venus",)), Name(("金星會",), ("VSA",))])

    assert now.other_names("晨星").en == ("Morning Star",)
    assert now.other_names("VSA").zh == ("金星會",)
    assert [translation.text for translation in now.to_english("金星会")] == ["vsa"]


def test_all_that_documents_call_one_thing_is_known() -> None:
    names = [Name(("晨星會",), ("Morning Star", "MSA")), Name(("晨星会", "晨會"), ("MSA",))]

    now = taught(Lexicon({}, frozenset()), names)

    assert now.names == (Name(("晨星會", "晨星会", "晨會"), ("Morning Star", "MSA")),)


def test_words_before_a_name_are_told_by_another_document() -> None:
    names = [Name(("大型晨星會",), ("MSA",)), Name(("晨星會",), ("MSA",)), Name(("星會",), ("SA",))]

    now = taught(Lexicon({}, frozenset()), names)

    assert [name.zh for name in now.names] == [("晨星會",), ("星會",)]


def test_ordinary_words_stay_ordinary() -> None:
    lexicon = Lexicon({"平台": ("platform",), "豌豆": ("pea",)}, frozenset())

    now = taught(
        lexicon,
        [
            Name(("平台",), ("Platform",)),
            Name(("地方電力局",), ("PEA",)),
            Name(("電力局",), ("Electricity Authority", "PEA")),
        ],
    )

    assert now.names == (Name(("電力局",), ("Electricity Authority",)),)
    assert not now.is_name("platform")


def test_without_names_the_lexicon_is_the_same() -> None:
    lexicon = Lexicon({}, frozenset())

    assert taught(lexicon, []) is lexicon
