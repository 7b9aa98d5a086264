"""Forms of a text that are compared, never shown."""

import re
import unicodedata

from language.script import to_simplified

_WHITE_SPACE = re.compile(r"\s+")


def quote_key(text: str) -> str:
    """The one normalisation under which a quote must be found on its page.

    Compatibility forms are folded (NFKC: full-width letters, Kangxi radicals, ligatures) and white
    space is removed, since line ends are not part of what was said. Nothing else: not case, not
    punctuation, not the script.
    """
    return _WHITE_SPACE.sub("", unicodedata.normalize("NFKC", text))


def match_key(text: str) -> str:
    """The form that search compares: NFKC, lower case, Simplified characters."""
    return to_simplified(unicodedata.normalize("NFKC", text)).lower()
