"""Short names that read as Roman numerals, written out in a question.

III is the Institute for Information Industry, and Annex III is not: the short form finds the annex.
"""

import re

from language.lexicon import Lexicon
from language.script import Language, detect_language

_SHORT = re.compile(
    # Not `\b`: no boundary lies between Latin letters and Han ones.
    r"(?<![A-Za-z0-9.,-])(?P<before>[A-Za-z]+ |[\u3400-\u9fff]{0,2} ?)?(?P<short>[IVX]{2,})"
    r"(?P<after>(?:[\u3400-\u9fff])?)(?![A-Za-z0-9.-]\w)"
)
_COUNTED = re.compile(
    r"(?i:annex|appendix|article|art|book|categor(?:y|ies)|chapter|class|group|item|layer|level|module"
    r"|option|paragraph|part|phase|pillar|rule|round|schedule|section|stage|step|table|tier|title"
    r"|type|volume|war|and|or|to)$|[件錄录第類类級级期條条章表款則则型]$"
)
_COUNTER = re.compile("[級级類类期型章條条款號号]")


def spelt_out(question: str, lexicon: Lexicon) -> str:
    """The question with the names of organisations in full, in its language, where they are short
    ones that read as numerals and count nothing there."""

    def in_full(found: re.Match[str]) -> str:
        before, short, after = found["before"] or "", found["short"], found["after"]
        named = lexicon.other_names(short)
        names = named.zh if detect_language(question) is Language.ZH else named.en
        if not names or _COUNTED.search(before.strip()) or _COUNTER.match(after):
            return found.group()
        return f"{before}{names[0]}{after}"

    return _SHORT.sub(in_full, question)
