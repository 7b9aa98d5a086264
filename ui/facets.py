"""What markets, kinds, years and languages are called on the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.corpus_map import UNKNOWN
from language.places import place_name
from language.script import Language
from ui.library_words import LibraryWords
from ui.words import Screen, Words


@dataclass(frozen=True, slots=True)
class Wording:
    """What words the library is shown in."""

    screen: Screen
    words: Words
    said: LibraryWords

    spellings: Mapping[str, str]
    """How documents write what has no name of ours."""

    def name(self, axis: str, value: str) -> str:
        """A value of a field of `corpus_map.Cell` as readers know it."""
        if value == UNKNOWN:
            return self.said.unknown
        written = self.spellings.get(value, value)
        match axis:
            case "market":
                named = place_name(value, self.screen.language)
                return self.said.regions.get(value, written) if named == value else named
            case "kind":
                return self.words.kinds.get(value, written)
            case "language":
                return self.words.languages[Language(value)]
            case _:
                return value


def ordered(axis: str, counts: Mapping[str, int]) -> Sequence[str]:
    """An axis's values as they are best read: years onwards, others by how many documents."""
    if axis == "year":
        return sorted(counts, key=lambda value: (value == UNKNOWN, value))
    return sorted(counts, key=lambda value: (value == UNKNOWN, -counts[value], value))
