"""Names by their sound: 「諾曼」 is Norman, though no dictionary says so.

Chinese writes foreign names syllable by syllable with a small set of characters, and keeps their
consonants better than their vowels. Both languages' names are therefore reduced to consonants, in
classes that Chinese does not tell apart (b and p, d and t, l and r): Norman and 諾曼 are both NMN.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, product

from language.normalise import match_key
from language.tokens import STOP_WORDS

_LEAST = 2
"""Consonants: with one alone, any name sounds like any other."""

_LONGEST_NAME = 6
_LONGEST_RUN = 12
_MOST_READINGS = 8

_SYLLABLES = """
A 阿埃艾爱安奥欧伊亚雅英恩昂乌吾厄耶叶尤约因尹扬杨|P 巴芭贝比毕彼碧伯博波布鲍皮佩帕普珀派庇保拜蓓白
PN 班本宾邦潘彭平庞滨|F 夫弗法菲费福佛瓦维威韦沃伏华薇娃魏|FN 芬丰温文万旺冯凡方范
T 达大戴黛迪蒂德特塔泰提铁图土杜度多托陶道代狄堤陀朵|TN 丹登丁东顿敦邓坦唐汤滕廷通腾田汀
K 加嘎盖戈格古哥葛卡喀凯柯科克库考夸奎魁圭瓜果郭|KN 甘根冈贡肯康坎昆孔关冠
S 萨莎沙塞赛色西锡席什施史斯思丝士兹茨泽孜扎查切彻奇齐契茜乔焦朱茱祖苏索佐肖夏谢雪休修舍瑟绍舒曹蔡
S 治智贾捷季乍哲柴恰丘秋|SN 桑森辛欣新逊孙宋申尚香松珊山先钱珍真曾詹张章占津京晋簪隼琼春陈川
L 拉腊莱赖来劳勒雷蕾黎里理利丽莉立列烈留柳卢鲁路露罗萝洛吕律娄尔耳儿瑞
LN 兰莲林琳伦朗郎隆龙仑连廉良凌玲伶蓝
M 马玛迈麦梅美米密姆莫摩墨穆慕木默毛缪妙弥|MN 曼蔓门蒙孟敏明闵
N 纳娜奈内尼妮倪涅诺努奴女聂牛纽那|NN 南楠宁农嫩
H 哈海赫黑胡霍侯豪何荷贺候|HN 汉韩亨洪恒
SK 吉杰基|SNKN 金|SH 希|AS 约|FH 惠怀
"""


def _readings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in re.split(r"[|\n]", _SYLLABLES.strip()):
        codes, characters = row.split()
        if codes in {"SK", "SH", "AS", "FH"}:
            readings = tuple(codes)
        elif codes == "SNKN":
            readings = ("SN", "KN")
        else:
            readings = (codes,)
        found.update(dict.fromkeys(characters, readings))
    return found


_READINGS = _readings()
_RUN = re.compile(f"[{''.join(_READINGS)}]{{2,{_LONGEST_RUN}}}")
_LATIN_NAME = re.compile(r"(?<![^\W\d_])[A-Z][^\W\d_]{2,}")

_VOWELS = frozenset("aeiouy")
_LETTERS = {
    **dict.fromkeys("bp", "P"),
    **dict.fromkeys("fv", "F"),
    **dict.fromkeys("dt", "T"),
    **dict.fromkeys("kq", "K"),
    **dict.fromkeys("szj", "S"),
    "x": "KS",
    "l": "L",
    "m": "M",
    "n": "N",
}
_CLUSTERS = (("sch", "s"), ("tch", "j"), ("sh", "s"), ("ph", "f"), ("th", "t"), ("ck", "k"))
_MORE_CLUSTERS = (("gh", "k"), ("dg", "j"), ("wr", "r"), ("qu", "kw"))


def chinese_names(text: str) -> list[str]:
    """Runs of characters (Simplified) that foreign names are written with, in order."""
    return [match.group() for match in _RUN.finditer(match_key(text))]


def without_names(characters: str) -> str:
    """Characters (Simplified) less the runs of them that foreign names are written with."""
    return _RUN.sub("", characters)


def latin_names(text: str) -> list[str]:
    """Words that begin in upper case, stop words and the shortest aside, in order."""
    return [
        match.group()
        for match in _LATIN_NAME.finditer(text)
        if match.group().lower() not in STOP_WORDS
    ]


@lru_cache(maxsize=50_000)
def chinese_sounds(name: str) -> tuple[str, ...]:
    """How a name in Chinese characters sounds; empty when too short to tell."""
    return _distinct(product(*(_READINGS.get(char, ("",)) for char in name)))


@lru_cache(maxsize=50_000)
def latin_sounds(name: str) -> tuple[str, ...]:
    """How a name in Latin letters may sound; empty when too short to tell."""
    word = name.lower()
    for cluster, letter in (*_CLUSTERS, *_MORE_CLUSTERS):
        word = word.replace(cluster, letter)
    parts = [
        _letter_sounds(letter, word[at - 1 : at], word[at + 1 : at + 2])
        for at, letter in enumerate(word)
    ]
    return _distinct(product(*parts))


def _letter_sounds(letter: str, before: str, after: str) -> tuple[str, ...]:
    """What a letter may sound like between its neighbours; the vowels within a name are silent."""
    vowel_next = after != "" and after in _VOWELS
    soft = after != "" and after in "eiy"
    sounds: tuple[str, ...]
    if letter in _VOWELS:
        sounds = ("",) if before else ("A",)
    elif letter == "w":
        sounds = ("F",) if vowel_next else ("",)
    elif letter == "c":
        sounds = ("S", "K") if after == "h" else ("S",) if soft else ("K",)
    elif letter == "g":
        is_nasal = before == "n" and not (vowel_next or after in {"l", "r"})
        sounds = ("",) if is_nasal else ("K", "S") if soft else ("K",)
    elif letter == "r":
        # Chinese mostly leaves out an r that no vowel follows: 「諾曼」 for Norman.
        sounds = ("L",) if vowel_next else ("", "L")
    elif letter == "h":
        sounds = ("",) if before else ("H",)
    else:
        sounds = (_LETTERS.get(letter, ""),)
    return sounds


def _distinct(readings: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    plain = (_plain("".join(parts)) for parts in islice(readings, _MOST_READINGS))
    return tuple(dict.fromkeys(sound for sound in plain if len(sound) >= _LEAST))


def _plain(reading: str) -> str:
    """A reading without the vowels and h's within it, and no consonant twice in a row."""
    kept = reading[:1] + re.sub("[AH]", "", reading[1:])
    return re.sub(r"(.)\1+", r"\1", kept)


def sounds_of(text: str) -> list[str]:
    """What the names of a text sound like: for the index, which serves questions by sound.

    Chinese writes given and family names together as often as not, so the beginnings and ends of
    a run are names too.
    """
    found: list[str] = []
    for run in chinese_names(text):
        ends = {run}
        ends.update(run[:size] for size in range(2, len(run)))
        ends.update(run[-size:] for size in range(2, len(run)))
        found.extend(dict.fromkeys(sound for end in sorted(ends) for sound in chinese_sounds(end)))
    for name in latin_names(text):
        found.extend(latin_sounds(name))
    return found


def parts_of(run: str) -> list[str]:
    """A run of name characters and all the shorter names that may stand in it, longest first."""
    return [
        run[at : at + size]
        for size in range(min(len(run), _LONGEST_NAME), 1, -1)
        for at in range(len(run) - size + 1)
    ]
