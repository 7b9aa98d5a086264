"""Text in a document that speaks to whoever answers, rather than to its readers.

Steps that a reader is to take are imperative, too: what is told here from them is that it is about
the answer itself ("add to your reply"), about the model, or a task for a chatbot (a poem).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from language.normalise import match_key
from language.sentences import Span

# Everything is compared under match_key: lower case, half-width, Simplified characters.

_OPENS = r"""(?:^|[.!?:;|。！？」』（(\[{"'“‘\n]\s*|\b(?:please|now|and|then|also)\s+)"""
"""What stands before an order."""

_ANSWER = r"your\s+(?:\w+\s+)?(?:answers?|responses?|repl(?:y|ies)|outputs?|completions?)\b"

_ADD = r"(?:add|append|insert|integrate|incorporate|embed|weave|introduce|intersperse|sprinkle)"
_RESHAPE = (
    r"(?:augment|enhance|enrich|modify|alter|rewrite|rephrase|reword|replace|convert|substitute|"
    r"swap|encode|encrypt|encipher|cipher|obfuscate|transform|translate|reverse|mirror|invert|"
    r"scramble|jumble(?: up)?|mix up|rearrange|reorder|shuffle|anagram|misspell|remove|strip|drop|"
    r"group|combine|merge|capitali[sz]e|randomi[sz]e|conclude|preface|precede|prefix)"
)
"""What is done to a text that is being written: readers are asked for a response, not to jumble
it."""

_ODD_FORM = (
    r"(?:vowels?|consonants?|alphanumeric|anagram\w*|homophon\w*|cipher|caesar|rot13|"
    r"base\s?(?:32|64)|hexadecimal|binary|morse|emojis?|leetspeak|pig latin|"
    r"typos?|misspell\w*|substitution|backwards|random\w*|"
    r"without (?:any )?(?:spaces|punctuation|vowels)|spaces? between)"
)
"""Forms that nobody is asked to write an application in."""

_PIECE = (
    r"(?:an?|one|the|some)\s+(?:[\w-]+\s+){0,3}(?:sentence|paragraph|line|tip|reminder|"
    r"recommendation|headline|link|advert\w*|ad|plug|slogan|joke|appeal|warning|statement|reason|"
    r"promotion|mention|endorsement|hint|call to action)\b"
)

_URGE = (
    r"(?:suggest|recommend|tease|hint|tell|urge|encourage|invite|promote|advertise|endorse|"
    r"praise|mention|claim|convince|persuade|warn|insist|pretend)"
)

_ANSWERING = ("answer", "response", "reply", "replies", "output", "completion")
_YOUR_ANSWER = (("your",), _ANSWERING)


class _Rule(NamedTuple):
    """A pattern, and words without which it cannot be found: one of each group."""

    needs: tuple[tuple[str, ...], ...]
    pattern: re.Pattern[str]


def _rule(pattern: str, *needs: tuple[str, ...]) -> _Rule:
    return _Rule(needs, re.compile(pattern, re.MULTILINE))


_ENGLISH = (
    _rule(
        r"\b(?:admin(?:istrator)?|system|developer)(?:'s)? (?:note|instructions?|override|message|"
        r"command)\s*:",
        ("admin", "system", "developer"),
        ("note", "instruction", "override", "message", "command"),
    ),
    _rule(
        rf"{_OPENS}(?:ignore|disregard|forget|override)\s+"
        r"(?:[\w'-]+\s+){0,4}(?:instructions?|prompts?|rules?|directions?|guidelines?)\b",
        ("ignore", "disregard", "forget", "override"),
    ),
    _rule(
        r"\bsystem prompt\b|<\|?(?:im_start|system)\b|^\s*(?:system|assistant)\s*:",
        ("system", "im_start", "assistant"),
    ),
    _rule(
        r"\byou are (?:now |no longer )?(?:an? )?(?:\w+ )?"
        r"(?:ai|assistant|chatbot|language model)\b",
        ("you are ",),
    ),
    _rule(
        r"\b(?:note|message|attention|instructions?) (?:to|for) (?:the |any |all )?"
        r"(?:ai|assistants?|chatbots?|language models?|llms?)\b",
        tuple(
            f"{what} {whom}"
            for what in ("note", "message", "attention", "instruction", "instructions")
            for whom in ("to ", "for ")
        ),
    ),
    _rule(rf"{_OPENS}(?:tell|inform) the (?:user|reader)s?\b", ("tell the ", "inform the ")),
    # About the answer.
    _rule(
        rf"{_OPENS}{_ADD}\b[^\n]{{0,200}}?\b(?:in|to|into|within|throughout) {_ANSWER}",
        *_YOUR_ANSWER,
    ),
    _rule(
        rf"{_OPENS}{_RESHAPE}\b[^\n]{{0,200}}?\b(?:in|of|from|with|within|throughout) {_ANSWER}",
        *_YOUR_ANSWER,
    ),
    _rule(rf"{_OPENS}{_RESHAPE}\s+{_ANSWER}", *_YOUR_ANSWER),
    _rule(rf"{_OPENS}[\w-]+\s+[^.\n]{{0,120}}{_ANSWER}[^.\n]{{0,120}}\b{_ODD_FORM}", *_YOUR_ANSWER),
    _rule(rf"{_OPENS}[\w-]+\s+[^.\n]{{0,120}}\b{_ODD_FORM}[^.\n]{{0,120}}{_ANSWER}", *_YOUR_ANSWER),
    _rule(rf"{_OPENS}[\w-]+\s+{_PIECE}[^.\n]{{0,60}}\bin {_ANSWER}", *_YOUR_ANSWER),
    _rule(
        rf"\b(?:in|with|throughout) {_ANSWER},?\s+(?:please\s+)?{_URGE}\b",
        *_YOUR_ANSWER,
    ),
    _rule(
        rf"{_OPENS}{_RESHAPE}\s+(?:the\s+)?(?:letters|vowels|words|spaces)\s+"
        r"(?:of|in|from)\s+(?:\w+\s+in\s+)?your (?:message|text|words?|sentences?)\b",
        ("your message", "your text", "your word", "your sentence"),
    ),
    _rule(
        rf"{_OPENS}[\w-]+\s+your (?:message|text)\b[^.\n]{{0,60}}\b{_ODD_FORM}",
        ("your message", "your text"),
    ),
    _rule(
        rf"{_OPENS}[\w-]+\s+(?:every|each)\s+(?:\w+\s+)?(?:letter|vowel|word)\b[^.\n]{{0,40}}"
        r"\b(?:numbers?|letters?|symbols?|position|emojis?|typos?)\b",
        ("every", "each"),
        ("letter", "vowel", "word"),
        ("number", "letter", "symbol", "position", "emoji", "typo"),
    ),
    _rule(
        rf"{_OPENS}{_RESHAPE}\s+(?:letters|vowels|words)\s+(?:with|by|to|into)\b",
        ("letters", "vowels", "words"),
    ),
    _rule(
        rf"{_OPENS}use (?:\w+ ){{0,3}}(?:anagrams|numbers|symbols|emojis|synonyms) "
        r"(?:for|instead of) (?:the )?(?:\w+ )?(?:keywords|vowels|letters|words)\b",
        ("use ",),
        ("anagrams", "numbers", "symbols", "emojis", "synonyms"),
        ("keywords", "vowels", "letters", "words"),
    ),
    # A task for a chatbot.
    _rule(
        rf"{_OPENS}(?:write|compose|provide|create|give|tell|draft|generate|recite)\s+"
        r"(?:me\s+|us\s+)?an?\s+(?:[\w-]+\s+){0,2}"
        r"(?:poem|haiku|limerick|sonnet|story|song|joke|riddle|fairy tale)\b",
        ("poem", "haiku", "limerick", "sonnet", "story", "song", "joke", "riddle", "fairy tale"),
    ),
    _rule(rf"{_OPENS}translate the following\b", ("translate the following",)),
)

_HAN_ANSWERS = ("回答", "回复", "回应", "答案", "答复", "输出")
_HAN_ANSWER = rf"(?:{'|'.join(_HAN_ANSWERS)})"
_HAN_YOUR_ANSWER = rf"[你妳]的?{_HAN_ANSWER}"

_CHINESE = (
    _rule(
        r"(?:管理员|管理者|系统|开发者)的?(?:指示|指令|命令|讯息|消息):",
        ("指示:", "指令:", "命令:", "讯息:", "消息:"),
    ),
    _rule(
        r"(?:忽略|无视|不要理会|不必理会|忘记|忘掉)"
        r"[^。！？\n]{0,12}(?:指示|指令|规则|提示词|系统提示)",
        ("忽略", "无视", "理会", "忘记", "忘掉"),
    ),
    _rule(
        r"系统提示词|你(?:现在|从现在起)?是(?:一个|一名|一位)?(?:人工智能|ai|聊天机器人|语言模型)",
        ("系统提示词", "你是", "你现在是", "你从现在起是"),
    ),
    _rule(r"(?:ai|助理|助手|聊天机器人|语言模型)\s*请?注意[,:]", ("注意,", "注意:")),
    _rule(
        r"请?(?:直接|务必|只要|必须)?(?:告诉|回答|回复)(?:使用者|用户|提问者)",
        ("使用者", "用户", "提问者"),
        ("告诉", "回答", "回复"),
    ),
    # About the answer.
    _rule(
        rf"{_HAN_YOUR_ANSWER}[^。！？\n]{{0,20}}"
        r"(?:加入|加上|插入|附上|添上|放入|提到|提及|推荐|推销|宣传|"
        r"鼓励|暗示|强调|写上|邀请|呼吁|改写|改成|换成|替换|打乱|颠倒|编码|加密)",
        ("你", "妳"),
        _HAN_ANSWERS,
    ),
    _rule(
        rf"(?:修改|改写|扩充|补充|调整|打乱|颠倒|重排|加密){_HAN_YOUR_ANSWER}",
        ("你", "妳"),
        _HAN_ANSWERS,
    ),
    _rule(
        rf"(?:在|于){_HAN_ANSWER}(?:的?(?:中|里|内|最后|末尾|结尾|开头))[^。！？\n]{{0,12}}"
        r"(?:加|插|附|提|写|放)[^。！？\n]{0,4}(?:一句|一段|一则|连结|链接|广告|提醒|建议)",
        _HAN_ANSWERS,
    ),
    _rule(
        r"(?:把|将|以|用)[^。,！？\n]{0,12}"
        r"(?:回答|回复|每个字|每个词|所有(?:字母|元音|母音|空格|标点))[^。,！？\n]{0,16}"
        r"(?:换成|替换|代替|取代|改成|打乱|颠倒|移除|去掉|编码|加密)",
        ("回答", "回复", "每个字", "每个词", "所有"),
        ("换成", "替换", "代替", "取代", "改成", "打乱", "颠倒", "移除", "去掉", "编码", "加密"),
    ),
    _rule(
        r"(?:用|以)(?:表情符号|emoji|base64|摩斯密码|凯撒密码|密码|暗号|谐音|错字|倒序)"
        rf"[^。！？\n]{{0,6}}(?:书写|编写)?{_HAN_ANSWER}",
        _HAN_ANSWERS,
    ),
    # A task for a chatbot.
    _rule(
        r"(?:请|帮我|替我)(?:写|创作|编|说|讲)(?:一首|一篇|一个|一则|一段)?"
        r"[^。！？\n]{0,10}(?:诗|故事|笑话|歌词|小说)",
        ("请", "帮我", "替我"),
        ("诗", "故事", "笑话", "歌词", "小说"),
    ),
    _rule(r"(?:请|帮我)?(?:把|将)(?:下列|以下|下面)[^。！？\n]{0,8}翻译成", ("翻译成",)),
)

_RULES = (*_ENGLISH, *_CHINESE)


def _applies(rule: _Rule, text: str) -> bool:
    # Nearly all texts lack the words, and to look for those takes a hundredth of the pattern.
    needed = all(any(word in text for word in group) for group in rule.needs)
    return needed and rule.pattern.search(text) is not None


_CAPITAL = re.compile(r"(?<=\s)(?=[A-Z][a-z])")


def instructs(text: str, at: int) -> bool:
    """Whether the paragraph of the character at `at`, or the one before it, gives instructions.

    What such a paragraph asks to be said often stands in the next one. Stored text breaks lines
    only between paragraphs.
    """
    end = text.find("\n", at)
    start = text.rfind("\n", 0, max(0, text.rfind("\n", 0, at)))
    return gives_instructions(text[start + 1 : len(text) if end < 0 else end])


@lru_cache(maxsize=4_096)  # asked for each sentence of a paragraph, and again for each claim
def gives_instructions(text: str) -> bool:
    """Whether any paragraph of the text does."""
    # The sentence before an order may have no end: then its capital letter tells that it begins.
    keys = [match_key(one) for one in (text, _CAPITAL.sub("| ", text))]
    return any(_applies(rule, key) for rule in _RULES for key in keys)


def instruction_spans(text: str) -> Iterator[Span]:
    """The paragraphs that give instructions; not the one after each, as in `instructs`."""
    if not gives_instructions(text):
        return
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        if gives_instructions(paragraph):
            yield Span(start, end)
        start = end + 1
