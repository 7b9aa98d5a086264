from decimal import Decimal

import pytest

from language.dates import DateParts
from language.quantities import QuantityKind, codes, quantities


def read(text: str) -> list[tuple[str, str | None]]:
    return [(f"{q.value.normalize():f}", q.unit) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2,192 guests", [("2192", None)], id="thousands separator"),
        pytest.param("２，１９２ 人", [("2", None), ("192", None)], id="full-width comma parts"),
        pytest.param("１２３ 案", [("123", None)], id="full-width digits"),
        pytest.param("1.2 億", [("120000000", None)], id="hundred millions"),
        pytest.param("46.1 萬人", [("461000", None)], id="ten thousands"),
        pytest.param("1 兆", [("1000000000000", None)], id="trillions"),
        pytest.param("5 億 2,000 萬", [("520000000", None)], id="two scales"),
        pytest.param("一億兩千萬", [("120000000", None)], id="two scales in words"),
        pytest.param("三百二十家", [("320", None)], id="Chinese numeral"),
        pytest.param("二十五國", [("25", None)], id="Chinese tens"),
        pytest.param("逾百城市", [("100", None)], id="a round hundred"),
        pytest.param("第三屆", [("3", None)], id="Chinese rank"),
        pytest.param("1.5 million users", [("1500000", None)], id="million"),
        pytest.param("1.15 lakh crore", [("1150000000000", None)], id="lakh crore"),
        pytest.param("twenty-five firms", [("25", None)], id="English words"),
        pytest.param("9 km2", [("9", "km²")], id="square measure in digits"),
        pytest.param("one million people", [("1000000", None)], id="one with a scale"),
        pytest.param("the fourth-largest donor", [("4", None)], id="English rank"),
        pytest.param("三分之二", [("0.6667", None)], id="Chinese fraction"),
        pytest.param("two thirds of them", [("0.6667", None)], id="English fraction"),
        pytest.param("a two-thirds majority", [("0.6667", None)], id="fraction before a noun"),
        pytest.param("12-month permits", [("12", "month")], id="hyphenated measure"),
        pytest.param("27-member EU", [("27", None)], id="hyphenated count"),
        pytest.param("72 小時內", [("72", "hour")], id="hours"),
        pytest.param("為期十年", [("10", "year")], id="years that pass"),
        pytest.param("one year", [("1", "year")], id="one of a measure"),
        pytest.param("5 km and 20MW", [("5", "km"), ("20", "MW")], id="measures"),
        pytest.param("長 4 公尺、5 miles", [("4", "m"), ("5", "mile")], id="lengths"),
        pytest.param("2023 年第四季", [("2023", None), ("4", "quarter")], id="quarter"),
        pytest.param("the fourth quarter", [("4", "quarter")], id="quarter in words"),
        pytest.param("18 to 25 days", [("18", "day"), ("25", "day")], id="range"),
    ],
)
def test_a_number_has_its_value_and_measure(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("US$2.0 billion", [("2000000000", "USD")], id="US dollars before"),
        pytest.param("20 億美元", [("2000000000", "USD")], id="US dollars behind"),
        pytest.param("100 US dollars", [("100", "USD")], id="US dollars in words"),
        pytest.param("新臺幣 60 億元", [("6000000000", "TWD")], id="New Taiwan dollars"),
        pytest.param("NT$6 billion", [("6000000000", "TWD")], id="NT$"),
        pytest.param("補助 30 萬元", [("300000", "TWD")], id="yuan without a country"),
        pytest.param("€15 million", [("15000000", "EUR")], id="euro sign"),
        pytest.param("1,500 萬歐元", [("15000000", "EUR")], id="euro in Chinese"),
        pytest.param("EUR 15 million", [("15000000", "EUR")], id="euro code"),
        pytest.param("Rp2.5 billion", [("2500000000", "IDR")], id="rupiah"),
        pytest.param("100 億印尼盾", [("10000000000", "IDR")], id="rupiah in Chinese"),
        pytest.param(
            "18 至 25 萬元", [("180000", "TWD"), ("250000", "TWD")], id="range lends scale and unit"
        ),
        pytest.param(
            "US$18-25 million", [("18000000", "USD"), ("25000000", "USD")], id="range after a sign"
        ),
        pytest.param(
            "9,000 萬至 1 億元",
            [("90000000", "TWD"), ("100000000", "TWD")],
            id="range of two scales",
        ),
    ],
)
def test_money_has_its_currency(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected
    assert {q.kind for q in quantities(text)} == {QuantityKind.MONEY}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("9.46 percent", [("9.46", "percent")], id="word"),
        pytest.param("年增 35.2％", [("35.2", "percent")], id="full-width sign"),
        pytest.param("百分之五", [("5", "percent")], id="Chinese words"),
        pytest.param("約六成", [("60", "percent")], id="tenths"),
        pytest.param("七成五", [("75", "percent")], id="tenths and more"),
        pytest.param("四到五成", [("40", "percent"), ("50", "percent")], id="range of tenths"),
        pytest.param("2 個百分點", [("2", "percentage point")], id="points"),
        pytest.param("by 2 percentage points", [("2", "percentage point")], id="points in English"),
        pytest.param(
            "10, 12 and 15 percent",
            [("10", "percent"), ("12", "percent"), ("15", "percent")],
            id="list",
        ),
    ],
)
def test_percent_is_told_from_points(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected
    assert {q.kind for q in quantities(text)} == {QuantityKind.PERCENT}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("in 2023", [(2023, 0, 0)], id="year"),
        pytest.param("二〇二三年", [(2023, 0, 0)], id="year in Chinese digits"),
        pytest.param("20 世紀 50 年代", [(1950, 0, 0)], id="decade in Chinese"),
        pytest.param("民國 112 年", [(2023, 0, 0)], id="Republican year"),
        pytest.param("115 年度", [(2026, 0, 0)], id="Republican fiscal year"),
        pytest.param("2021-27", [(2021, 0, 0), (2027, 0, 0)], id="span"),
        pytest.param("2011-12", [(2011, 0, 0), (2012, 0, 0)], id="span that is no month"),
        pytest.param("2018–2020 年", [(2018, 0, 0), (2020, 0, 0)], id="span in Chinese"),
        pytest.param("June 2024", [(2024, 6, 0)], id="month"),
        pytest.param("2024 年 6 月", [(2024, 6, 0)], id="month in Chinese"),
        pytest.param("30 June 2024", [(2024, 6, 30)], id="day"),
        pytest.param("June 30, 2024", [(2024, 6, 30)], id="day after the month"),
        pytest.param("2024 年 6 月 30 日", [(2024, 6, 30)], id="day in Chinese"),
        pytest.param("2024-06-30", [(2024, 6, 30)], id="day in digits"),
        pytest.param("6-8 March 2024", [(2024, 3, 6), (2024, 3, 8)], id="range of days"),
        pytest.param("3 月 6 日至 8 日", [(0, 3, 6), (0, 3, 8)], id="range of days in Chinese"),
        pytest.param("2025 年 1 至 10 月", [(2025, 1, 0), (2025, 10, 0)], id="range of months"),
        pytest.param("on 6 June", [(0, 6, 6)], id="day without year"),
    ],
)
def test_a_date_has_what_is_said_of_it(text: str, expected: list[DateParts]) -> None:
    assert [q.date_parts for q in quantities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("第三方機構", id="third party"),
        pytest.param("third-party cookies", id="third-party"),
        pytest.param("三菱與四川", id="names"),
        pytest.param("五都", id="city group"),
        pytest.param("數十年", id="some tens"),
        pytest.param("三四家", id="three or four"),
        pytest.param("一個單位 one unit", id="a lone one"),
        pytest.param("哪一年", id="which year"),
        pytest.param("第二，", id="opening word"),
        pytest.param("Second, they may do so", id="opening word and auxiliary verb"),
        pytest.param("5G, NIS2 and COVID-19", id="codes"),
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("5G 專網與 M9、M81", ["5G", "M9", "M81"], id="letters and digits"),
        pytest.param("NIS2, COVID-19", ["NIS2", "COVID-19"], id="names with digits"),
        pytest.param("5+2 產業創新", ["5+2"], id="sum"),
        pytest.param(
            "Regulation 2024/1689, 08/L-173", ["2024/1689", "08/L-173"], id="numbers of laws"
        ),
        pytest.param("12-month, mid-2024, 2021-27, 20MW, 15th, NT$50", [], id="quantities"),
        pytest.param("2024/06/30", [], id="date"),
    ],
)
def test_codes(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "投資約　２０ 億美元（２０２３ 年）"

    found = [(text[q.start : q.end], q.value) for q in quantities(text)]

    assert found == [("２０ 億美元", Decimal(2_000_000_000)), ("２０２３ 年", Decimal(2023))]


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        pytest.param("about 60 percent", True, id="about"),
        pytest.param("將近 60 案", True, id="nearly"),
        pytest.param("60 案左右", True, id="or so"),
        pytest.param("60 案", False, id="exact"),
        pytest.param("more than 60", False, id="a bound is exact"),
    ],
)
def test_approximate(text: str, approximate: bool) -> None:
    assert [q.approximate for q in quantities(text)] == [approximate]


def test_a_number_has_no_date_parts() -> None:
    [number] = quantities("60 案")

    with pytest.raises(ValueError, match="no date parts"):
        _ = number.date_parts
