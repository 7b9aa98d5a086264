"""Vectors of sentences that questions come back to."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Embedder

_MOST = 10_000
"""Vectors: 15 MB of the built-in model's. The starter documents have some 4,000 sentences."""


class Remembered:
    """An embedder that keeps the vectors of the texts it was given last; threads may share one.

    Questions on one matter find the same passages, and weighing their sentences took four tenths of
    an answer's time.
    """

    def __init__(self, embedder: Embedder, *, most: int = _MOST) -> None:
        self._embedder = embedder
        self._most = most
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def dimensions(self) -> int:
        return self._embedder.dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        with self._lock:
            vectors = {text: self._kept[text] for text in texts if text in self._kept}
            for text in vectors:
                self._kept.move_to_end(text)
        new = [text for text in dict.fromkeys(texts) if text not in vectors]
        if new:
            made = dict(zip(new, self._embedder.embed(new), strict=True))
            vectors |= made
            with self._lock:
                # A row alone: a view would keep all that were made with it.
                self._kept.update({text: vector.copy() for text, vector in made.items()})
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        found = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            found[row] = vectors[text]
        return found

    def embed_question(self, text: str) -> NDArray[np.float32]:
        return self._embedder.embed_question(text)
