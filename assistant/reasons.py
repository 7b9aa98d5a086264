"""What reading a document had to say, and why one cannot be read, in the reader's language.

`ingest/` says it in English, and what it said is kept with the document. Readers of Chinese get
the sentence that stands for it in `reasons.zh.yaml`; one that is not there stays as it is.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter

from language.script import Language

_GAP = re.escape("{}")


def reason_words(reason: str, language: Language) -> str:
    """A reason or a cure; also what stands within it is translated where it is known."""
    if language is Language.EN:
        return reason
    for form, chinese in _chinese().items():
        if found := form.fullmatch(reason):
            return chinese.format(*(reason_words(part, language) for part in found.groups()))
    return reason


@cache
def _chinese() -> Mapping[re.Pattern[str], str]:
    """The Chinese by the form of the English; those with the fewest gaps first."""
    said = TypeAdapter(dict[str, str]).validate_python(
        yaml.safe_load(files("assistant").joinpath("reasons.zh.yaml").read_text(encoding="utf-8"))
    )
    return {
        re.compile(re.escape(english).replace(_GAP, "(.+?)"), re.DOTALL): chinese
        for english, chinese in sorted(said.items(), key=lambda one: one[0].count("{}"))
    }
