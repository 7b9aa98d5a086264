"""How alike two documents' texts are, told from a few hundred numbers of each.

The numbers are the smallest hashes of a text's runs of five words: of two texts that share a share
of their runs, about that share of the smallest hashes is the same (a bottom-k MinHash sketch).
"""

import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SAME = 0.9
"""Likeness from which two texts with the same figures and denials are one document.

A text read from two formats differs in a few heads and line breaks; two editions differ in what
they say, which shows in their figures, or in more of their words.
"""

LIKE = 0.5
"""Likeness from which two texts are worth a reader's notice."""

_KEPT = 256
_RUN = 5
_LEAST_WORDS = 20
"""Shorter texts are alike by chance."""

_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_DENIAL = re.compile(
    r"\b(?:not|no|never|without|cannot|nor|neither|except|unless)\b|n't\b|[不未無无非沒没免勿禁]"
)
_NO_HASHES = np.zeros(0, np.uint64)
_PRIMES = np.array([1_000_003**power % 2**61 for power in range(_RUN)], np.uint64)


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to compare it by."""

    hashes: NDArray[np.uint64]
    """In order, at most `_KEPT`; none for a text that is too short to compare."""

    exact: str
    """Equal for texts with the same words in the same order."""

    facts: str
    """Equal for texts with the same figures and as many denials."""


@dataclass
class Signing:
    """A signature in the making: pages go by once."""

    _hashes: NDArray[np.uint64] = field(default_factory=lambda: _NO_HASHES)
    _words: list[int] = field(default_factory=list)
    _count: int = 0
    _denials: int = 0
    _figures: set[str] = field(default_factory=set)
    _exact: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def take(self, text: str) -> None:
        lower = text.lower()
        words = _WORDS.findall(lower)
        self._count += len(words)
        self._figures.update(_FIGURE.findall(lower))
        self._denials += len(_DENIAL.findall(lower))
        self._exact.update("".join(f"{word} " for word in words).encode("utf-8", "replace"))
        # Runs go on over a page's end: where it lies depends on the format.
        held = self._words + [zlib.crc32(word.encode("utf-8", "replace")) for word in words]
        self._words = held[-(_RUN - 1) :]
        self._hashes = np.union1d(self._hashes, _runs(np.array(held, np.uint64)))[:_KEPT]

    def done(self) -> Signature:
        enough = self._count >= _LEAST_WORDS
        facts = repr((sorted(self._figures), self._denials))
        return Signature(
            hashes=self._hashes if enough else _NO_HASHES,
            exact=self._exact.hexdigest(),
            facts=hashlib.sha256(facts.encode("utf-8", "replace")).hexdigest(),
        )


def signature(texts: Iterable[str]) -> Signature:
    """The signature of a document whose pages have these texts."""
    signing = Signing()
    for text in texts:
        signing.take(text)
    return signing.done()


def _runs(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A hash of each run of words, spread evenly."""
    if len(words) < _RUN:
        return np.zeros(0, np.uint64)
    windows = np.lib.stride_tricks.sliding_window_view(words, _RUN)
    mixed: NDArray[np.uint64] = (windows * _PRIMES).sum(axis=1, dtype=np.uint64)
    # The last steps of splitmix64: neighbours must not have neighbouring hashes.
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def likeness(one: Signature, two: Signature) -> float:
    """The share of their runs of words that two texts share, 0 to 1."""
    if one.exact == two.exact:
        return 1.0
    smallest = np.union1d(one.hashes, two.hashes)[:_KEPT]
    if not len(one.hashes) or not len(two.hashes):
        return 0.0
    shared = np.intersect1d(one.hashes, two.hashes, assume_unique=True)
    return float(np.isin(smallest, shared).mean())


class Alike(NamedTuple):
    """Two texts that are alike, by their keys; the lower key first."""

    one: int
    two: int
    likeness: float
    same: bool
    """They say the same: only one of them need be served."""


def alike(signatures: Mapping[int, Signature], *, new: Iterable[int]) -> Iterator[Alike]:
    """The pairs of which at least one is new.

    Two texts are compared where they share so many of their smallest hashes that they can be alike
    at all, which is counted for all texts at once: those that quote one another, or have the same
    words on every page, are many and not alike.
    """
    keys, held = list(signatures), list(signatures.values())
    places = {key: place for place, key in enumerate(keys)}
    exact: dict[str, list[int]] = defaultdict(list)
    for key, own in signatures.items():
        exact[own.exact].append(key)
    lengths = np.array([len(own.hashes) for own in held], np.intp)
    shared_with = _counting([own.hashes for own in held], lengths)
    seen: set[tuple[int, int]] = set()
    for key in new:
        own = signatures[key]
        shared = shared_with(places[key])
        # Of the smallest hashes of both, the longer one's alone are a share of 1 / LIKE at most.
        enough = (shared > 0) & (shared >= LIKE * np.maximum(lengths, len(own.hashes)))
        near = [keys[place] for place in np.flatnonzero(enough).tolist()]
        for other in {*near, *exact[own.exact]} - {key}:
            pair = (min(key, other), max(key, other))
            if pair in seen:
                continue
            seen.add(pair)
            measured = likeness(own, signatures[other])
            if measured >= LIKE:
                same = measured >= SAME and own.facts == signatures[other].facts
                yield Alike(*pair, likeness=measured, same=same)


def _counting(
    hashes: Sequence[NDArray[np.uint64]], lengths: NDArray[np.intp]
) -> Callable[[int], NDArray[np.intp]]:
    """Gives, for a text by its place, how many hashes it shares with each text."""
    count = len(hashes)
    ends = np.cumsum(lengths)
    _, numbers = np.unique(np.concatenate([*hashes, _NO_HASHES]), return_inverse=True)
    holders = np.repeat(np.arange(count), lengths)[np.argsort(numbers, kind="stable")]
    stops = np.cumsum(np.bincount(numbers))

    def shared_with(place: int) -> NDArray[np.intp]:
        own = numbers[ends[place] - lengths[place] : ends[place]]
        starts = np.concatenate(([0], stops))[own]
        parts = [holders[a:b] for a, b in zip(starts.tolist(), stops[own].tolist(), strict=True)]
        return (
            np.bincount(np.concatenate(parts), minlength=count) if parts else np.zeros(count, int)
        )

    return shared_with
