"""What the sentences of an answer have said so far."""

from assistant.coverage import figures_of
from language.tokens import search_tokens

_ALIKE = 0.7
"""Sentences that share this much of the shorter one's words, and every figure, say the same."""


class Said:
    """What the sentences of an answer have said so far."""

    def __init__(self) -> None:
        self._sentences: list[tuple[frozenset[str], frozenset[str]]] = []

    def is_new(self, text: str) -> bool:
        """Whether no sentence said this before; from now on one has."""
        tokens, figures = frozenset(search_tokens(text)), figures_of(text)
        again = any(
            figures <= before and len(tokens & other) >= _ALIKE * min(len(tokens), len(other))
            for other, before in self._sentences
        )
        if not again:
            self._sentences.append((tokens, figures))
        return not again
