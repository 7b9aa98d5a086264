"""Short names that read as Roman numerals, written out in a question.

III is the Institute for Information Industry, and Annex III is not: the short form finds the annex.
"""

import re

from language.lexicon import Lexicon
from language.script import Language, detect_language

_SHORT = re.compile(r"(?<![A-Za-z0-9.-])[IVX]{2,}(?![A-Za-z0-9]|[.-]\w)")
_COUNTED = re.compile(
    r"(?i:\b(?:annex|appendix|article|art|book|categor(?:y|ies)|chapter|class|group|item|layer"
    r"|level|module|option|paragraph|part|phase|pillar|rule|round|schedule|section|stage|step"
    r"|table|tier|title|type|volume|war)\s*$)|[件錄录第類类級级期條条章表款則则型]\s*$"
    r"|[IVX](?:\s*[,、和與与及]\s*|\s+(?:and|or|to)\s+)$"
)
"""What ends in front of a numeral: what it counts, or another numeral."""

_COUNTER = re.compile("[級级類类期型章條条款號号]")
"""What begins behind one."""


def spelt_out(question: str, lexicon: Lexicon) -> str:
    """The question with the names of organisations in full, in its language, where they are short
    ones that read as numerals and count nothing there."""

    def in_full(short: re.Match[str]) -> str:
        named = lexicon.other_names(short.group())
        names = named.zh if detect_language(question) is Language.ZH else named.en
        counts = _COUNTED.search(question[: short.start()]) or _COUNTER.match(question, short.end())
        return names[0] if names and not counts else short.group()

    return _SHORT.sub(in_full, question)
