"""The grade of one answer: every measure that applies to its case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.types import Answer
from assistant.verify import Verifier
from evals import metrics
from evals.attribution import Check
from evals.cases import Case, Expects, twins
from ingest.catalogue import Catalogue
from language.script import Language

Scores = Mapping[str, float]
"""By the measure's name, in [0, 1]; one that does not apply is left out."""


@dataclass(frozen=True)
class Grader:
    """What an answer is held against."""

    catalogue: Catalogue
    check: Check
    languages: Mapping[str, Language]
    """Of the documents being served, by name."""

    served: Mapping[str, int]
    """Their versions."""

    @classmethod
    def of(cls, catalogue: Catalogue, verifier: Verifier) -> "Grader":
        documents = catalogue.documents()
        return cls(
            catalogue,
            check=lambda claim, evidence: verifier.check(claim, evidence).verdict,
            languages={info.document: info.language for info in documents},
            served={info.document: info.version for info in documents},
        )

    def scores(self, case: Case, answer: Answer) -> Scores:
        """All measures of one answer, but the twins' agreement."""
        found = metrics.attributions(answer, self.catalogue, check=self.check)
        scores: dict[str, float | bool | None] = {
            "citation_recall": metrics.citation_recall(found),
            "citation_partly": metrics.citation_partly(found),
            "citation_precision": metrics.citation_precision(found),
            "quotes_exact": metrics.quotes_exact(answer, self.catalogue),
            "pages_right": metrics.pages_right(answer, self.catalogue, {*self.served.values()}),
            "markers_kept": metrics.markers_kept(answer),
            "figures_exact": metrics.figures_exact(answer),
            "language_kept": metrics.language_kept(case, answer, self.languages),
            "missing_named": metrics.missing_named(case, answer),
        }
        if case.never:
            scores["nothing_forbidden"] = not metrics.forbidden_said(case, answer)
        if case.expects is Expects.DECLINE:
            scores["declined"] = metrics.declined_with_reason(answer)
        else:
            rank = metrics.page_rank(case, answer)
            scores |= {
                "page_at_5": rank is not None and rank <= metrics.FIRST,
                "reciprocal_rank": 1 / rank if rank else 0.0,
                "page_cited": metrics.page_cited(case, answer),
                "to_the_point": metrics.share_to_the_point(case, answer),
                "vital": metrics.vital_said(case, answer),
                "fine": metrics.fine_said(case, answer),
                "answered": metrics.outcome_right(case, answer),
            }
        return {name: float(score) for name, score in scores.items() if score is not None}

    def crossing(self, cases: Sequence[Case]) -> set[str]:
        """The ids of cases that only documents in the other language answer."""
        return {case.id for case in cases if metrics.crosses(case, self.languages)}


def agreement(cases: Sequence[Case], answers: Mapping[str, Answer]) -> dict[str, float]:
    """Whether twins agree, under the id of the Chinese one; only pairs that were both asked."""
    return {
        pair.zh.id: float(
            metrics.twins_agree(pair.zh, answers[pair.zh.id], pair.en, answers[pair.en.id])
        )
        for pair in twins(cases)
        if pair.zh.id in answers and pair.en.id in answers and pair.zh.pages
    }
