"""Makes false claims of true ones, one change at a time, seeded; and true ones said otherwise."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from language.script import Language, detect_language

SAME = ("unchanged", "shortened", "year equal", "figure equal")
"""Kinds that stay true."""

FALSE = (
    "digit",
    "unit",
    "scale",
    "currency",
    "year",
    "republican year",
    "name",
    "negated",
    "comparison",
    "duty",
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A claim made of a true one."""

    kind: str
    claim: str

    @property
    def is_true(self) -> bool:
        return self.kind in SAME


def mutants(sentence: str, *, rng: random.Random, names: Sequence[str]) -> Iterator[Mutant]:
    """One mutant for each kind that the sentence allows.

    `names` are names to put in the place of the sentence's own, in its language.
    """
    yield Mutant("unchanged", sentence)
    for kind, change in _CHANGES.items():
        changed = change(sentence, rng)
        if changed and changed != sentence:
            yield Mutant(kind, changed)
    if swapped := _swap_name(sentence, rng, names):
        yield Mutant("name", swapped)


def _pairs(text: str) -> list[tuple[str, str]]:
    """`old>new | old>new`."""
    found = [pair.strip().partition(">") for pair in text.split("|")]
    return [(old.strip(), new.strip()) for old, _, new in found]


_NUMBER = re.compile(
    r"(?<![A-Za-z\d.,\-/])\d[\d,]*(?:\.\d+)?(?![\d\-/]|[A-Za-z]{1,3}\d|(?:st|nd|rd|th)\b)"
)
_YEAR = re.compile(
    r"(?<![\d,.$])(?:19|20)\d\d(?![\d,.]\d|\d)(?! ?(?:億|萬|千|人|家|元|公|美|million|billion))"
)


def _digit(text: str, rng: random.Random) -> str | None:
    spots = [m for m in _NUMBER.finditer(text) if not _YEAR.match(text, m.start())]
    if not spots:
        return None
    match = rng.choice(spots)
    at = rng.choice([i for i in range(*match.span()) if text[i].isdigit()])
    first = at == match.start()
    digit = rng.choice(
        [d for d in "123456789" if d != text[at]]
        if first
        else [d for d in "0123456789" if d != text[at]]
    )
    return text[:at] + digit + text[at + 1 :]


def _year(text: str, rng: random.Random) -> str | None:
    spots = list(_YEAR.finditer(text))
    if not spots:
        return None
    match = rng.choice(spots)
    other = int(match.group()) + rng.choice([-9, -3, -2, -1, 1, 2, 3, 10])
    return text[: match.start()] + str(other) + text[match.end() :]


def _republican(text: str, offset: int) -> str | None:
    match = re.search(r"(?<![\d,.\-至到、～])(?P<y>20\d\d) ?年(?![代來以前後間])", text)
    if not match or detect_language(text) is not Language.ZH:
        return None
    return f"{text[: match.start()]}民國 {int(match['y']) - 1911 + offset} 年{text[match.end() :]}"


_UNITS = (
    _pairs(
        """個百分點>% | %>個百分點 | ％>個百分點 | 公里>公尺 | 公頃>平方公里 |
        公斤>公噸 | 小時>天 | 個月>年 | 分鐘>小時 | 天>週 | MW>GW |
        公噸>公斤 | 平方公里>公頃 | 週>個月"""
    ),
    _pairs(
        """percentage points>percent | percent>percentage points | %>percentage points |
        kilometres>metres | km>miles | hours>days | months>years | minutes>hours | days>weeks |
        MW>GW | years>months | tonnes>kg | weeks>months | hectares>square kilometres"""
    ),
)
_SCALES = (
    _pairs("""億>萬 | 萬>億 | 兆>億 | 千萬>百萬"""),
    _pairs("""billion>million | million>billion | trillion>billion | thousand>million"""),
)
_CURRENCIES = (
    _pairs(
        """美元>歐元 | 歐元>美元 | 新臺幣>美元 | 泰銖>披索 | 英鎊>歐元 |
        日圓>人民幣 | 美金>日圓 | 人民幣>日圓"""
    ),
    _pairs("""US$>€ | €>US$ | NT$>US$ | THB>EUR | $>€ | £>€ | EUR>USD"""),
)


def _after_number(
    pairs: tuple[list[tuple[str, str]], list[tuple[str, str]]],
) -> Callable[[str, random.Random], str | None]:
    def change(text: str, rng: random.Random) -> str | None:
        for old, new in pairs[detect_language(text) is Language.EN]:
            tail = r"(?![A-Za-z])" if old.isalpha() and old.isascii() else ""
            found = [*re.finditer(rf"(?<=[\d.])([ -]?){re.escape(old)}{tail}", text)]
            if found:
                match = rng.choice(found)
                gap = match[1] or (" " if new[0].isascii() and new[0].isalpha() else "")
                return text[: match.start()] + gap + new + text[match.end() :]
        return None

    return change


def _currency(text: str, rng: random.Random) -> str | None:
    for old, new in _CURRENCIES[detect_language(text) is Language.EN]:
        found = list(re.finditer(re.escape(old) + (r"(?= ?\d)" if old.isascii() else ""), text))
        found = [m for m in found if re.search(r"\d", text[max(0, m.start() - 8) : m.end() + 8])]
        if found:
            match = rng.choice(found)
            return text[: match.start()] + new + text[match.end() :]
    return None


_AUX = re.compile(
    r"\b(is|are|was|were|has|have|had|can|could|will|would|should|must|may|might)\b"
    r"(?! not|n't| to\b)"
)
_DENIED = re.compile(
    r"\b(is|are|was|were|does|do|did|has|have|can|could|will|would|should|must|may) not "
)
_HAN_AFFIRM = _pairs(
    """不是>是 | 沒有>有 | 不得>得 | 不能>能 | 不會>會 | 尚未>已 |
        並未>曾 | 無法>能夠 | 不可>可 | 不同意>同意"""
)
_HAN_DENY = _pairs(
    """可以>不可以 | 必須>不必 | 能夠>不能夠 | 應該>不應該 | 已經>尚未 |
        曾經>不曾 | 屬於>不屬於 | 適用>不適用 | 具有>不具有 | 包括>不包括 |
        設有>未設有 | 會>不會 | 是>不是 | 能>不能 | 應>不應 | 可>不可 |
        有>沒有 | 須>無須 | 已>尚未 | 在>不在 | 由>並非由 | 為>並非為 |
        提供>不提供 | 負責>不負責 | 採用>未採用"""
)
_HAN_WORD = re.compile(
    "|".join(
        """回應 呼應 相應 是否 可能 能否 有限 有關 會議 會長 會員 委員會 協會 商會 社會 大會
        國會 學會 機會 公會 教會 基金會 總會 議會 都會 宴會 奧會 工會 董事會 能源 能力
        功能 智能 性能 節能 太陽能 產能 核能 技能 動能 不是 沒有 不會 不能 未能 只有
        還有 所有 擁有 應用 反應 供應 適應 對應 效應 因應 響應 應對 可見 許可 認可
        認為 成為 行為 因為 作為 稱為 視為 分為 名為 最為 尤為 較為 更為 為了 為主
        以為 自由 由於 理由 現在 存在 在於 所在 實在 正在 潛在 內在 不可 不得 已故
        自己 而已 早已 私有 國有 原有 具有 含有 享有 占有 佔有 富有 設有 持有 既有
        特有 共有 有效 有些 有的 有名 無須 不應 為例 為止 為期 在內 是以 於是 但是
        可是 還是 總是 或是 不僅是 都是 就是 正是 而是 可說 可汗 可靠 可觀 可樂 必須
        應徵 應付 經由""".split()
    )
)
"""Words whose characters are not to be denied or turned by themselves."""


def _negate(text: str, rng: random.Random) -> str | None:
    if detect_language(text) is Language.EN:
        if found := list(_DENIED.finditer(text)):
            match = rng.choice(found)
            verb = "" if match[1] in ("does", "do", "did") else match[1] + " "
            return text[: match.start()] + verb + text[match.end() :]
        found = list(_AUX.finditer(text))
        if not found:
            return None
        match = rng.choice(found)
        return f"{text[: match.end()]} not{text[match.end() :]}"
    for old, new in _HAN_AFFIRM:
        if old in text and rng.random() < 0.5:
            return text.replace(old, new, 1)
    words = [m.span() for m in _HAN_WORD.finditer(text)]
    for old, new in _HAN_DENY:
        for match in re.finditer(old, text):
            inside = any(s < match.end() and match.start() < e for s, e in words)
            if not inside or len(old) > 1:
                before = text[max(0, match.start() - 1) : match.start()]
                if before not in ("不", "未", "無", "沒", "非", "否"):
                    return text[: match.start()] + new + text[match.end() :]
    return None


_OPPOSITES = (
    _pairs(
        """高於>低於 | 低於>高於 | 多於>少於 | 少於>多於 | 超過>低於 |
        大於>小於 | 以上>以下 | 以下>以上 | 至少>至多 | 不到>超過 | 逾>不到
        | 增加>減少 | 減少>增加 | 成長>衰退 | 衰退>成長 | 上升>下降 |
        下降>上升 | 提高>降低 | 降低>提高 | 提升>降低 | 擴大>縮小 |
        縮短>延長 | 最大>最小 | 最高>最低 | 最多>最少 | 最低>最高 |
        最小>最大 | 最早>最晚 | 早於>晚於 | 之前>之後 | 之後>之前 |
        以前>以後 | 較高>較低 | 較低>較高 | 較大>較小 | 較多>較少 |
        出口>進口 | 進口>出口"""
    ),
    _pairs(
        """more than>less than | less than>more than | higher than>lower than | lower than>higher
        than | at least>at most | fewer than>more than | increased>decreased | increase>decrease
        | rose>fell | fell>rose | grew>shrank | growth>decline | declined>increased |
        reduced>increased | reduces>increases | largest>smallest | highest>lowest | most>least |
        lowest>highest | smallest>largest | higher>lower | lower>higher | larger>smaller |
        smaller>larger | greater>smaller | longer>shorter | more>less | before>after |
        after>before | above>below | below>above | exports>imports | imports>exports |
        earlier>later | first>last"""
    ),
)
_DUTIES = (
    _pairs("""必須>可以 | 應該>可以 | 不得>得 | 須>可 | 應>得"""),
    _pairs("""must not>may | must>may | shall>may | may not>must | is required to>may"""),
)


def _word(
    pairs: tuple[list[tuple[str, str]], list[tuple[str, str]]],
) -> Callable[[str, random.Random], str | None]:
    def change(text: str, rng: random.Random) -> str | None:
        found = []
        words = [m.span() for m in _HAN_WORD.finditer(text)]
        for old, new in pairs[detect_language(text) is Language.EN]:
            pattern = rf"\b{old}\b" if old.isascii() else re.escape(old)
            found += [
                (m, new)
                for m in re.finditer(pattern, text)
                if len(old) > 1 or not any(s < m.end() and m.start() < e for s, e in words)
            ]
        if not found:
            return None
        match, new = rng.choice(found)
        return text[: match.start()] + new + text[match.end() :]

    return change


def _shorten(text: str, rng: random.Random) -> str | None:
    """The sentence without its last part, or without what stands in brackets."""
    short = re.sub(r" ?[(（][^()（）]{2,60}[)）]", "", text)
    if short != text:
        return short
    parts = re.split(r"(?<=[，,；;])(?!\d)", text)
    if len(parts) < 3:
        return None
    kept = "".join(parts[:-1]).rstrip("，,；; ")
    return (
        kept + ("。" if detect_language(text) is Language.ZH else ".") if len(kept) > 12 else None
    )


def _figure_equal(text: str, rng: random.Random) -> str | None:
    """An amount said in another scale, or in full-width digits."""
    if match := re.search(r"(?<![\d.,])(\d[\d,]*) 億", text):
        return (
            text[: match.start()]
            + f"{int(match[1].replace(',', '')) * 10000:,} 萬"
            + text[match.end() :]
        )
    if match := re.search(r"(\d+(?:\.\d+)?) billion", text):
        value = float(match[1]) * 1000
        return text[: match.start()] + f"{value:,g} million" + text[match.end() :]
    if match := re.search(r"(?<![\d.,A-Za-z])\d{1,3}(?:\.\d)? ?(?:%|個)", text):
        wide = match.group().translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
        return text[: match.start()] + wide + text[match.end() :]
    if match := re.search(r"(?<![\d.,A-Za-z$])([1-9]\d{3,6})(?= ?(?:人|people|firms|元))", text):
        return text[: match.start()] + f"{int(match[1]):,}" + text[match.end() :]
    return None


_NAME_EN = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w&’'-]+)(?: [A-Z][\w&’'-]+)*")


def name_spots(text: str, known: Sequence[str]) -> list[tuple[int, int]]:
    """Names in a sentence: capitalised within English, `known` ones in Chinese."""
    if detect_language(text) is Language.EN:
        return [m.span() for m in _NAME_EN.finditer(text)]
    spots: list[tuple[int, int]] = []
    for name in sorted(set(known), key=lambda name: (-len(name), name)):
        for match in re.finditer(re.escape(name), text):
            if not any(s < match.end() and match.start() < e for s, e in spots):
                spots.append(match.span())
    return spots


def _swap_name(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    spots = name_spots(text, names)
    others = sorted({n for n in names if n not in text and text not in n and 2 <= len(n) <= 40})
    if not spots or not others:
        return None
    start, end = rng.choice(sorted(spots))
    old = text[start:end]
    others = [n for n in others if not _related(n, old) and n not in _NO_NAMES]
    if old in _NO_NAMES:
        return None
    return text[:start] + rng.choice(others) + text[end:] if others else None


_NO_NAMES = frozenset(
    """January February March April May June July August September October November December
    臺灣 台灣 Taiwan 國內""".split()
)


def _related(one: str, other: str) -> bool:
    a, b = (
        set(re.findall(r"[A-Za-z]{3,}", one.lower())),
        set(re.findall(r"[A-Za-z]{3,}", other.lower())),
    )
    return bool(a & b) or one in other or other in one


_CHANGES: dict[str, Callable[[str, random.Random], str | None]] = {
    "shortened": _shorten,
    "year equal": lambda text, rng: _republican(text, 0),
    "figure equal": _figure_equal,
    "digit": _digit,
    "unit": _after_number(_UNITS),
    "scale": _after_number(_SCALES),
    "currency": _currency,
    "year": _year,
    "republican year": lambda text, rng: _republican(text, rng.choice([-2, -1, 1, 2])),
    "negated": _negate,
    "comparison": _word(_OPPOSITES),
    "duty": _word(_DUTIES),
}
