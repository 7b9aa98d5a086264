"""Citation recall and precision of a claim, as ALCE defines them (Gao et al., 2023).

A claim is recalled when all that its markers open, taken together, supports it. A marker of such a
claim is precise when what it opens supports the claim alone, or when the others without it no
longer do. Markers of a claim that is not recalled are not precise, nor is one that opens nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.types import Verdict

Check = Callable[[str, Sequence[str]], Verdict]
"""Whether the evidence supports the claim: `Verifier.check`, or a judge."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """How a claim stands to what it cites."""

    recalled: bool

    partly: bool
    """Supported in part only: counted apart, and not as recalled."""

    markers: int
    precise: int


def attribute(
    claim: str, markers: Sequence[int], opened: Mapping[int, str], *, check: Check
) -> Attribution:
    """Check a claim against what each marker opens; one that is not in `opened` opens nothing."""
    evidence = {marker: opened[marker] for marker in markers if marker in opened}
    if not evidence:
        return Attribution(recalled=False, partly=False, markers=len(markers), precise=0)
    whole = check(claim, list(evidence.values()))
    recalled = whole is Verdict.SUPPORTED
    precise = 0
    if recalled and len(evidence) == 1:
        precise = 1
    elif recalled:
        precise = sum(_is_precise(claim, marker, evidence, check) for marker in evidence)
    return Attribution(
        recalled=recalled,
        partly=whole is Verdict.PARTLY,
        markers=len(markers),
        precise=precise,
    )


def _is_precise(claim: str, marker: int, evidence: Mapping[int, str], check: Check) -> bool:
    if check(claim, [evidence[marker]]) is Verdict.SUPPORTED:
        return True
    others = [text for other, text in evidence.items() if other != marker]
    return check(claim, others) is not Verdict.SUPPORTED
