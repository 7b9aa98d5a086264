"""A sentence of another year or country than the one asked about does not answer."""

import pytest

from assistant.rivals import Scope, other_place, other_time
from language.quantities import quantities


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("2021年河南的產量", "2022年產量為 1,357 億斤。", True),
        ("2021年河南的產量", "2021年產量為 1,308 億斤，2020年較少。", False),
        ("2022年一季度的成長率", "2022年第二季成長 0.4%。", True),
        ("6月有多少人", "8月31日公布，共 10 億人。", False),
        ("河南的產量", "2022年產量為 1,357 億斤。", False),
    ],
)
def test_another_time(question: str, text: str, expected: bool) -> None:
    assert other_time(Scope.of(question), text) is expected


@pytest.mark.parametrize(
    ("question", "text", "near", "expected"),
    [
        pytest.param(
            "越南要幾小時內通報",
            "越南、印尼也適用，馬來西亞要求 72 小時內通報。",
            "",
            True,
            id="the figure is another's",
        ),
        pytest.param(
            "科索沃做了幾場",
            "駐匈牙利大使安排下，兩天內做了 10 場介紹。",
            "科索沃",
            False,
            id="an envoy's post",
        ),
        pytest.param(
            "Poland's capital", "A Slovak firm needs €5,000.", "", True, id="another's adjective"
        ),
        pytest.param("Poland's capital", "A Polish firm needs €5,000.", "", False, id="its own"),
        pytest.param("Poland's rate", "The rate is 19%.", "Poland", False, id="under its heading"),
        pytest.param("the rate", "A Slovak firm pays 21%.", "", False, id="no place asked about"),
        pytest.param("the rate in the EU", "Malaysia takes 21%.", "", True, id="not of the region"),
        pytest.param("the rate in the EU", "Poland takes 21%.", "", False, id="of the region"),
        pytest.param("the rate in ASEAN", "The rate is 21%.", "", False, id="no country named"),
        pytest.param(
            "what goes to ASEAN", "ASEAN got 20%, more than China.", "", False, id="held against it"
        ),
        pytest.param("who is in ASEAN", "Chinese firms are.", "", False, id="whose it is"),
    ],
)
def test_another_place(question: str, text: str, near: str, expected: bool) -> None:
    found = other_place(Scope.of(question), text, near=near, passage=text, figures=quantities(text))

    assert found is expected


def test_a_passage_on_several_places_must_name_the_one_asked_about_nearby() -> None:
    passage = "Slovakia takes 21%. Poland has reliefs. The firm pays within a month."

    def other(near: str) -> bool:
        return other_place(
            Scope.of("How does Poland tax?"),
            "The firm pays within a month.",
            near=near,
            passage=passage,
            figures=(),
        )

    assert other("Slovakia takes 21%.")
    assert not other("Poland has reliefs.")
