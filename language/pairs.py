"""Names that a text gives in both languages: 「歐洲復興開發銀行（EBRD）」, "TAITRA (外貿協會)".

What stands in the parentheses is exact; where the name before them begins is told by rules. A wrong
pair would lead every later question astray, and a missed one only leaves things as they were: what
is doubtful is left out.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from language.lexicon import Lexicon, Name
from language.normalise import match_key
from language.script import to_simplified
from language.tokens import STOP_WORDS

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
_LETTER = r"A-Za-zÀ-ÖØ-öø-ÿĀ-ſ"

_ENCLOSED = re.compile(r"\(([^()]{2,120})\)")
_SEPARATOR = re.compile(r"\s*[,;、]\s*|\s/\s")
_HAN_NAME = re.compile(rf"[{_HAN}]{{2,14}}")
_LATIN_NAME = re.compile(rf"[{_LETTER}][{_LETTER}0-9&.'’+/ -]*")
_LABELLED = re.compile(
    rf"(?:以下)?(?:簡稱|又稱|亦稱|下稱|简称|又称|亦称|下称)[「“]?([{_HAN}]+)[」”]?"
)
_DOMAIN = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?")
_QUOTED = re.compile(rf"[「《『〈“]([{_HAN}]{{2,14}})[」》』〉”]\s?$")
_RUN = re.compile(rf"[{_HAN}]+$")

_KEPT = re.compile(
    # Words within which a function character is none, first of all in names.
    "自由|理由|对外|对话|对等|对口|对冲|对接|绝对|以色列|以太|可以|难以|和平|和泰|和大|和信|和记|和美|和春|和椿|"
    "和硕|和鑫|和歌山|三和|中和|永和|仁和|义和|太和|大和|昭和|共和|饱和|行为|华为|为民|人为|方向|导向|面向|向量|"
    "现在|存在|潜在|在地|在线|在职|在家|目的|标的|的黎波里|将军|大将|将来|服从|从业|普及|埃及|波及|及时|其他|"
    "土耳其|米其林|天使|大使|特使|使馆|如新|如兴|是方|平等|等级|高等|中等|同等|合并|并行|之江|之友"
)
_BOUNDARY = re.compile(
    "透过|通过|经由|经过|根据|依据|前往|包括|包含|参与|参加|加入|隶属|属于|称为|名为|简称|例如|或是|以及|"
    "针对|认为|作为|成为|委托|邀请|访问|来自|位于|设于|依照|"
    "[的了是在和与及或之于而把被将对从到向为以由其这此该我你您她们等至让使并但如依]"
)
"""What a name does not go back beyond; all in Simplified characters."""

_DOUBTFUL = re.compile(
    # A verb makes it a clause rather than a name.
    "设立|成立|签署|签订|推动|推出|建立|举办|主办|执行(?!长|委)|取得|获得|申请|采用|使用|导入|运用|提供|"
    "协助|支持|进入|负责|规定|要求|发布|公布|修正|适用|担任|出任|需要|必须|应该|不得|没有|已经|目前|曾经|"
    "向来|可以|难以|完成|开始|启动|结合|连结|安排|宣布|表示|指出|提出|制定|订定|实施|开发出|打造|布局|收购|"
    "并购|加上|承接|直接|销售|扩大|附件|附录|附表|附图|(?<!金)属|(?<!对)称|叫|名叫|跟|给|请|让|有(?!限|机|线|色|氧|效)|"
    "获|(?:业者|厂商|单位|总理|总统|首相|部长|市长|主席|公爵|首都|大臣|主任|平台)(?=..)|"
    "检出|查出|希望|呈现|下周|上周|本周|训练|中高速|"
    # A count, an order or a pointer makes it one of several.
    "[一二三四五六七八九十百千万亿两数几多每各某另本][家个项国名位座种类间次年月日场条届期款]|第[一二三四五六七八九十]"
)
_GOES_ON = re.compile(r"[\w%」》』〉”)·・–-]")
"""What before a run of Chinese may belong to the name; a space after Chinese parts table cells."""

_DOUBTFUL_START = re.compile(
    "[一二三四五六七八九十百千万亿两数几多每各某另本贵不未已曾又更最很才只仅若因且请可要须得着过来去看说做用给"
    "叫跟像较按据受备签附无照项款间届获也者前]"
)
_DOUBTFUL_END = re.compile(
    ".*(?:[年月日的了是在与及或们]|计|等|时|后|前|中|内|外|上|下|间|万|亿|元)$"
)
_GENERIC = frozenset(
    """公司 业者 厂商 企业 新创 新创公司 新创企业 主管机关 机关 单位 主办单位 机构 政府 平台 系统
    计画 计划 基金 银行 城市 国家 团队 首都 作者 协会 公会 组织 办公室 委员会 部门 产品 服务
    方案 专案 市场 地区 文件 资料 来源 表格 客户 伙伴 合作伙伴 子公司 母公司 集团 法人 大学
    学校 医院 英文 中文 简称 全名 网站 网址 电话 传真 信箱 电邮 总统 总理 部长 市长 主席
    董事长 执行长 总经理 负责人 联络人 新版 旧版 附件 附录 附表 附图 总计 合计 小计 比重 金额
    人次 面积 人口 单价 价格 费用 税率 温度 速度 重量 长度""".split()
)
_TITLE = re.compile(
    ".*(?:领导人|将军|国王|皇帝|作家|歌手|导演|演员|科学家|长|经理|教授|代表|书记|署长|主席|总裁|总统|总理|大使|博士|先生|女士|议员|委员)"
)

_NOT_NAMES = frozenset(
    """usd eur twd ntd nt us gbp jpy cny rmb thb vnd sgd myr idr php inr pln huf czk km kg mw gw kw
    kwh mwh gwh gb tb mb mm cm ha hz khz mhz ghz dpi ppm yoy qoq mom pct percent million billion
    trillion thousand total subtotal page pages table figure fig appendix annex article section
    chapter part vol no see note notes source sources e.g eg i.e ie etc cf ibid ed eds pp tbd tba
    tbc na n/a yes ok am pm bc ad fob cif draft final new old left right top bottom above below
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday phase stage step level tier grade class type model version edition day week month year
    updated revised chinese english only free optional required""".split()
)
_ROMAN = re.compile(r"[IVXLC]+")
_TICKER = re.compile(r"[A-Z]\.[A-Z]{2,}")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_MOST_LOWER_WORDS = 4
_LONGEST_BEFORE = 160

_WORD = rf"(?:[{_LETTER}][{_LETTER}0-9&.'’+-]*|\d+(?:\.\d+)?|&)"
_LATIN_RUN = re.compile(rf"(?:{_WORD} )*{_WORD}\s?$")
_SENTENCE_END = re.compile(r"[a-z]{3}\.$|[A-Z]{3}\.$")
_JOINING = frozenset({"of", "and", "for", "the", "&", "de", "on"})
_PERSONS = frozenset(
    """mr mrs ms dr prof professor president minister mayor director chairman chairwoman chair ceo
    cto cfo premier deputy governor ambassador representative secretary general-manager founder
    co-founder""".split()
)


class _Parts(NamedTuple):
    """What parentheses hold."""

    latin: tuple[str, ...]
    han: tuple[str, ...]
    also: tuple[str, ...]
    """Chinese short names that are said to be such."""


def name_pairs(text: str) -> tuple[Name, ...]:
    """The names that a text gives in Chinese and in English beside it in parentheses, in order.

    Each is told once. A line is a unit: names that run over its end are not found.
    """
    found: dict[Name, None] = {}
    for line in unicodedata.normalize("NFKC", text).splitlines():
        if "://" in line:
            continue  # a reference, whose parentheses hold publishers and kinds of page
        for match in _ENCLOSED.finditer(line):
            before = line[max(0, match.start() - _LONGEST_BEFORE) : match.start()]
            parts = _parts(match.group(1).strip())
            name = parts and (
                _with_latin_enclosed(before, parts) or _with_han_enclosed(before, parts)
            )
            if name:
                found[name] = None
    return tuple(found)


def taught(lexicon: Lexicon, names: Iterable[Name]) -> Lexicon:
    """The lexicon with names from documents after its own, which win where both know one.

    What documents call one thing is put together. What the dictionary has as an ordinary word
    (平台, "platform", also as PEA) stays one.
    """
    together: dict[str, tuple[list[str], list[str]]] = {}
    for name in names:
        zh = [form for form in name.zh if not _is_ordinary_han(form, lexicon)]
        en = [form for form in name.en if not _is_ordinary_word(form, lexicon)]
        if zh and en:
            known = together.setdefault(match_key(zh[0]), ([], []))
            known[0].extend(zh)
            known[1].extend(en)
    if not together:
        return lexicon
    _drop_longer(together)
    return lexicon.with_names_after(
        Name(tuple(dict.fromkeys(zh)), tuple(dict.fromkeys(en))) for zh, en in together.values()
    )


def _drop_longer(together: dict[str, tuple[list[str], list[str]]]) -> None:
    """Keep 促紅細胞生成素 for EPO, and not 查出促紅細胞生成素: words before a name came with it."""
    shortest: dict[str, list[str]] = {}
    for zh, (_, english) in sorted(together.items(), key=lambda item: len(item[0])):
        for en in english:
            shorter = shortest.setdefault(en, [])
            if any(zh != other and zh.endswith(other) for other in shorter):
                together.pop(zh, None)
            shorter.append(zh)


def _is_ordinary_han(form: str, lexicon: Lexicon) -> bool:
    key = match_key(form)
    return key in lexicon.glosses and not lexicon.is_name(key)


def _is_ordinary_word(form: str, lexicon: Lexicon) -> bool:
    if " " in form or lexicon.is_name(form):
        return False
    units = lexicon.to_chinese(form)
    return not units or any(unit.translations for unit in units)


def _parts(enclosed: str) -> _Parts | None:
    """None when anything in the parentheses is neither a name nor to be passed over."""
    latin: list[str] = []
    han: list[str] = []
    also: list[str] = []
    for part in _SEPARATOR.split(enclosed):
        if labelled := _LABELLED.fullmatch(part):
            also.append(labelled.group(1))
        elif _HAN_NAME.fullmatch(part.strip("「」《》“”")):
            han.append(part.strip("「」《》“”"))
        elif _DOMAIN.fullmatch(part):
            continue
        elif _LATIN_NAME.fullmatch(part):
            latin.append(part)
        else:
            return None
    return _Parts(tuple(latin), tuple(han), tuple(also))


def _with_latin_enclosed(line: str, parts: _Parts) -> Name | None:
    """「名（Name, N，簡稱…）」."""
    if parts.han or not 1 <= len(parts.latin) <= 2 or not all(map(_is_latin_name, parts.latin)):
        return None
    full, *abbreviation = sorted(parts.latin, key=len, reverse=True)
    if abbreviation and not _abbreviates(abbreviation[0], full):
        return None  # two names, as in a list
    zh = _han_before(line)
    if zh is None or (full.islower() and len(zh) > 8):
        return None
    if _is_person(full) and _TITLE.match(to_simplified(zh)):
        return None
    return Name((zh, *parts.also), tuple(parts.latin))


def _is_latin_name(text: str) -> bool:
    words = text.replace("/", " ").split()
    if sum(char.isalpha() for char in text) < 2 or _YEAR.search(text):
        return False
    if _ROMAN.fullmatch(text) or _TICKER.search(text) or text.endswith((".", "'s", "’s")):
        return False
    if words[0].lower().strip(".") in _NOT_NAMES:
        return False
    if any(char.isupper() for char in text):
        return words[0].lower() not in STOP_WORDS and len(words) <= 10
    return len(words) <= _MOST_LOWER_WORDS and not any(word in STOP_WORDS for word in words)


def _han_before(line: str) -> str | None:
    """The Chinese name that a line ends with, None where it is doubtful."""
    if quoted := _QUOTED.search(line):
        return None if _is_generic(quoted.group(1)) else quoted.group(1)
    run = _RUN.search(line.removesuffix(" "))
    if run is None:
        return None
    name = run.group()
    simplified = to_simplified(name)
    if len(simplified) != len(name):
        return None
    hidden = _KEPT.sub(lambda kept: "〇" * len(kept.group()), simplified)
    begun = max((match.end() for match in _BOUNDARY.finditer(hidden)), default=0)
    before = line[: run.start()].rstrip(" ")
    is_cell = re.search(rf"[{_HAN}] $", line[: run.start()]) is not None
    if not begun and not is_cell and before and _GOES_ON.match(before[-1]):
        return None
    return _whole(name[begun:], simplified[begun:])


def _whole(name: str, simplified: str) -> str | None:
    if not 2 <= len(name) <= 14 or _is_generic(name):
        return None
    if _DOUBTFUL.search(simplified) or _DOUBTFUL_START.match(simplified):
        return None
    return None if _DOUBTFUL_END.match(simplified) else name


def _is_generic(name: str) -> bool:
    return to_simplified(name) in _GENERIC


def _with_han_enclosed(line: str, parts: _Parts) -> Name | None:
    """ "Name (N, 名)"."""
    if len(parts.han) != 1 or len(parts.latin) > 1:
        return None
    zh = parts.han[0]
    simplified = to_simplified(zh)
    hidden = _KEPT.sub(lambda kept: "〇" * len(kept.group()), simplified)
    if _BOUNDARY.search(hidden) or _whole(zh, simplified) is None:
        return None
    en = _latin_before(line.removesuffix(" "), *parts.latin)
    return None if en is None else Name((zh, *parts.also), (en, *parts.latin))


def _latin_before(line: str, abbreviation: str | None = None) -> str | None:
    """The English name that a line ends with, None where it is doubtful."""
    run = _LATIN_RUN.search(line)
    if run is None:
        return None
    words = run.group().split()
    name = _capitalised_end(words)
    if abbreviation is not None:
        name = _abbreviated(name, abbreviation)
    elif not name and re.search(rf"[{_HAN},、:]$", line[: run.start()].rstrip(" ")):
        # Bounded by Chinese, also a term in lower case is whole.
        name = words if len(words) <= 3 and not set(words) & STOP_WORDS else []
    joined = " ".join(name)
    if not name or not _is_latin_name(joined) or re.search(r"['’]s ", joined):
        return None
    if any(word.lower().strip(".,") in _PERSONS for word in name) or name[0][0].isdigit():
        return None
    # Without an abbreviation nothing tells whether these join one name or two.
    return None if abbreviation is None and {"and", "&", "the", "on"} & set(name) else joined


def _capitalised_end(words: list[str]) -> list[str]:
    """The capitalised words at the end, with what joins them, from the first that may begin one."""
    at = len(words)
    while at and (_is_capital(words[at - 1]) or words[at - 1] in _JOINING):
        if at < len(words) and _SENTENCE_END.search(words[at - 1]):
            break
        at -= 1
    name = words[at:]
    while name and (name[0].lower() in STOP_WORDS or name[0] in _JOINING):
        del name[0]
    return name


def _is_capital(word: str) -> bool:
    return any(char.isupper() for char in word) or word[0].isdigit()


def _abbreviated(words: list[str], abbreviation: str) -> list[str]:
    """The last words that the abbreviation stands for; empty where none are seen to be.

    By initials where those match, else by letters in order: after Schwartz and Hearst, "A simple
    algorithm for identifying abbreviation definitions in biomedical text", 2003.
    """
    starts = [at for at in range(len(words) - 1, -1, -1) if _is_capital(words[at])]
    for at in starts:
        if abbreviation in _initials(words[at:]):
            return words[at:]
    if abbreviation.isupper() and len(abbreviation) <= 3:
        return []
    for at in starts:
        if _abbreviates(abbreviation, " ".join(words[at:])):
            return words[at:] if len(words) - at > 1 else []
    return []


def _initials(words: list[str]) -> set[str]:
    """With and without those of the words that join."""
    parts = [part for word in words for part in word.split("-") if part]
    return {
        "".join(part[0] for part in parts).upper(),
        "".join(part[0] for part in parts if part not in _JOINING).upper(),
    }


def _abbreviates(short: str, full: str) -> bool:
    """Whether the letters of `short` come in `full` in order, the first at its beginning."""
    letters = [char for char in short.lower() if char.isalnum()]
    if len(letters) < 2 or " " in short or not full.lower().startswith(letters[0]):
        return False
    rest = iter(full.lower())
    return all(letter in rest for letter in letters)


def _is_person(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 3 and all(word[:1].isupper() and not word.isupper() for word in words)
