"""Checking a claim against what it cites, before anyone sees it: quotes, and other sentences."""

import json
import logging
import math
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from assistant.types import Verdict
from assistant.verify_across import across_findings
from assistant.verify_align import Units, lean
from assistant.verify_check import UNCHECKED, Check
from assistant.verify_checks import figure_findings, misplaced_figure
from assistant.verify_compare import Comparison, compare
from assistant.verify_features import ACROSS, WITHIN, Score, Weighed, features
from assistant.verify_findings import CONTRADICTING, Fault, Finding
from assistant.verify_names import Names
from assistant.verify_read import read
from assistant.verify_words import ALIKE, NOT_ALIKE, NOT_LOOKED_AT, WordLikeness, word_likeness
from ingest.embed import PartEmbedder, WordVectors
from language.lexicon import Lexicon
from language.sentences import sentence_spans

_LOG = logging.getLogger(__name__)

_SUPPORTED = 0.5
_PARTLY = 0.3
"""Least scores for a verdict."""

_LEAST_HELD = 0.15
"""Share of a claim's words below which no likeness makes it supported."""

_HELD_ACROSS = 0.4
"""Share of a claim's words from which, in the other language, none has made it unsupported. There
words are held by translations, of which chance finds few."""

_MOST_SENTENCES = 400
_LONGEST_SENTENCE = 1_200
"""Of the evidence, in sentences and characters: what is beyond is cut into more sentences, or not
looked at."""

_KEPT_VECTORS = 512
"""Sentences, at some 30 kB each."""


class Verifier:
    """Checks claims in either language against evidence in either; threads may share one."""

    def __init__(self, *, embedder: PartEmbedder, lexicon: Lexicon) -> None:
        self._embedder = embedder
        self._names = Names(lexicon)
        self._units = Units(lexicon)
        self._vectors: OrderedDict[str, WordVectors] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, claim: str, evidence: Sequence[str]) -> Check:
        """Whether the evidence, all of it together, says what the claim says.

        Never raises: when the check itself fails, or there is nothing to check, the verdict is
        `unchecked` or `unsupported`, never `supported`.
        """
        try:
            return self._check(claim, evidence)
        except Exception:  # whatever went wrong, nothing may look checked that was not
            _LOG.exception("a claim could not be checked")
            return UNCHECKED

    def _check(self, claim: str, evidence: Sequence[str]) -> Check:
        weighed = self.weigh(claim, evidence)
        if weighed is None:
            return Check(Verdict.UNSUPPORTED, 0.0, (Finding(Fault.LITTLE_HELD, claim.strip()),))
        certain = weighed.certain
        score = float(_scores()[weighed.is_across].probability(features(weighed)))
        if certain:
            contradicted = any(finding.fault in CONTRADICTING for finding in certain)
            verdict = Verdict.CONTRADICTED if contradicted else Verdict.UNSUPPORTED
            return Check(verdict, round(min(score, 0.05), 4), certain)
        if score >= _SUPPORTED and weighed.leaning.held_by_all >= _LEAST_HELD:
            return Check(Verdict.SUPPORTED, round(score, 4), ())
        is_partly = score >= _PARTLY and weighed.leaning.held_by_all >= _LEAST_HELD
        verdict = Verdict.PARTLY if is_partly else Verdict.UNSUPPORTED
        lacking = [
            unit.text
            for unit, held in zip(weighed.units, weighed.leaning.per_unit_all, strict=True)
            if held < 0.5
        ]
        findings = [*weighed.findings]
        if lacking:
            findings.append(Finding(Fault.WORDS_ABSENT, ", ".join(dict.fromkeys(lacking[:5]))))
        if not findings:
            findings.append(Finding(Fault.LITTLE_HELD, claim.strip()))
        return Check(verdict, round(score, 4), tuple(findings))

    def weigh(self, claim: str, evidence: Sequence[str]) -> Weighed | None:
        """All that is found out about a claim before it is scored; None when either is empty."""
        texts = _sentences(evidence)
        mine = read(claim)
        theirs = [read(text) for text in texts]
        if not mine.tokens or not any(one.tokens for one in theirs):
            return None
        units = self._units.of(mine, languages=frozenset(one.language for one in theirs))
        leaning = lean(units, theirs, language=mine.language)
        order = [leaning.first, *(i for i in leaning.sentences if i != leaning.first)]
        chosen = [theirs[i] for i in order if theirs[i].language is mine.language]
        is_across = theirs[leaning.first].language is not mine.language
        findings = [
            *figure_findings(mine, theirs),
            *self._names.absent(mine, theirs),
        ]
        comparison = Comparison(0.0, 0.0, False, ())
        if is_across:
            leant_on = [theirs[i] for i in order]
            findings += across_findings(mine, units, leant_on, theirs, words=self._units)
            if leaning.held_by_first >= _SURELY_FIRST and not findings:
                misplaced = misplaced_figure(mine, theirs[leaning.first])
                findings += [misplaced] if misplaced else []
        else:
            comparison = compare(mine, chosen, names=self._names)
            findings += comparison.findings
        findings = list(dict.fromkeys(findings))
        is_sure_of_names = is_across or comparison.is_near
        certain = tuple(f for f in findings if f.fault is not Fault.NAME_ABSENT or is_sure_of_names)
        likeness: tuple[float, float, WordLikeness] = (0.0, 0.0, NOT_ALIKE)
        is_surely_held = is_across and leaning.held_by_all >= _HELD_ACROSS
        is_decided = bool(certain) or leaning.held_by_all < _LEAST_HELD or is_surely_held
        if comparison.in_line >= _SAME_WORDS:
            likeness = (1.0, 1.0, ALIKE)
        elif is_surely_held and not certain:
            likeness = (math.nan, math.nan, NOT_LOOKED_AT)
        elif not is_decided:
            own, *others = self._embed([claim, *(texts[i] for i in order)])
            together = np.mean([one.whole for one in others], axis=0)
            likeness = (
                float(own.whole @ others[0].whole),
                float(own.whole @ together / np.linalg.norm(together)),
                word_likeness(own, others),
            )
        return Weighed(
            mine,
            theirs,
            units,
            leaning,
            tuple(findings),
            certain,
            *likeness,
            is_across=is_across,
            is_decided=is_decided,
        )

    def _embed(self, texts: Sequence[str]) -> list[WordVectors]:
        """Their vectors; those of evidence are met again with the next claim, and kept."""
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known |= dict(zip(new, self._embedder.embed_words(new), strict=True))
        with self._lock:
            for text in texts:
                self._vectors[text] = known[text]
                self._vectors.move_to_end(text)
            while len(self._vectors) > _KEPT_VECTORS:
                self._vectors.popitem(last=False)
        return [known[text] for text in texts]


_SURELY_FIRST = 0.4
"""Share of a claim's words from which the sentence that holds most of it is surely its own."""

_SAME_WORDS = 0.9
"""Share of words in line from which the two vectors need not be computed."""


def _sentences(evidence: Sequence[str]) -> list[str]:
    found: list[str] = []
    for text in evidence:
        for span in sentence_spans(text):
            for start in range(span.start, span.end, _LONGEST_SENTENCE):
                found.append(text[start : min(span.end, start + _LONGEST_SENTENCE)])
            if len(found) >= _MOST_SENTENCES:
                return found[:_MOST_SENTENCES]
    return found


@cache
def _scores() -> tuple[Score, Score]:
    """Of a claim in its evidence's language, and of one in the other."""
    kept = json.loads(files("assistant").joinpath("verify_weights.json").read_text("utf-8"))
    within, across = (
        Score(
            tuple(one["features"]),
            np.array(one["mean"]),
            np.array(one["deviation"]),
            np.array(one["weights"]),
        )
        for one in (kept["within"], kept["across"])
    )
    if (within.features, across.features) != (WITHIN, ACROSS):
        raise ValueError("verify_weights.json was trained on other features: train it again")
    return within, across
