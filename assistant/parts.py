"""The parts of a question that each want an answer of their own.

「越南和印尼的罰款各是多少？」 asks for two figures, and "How do we register, and what does it
cost?" two things. Documents may hold one and not the other, so each part is put to them by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from assistant.asked import FIRM_KINDS, AnswerKind, Question
from assistant.first_market import compared
from assistant.question_words import question_words
from assistant.wider import asks_for_rules
from language.cities import cities
from language.instructions import gives_instructions
from language.normalise import match_key
from language.places import place_name, places
from language.script import Language, detect_language
from language.sentences import Span

_ASKS_ZH = (
    r"多少|多久|多[大高長长快遠远]|[幾几](?![乎])|什[麼么]|甚麼|何[時时]|何[處处]|哪|誰|谁|怎[麼么樣样]|如何|"
    r"[嗎吗]|為何|为何|是否|能不能|可不可以|要不要|有[沒没]有"
)
_ASKS_EN = (
    r"\b(?:how|what|when|where|who|whom|whose|which|why)\b|"
    r"^\s*(?:is|are|was|were|do|does|did|can|could|should|will|would|must|may)\b"
)
_ASKS = re.compile(f"{_ASKS_ZH}|{_ASKS_EN}", re.IGNORECASE)

_BREAK = re.compile(
    r"[?？]+\s*|[;；]\s*|[，,]\s*(?:以及|還有|还有|另外|並且|并且|而且|又)?\s*(?=[^,，]*(?:"
    + _ASKS_ZH
    + r"))|(?:以及|還有|还有|並且|并且|而且)(?=[^,，]*(?:"
    + _ASKS_ZH
    + r"))|,?\s+and\s+(?:also\s+)?(?=(?:how|what|when|where|who|whom|which|why)\b|"
    r"(?:is|are|do|does|did|can|could|should|will|must)\s+(?:i|we|it|they|there|the|you)\b)",
    re.IGNORECASE,
)
"""Where a second question may begin."""

_CONJUNCTION = re.compile(
    r"(?:['’]s?|\s*的)?\s*(?:[、,/&]\s*(?:以及|還有|还有|and\b|or\b)?|和|與|与|及|以及|跟|還有|还有|或是|或|"
    r"\b(?:and|or)\b)\s*(?:(?:in|the|for|of|under)\s+)*",
    re.IGNORECASE,
)
"""What may stand between things that are asked about alike."""

_TOGETHER_BEFORE = re.compile(r"\b(?:between|both|combine|combining)\s+(?:the\s+)?$", re.IGNORECASE)
_TOGETHER_AFTER = re.compile(
    r"\s*(?:之間|之间|間的|间的|兩國|两国|雙方|双方|的?(?:差[別异異]|差别|不同|比較|比较))"
    r"|.*?(?:簽|签|締結|缔结|合作|合資|合资|聯手|联手|結盟|结盟|聯盟|联盟|協[定議]|协[定议]|關係|关系|往來|往来|貿易|贸易)"
    r"|.*?\b(?:sign(?:ed)?|agreements?|cooperat\w+|relations?|treaty|trade|joint|ventures?|together)\b",
    re.IGNORECASE,
)
"""What is said of things together, not of each."""

_SENTENCE = re.compile(r"[^?？。!！]+?(?:[?？。!！]+|(?<=[a-z\d])\.(?=\s)|$)\s*", re.DOTALL)
_NAMES = re.compile(r"\d|(?<!^)\b(?!I\b)[A-Z]")

_FIELD = re.compile(
    r"(?:我們|我们|我|本公司|敝公司|敝司)(?:公司)?(?:是|在)?(?:一[家間间])?"
    r"(?:專門|专门|主要)?(?:做|從事|从事|賣|卖|開發|开发|生產|生产|提供|經營|经营|研發|研发)的?"
    r"(?P<zh>[^，,。？?；;]{2,20})[，,。；;]|"
    # Who does it goes without saying: 「智慧停車想進泰國，…」.
    r"^(?P<elided>(?!我|本公司|敝)[^，,。？?；;\s]{2,12}?)"
    r"(?<!廠商|厂商|業者|业者|公司|企業|企业|我們|我们|團隊|团队)"
    r"(?=(?:想要?|打算|準備|准备|希望|計畫|计划|[要該该]?(?:怎[麼么]|如何))"
    r"(?:進|进|去|(?:外?[賣卖銷销]|出口|輸出|输出)?到|打入|打进|打進|前進|前进|拓展))|"
    r"\bwe (?:do|make|sell|build|develop|offer|provide|produce) (?P<en>[^,.;?]{3,60}?)"
    r"(?:,| and (?:want|would|plan|hope|wish|are|need)\b|[.;])|"
    r"\bwe(?:'re| are) an? (?P<firm>[^,.;?]{3,60}?) "
    r"(?:firm|company|start-?up|business|maker|vendor)\b",
    re.IGNORECASE,
)
"""What an asker does for a living, said before the question."""

_TAKEN_ALONG = (
    re.compile(
        r"\b(?i:enter|(?:expand|go|get|break|move) (?:in)?to|start in) [^,.;?]{2,40}?"
        r"(?P<cut> with (?:our |my |an? |the )?(?P<field>[^,.;?]{3,60}?))(?=\W*$)"
    ),
    re.compile(
        r"\b(?i:sell|bring|take|export|selling|bringing|taking|exporting)"
        r"(?P<cut> (?:our |my |an? |the )?(?P<field>[^,.;?]{3,40}?))"
        r"(?= (?:in)?to (?:the )?[A-Z])"
    ),
    re.compile(
        r"(?P<cut>[把將将](?:我[們们]的?)?(?P<field>[^，,。？?；;\s]{2,12}?))"
        r"(?=(?:外?[賣卖帶带推銷销]+|出口|輸出|输出)[到去往進进])"
    ),
    re.compile(
        r"[進进去到][^，,。？?；;\s]{2,6}?(?P<cut>[賣卖]我?[們们]?的?(?P<field>[^，,。？?；;\s]{2,12}?))"
        r"(?=[嗎吗呢]?\W*$)"
    ),
)
"""The same, as what is taken to a place: "enter Thailand with smart parking"."""

_SIZE = re.compile(
    r"(?:我們|我们|我|本公司|敝公司|敝司)(?:的?公司|這家|这家)?(?:現在|目前|只|才|大概|大約|約|是|有|一[家間间])*"
    r"[\d一二三四五六七八九十百兩两]+(?:多|幾|几)?[個个名位]?(?:人|員工|员工)"
    r"(?:而已|左右|的(?:小)?(?:公司|團隊|团队|企業|企业|新創|新创))?[，,。；;]\s*"
    r"|\b(?:we|i)(?:'re|'m| are| am| have| run| own)(?: (?:an?|only|just|about|some|team of))*"
    r" (?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)[- ]"
    r"(?:persons?|people|employees?|staff|man|strong)\b[^,.;?]{0,30}(?:[,.;]|\band\b)\s*",
    re.IGNORECASE,
)
"""How many people the asker has, said before the question: no figure that is asked about."""

_COMPOUND = re.compile(r"[\u3400-\u9fff]{4,}|[a-z-]+ [a-z -]+", re.IGNORECASE)
"""A word that says what sort of a thing: 「智慧停車」, "smart parking"."""

_TO = re.compile(r"(?:\b(?:in|to|at|into|of|for)\s+(?:the\s+)?|[在到去往赴])$", re.IGNORECASE)
"""What leads to a place."""

_EACH = re.compile(r"各自?(?=[是有要為为需])|分[別别](?=[是有要為为需])|\b(?:each|respectively)\b")
_LATIN = re.compile(r"[A-Z][A-Za-z0-9.&-]+(?: [A-Z][A-Za-z0-9.&-]+)*")
_YEAR = re.compile(r"(?<=\d)\s*年")
_TRAILING = re.compile(
    r"[\s,，、。.?？!！;；]+(?:(?:and|以及|還有|还有|另外)[\s,，]*)?$", re.IGNORECASE
)
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a question wants to know."""

    question: str
    """Made whole, so that it can be asked alone."""

    label: str
    """What is missing when no document answers it, as typed."""

    field: str = ""
    """What the asker says to do for a living: 「智慧停車」; empty when nothing is said."""

    beside_field: str = ""
    """The question without it, for documents that know nothing of the field."""

    anywhere: str = ""
    """The question without field and places where it asks for what is given at home, wherever the
    asker goes; else empty."""

    places: tuple[str, ...] = ()
    """The places named in such a question."""

    city: str = ""
    """A city that the question names, of whose country it says nothing."""

    in_country: "Part | None" = None
    """The same with the country in the city's place, for documents that tell of that alone."""


def parts_of(question: Question) -> tuple[Part, ...]:
    """The question's parts in order: itself alone when it asks one thing."""
    text = _only_asking(question.text)
    if text != question.text:
        kept = tuple(one for one in question.asked if one.text in text)
        question = replace(question, text=text, asked=kept)
    pieces = _pieces(text)
    if len(pieces) > 1:
        wholes = [_with_subject(at, pieces, question) for at in range(len(pieces))]
        parts = tuple(
            replace(_with_field(replace(question, text=whole)), label=_label(piece))
            for whole, piece in zip(wholes, pieces, strict=True)
        )
    else:
        whole = _with_field(question)
        parts = (whole,) if compared(question, whole.field) else _members(question) or (whole,)
    return tuple(map(_with_country, parts))


def _with_country(part: Part) -> Part:
    named = cities(part.question)
    of_itself = _words("of a place itself").search(match_key(part.question))
    if len(named) != 1 or places(part.question) or of_itself:
        return part
    (city,) = named
    called = part.question[city.start : city.end]
    country = place_name(city.code, detect_language(part.question))
    question, beside = (
        text.replace(called, country) for text in (part.question, part.beside_field)
    )
    wider = _with_anywhere(replace(part, question=question, beside_field=beside))
    return replace(part, city=called, in_country=wider)


def _only_asking(text: str) -> str:
    """The text without orders to the assistant, how many ask (unless they ask for rules, which may
    begin at a size), and remarks behind a question.

    A remark that names or counts something stays: "Is it open? We are in Kosovo."
    """
    unsized = text if asks_for_rules(text) else _SIZE.sub("", text)
    text = unsized if _ASKS.search(unsized) else text
    sentences = [match.group() for match in _SENTENCE.finditer(text)]
    asking = [
        one
        for place, one in enumerate(sentences)
        if not gives_instructions(one) and not (place and _is_remark(one))
    ]
    return "".join(asking).strip() if any(map(_ASKS.search, asking)) else text


def _is_remark(sentence: str) -> bool:
    return not (_ASKS.search(sentence) or _NAMES.search(sentence.strip()) or places(sentence))


def _with_field(question: Question) -> Part:
    return _with_anywhere(_apart_from_field(question))


def _with_anywhere(part: Part) -> Part:
    text = part.beside_field or part.question
    named = places(text)
    if not named or not _words("given at home").search(match_key(text)):
        return part
    anywhere = text
    for place in reversed(named):
        anywhere = _TO.sub("", anywhere[: place.start]) + anywhere[place.end :]
    return replace(
        part,
        anywhere=anywhere.strip(),
        places=tuple(text[place.start : place.end] for place in named),
    )


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(question_words()[name]))


def _apart_from_field(question: Question) -> Part:
    text = question.text
    cut: int | str = 0
    if match := _FIELD.search(text):
        name = next(name for name in ("zh", "elided", "en", "firm") if match[name])
        field = match[name].strip()
    elif match := _taken_along(text):
        field, cut = match["field"], "cut"
    elif field := _field_named(question):
        match = re.search(
            rf"(?:的|\b(?:for|in|on) )?{re.escape(field)}(?:的|領域|产业|產業)?",
            text,
            re.IGNORECASE,
        )
    if match is None:
        return Part(text, text)
    beside = text[: match.start(cut)].rstrip(" ") + text[match.end(cut) :]
    return Part(text, text, field, beside.strip(" ,，。"))


def _taken_along(text: str) -> re.Match[str] | None:
    matches = (pattern.search(text) for pattern in _TAKEN_ALONG)
    return next(filter(None, matches), None) if places(text) else None


def _field_named(question: Question) -> str:
    """The field in 「泰國的智慧停車有哪些資源？」: the one compound beside the place that is named.

    Only where it is asked what helps a firm: that may be there for firms of any field.
    """
    if question.kind is not AnswerKind.SUPPORT or not any(one.must for one in question.asked):
        return ""
    fields = [one.text for one in question.asked if _COMPOUND.fullmatch(one.text) and not one.must]
    return fields[0] if len(fields) == 1 else ""


def _pieces(text: str) -> list[str]:
    """The text cut where another question begins; what only states goes with what it leads to."""
    cuts = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    pieces: list[str] = []
    stated = ""
    for start, end in pairwise(cuts):
        piece = stated + text[start:end]
        if not _ASKS.search(text[start:end].strip()):
            stated = piece
        elif _says_what(piece):
            pieces.append(piece.strip())
            stated = ""
        else:  # "when and where is it held": the first half says nothing by itself
            stated = piece
    if stated.strip(" ,，。.?？!！") and pieces:
        pieces[-1] = f"{pieces[-1]} {stated.strip()}"
    return pieces or [text]


def _says_what(piece: str) -> bool:
    rest = _ASKS.sub("", piece)
    return len(re.findall(r"[\u3400-\u9fff]", rest)) >= _LEAST_WORDS or (
        len(re.findall(r"[A-Za-z0-9]{2,}", rest)) >= _LEAST_WORDS
    )


def _label(piece: str) -> str:
    return _TRAILING.sub("", piece)


def _with_subject(at: int, pieces: Sequence[str], question: Question) -> str:
    """A piece with what the one before it, or else after it, is about: unless it names something.

    "How long is the leave, and what is the wage in Lithuania?" asks for the leave in Lithuania.
    """
    piece = _TRAILING.sub("", pieces[at])
    key = piece.lower()
    names = [asked.text for asked in question.asked if asked.must]
    telling = [asked.text for asked in question.asked if not asked.vague]
    if any(name.lower() in key for name in names):
        return piece
    if not names:
        if not at or sum(one.lower() in key for one in telling) > 1:
            return piece
        names = telling
    for other in (*reversed(pieces[:at]), *pieces[at + 1 :]):
        if subject := [name for name in names if name.lower() in other.lower()]:
            return " ".join((*subject, piece))
    return piece


def _members(question: Question) -> tuple[Part, ...]:
    """A part for each of the things named side by side, if there are such things."""
    text = question.text
    chain = _chain(text, _spans(question, named=True))
    if chain is None and (question.kind in FIRM_KINDS or _EACH.search(text)):
        chain = _chain(text, _spans(question, named=False))
    if chain is None:
        return ()
    start, end = chain[0].start, chain[-1].end
    if _TOGETHER_BEFORE.search(text[:start]) or _TOGETHER_AFTER.match(text[end:]):
        return ()
    return tuple(
        Part(_EACH.sub("", text[:start] + text[one.start : one.end] + text[end:]), label)
        for one in chain
        if (label := text[one.start : one.end])
    )


def _chain(text: str, spans: Sequence[Span]) -> list[Span] | None:
    """The longest run of things with nothing but conjunctions between them."""
    best: list[Span] = []
    run: list[Span] = []
    for one in spans:
        if run and _CONJUNCTION.fullmatch(text[run[-1].end : one.start]):
            run.append(one)
        else:
            run = [one]
        if len(run) > len(best):
            best = list(run)
    return best if len(best) > 1 else None


def _spans(question: Question, *, named: bool) -> list[Span]:
    """Where names and figures stand in the question, or all that tells; those that touch as one."""
    text = question.text
    key = text.lower()
    spans = [Span(place.start, place.end) for place in places(text)]
    spans += [
        Span(at, at + len(asked.text))
        for asked in question.asked
        if (asked.must if named else not asked.vague) and (at := key.find(asked.text.lower())) >= 0
    ]
    if detect_language(text) is Language.ZH:  # where Latin letters are there, they are a name's
        spans += [Span(*match.span()) for match in _LATIN.finditer(text)]
    joined: list[Span] = []
    for span in sorted(spans):
        year = _YEAR.match(text, span.end)
        end = year.end() if year else span.end
        if joined and not text[joined[-1].end : span.start].strip(" -"):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, end))
        else:
            joined.append(Span(span.start, end))
    return joined
