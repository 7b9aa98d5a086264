import pytest

from language.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("一句話。又一句！", ["一句話。", "又一句！"], id="Chinese"),
        pytest.param("It grew 9.46%. It fell.", ["It grew 9.46%.", "It fell."], id="decimals"),
        pytest.param("See No. 5 of it. Then go.", ["See No. 5 of it.", "Then go."], id="No."),
        pytest.param("他說「好。」然後走了。", ["他說「好。」", "然後走了。"], id="closing quote"),
        pytest.param("Head\nBody text.", ["Head", "Body text."], id="line break"),
        pytest.param("  \n ", [], id="nothing"),
    ],
)
def test_sentence_spans(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentence_spans(text)] == expected


def test_offsets_count_in_the_whole_text() -> None:
    text = "甲。乙。丙。"

    assert [text[a:b] for a, b in sentence_spans(text, start=2, end=4)] == ["乙。"]
