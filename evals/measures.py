"""Everything that is scored, with its bar and the test that guards it."""

from dataclasses import dataclass
from enum import StrEnum


class Guard(StrEnum):
    """How a loss is told from noise."""

    EVERY = "every"
    """Must hold in every case: one that does not is an error, whatever the baseline says."""

    MCNEMAR = "mcnemar"
    """Yes or no in each case."""

    BOOTSTRAP = "bootstrap"
    """A share in each case."""

    NONE = "none"
    """Told, not guarded."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number about an answer, in [0, 1], the more the better."""

    name: str
    title: str
    guard: Guard
    bar: float | None = None


MEASURES = (
    Measure("page_at_5", "A right page among the first 5 passages", Guard.MCNEMAR, 0.95),
    Measure("reciprocal_rank", "Mean reciprocal rank of the right page", Guard.BOOTSTRAP),
    Measure("page_cited", "A marker opens a right page", Guard.MCNEMAR),
    Measure("to_the_point", "Claims that rest on a right page", Guard.BOOTSTRAP),
    Measure("citation_recall", "Citation recall: claims supported by what they cite",
            Guard.BOOTSTRAP, 0.90),
    Measure("citation_partly", "Claims supported in part only", Guard.NONE),
    Measure("citation_precision", "Citation precision: markers that bear their claim",
            Guard.BOOTSTRAP, 0.95),
    Measure("quotes_exact", "Quotes that stand on their page as shown", Guard.EVERY, 1.0),
    Measure("pages_right", "Quotes that name version, page and label as they are",
            Guard.EVERY, 1.0),
    Measure("markers_kept", "Claims with the markers of their quotes", Guard.EVERY, 1.0),
    Measure("figures_exact", "Claims whose figures stand in their quotes", Guard.BOOTSTRAP),
    Measure("vital", "Vital nuggets said", Guard.BOOTSTRAP, 0.85),
    Measure("fine", "Other nuggets said", Guard.BOOTSTRAP),
    Measure("nothing_forbidden", "Nothing said that must not be", Guard.MCNEMAR),
    Measure("answered", "Answerable questions answered", Guard.MCNEMAR, 0.95),
    Measure("declined", "Unanswerable questions declined", Guard.MCNEMAR, 0.95),
    Measure("missing_named", "Partial answers that name what is missing", Guard.MCNEMAR),
    Measure("language_kept", "The question's language kept", Guard.MCNEMAR),
    Measure("twins_agree", "Twins that rest on the same page", Guard.MCNEMAR, 0.90),
)  # fmt: skip

BY_NAME = {measure.name: measure for measure in MEASURES}
