"""How often a misspelt word is read as what was meant, and a right one as another.

    python -m benchmarks.misspelt --home HOME     HOME holds the starter documents

Nothing is answered. Slips are drawn with a fixed seed, each a letter swapped, dropped, doubled,
added or replaced (in Chinese, a character replaced by one that is read alike), so that the figures
are the same each time. A slip that makes another word which is heard of is left.
"""

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from string import ascii_lowercase

import click
import yaml

from assistant.opening import load_lexicon, open_index
from assistant.retrieve import Retriever
from assistant.settings import Settings
from assistant.types import put_right
from benchmarks.questions import eval_cases, lines
from ingest.index import Index
from language.cedict import readings
from language.edits import Slip
from language.places import chinese_names, market_words
from language.script import Language, to_simplified
from language.tokens import han_runs, stem, words

_SEED = 7
_ENGLISH = "How do we enter {} with a fund?"
_CHINESE = "我們想進{}市場"

_LEAST = 4
_HAN = re.compile("[\u4e00-\u9fff]+")
_UNHEARD = Path(__file__).with_name("unheard.yaml")
_QUESTIONS = {
    "DRCD": ("drcd", "questions.jsonl"),
    "XQuAD in English": ("xquad", "en.questions.jsonl"),
    "XQuAD in Chinese": ("xquad", "zh.questions.jsonl"),
}

_Slip = Callable[[str, random.Random], str]


@click.command()
@click.option("--home", type=click.Path(path_type=Path, exists=True), required=True)
def main(home: Path) -> None:
    """Measure what misspelt words are read as."""
    index = open_index(Settings.load(home=home))
    retriever = Retriever(index)
    questions = [case.question for name in ("starter", "seed") for case in eval_cases(name)]
    _stay(retriever, questions)
    _mended(retriever, index, questions)
    _times(retriever, questions)


def _stay(retriever: Retriever, questions: Sequence[str]) -> None:
    """What is right as it stands."""
    lists = yaml.safe_load(_UNHEARD.read_text(encoding="utf-8"))
    sets = {
        **{name: list(map(_asked, re.split(r",\s+", listed))) for name, listed in lists.items()},
        "words of countries and languages": list(map(_asked, sorted(market_words()))),
        "countries in Chinese": list(map(_asked, sorted(chinese_names()))),
        "the evals' questions": questions,
        **{
            f"{name}'s questions": [one["query"] for one in lines(*file)]
            for name, file in _QUESTIONS.items()
        },
        "paragraphs of DRCD": [one["text"] for one in lines("drcd", "documents.jsonl")],
    }
    for name, texts in sets.items():
        changed = [(one.typed, one.read) for text in texts for one in retriever.misspelt(text)]
        print(f"{name}: {len(changed)} words in {len(texts)} read as others {changed or ''}")


def _mended(retriever: Retriever, index: Index, questions: Sequence[str]) -> None:
    """What random slips in names and words come to."""

    def stands(token: str) -> bool:
        return any(index.keywords.document_frequency(token, language=one) for one in Language)

    def is_held(name: str) -> bool:
        plain = to_simplified(name)
        return all(stands(plain[at : at + 2]) for at in range(len(plain) - 1))

    countries = {word for word, zh in market_words().items() if zh and len(word) >= _LEAST}
    held = {
        word for word in countries if stands(stem(word.lower())) or is_held(market_words()[word])
    }
    asked = set(re.findall(r"(?<![\w-])[A-Za-z]{4,}(?![\w-])", " ".join(questions)))
    glossary = {zh for name in index.lexicon.names for zh in name.zh if _HAN.fullmatch(zh)}
    short_forms = {word for word in asked if word.isupper() and stands(stem(word.lower()))}
    ordinary = {word for word in asked if word.islower() and len(word) > _LEAST}
    in_chinese = {name for name in chinese_names() if len(name) > 1 and is_held(name)}
    terms = {name for name in glossary if len(name) >= _LEAST and is_held(name)}
    sets: dict[str, tuple[set[str], int, _Slip]] = {
        "countries that the documents name": (held, 10, _letters),
        "countries that they do not": (countries - held, 10, _letters),
        "short forms": (short_forms, 20, _letters),
        "other words of the evals' questions": (ordinary, 4, _letters),
        "countries in Chinese": (in_chinese, 20, _characters),
        "the glossary in Chinese": (terms, 4, _characters),
    }
    for name, (meant, times, slip) in sets.items():
        rng = random.Random(_SEED)
        ends: Counter[str] = Counter()
        amiss: list[tuple[str, str, str]] = []
        for word in (word for word in sorted(meant) for _ in range(times)):
            question = _asked(slip(word, rng))
            read_as = retriever.misspelt(question)
            if not read_as:
                ends["left"] += 1
            elif _same(put_right(question, read_as), _asked(word)):
                ends["as meant"] += 1
            else:
                ends["as another"] += 1
                amiss += [(word, one.typed, one.read) for one in read_as]
        total = sum(ends.values())
        shares = ", ".join(f"{end} {count / total:.3f}" for end, count in sorted(ends.items()))
        print(f"{name}: {total} slips in {len(meant)}: {shares} {amiss or ''}")


def _times(retriever: Retriever, questions: Sequence[str]) -> None:
    """What reading takes that was not read before, beside taking the question apart."""
    misspelt = [question.replace("a", "aa").replace("南", "男") for question in questions]
    for name, texts in (("as asked", questions), ("with words amiss", misspelt)):
        milliseconds = []
        for number, text in enumerate(texts):
            fresh = f"{text} {number}"
            retriever.take_apart(fresh)
            started = time.process_time()
            retriever.misspelt(fresh)
            milliseconds.append(1000 * (time.process_time() - started))
        print(
            f"{name}: processor time, median {median(milliseconds):.2f} ms, "
            f"p95 {quantiles(milliseconds, n=20)[-1]:.2f} ms over {len(milliseconds)}"
        )


def _asked(word: str) -> str:
    return (_ENGLISH if word.isascii() else _CHINESE).format(word)


def _same(read: str, meant: str) -> bool:
    return [stem(word) for word in words(read)] == [stem(word) for word in words(meant)] and (
        han_runs(read) == han_runs(meant)
    )


def _letters(word: str, rng: random.Random) -> str:
    """The word with one slip of the finger, its capitals kept."""
    plain = word.lower()
    while True:
        at, letter = rng.randrange(len(plain)), rng.choice(ascii_lowercase)
        before, after = plain[:at], plain[at:]
        typed = {
            Slip.SWAPPED: before + after[1:2] + after[0] + after[2:],
            Slip.DROPPED: before + after[1:],
            Slip.DOUBLED: before + after[0] + after,
            Slip.ADDED: before + letter + after,
            Slip.REPLACED: before + letter + after[1:],
        }[rng.choice(list(Slip))]
        if typed != plain:
            return typed.upper() if word.isupper() else typed.title() if word.istitle() else typed


def _characters(name: str, rng: random.Random) -> str:
    """The name with one character replaced by another of its sound."""
    known = readings()
    alike = [
        name[:at] + other + name[at + 1 :]
        for at, character in enumerate(name)
        for other in _common()
        if other != character and not known[other].isdisjoint(known.get(character, ()))
    ]
    return rng.choice(alike) if alike else name


@cache
def _common() -> tuple[str, ...]:
    """The characters (Simplified) that most words have: those that are typed."""
    names = "".join(load_lexicon().glosses)
    return tuple(char for char, count in Counter(names).most_common(3000) if char in readings())


if __name__ == "__main__":
    main()
