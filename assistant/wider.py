"""Places whose law is a union's: Europe, and the member states of the European Union.

Who has "users in Europe" means the European Union, and who has customers in Germany is bound by
its regulations: documents on those name the union alone.
"""

import re
from functools import cache

from assistant.question_words import question_words
from language.normalise import match_key
from language.places import MEMBERS, Place, places
from language.script import Language

_EUROPE, _UNION = "150", "EU"
UNION_FORMS = {Language.ZH: ("欧盟",), Language.EN: ("EU", "European Union")}
"""What it is called, Chinese in Simplified characters."""


def in_union(text: str) -> list[Place]:
    """The places named in a question that its answer may call the European Union.

    Europe always; a member state only where it is asked which rules are to be kept, since most of
    what holds in one country is no matter of the union.
    """
    named = places(text)
    if any(place.code == _UNION for place in named):
        return []
    on_rules = asks_for_rules(text)
    return [
        place
        for place in named
        if place.code == _EUROPE or (on_rules and place.code in MEMBERS[_UNION])
    ]


def asks_for_rules(text: str) -> bool:
    """Whether it is asked which rules are to be kept."""
    return _rules().search(match_key(text)) is not None


@cache
def _rules() -> re.Pattern[str]:
    return re.compile("|".join(question_words()["rules to keep"]))
