"""Which encoding a file's bytes are in: files from Taiwan and China seldom say."""

import codecs
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from charset_normalizer import from_bytes

from ingest.errors import Unreadable

# UTF-32 first: its little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = ("cp950", "gb18030", "big5hkscs")
_SUPERSETS = {
    **{"big5": "cp950", "gb2312": "gb18030", "gbk": "gb18030"},
    **{"shift_jis": "cp932", "euc_kr": "cp949", "iso8859-1": "cp1252"},
}
"""What files that declare the first are in fact written in."""

_DECLARABLE = re.compile(r"big5|gb|cp\d|windows-|iso-?8859|latin|shift|euc-|koi8|ascii", re.I)
"""Python has codecs under other names, such as `unicode_escape`, that no document is written in."""

_OTHERS = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp1258", "cp874"]
_OTHERS += ["cp932", "euc_jp", "cp949"]
"""The rest to guess among: without a list, one accented letter passes for an IBM code page."""

_NAMES = {
    **{"cp950": "Big5", "big5hkscs": "Big5-HKSCS", "gb18030": "GB18030"},
    **{"cp932": "Shift JIS", "cp949": "EUC-KR"},
}

_SAMPLE = 20_000
"""Characters that are enough to tell encodings apart."""

_FREQUENT = frozenset(
    "的一是不了在人有我他這个個中大來来上國国為为到說说們们以和地出會会時时要就可也你對对生能而子那得于於著着下"
    "自之年過过發发後后作里裡用道行所然家種种事成方多經经麼么去法學学如都同現现當当沒没動动面起看定天分還还進进"
    "好小部其些主樣样理心本前開开但因只從从想實实日軍军者意無无力它與与長长把機机十民第公此已工使情明性知全三又"
    "關关點点正業业外將将兩两高間间由問问很最重並并物手應应戰战向頭头文體体政美相見见被利什二等產产或新己制身果"
    "加西斯月話话合回特代內内信表化老給给世位次度門门任常先海通教兒儿原東东聲声提立及比員员解水名真論论處处走義"
    "义各入幾几口認认條条平系氣气題题活爾尔更別别打女變变四神總总何電电數数安少報报才結结反受目太量再感建務务做"
    "接必場场件計计管期市直德資资命山金指克許许統统區区保至隊队形社便空決决治展馬马科司五基眼書书非則则聽听白卻"
    "却界達达光放強强即像難难且權权思王象完設设式色路記记南品住告類类求據据程北邊边死張张該该交規规萬万取拉格望"
    "覺觉術术領领共確确傳传師师觀观清今切院讓让識识候帶带導导爭争運运臺台灣湾企投亿億"
)


_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")

MAX_BYTES = 100_000_000


class Decoded(NamedTuple):
    text: str
    warnings: tuple[str, ...]


def load(path: Path) -> bytes:
    """A text file's bytes.

    Raises:
        Unreadable: it is empty, or larger than `MAX_BYTES`.
    """
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if not data:
        raise Unreadable(path.name, "it is empty", "ingest a copy that holds its text")
    if len(data) > MAX_BYTES:
        raise Unreadable(
            path.name,
            f"it is larger than the {MAX_BYTES // 1_000_000} MB that a text file may be",
            "split it and ingest the parts",
        )
    return data


def decode(data: bytes, *, source: str, declared: str | None = None) -> Decoded:
    """The text of a file of unknown encoding, with a warning when the encoding is a guess.

    A byte order mark decides; then UTF-8, when the bytes are valid in it, since no other encoding
    looks like it by chance; then what the file declares; then whichever of Big5,
    GB18030 and Big5-HKSCS gives the more usual Chinese; then `charset-normalizer`'s guess.

    Raises:
        Unreadable: the bytes are not text, or in no encoding that can be told.
    """
    decoded = _decode(data, declared if declared and _DECLARABLE.match(declared) else None)
    if decoded is None or len(_CONTROL.findall(decoded.text)) * 20 > len(decoded.text):
        raise Unreadable(
            source, "it is not text in any known encoding", "save it as UTF-8 text and ingest that"
        )
    return decoded


def _decode(data: bytes, declared: str | None) -> Decoded | None:
    mark, marked = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", None))
    said = marked or _zero_interleaved(data)
    if said is not None:
        return _lossy(data[len(mark) :], said)
    for encoding in ("utf-8", declared):
        if encoding is not None and (text := _strict(data, encoding)) is not None:
            return Decoded(text, ())
    if _nearly_utf8(data):
        return _lossy(data, "utf-8")

    guesses = {name: _lossy(data, name) for name in _CHINESE}
    scores = {name: _chinese_score(guess.text) for name, guess in guesses.items()}
    best = max(_CHINESE, key=scores.__getitem__)
    if scores[best] > 0:
        return Decoded(guesses[best].text, (_guess(best), *guesses[best].warnings))
    if (other := _other(data)) is not None:
        return Decoded(data.decode(other), (_guess(other),))
    return None


def _name(encoding: str) -> str:
    return _NAMES.get(encoding, encoding.upper().replace("CP125", "Windows-125"))


def _guess(encoding: str) -> str:
    return f"the file does not say its encoding: it was read as {_name(encoding)}"


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        name = codecs.lookup(encoding).name
        return data.decode(_SUPERSETS.get(name, name))
    except (LookupError, ValueError):
        return None


def _lossy(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    return Decoded(text, (f"characters not valid in {_name(encoding)}: {lost}",) if lost else ())


def _zero_interleaved(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every other byte is zero; in Chinese nearly all
    are those of digits, spaces and line ends, and no other encoding has any."""
    sample = data[: _SAMPLE & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if most * 2 >= len(sample[::2]):
        return encoding if least * 20 <= most else None
    if not most or least * 4 > most:
        return None
    text = sample.decode(encoding, errors="replace")
    return encoding if _chinese_score(text) > 0 and not _CONTROL.search(text) else None


def _nearly_utf8(data: bytes) -> bool:
    """A stray byte in a UTF-8 file, as at a cut, must not make the rest of it unreadable."""
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    good = sum(not char.isascii() for char in text) - lost
    return good >= 20 * lost


def _other(data: bytes) -> str | None:
    if b"\0" in data:
        return None
    match = from_bytes(data, cp_isolation=_OTHERS).best()
    if match is None:
        return None
    # French and German have fewer accents than this, Czech, Polish and Hungarian more.
    accents = sum(byte >= 0xC0 for byte in data) / len(data)
    western = accents < 0.055 and _strict(data, "cp1252") is not None
    return "cp1252" if western and match.encoding == "cp1250" else match.encoding


_USUAL = (("big5", 0xA4, 0xC6), ("gb2312", 0xB0, 0xD7), ("big5hkscs", 0x87, 0xA0))
"""Encodings, and the first bytes of their common characters; the last are those of Cantonese."""


@cache
def _weight(char: str) -> float:
    if char in _FREQUENT:
        return 2.0
    if re.match(r"[\u2013-\u2026\u3000-\u301f\uff01-\uff5e]", char):
        return 1.0
    for encoding, first, last in _USUAL:
        try:
            if first <= char.encode(encoding)[0] <= last:
                return 1.0
        except UnicodeEncodeError:
            continue
    return -1.0


def _chinese_score(text: str) -> float:
    """How usual the text is as Chinese: its characters' mean weight, or -1 when it is not Chinese.

    In the right encoding a hundred characters score 1.2 to 1.8; Big5 taken for GB18030 below 0,
    the reverse below 0.5; Korean and Japanese taken for either up to 1.05.
    """
    sample = text[:_SAMPLE]
    wide = [char for char in sample if not char.isascii()]
    if not wide or wide.count("\ufffd") * 50 > len(wide):
        return -1.0
    score = sum(map(_weight, wide)) / len(wide)
    return score if score >= (1.15 if len(wide) >= 100 else 0.5) else -1.0
