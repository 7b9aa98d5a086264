"""What can be wrong with a claim."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a claim."""

    FIGURE_ABSENT = "figure absent"
    FIGURE_DIFFERS = "figure differs"
    UNIT_DIFFERS = "unit differs"
    NAME_ABSENT = "name absent"
    NAME_DIFFERS = "name differs"
    NEGATED = "negated"
    REVERSED = "reversed"
    DUTY_DIFFERS = "duty differs"
    TURN_ABSENT = "turn absent"
    ORDER_DIFFERS = "order differs"
    WORDS_DIFFER = "words differ"
    WORDS_ABSENT = "words absent"
    LITTLE_HELD = "little held"


CONTRADICTING = frozenset(
    {
        Fault.FIGURE_DIFFERS,
        Fault.UNIT_DIFFERS,
        Fault.NAME_DIFFERS,
        Fault.NEGATED,
        Fault.REVERSED,
        Fault.DUTY_DIFFERS,
        Fault.ORDER_DIFFERS,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, in words of the claim and of the evidence."""

    fault: Fault
    said: str
    found: str = ""
