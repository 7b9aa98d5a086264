"""Likeness word by word: how well a claim's words are met by those of its evidence.

A word is met by the word of the evidence whose inner state in the embedding model is most like its
own; what is rarer weighs more ("BERTScore", T. Zhang et al. 2020, arXiv:1904.09675).
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from language.tokens import STOP_WORDS

if TYPE_CHECKING:  # kept answers know verdicts, and are read before a model is
    from ingest.embed import WordVectors

_FIRST_WORD = 1_990
_LAST_WORD = 30_522
"""Places in the vocabulary of the commonest word ("the") and of the rarest."""

_STOP_WORD = 0.1
_CONTENT = 0.3
"""Weights of a word that says nothing, and from which on one says something; the rarest has 1."""


class WordLikeness(NamedTuple):
    """How a claim's words are met."""

    mutual: float
    """The harmonic mean of how well the best sentence meets the claim's words, and they its."""

    spread: float
    """How unevenly the claim's words are met: great when most of it is there and one thing not."""


ALIKE = WordLikeness(1.0, 0.0)
"""Of a claim that stands in the evidence word for word."""

NOT_ALIKE = WordLikeness(0.0, 0.0)
NOT_LOOKED_AT = WordLikeness(math.nan, math.nan)


def word_likeness(claim: "WordVectors", sentences: "Sequence[WordVectors]") -> WordLikeness:
    """How well the sentences, at least one, meet the words of the claim."""
    mine = _weights(claim)
    states = _states(claim)
    # Not `@`: for products this small, its threads take longer to meet than to multiply.
    likenesses = [np.einsum("ik,jk->ij", states, _states(one)) for one in sentences if one.pieces]
    if not likenesses or not claim.pieces:
        return NOT_ALIKE
    met = [likeness.max(axis=1) for likeness in likenesses]
    shares = [float(np.average(one, weights=mine)) for one in met]
    best = int(np.argmax(shares))
    theirs = _weights([one for one in sentences if one.pieces][best])
    back = float(np.average(likenesses[best].max(axis=0), weights=theirs))
    content = mine >= min(_CONTENT, float(mine.max()))
    spread = float(np.std(np.max(met, axis=0)[content]))
    return WordLikeness(2 * shares[best] * back / max(shares[best] + back, 1e-6), spread)


def _states(words: "WordVectors") -> NDArray[np.float32]:
    return words.states.astype(np.float32)


def _weights(words: "WordVectors") -> NDArray[np.float64]:
    """How much each word piece says, in [0, 1]; all alike where none says anything."""
    pieces = zip(words.pieces, words.ranks.tolist(), strict=True)
    weights = np.array([_weight(piece, rank) for piece, rank in pieces])
    return weights if weights.any() else np.ones(len(weights))


@lru_cache(maxsize=32_000)
def _weight(piece: str, rank: int) -> float:
    if piece.startswith("##"):
        return 1.0
    if not piece[0].isalnum():
        return 0.0
    if piece in STOP_WORDS:
        return _STOP_WORD
    rarity = np.log(max(rank - _FIRST_WORD, 5)) / np.log(_LAST_WORD - _FIRST_WORD)
    return float(np.clip(rarity, 0.15, 1.0) ** 2)
