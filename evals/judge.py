"""A model as judge: asked whether evidence supports a claim, and held against the grader."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from string import Template

from assistant.errors import ModelFault
from assistant.model import ChatModel, Message
from assistant.types import Verdict
from prompts import defused

_PATIENCE_S = 60.0
_WORD = re.compile(r"\W*(supported|partly|unsupported)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Judge:
    """Asks one model, once for each claim."""

    model: ChatModel

    def check(self, claim: str, evidence: Sequence[str]) -> Verdict:
        """`unchecked` when it fails or says something else: that is no verdict on the claim."""
        template = Template(files("evals").joinpath("judge.md").read_text("utf-8"))
        request = template.substitute(
            claim=defused(claim), evidence="\n\n".join(map(defused, evidence))
        )
        stream = self.model.stream([Message("human", request)])
        try:
            said = "".join(stream.read(lambda: _PATIENCE_S))
        except ModelFault:
            return Verdict.UNCHECKED
        finally:
            stream.close()
        found = _WORD.match(said)
        return Verdict(found[1].lower()) if found else Verdict.UNCHECKED


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two graders say the same of a claim: supported, or not."""

    claims: int
    same: float
    kappa: float | None
    """Cohen's: 0 is what chance would give, 1 is full agreement; None when one never differs."""

    unscored: int
    """Claims of which one gave no verdict; they count for nothing else here."""

    def __str__(self) -> str:
        kappa = "undefined" if self.kappa is None else f"{self.kappa:.2f}"
        return f"{self.same:.3f} of {self.claims} claims (kappa {kappa}), {self.unscored} unscored"


def agree(pairs: Iterable[tuple[Verdict, Verdict]]) -> Agreement:
    """Compare two graders' verdicts, claim by claim."""
    all_pairs = list(pairs)
    scored = [
        (one is Verdict.SUPPORTED, other is Verdict.SUPPORTED)
        for one, other in all_pairs
        if Verdict.UNCHECKED not in (one, other)
    ]
    n = len(scored)
    if not n:
        return Agreement(0, 0.0, None, len(all_pairs))
    same = sum(one == other for one, other in scored) / n
    first, second = (sum(column) / n for column in zip(*scored, strict=True))
    by_chance = first * second + (1 - first) * (1 - second)
    kappa = None if by_chance == 1 else (same - by_chance) / (1 - by_chance)
    return Agreement(n, same, kappa, len(all_pairs) - n)
