"""Bytes of unknown encoding are read as what was written."""

import codecs

import pytest

from ingest.errors import Unreadable
from ingest.readers.encoding import decode

TRADITIONAL = "歐洲復興開發銀行與臺灣合作,協助廠商進入新市場。"
SIMPLIFIED = "欧洲复兴开发银行与企业合作,协助厂商进入新市场。"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(TRADITIONAL.encode(), TRADITIONAL, id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + TRADITIONAL.encode(), TRADITIONAL, id="UTF-8 with mark"),
        pytest.param(TRADITIONAL.encode("utf-16"), TRADITIONAL, id="UTF-16 with mark"),
        pytest.param(
            codecs.BOM_UTF16_BE + TRADITIONAL.encode("utf-16-be"), TRADITIONAL, id="UTF-16 BE"
        ),
        pytest.param(TRADITIONAL.encode("utf-32"), TRADITIONAL, id="UTF-32 with mark"),
        pytest.param(
            "Export fund\r\n".encode("utf-16-le"), "Export fund\r\n", id="UTF-16 unmarked"
        ),
        pytest.param(
            f"{TRADITIONAL}最高 500 萬元。\r\n".encode("utf-16-le"),
            f"{TRADITIONAL}最高 500 萬元。\r\n",
            id="Chinese UTF-16 unmarked",
        ),
        pytest.param(b"plain", "plain", id="ASCII"),
    ],
)
def test_what_the_bytes_prove_is_read_without_a_warning(data, expected):
    assert decode(data, source="a.txt") == (expected, ())


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        pytest.param(TRADITIONAL, "cp950", "Big5", id="Big5"),
        pytest.param(SIMPLIFIED, "gb18030", "GB18030", id="GB18030"),
        pytest.param(TRADITIONAL, "gb18030", "GB18030", id="Traditional in GB18030"),
        pytest.param("拓銷", "cp950", "Big5", id="two characters of Big5"),
        pytest.param(
            "香港貿易發展局表示，啲嘢喺深水埗嘅展覽館展出，咁樣方便本地中小企業參加。" * 3,
            "big5hkscs",
            "Big5-HKSCS",
            id="Big5 with Hong Kong's characters",
        ),
        pytest.param("泰国市场", "gb18030", "GB18030", id="four characters of GB18030"),
        pytest.param("EBRD 基金 2023", "cp950", "Big5", id="Chinese among Latin"),
        pytest.param("日本の市場は拡大しています。", "cp932", "Shift JIS", id="Japanese"),
        pytest.param("The fund’s budget is £5 million.", "cp1252", "Windows-1252", id="pounds"),
        pytest.param(
            "Le marché européen s’étend à l’été prochain: la société prépare son entrée.",
            "cp1252",
            "Windows-1252",
            id="French",
        ),
        pytest.param(
            "Český trh s digitálními službami roste příliš rychle, říká ministerstvo.",
            "cp1250",
            "Windows-1250",
            id="Czech",
        ),
    ],
)
def test_a_guess_is_right_and_says_that_it_is_one(text, encoding, name):
    decoded = decode(text.encode(encoding), source="a.txt")

    assert decoded == (text, (f"the file does not say its encoding: it was read as {name}",))


def test_korean_is_not_taken_for_chinese():
    text = (
        "일본 시장은 지난 십 년 동안 꾸준히 확대되고 있으며 대만 기업의 진출도 늘어나고 있다. " * 4
    )

    assert decode(text.encode("euc_kr"), source="a.txt").text == text


@pytest.mark.parametrize(
    ("data", "warning"),
    [
        pytest.param(TRADITIONAL.encode()[:-1], "characters not valid in UTF-8: 1", id="UTF-8"),
        pytest.param(
            (TRADITIONAL * 5).encode("cp950") + b"\x80 \r\n",
            "characters not valid in Big5: 1",
            id="Big5",
        ),
    ],
)
def test_a_stray_byte_costs_one_character_and_is_told(data, warning):
    decoded = decode(data, source="a.txt")

    assert decoded.text.startswith(TRADITIONAL[:-1])
    assert warning in decoded.warnings


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        pytest.param("iso-8859-1", "»OÆW", id="used"),
        pytest.param("big5-no-such", "臺灣", id="unknown"),
        pytest.param("unicode_escape", "臺灣", id="no encoding of documents"),
        pytest.param("ascii", "臺灣", id="not possible"),
    ],
)
def test_a_declared_encoding_is_used_where_it_can_be(declared, expected):
    data = "臺灣".encode("cp950")

    assert decode(data, source="a.html", declared=declared).text == expected


def test_a_wrong_declaration_does_not_spoil_utf8():
    assert decode(TRADITIONAL.encode(), source="a.html", declared="big5").text == TRADITIONAL


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\0" * 100, id="zeros"),
        pytest.param(bytes(range(256)) * 20, id="every byte"),
        pytest.param(bytes(range(32)) * 20, id="control characters"),
    ],
)
def test_what_is_not_text_is_refused(data):
    with pytest.raises(Unreadable, match=r"a\.txt: it is not text in any known encoding; save"):
        decode(data, source="a.txt")
