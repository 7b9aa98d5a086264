import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from language.tokens import phrase_key, search_tokens, stem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("智慧城", ["智", "慧", "城", "智慧", "慧城"], id="pairs and characters"),
        pytest.param("invested funds", ["invest", "fund"], id="stems"),
        pytest.param("NT$1,200 in 2024", ["nt", "1200", "in", "2024"], id="thousands"),
        pytest.param("A𠮷野", ["a", "𠮷", "野", "𠮷野"], id="a Han beyond the basic plane"),
        pytest.param("EBRD 基金", ["ebrd", "基", "金", "基金"], id="both scripts"),
        pytest.param("won larger", ["win", "larg"], id="irregular forms"),
        pytest.param("R&D", ["r", "d", "rd"], id="an ampersand"),
        pytest.param("start-up", ["start", "up", "startup"], id="a hyphen before a stop word"),
        pytest.param("cost-effective", ["cost", "effect"], id="a hyphen between words"),
        pytest.param("state-of-the-art", ["state", "of", "the", "art"], id="many hyphens"),
    ],
)
def test_search_tokens(text: str, expected: list[str]) -> None:
    assert search_tokens(text) == expected


@pytest.mark.parametrize("pair", [("歐洲復興開發銀行", "欧洲复兴开发银行"), ("ＥＢＲＤ", "ebrd")])
def test_scripts_and_widths_give_the_same_tokens(pair: tuple[str, str]) -> None:
    assert search_tokens(pair[0]) == search_tokens(pair[1])


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("the start-up", "startups"),
        ("R&D", "r&d"),
        ("they won", "win"),
        ("the e-commerce", "ecommerce"),
    ],
)
def test_spellings_of_one_phrase_have_one_key(text: str, other: str) -> None:
    assert phrase_key(text) == phrase_key(other) != ""


def test_threads_do_not_spoil_each_other_s_stems() -> None:
    words = [
        f"{root}{end}"
        for root in ("regulat", "internation", "organis", "subsid")
        for end in ("ion", "ions", "ing", "ally", "ising", "ies", "ational", "fulness")
    ]
    expected = [stem.__wrapped__(word) for word in words]
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            found = list(
                threads.map(lambda _: [stem.__wrapped__(word) for word in words], range(64))
            )
    finally:
        sys.setswitchinterval(switching)

    assert found == [expected] * 64
