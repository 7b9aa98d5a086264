"""Search tokens: character 1-grams and 2-grams of Chinese, stemmed words of everything else.

Character n-grams find 0.944 of DRCD's paragraphs first, words cut by jieba 0.908; and they need
no dictionary to know a new company's name.
"""

import re
import threading
from functools import lru_cache

from Stemmer import Stemmer

from language.irregular import plain_form
from language.normalise import match_key

_RUN = re.compile(
    # Most of an English text first. Possessive, so that a word is not tried at each of its lengths.
    r"(?P<plain>[a-z]++(?![-&\w]))"
    r"|(?P<han>[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+)"
    r"|(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)"
    r"|(?P<compound>(?<![^\W_])(?<![-&])[a-z]++[-&][a-z]++(?![-&\w]))"
    r"|(?P<word>[^\W_\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+)"
)


class _Stemmers(threading.local):
    """A stemmer for each thread: one keeps the word it works on in itself, so that two threads
    would spoil each other's."""

    def __init__(self) -> None:
        # `stem` keeps what it was told.
        self.english = Stemmer("english", maxCacheSize=0)


_STEMMERS = _Stemmers()

_ROMAN = re.compile("[ivxIVX]{2,}")

STOP_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before
    being below between both but by can could did do does doing down during each few for from
    further get had has have having he her here hers herself him himself his how i if in into is it
    its itself just let like may me might more most must my myself no nor not now of off on once
    only or other our ours ourselves out over own please same shall she should so some such tell
    than that the their theirs them themselves then there these they this those through to too
    under until up us very was we were what when where which while who whom whose why will with
    would you your yours yourself yourselves s t re ve ll d m""".split()
)
"""English words that say nothing of what is asked."""

STOP_HAN = frozenset(
    "的了是在和與及或之於也都就而把被将对从到向为以所其这那此该我你您他她它们吗呢吧啊呀么哪"
)
"""Chinese characters (Simplified) that say nothing of what is asked, when alone."""


_JOINED = str.maketrans("", "", "-&")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The English stem of a lower-case word; words of other scripts come back as they are.

    "start-up" and "startup" have one stem, "won" and "win" as well.
    """
    word = word.translate(_JOINED)
    if not (word.isascii() and word.isalpha()):
        return word
    return str(_STEMMERS.english.stemWord(plain_form(word)))


def words(text: str) -> list[str]:
    """Lower-case words and numbers of the non-Chinese parts, unstemmed, in order.

    "R&D", "start-up" and "e-commerce" are one word each: their halves are a letter or a stop word,
    which says nothing alone.
    """
    return words_of_key(match_key(text))


def words_of_key(key: str) -> list[str]:
    """`words` of a text whose `match_key` is known."""
    found: list[str] = []
    for match in _RUN.finditer(key):
        match match.lastgroup:
            case "plain" | "word":
                found.append(match.group())
            case "number":
                found.append(match.group().replace(",", ""))
            case "compound":
                halves = re.split("[-&]", match.group())
                found.extend([match.group()] if _is_one_word(match.group(), halves) else halves)
    return found


def _is_one_word(compound: str, halves: list[str]) -> bool:
    return "&" in compound or any(len(half) == 1 or half in STOP_WORDS for half in halves)


def is_numeral(text: str) -> bool:
    """Whether a word is written as a Roman numeral of two digits or more."""
    return _ROMAN.fullmatch(text) is not None


def han_runs(text: str) -> list[str]:
    """Unbroken runs of Chinese characters, Simplified, in order."""
    return [match.group("han") for match in _RUN.finditer(match_key(text)) if match.group("han")]


def ngrams(run: str) -> list[str]:
    """Characters and character pairs of a run: 「智慧城」 gives 智 慧 城 智慧 慧城."""
    return [*run, *(run[i : i + 2] for i in range(len(run) - 1))]


def search_tokens(text: str) -> list[str]:
    """What a text is indexed under; the same function serves both languages."""
    tokens: list[str] = []
    for match in _RUN.finditer(match_key(text)):
        if run := match.group("han"):
            tokens.extend(ngrams(run))
        elif compound := match.group("compound"):
            halves = re.split("[-&]", compound)
            tokens.extend(stem(half) for half in halves)
            if _is_one_word(compound, halves):
                tokens.append(stem(compound))
        else:
            tokens.append(stem(match.group().replace(",", "")))
    return tokens


@lru_cache(maxsize=20_000)
def phrase_key(text: str) -> str:
    """English text as stems joined by spaces, without stop words.

    Kept, since the same words and glosses are looked up again and again.
    """
    return " ".join(stem(word) for word in words(text) if word not in STOP_WORDS)
