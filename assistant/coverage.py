"""How much of what a question asks for a text holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assistant.asked import Asked
from language.normalise import match_key
from language.quantities import Quantity, quantities
from language.tokens import ngrams, stem, words_of_key

_RELATED_SHARE = 0.8
_FAMILY = 5
_SHARED = 0.6
"""Letters that words of one family share at the least, what such a word counts, and the least share
of the longer one's letters: a counterfeit counts nothing."""

_NEAR_SHARE = 0.7
"""What a word of like meaning and one character in common counts."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """A text in the forms that asked things are looked for in."""

    key: str
    stems: frozenset[str]
    figures: frozenset[str] = frozenset()
    """The values of its quantities, where they were read."""

    _families: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def families(self) -> Mapping[str, tuple[str, ...]]:
        """The stems by their first letters, `_FAMILY` of them; few texts are asked for them."""
        if not self._families:
            for one in self.stems:
                if len(one) >= _FAMILY:
                    known = self._families.get(one[:_FAMILY], ())
                    self._families[one[:_FAMILY]] = (*known, one)
        return self._families

    @classmethod
    def of(cls, text: str) -> "Searchable":
        return cls._of_key(match_key(text))

    @classmethod
    def with_figures(cls, text: str) -> "Searchable":
        """As `of`, its quantities read too, which takes longer than all the rest."""
        return replace(cls.of(text), figures=figures_of(text))

    @classmethod
    def of_each(cls, texts: Sequence[str]) -> "list[Searchable]":
        """Of many short texts, at about the cost of one long one."""
        joined = match_key("\n".join(text.replace("\n", " ") for text in texts))
        return [cls._of_key(key) for key in joined.split("\n")]

    @classmethod
    def together(cls, parts: Iterable["Searchable"]) -> "Searchable":
        """What the parts hold as one text."""
        every = list(parts)
        return cls(
            "\n".join(part.key for part in every),
            frozenset().union(*(part.stems for part in every)),
        )

    @classmethod
    def _of_key(cls, key: str) -> "Searchable":
        return cls(key, frozenset(stem(word) for word in words_of_key(key)))


def held(asked: Asked, text: Searchable) -> float:
    """How far a text holds the thing: 1 for any of its forms, part of it for part of its own."""
    for form in asked.han_forms:
        if form in text.key:
            return 1.0
    best = _NEAR_SHARE * any(form in text.key for form in asked.near_han)
    for stems in asked.word_forms:
        if len(stems) == 1:
            if stems[0] in text.stems:
                return 1.0
            if _related(stems[0], text):
                best = max(best, _RELATED_SHARE)
        elif stems:
            known = sum(one in text.stems for one in stems)
            if known == len(stems):
                return 1.0
            best = max(best, 0.5 * known / len(stems))
    if asked.han_forms and len(asked.han_forms[0]) > 2:
        own = _pairs(asked.han_forms[0])
        best = max(best, 0.6 * sum(pair in text.key for pair in own) / len(own))
    return best


@lru_cache(maxsize=4096)
def _pairs(word: str) -> tuple[str, ...]:
    """Its neighbouring characters: each of many sentences is asked for those of one word."""
    return tuple(pair for pair in ngrams(word) if len(pair) == 2)


def figures_of(text: str) -> frozenset[str]:
    """The values of a text's quantities."""
    return frozenset(str(quantity.value.normalize()) for quantity in quantities_of(text))


@lru_cache(maxsize=8192)
def quantities_of(text: str) -> tuple[Quantity, ...]:
    """A short text's quantities: questions come back to the same sentences."""
    return tuple(quantities(text))


def _related(stem_: str, text: Searchable) -> bool:
    """Whether a text holds a word of the same family: the stemmer parts register, registration."""
    return any(
        (other.startswith(stem_) or stem_.startswith(other))
        and min(len(other), len(stem_)) >= _SHARED * max(len(other), len(stem_))
        for other in text.families.get(stem_[:_FAMILY], ())
    )
