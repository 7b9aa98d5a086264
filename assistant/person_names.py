"""Whether a Chinese sentence names a person, or a winner, whom the question does not name; and
whether one in either language names who holds an office.

A name stands in no dictionary: it is told by its surname and by what stands beside names, or by
the characters that foreign names are written with.
"""

import re
from functools import cache

from assistant.question_words import question_words
from language.normalise import match_key
from language.places import places
from language.script import Language, detect_language
from language.sounds import chinese_names

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范廖贾夏韦傅方邹孟熊秦邱江尹薛闫段雷侯史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤"
    "庄柯游詹赖洪施翁简涂柳温章俞童欧阮蓝倪殷骆鲁葛伍祝项鲍宁沙伊管成谷霍翟焦岳耿牛舒辛苗"
)
_AFTER = (
    "导演|主演|编剧|演员|歌手|作者|饰演?|扮演|嫌疑人|枪手|凶手|总统|总理|首相|主席|总裁|执行长|董事长|"
    "创办人|选手|名将|球员|教练|冠军|得主|将军|国王|皇帝|和|与|及|由|是|为|、"
)
_BEFORE = (
    "导演|主演|执导|饰|演|扮|说|表示|认为|指出|获|夺|担任|出任|当选|领|率|创办|创立|发明|提出|击败|等|"
    "和|与|及|分别|为|是|在|的"
)
_NAME = re.compile(
    rf"(?:(?<=[\s，。、；：:“「『（(》])|(?<=^)|(?:{_AFTER})[\s：:]*)"
    rf"([{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=[\s，。、；：:”」』（()）]|$|{_BEFORE})"
    r"|(?:导演|主演|编剧|嫌疑人|枪手|凶手|饰演|扮演)[\s：:是为]*"
    r"([\u4e00-\u9fff]{2,4})(?=[\s，。、；：:（(]|$)"
    r"|([\u4e00-\u9fff]{1,6}[·・][\u4e00-\u9fff·・]{1,12})"
)
"""A name between what stands beside names, in Simplified characters."""

_ENDS_NAME = (
    r"(?=[\s，。、；：:”」』（()）]|$"
    r"|率|于|领|访|表示|宣布|指出|说|在|任|代表|安排|出席|接受|会见|拜会|签)"
)
"""What ends a Chinese name behind an office."""

_ENGLISH_NAME = r"[A-Z][a-z]+(?:-[A-Za-z][a-z]+)?(?: [A-Z][a-z]*\.?(?:-[A-Za-z][a-z]+)?)+"
"""A name of several words."""

_LATIN = re.compile(r"[A-Z][\w&.-]+")

_ASKS_FOR_A_NAME = re.compile(
    r"(?<![找问向跟给请洽])谁(?!能|可|会帮|负责|要|须|需|应|必|适|有)|哪一?位"
    r"|(?:导演|主演|编剧|作者|冠军|得主|主席|总裁|首席执行官|执行长|创办人)(?:[是为]|是什么)?[?？\s]*$"
)
_ASKS_WHO_WON = re.compile(r"冠军|得主|获胜|夺冠|优胜|第一名|赢")
_WON = re.compile(r"夺冠|卫冕|问鼎|捧杯|捧起|摘得|夺得|获得|赢得|成为|当选|冠军[：:是为]|加冕")


def asks_for_a_name(question: str) -> bool:
    """Whether a Chinese question wants a person's or winner's name, not whom to turn to."""
    return bool(_ASKS_FOR_A_NAME.search(match_key(question)))


def names_someone(text: str, *, question: str) -> bool:
    """Whether a Chinese sentence may name the one who is asked for."""
    key, asked = match_key(text), match_key(question)
    found = [match[1] or match[2] or match[3] for match in _NAME.finditer(key)]
    found += [name for name in chinese_names(text) if len(name) > 2]
    found += [match_key(name) for name in _LATIN.findall(text)]
    return any(name not in asked for name in found) or bool(
        _ASKS_WHO_WON.search(asked) and _WON.search(key)
    )


def asks_who_holds_an_office(question: str) -> bool:
    """Whether a question wants the name of a mayor, a minister, a president …"""
    return _asks_for_holder().search(match_key(question)) is not None


def names_who_holds_an_office(text: str, *, question: str) -> bool:
    """Whether a sentence has a person's name right beside an office; a deputy's only where one is
    asked for."""
    beneath = question_words()["offices"]["beneath"]
    deputy = re.search("|".join(beneath), match_key(question)) is not None
    if detect_language(text) is Language.ZH:
        key, named = match_key(text), _chinese_holder()
        return any(
            deputy or not re.search(rf"{beneath[0]}$", key[: match.start()])
            for match in named.finditer(key)
        )
    return any(
        (deputy or not re.search(rf"{beneath[1]}\s+$", text[: match.start()].lower()))
        and any(
            one and one not in question and not (places(one) or re.search("Taiwan", one))
            for one in match.groups()
        )
        for match in _english_holder().finditer(text)
    )


@cache
def _asks_for_holder() -> re.Pattern[str]:
    chinese, english = question_words()["offices"]["held"]
    return re.compile(
        rf"(?:{chinese})(?:是|叫)?(?:谁|哪一?位|什么名字)|谁是.{{0,16}}(?:{chinese})"
        rf"|\bwho(?:'s|\s+(?:is|was|are))(?:\W+[\w'’]+){{0,4}}?\W+{english}"
    )


@cache
def _chinese_holder() -> re.Pattern[str]:
    office = question_words()["offices"]["held"][0]
    name = rf"(?:[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?{_ENDS_NAME}|[\u4e00-\u9fff]{{1,6}}[·・])"
    takes = rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:担任|出任|接任|就任|任|是|为).{{0,12}}?"
    return re.compile(rf"(?:{office}){name}|{takes}(?:{office})")


@cache
def _english_holder() -> re.Pattern[str]:
    office = question_words()["offices"]["held"][1]
    return re.compile(
        rf"(?:(?i:{office}))(?:\s+of\s+[^,.;]{{1,40}},\s+|,?\s+)({_ENGLISH_NAME})"
        rf"|({_ENGLISH_NAME})(?:,|\s+(?:is|was|became|as))\s+(?:[\w-]+\s+){{0,4}}?(?i:{office})"
    )
