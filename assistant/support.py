"""What a drafted sentence rests on: the sentences of the cited passages that support it."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.cite import cells_said, cite, narrowed
from assistant.draft import Sentence, is_in
from assistant.instructions import instructs
from assistant.types import Claim, Passage, Quote, Verdict
from ingest.catalogue import Catalogue
from ingest.embed import Embedder
from language.script import Language
from language.sentences import sentence_spans

_LOG = logging.getLogger(__name__)

_MOST_PASSAGES = 4
_NEAREST = 5
"""Sentences that are tried for each passage named, those most like the claim."""

_MOST_QUOTES = 4


class Checked(Protocol):
    """What a check found."""

    @property
    def verdict(self) -> Verdict: ...

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is not supported."""


class Checker(Protocol):
    """Tells whether evidence supports a claim."""

    def check(self, claim: str, evidence: Sequence[str]) -> Checked: ...


class Supported(NamedTuple):
    """A drafted sentence after its check."""

    claim: Claim
    reasons: tuple[str, ...]
    """Why it cannot be shown; none when it is supported."""


@dataclass(frozen=True)
class _Evidence:
    """A sentence of a passage, found again on its page."""

    quote: Quote
    context: str
    """The titles that it stands under."""


@dataclass
class Supporter:
    """Looks for the support of one answer's sentences.

    A sentence is supported by words that stand on the cited page, and its quotes are those words:
    markers of passages that do not bear it are left out, and none is added.
    """

    checker: Checker
    embedder: Embedder
    catalogue: Catalogue
    passages: Sequence[Passage]
    language: Language
    _vectors: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    def support(self, sentence: Sentence) -> Supported:
        """The sentence as a claim with its verdict; unchecked when the check itself fails."""
        reasons = self._formal_faults(sentence)
        if reasons:
            return Supported(Claim(sentence.text, Verdict.UNSUPPORTED, (), ()), reasons)
        try:
            return self._support(sentence)
        except Exception:  # whatever went wrong, nothing may look checked that was not
            _LOG.exception("a drafted sentence could not be checked")
            claim = Claim(sentence.text, Verdict.UNCHECKED, (), ())
            return Supported(claim, ("the check failed",))

    def likeness(self, text: str, others: Sequence[str]) -> NDArray[np.float32]:
        """How alike `text` is to each of the others, from -1 to 1."""
        new = [one for one in dict.fromkeys([text, *others]) if one not in self._vectors]
        if new:
            self._vectors.update(zip(new, self.embedder.embed(new), strict=True))
        return np.array([self._vectors[one] @ self._vectors[text] for one in others])

    def _formal_faults(self, sentence: Sentence) -> tuple[str, ...]:
        known = {passage.number for passage in self.passages}
        faults = [f"there is no passage ({one})" for one in sentence.markers if one not in known]
        if not sentence.markers:
            faults.append("it names no passage")
        if not is_in(self.language, sentence.text):
            faults.append("it is in the wrong language")
        return tuple(faults)

    def _support(self, sentence: Sentence) -> Supported:
        found = self._evidence(sentence)
        if not found:
            reason = "the passages that it names hold no sentence to quote"
            return Supported(Claim(sentence.text, Verdict.UNSUPPORTED, (), ()), (reason,))
        whole = self._check_whole(sentence, found)
        if whole.verdict is not Verdict.SUPPORTED:
            return Supported(Claim(sentence.text, whole.verdict, (), ()), whole.reasons)
        alone = [(self._check(sentence, [one]).verdict, one) for one in self._nearest(found)]
        bearing = _best_of_each([one for verdict, one in alone if verdict is Verdict.SUPPORTED])
        if not bearing:
            partly_first = sorted(alone, key=lambda pair: pair[0] is not Verdict.PARTLY)
            bearing = self._together(sentence, [one for _, one in partly_first[:_MOST_QUOTES]])
        if not bearing:
            reason = f"no {_MOST_QUOTES} sentences of the passages say it together"
            return Supported(Claim(sentence.text, Verdict.PARTLY, (), ()), (reason,))
        said = cells_said(sentence.text)
        quotes = tuple(narrowed(one.quote, said) for one in sorted(bearing, key=_reading_order))
        markers = tuple(dict.fromkeys(quote.marker for quote in quotes))
        return Supported(Claim(sentence.text, Verdict.SUPPORTED, markers, quotes), ())

    def _check_whole(self, sentence: Sentence, found: Sequence[_Evidence]) -> Checked:
        """Whether all that the named passages say supports it.

        Asked before any part of them is: what one sentence seems to say another may deny, and of
        many that are tried some will pass by chance.
        """
        whole = self._check(sentence, found)
        if whole.verdict in {Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNCHECKED}:
            return whole
        under_titles = self._check(sentence, found, _titles(found))
        return under_titles if under_titles.verdict is Verdict.SUPPORTED else whole

    def _together(self, sentence: Sentence, ranked: Sequence[_Evidence]) -> list[_Evidence]:
        """The first of these sentences that support it together, or under their titles; or none."""
        sets = [list(ranked[:size]) for size in range(1, len(ranked) + 1)]
        for bearing in sets[1:]:
            if self._check(sentence, bearing).verdict is Verdict.SUPPORTED:
                return self._needed(sentence, bearing)
        for bearing in sets:
            titles = _titles(bearing)
            if (
                self._check(sentence, bearing, titles).verdict is Verdict.SUPPORTED
                # A title alone is no sentence to open.
                and self.checker.check(sentence.text, titles).verdict is not Verdict.SUPPORTED
            ):
                return bearing
        return []

    def _needed(self, sentence: Sentence, bearing: Sequence[_Evidence]) -> list[_Evidence]:
        """Without those that it is supported without."""
        kept = list(bearing)
        for one in bearing:
            rest = [other for other in kept if other is not one]
            if rest and self._check(sentence, rest).verdict is Verdict.SUPPORTED:
                kept = rest
        return kept

    def _check(
        self, sentence: Sentence, evidence: Sequence[_Evidence], titles: Sequence[str] = ()
    ) -> Checked:
        return self.checker.check(sentence.text, [*titles, *(one.quote.text for one in evidence)])

    def _evidence(self, sentence: Sentence) -> list[_Evidence]:
        """Sentences of the named passages that are still on their pages, the most alike first."""
        named = [one for one in self.passages if one.number in sentence.markers][:_MOST_PASSAGES]
        found = [one for passage in named for one in self._sentences(passage)]
        alike = self.likeness(sentence.text, [one.quote.text for one in found])
        return [found[index] for index in np.argsort(-alike, kind="stable")]

    def _nearest(self, found: Sequence[_Evidence]) -> Sequence[_Evidence]:
        return found[: _NEAREST * len({one.quote.marker for one in found})]

    def _sentences(self, passage: Passage) -> Iterator[_Evidence]:
        chunk = passage.chunk
        titles = " / ".join(chunk.context)
        for start, end in sentence_spans(chunk.text):
            # Told to say something, a model must not find it confirmed where it was told.
            if instructs(chunk.text, start) or chunk.text[start:end] in chunk.headings:
                continue
            quote = cite(passage, chunk.start + start, chunk.start + end, catalogue=self.catalogue)
            if quote is not None:
                yield _Evidence(quote, titles)


def _titles(evidence: Sequence[_Evidence]) -> list[str]:
    """The titles that these stand under, each once; those that give instructions left out."""
    titles = dict.fromkeys(one.context for one in evidence)
    return [title for title in titles if not instructs(title, 0)]


def _best_of_each(bearing: Sequence[_Evidence]) -> list[_Evidence]:
    """The first sentence of each passage."""
    return list({one.quote.marker: one for one in reversed(bearing)}.values())


def _reading_order(one: _Evidence) -> tuple[int, int]:
    return one.quote.marker, one.quote.start
