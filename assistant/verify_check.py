"""What checking one claim finds; apart from what checks, which takes seconds to load."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.types import Verdict
from assistant.verify_findings import Finding
from assistant.verify_phrases import finding_phrase
from language.script import Language


@dataclass(frozen=True, slots=True)
class Check:
    """What checking one claim found."""

    verdict: Verdict

    score: float
    """How likely the evidence supports the claim, in [0, 1]."""

    findings: tuple[Finding, ...]
    """What is wrong with it; empty when it is supported."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """The findings as English sentences."""
        return self.reasons_in(Language.EN)

    def reasons_in(self, language: Language) -> tuple[str, ...]:
        return tuple(finding_phrase(finding, language) for finding in self.findings)


UNCHECKED = Check(Verdict.UNCHECKED, 0.0, ())


class Checker(Protocol):
    """Checks claims: a `Verifier` here, or the one in the process that answers."""

    def check(self, claim: str, evidence: Sequence[str]) -> Check:
        """Whether the evidence says what the claim says; never raises."""
