"""A small honest checker: a claim is supported when the evidence holds all that it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.types import Verdict
from language.normalise import match_key
from language.tokens import STOP_WORDS, han_runs, ngrams, stem, words


@dataclass(frozen=True)
class Found:
    """What a check found."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        return float(self.verdict is Verdict.SUPPORTED)


class WordsChecker:
    """Knows numbers, words and pairs of characters; keeps what it was asked."""

    def __init__(self) -> None:
        self.checked: list[tuple[str, tuple[str, ...]]] = []

    def check(self, claim: str, evidence: Sequence[str]) -> Found:
        self.checked.append((claim, tuple(evidence)))
        lacking = sorted(_said(claim) - _said(" ".join(evidence)))
        if not lacking:
            return Found(Verdict.SUPPORTED)
        return Found(Verdict.UNSUPPORTED, tuple(f"{one} is not in evidence" for one in lacking))


class DenialChecker(WordsChecker):
    """Knows the word "not", too."""

    def check(self, claim: str, evidence: Sequence[str]) -> Found:
        if "not" in words(" ".join(evidence)) and "not" not in words(claim):
            return Found(Verdict.CONTRADICTED, ("it is denied",))
        return super().check(claim, evidence)


class BrokenChecker:
    """Fails whatever it is asked."""

    def check(self, claim: str, evidence: Sequence[str]) -> Found:
        raise RuntimeError("the verifier's files are damaged")


def _said(text: str) -> set[str]:
    key = match_key(text)
    pairs = {pair for run in han_runs(key) for pair in ngrams(run) if len(pair) == 2}
    return pairs | {stem(word) for word in words(key) if word not in STOP_WORDS}
