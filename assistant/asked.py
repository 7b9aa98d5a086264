"""What a question asks for: its content words in both languages, and the kind of answer."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import itemgetter

from assistant.everyday import Words, meant_by
from assistant.firm_size import size_named
from assistant.question_words import question_words
from assistant.wider import UNION_FORMS, in_union
from language.function_words import FUNCTION_WORDS
from language.lexicon import Lexicon
from language.normalise import match_key
from language.script import Language, detect_language
from language.tokens import STOP_HAN, STOP_WORDS, han_runs, is_numeral, phrase_key, stem, words
from language.units import CURRENCIES

_WORDS = question_words()
_ASKING = frozenset(_WORDS["asking"].split()) | STOP_WORDS
_ASKER = frozenset(_WORDS["asker"].split())
_VAGUE = frozenset(_WORDS["vague"].split())
_VAGUE_OF_STEPS = frozenset(_WORDS["vague of steps"].split())
_COMMON = frozenset(_WORDS["common"].split())

_MOST_TRANSLATIONS = 6
_MOST_NEAR = 40
"""Translations of a word, and words of each, among which those near to it are looked for."""

_LITTLE = 0.3
"""What words for the asker and vague words count."""

_NAME = re.compile(
    # Not `\b`: no boundary lies between Latin letters and Han ones, as in 「CE標示」.
    r"(?<![A-Za-z0-9])(?:[A-Z][A-Za-z0-9&.-]*[A-Z0-9][A-Za-z0-9&.-]*|\d[A-Za-z0-9.%-]*[A-Za-z]+)"
    r"(?![A-Za-z0-9])"
)

_CURRENCIES = frozenset(match_key(code) for code in CURRENCIES)
"""A figure's unit is read with the figure: a page may write "€" where the question says "EUR"."""

_CAPITALISED = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]{2,}(?:-[A-Za-z]+)*")


_SORT = re.compile(
    r"\b(?:which|what) (?:\w+ ){0,2}?((?:firm|compan|agenc|office|organi[sz]ation|bank|ministr|team"
    r"|person|people|countr|market|place|program|scheme)\w*|city|cities)"
    r"|哪(?:一|些|几)?(?:家|个|位|间|项)?(公司|厂商|业者|单位|机构|机关|部门|组织|企业|团队|国家|城市"
    r"|市场|计画|方案)"
)
"""The sort of thing that is asked for: its answer gives a name instead."""


_EITHER = re.compile(
    r"(?<![\d.,])(\d+)\s*[年%]?\s*(?:还是|或者?是?|/|\bor\b(?: in)?)\s*(\d+)(?![\d.,]*\d)"
)
"""Figures of which one is right: "2015 or 2016"."""


def figures_to_choose(text: str) -> frozenset[str]:
    """Figures of a question of which an answer need not hold each."""
    return frozenset(one for pair in _EITHER.findall(match_key(text)) for one in pair)


class AnswerKind(StrEnum):
    """What a sentence must hold to be an answer."""

    AMOUNT = "amount"
    TIME = "time"
    PERSON = "person"
    """Someone, or an organisation: who, which firm, whom to ask."""
    CONTACT = "contact"
    """Whom to turn to."""
    SUPPORT = "support"
    """What helps a firm: programmes, money, desks."""
    PLACE = "place"
    STEPS = "steps"
    """What to do: how to apply, how to register."""
    REASON = "reason"
    ANY = "any"


FIRM_KINDS = frozenset({AnswerKind.AMOUNT, AnswerKind.TIME})
"""Kinds that a figure or a date shows for sure; the signs of the others are loose."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a question is about."""

    text: str
    """As typed, as far as that can be told."""

    han_forms: tuple[str, ...]
    """Simplified words any of which names it in Chinese, its own first."""

    word_forms: tuple[tuple[str, ...], ...]
    """Stems all of which must stand in a sentence to name it in English."""

    weight: float
    """How much it tells: high for names, figures and rare words."""

    must: bool = False
    """A name, a year or a figure: without it a sentence answers another question."""

    vague: bool = False
    """Fits many questions: finding it shows little, and its absence less."""

    spelt: bool = False
    """A name that no dictionary knows: another language may spell it in a way of its own."""

    near_han: tuple[str, ...] = ()
    """Words that share a character and a translation with it: 罰鍰 for 罰款."""

    term: bool = False
    """A term of the glossary, and no name: 「商標」, "smart parking"."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart."""

    text: str
    asked: tuple[Asked, ...]
    kind: AnswerKind


Rarity = Callable[[Sequence[str], Sequence[tuple[str, ...]]], float]
"""Weight of a thing from how rare its Chinese and English forms are in the index."""

_KINDS: tuple[tuple[AnswerKind, re.Pattern[str]], ...] = tuple(
    (AnswerKind(kind), re.compile("|".join(signs), re.IGNORECASE))
    for kind, signs in _WORDS["kinds"].items()
)
"""What shows that an answer of a kind is wanted, the surer signs first."""


_HAS_WHAT = re.compile("(?=有(?:什么|哪|没有|多少|几|谁|何))")
"""Where 「有」 asks: 「出國有什麼」 is not cut with 國有."""


def take_apart(text: str, *, lexicon: Lexicon, rarity: Rarity) -> Question:
    """The question's content words with forms in both languages, and the kind of answer."""
    asked: list[Asked] = []
    key = match_key(text)
    names = {match_key(name) for name in _NAME.findall(text)} - _COMMON
    for run in han_runs(text):
        for piece in _HAS_WHAT.split(run):
            asked.extend(_from_han(piece, lexicon, rarity))
    asked.extend(_from_words(text, names, lexicon, rarity))
    kind = kind_of(key)
    to_choose = figures_to_choose(text)
    sort = " ".join(match[1] or match[2] for match in _SORT.finditer(key))
    if kind is AnswerKind.SUPPORT:
        sort += " ".join(match.group() for match in dict(_KINDS)[kind].finditer(key))
    size = match_key(size_named(text))
    asked = [
        replace(one, vague=True, must=False, weight=one.weight * _LITTLE)
        if not one.vague
        and (
            one.text in (words(sort) if one.text.isascii() else sort)
            or one.text in to_choose
            or (kind is AnswerKind.STEPS and match_key(one.text) in _VAGUE_OF_STEPS)
        )
        else one
        for one in asked
        if one.text not in (words(size) if one.text.isascii() else size)
    ]
    return Question(text, tuple(_as_typed(_in_union(_merged(asked), text), text)), kind)


def tells_little(word: str) -> bool:
    """Whether a word only asks, says who asks, or fits many questions."""
    return word in _ASKING or word in _ASKER or word in _VAGUE


def kind_of(key: str) -> AnswerKind:
    """The kind of answer that a question wants, given by its `match_key`: that whose sign is first.

    "How many were there when it began" wants a number.
    """
    found = [(match.start(), kind) for kind, signs in _KINDS if (match := signs.search(key))]
    return min(found, key=itemgetter(0))[1] if found else AnswerKind.ANY


def _from_han(run: str, lexicon: Lexicon, rarity: Rarity) -> list[Asked]:
    def is_unheard(word: str) -> bool:
        return rarity((word,), ()) >= rarity((), ())

    found: list[Asked] = []
    unknown = ""
    for word in [*_cut(run, lexicon, is_unheard), ""]:
        # Characters the dictionary does not join are kept together: they may be a name.
        if len(word) == 1 and word not in _ASKING and word not in STOP_HAN:
            unknown += word
            continue
        if unknown:
            found.extend(
                _han_asked(one, lexicon, rarity)
                for one in _without_function_words(unknown, is_unheard)
            )
            unknown = ""
        if len(word) > 1 and word not in _ASKING:
            found.append(_han_asked(word, lexicon, rarity))
    return found


def _cut(run: str, lexicon: Lexicon, is_unheard: Callable[[str], bool]) -> Sequence[str]:
    """The run's words; a word that no document has gives way to words that documents have.

    「重要實體罰多少」 can be cut with 體罰 or with 實體: the documents know which of them is meant.
    A word that would only break, 工程師 into 工程 and 師, stays.
    """
    cut = lexicon.segment(run)
    strange = {
        word
        for word in cut
        if len(word) > 1 and is_unheard(word) and not lexicon.other_names(word).zh
    }
    if not strange:
        return cut
    other = lexicon.segment(run, without=strange)
    gained = {word for word in other if len(word) > 1} - set(cut)
    in_pieces = _lone(other) > _lone(cut)
    return other if gained and not in_pieces and not any(map(is_unheard, gained)) else cut


def _lone(cut: Sequence[str]) -> int:
    return sum(len(word) == 1 for word in cut)


def _without_function_words(unknown: str, is_unheard: Callable[[str], bool]) -> list[str]:
    """Characters that the dictionary does not join, cut where a function word, or a verb that fits
    any question, stands among them.

    A run that documents have is left whole: it is a name.
    """
    if len(unknown) == 1 or not is_unheard(unknown):
        return [unknown]
    apart = "".join(" " if char in FUNCTION_WORDS or char in _VAGUE else char for char in unknown)
    return apart.split()


def _han_asked(word: str, lexicon: Lexicon, rarity: Rarity) -> Asked:
    translations = [translation.text for translation in lexicon.to_english(word)]
    called = lexicon.other_names(word)
    means = meant_by(word)
    han_forms = (word, *means.zh, *(match_key(name) for name in called.zh))
    named = [text for text in translations[:12] if not is_numeral(text)]
    word_forms = _forms([tuple(text.split()) for text in named], means)
    weight = rarity(han_forms, word_forms)
    if len(word) == 1:
        weight *= 0.4
    little = word in _ASKER or word in _VAGUE
    is_name = lexicon.is_name(word)
    return Asked(
        word,
        han_forms,
        word_forms,
        weight * (_LITTLE if little else 1.0),
        must=is_name and not little,
        vague=little or len(word) == 1,
        near_han=_near(word, lexicon),
        term=bool(called.zh) and not is_name,
    )


def _near(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    if len(word) != 2:
        return ()
    return tuple(
        dict.fromkeys(
            other.text
            for translation in lexicon.to_english(word)[:_MOST_TRANSLATIONS]
            for unit in lexicon.to_chinese(translation.text)[:1]
            for other in unit.translations[:_MOST_NEAR]
            if len(other.text) == 2 and other.text != word and set(other.text) & set(word)
        )
    )


def _from_words(text: str, names: set[str], lexicon: Lexicon, rarity: Rarity) -> list[Asked]:
    found: list[Asked] = []
    # The first word of an English question has a capital, whatever it is.
    opens = 1 if detect_language(text) is Language.EN else 0
    capitalised = {match_key(word) for word in _CAPITALISED.findall(text, opens)}
    key = match_key(text)
    for unit in lexicon.to_chinese(text):
        plain = unit.source.split()
        if all(word in _ASKING or word in _CURRENCIES for word in plain):
            continue
        own = tuple(stem(word) for word in plain)
        # A single character is part of too many other words to show that a word is there.
        han_forms = tuple(
            translation.text for translation in unit.translations if len(translation.text) > 1
        )[:12]
        is_name = unit.source in names or lexicon.is_name(unit.source)
        is_figure = any(char.isdigit() for char in unit.source)
        called, means = lexicon.other_names(unit.source), meant_by(unit.source)
        # The short name III stands in every Annex III.
        named = [name for name in called.en if not is_numeral(name)]
        forms = [own, *(tuple(phrase_key(name).split()) for name in named)]
        little = all(word in _ASKER or word in _VAGUE for word in plain)
        spelt = not unit.translations and unit.source in capitalised
        found.append(
            Asked(
                unit.source,
                (*han_forms, *means.zh),
                _forms(forms, means),
                rarity((*means.zh, *han_forms), [own, *_meant(means)])
                * (_LITTLE if little else 1.0),
                must=(is_name or is_figure or spelt) and not little,
                vague=little,
                spelt=spelt and not (is_name or is_figure),
                # "A representative if we have no office" asks for no representative office.
                term=bool(called.zh) and not is_name and unit.source in key,
            )
        )
    return found


def _forms(said: Sequence[tuple[str, ...]], means: Words) -> tuple[tuple[str, ...], ...]:
    """The stems that name a thing in English. Where people say it otherwise than documents, what
    they say in several words does not: "people" and "live" may stand anywhere in a text."""
    if not means.en:
        return tuple(said)
    return (*_meant(means), *(form for form in said if len(form) == 1))


def _meant(means: Words) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase_key(name).split()) for name in means.en)


def _in_union(asked: Sequence[Asked], text: str) -> list[Asked]:
    """The same things; what may be called the European Union here is held where that is named."""
    named = {match_key(text[place.start : place.end]) for place in in_union(text)}
    return [
        replace(
            one,
            han_forms=(*one.han_forms, *UNION_FORMS[Language.ZH]),
            word_forms=(
                *one.word_forms,
                *(tuple(phrase_key(name).split()) for name in UNION_FORMS[Language.EN]),
            ),
        )
        if one.text in named
        else one
        for one in asked
    ]


def _merged(asked: Sequence[Asked]) -> list[Asked]:
    seen: dict[str, Asked] = {}
    for thing in asked:
        if thing.weight > 0 and thing.text not in seen:
            seen[thing.text] = thing
    return list(seen.values())


def _as_typed(asked: Sequence[Asked], text: str) -> list[Asked]:
    """The same things under the question's own spelling, script and case included."""
    key = match_key(text)
    if len(key) != len(text):
        return list(asked)
    return [
        replace(thing, text=text[at : at + len(thing.text)])
        if (at := key.find(thing.text)) >= 0
        else thing
        for thing in asked
    ]


def rarity_by_frequency(
    chunks: int, frequency_han: Callable[[str], int], frequency_stem: Callable[[str], int]
) -> Rarity:
    """Inverse document frequency of the commonest form, over both languages' chunks.

    A form of several tokens is as rare as its rarest token. log(1 + (N + 10) / (n + 1)): the 10
    keeps weights apart in an index of a few pages.
    """

    def rarity(han_forms: Sequence[str], word_forms: Sequence[tuple[str, ...]]) -> float:
        counts = [
            min(frequency_han(form[i : i + 2]) for i in range(max(1, len(form) - 1)))
            for form in han_forms[:3]
            if form
        ]
        counts += [min(frequency_stem(token) for token in form) for form in word_forms[:3] if form]
        return math.log(1 + (chunks + 10) / (max(counts, default=0) + 1))

    return rarity
