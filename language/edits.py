"""Words that one slip of the finger makes of another, and how far apart two words are."""

from collections.abc import Iterator
from enum import Enum
from string import ascii_lowercase
from typing import NamedTuple


class Slip(Enum):
    """What was done to the word that was meant."""

    SWAPPED = "two letters swapped"
    DROPPED = "a letter dropped"
    DOUBLED = "a letter typed twice"
    ADDED = "a letter added"
    REPLACED = "a letter replaced"


class Meant(NamedTuple):
    """A word that may have been meant, and where the slip is in what was typed."""

    word: str
    slip: Slip
    at: int


def one_slip_from(word: str) -> Iterator[Meant]:
    """All strings of letters that one slip makes this lower-case word of; some come twice."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if len(after) > 1 and after[0] != after[1]:
            yield Meant(before + after[1] + after[0] + after[2:], Slip.SWAPPED, at)
        if after:
            slip = Slip.DOUBLED if before.endswith(after[0]) else Slip.ADDED
            yield Meant(before + after[1:], slip, at)
            for letter in ascii_lowercase:
                if letter != after[0]:
                    yield Meant(before + letter + after[1:], Slip.REPLACED, at)
        for letter in ascii_lowercase:
            yield Meant(before + letter + after, Slip.DROPPED, at)


def slips_between(one: str, other: str) -> int:
    """How many letters have to be put in, left out, replaced or swapped (optimal alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, wanted in enumerate(other, start=1):
            least = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                least = min(least, before[column - 2] + 1)
            now.append(least)
        before, last = last, now
    return last[-1]
