"""A model of few words for the evals: it says again what the first passages say, right or wrong."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.model import Message
from assistant.types import Usage
from language.sentences import sentence_spans

_PASSAGE = re.compile(r'<passage number="(\d+)"[^>]*>\n(.*?)\n</passage>', re.DOTALL)
_MOST = 3
_LEAST_LENGTH = 12


@dataclass
class _Said:
    """What it has to say, all at once."""

    text: str
    usage: Usage | None = field(default=None)

    def read(self, patience_s: Callable[[], float]) -> Iterator[str]:
        patience_s()
        yield self.text

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class Echo:
    """Repeats the first sentence with a figure of each of the first passages, with its marker."""

    wrong: bool = False
    """It then gets each figure wrong by one."""

    name: str = "evals:echo"

    def stream(self, messages: Sequence[Message]) -> _Said:
        found = _PASSAGE.findall(messages[-1].text)
        drafted = [self._sentence(int(number), text) for number, text in found]
        return _Said(" ".join([one for one in drafted if one][:_MOST]) or "[none]")

    def _sentence(self, number: int, text: str) -> str | None:
        for span in sentence_spans(text):
            sentence = text[span.start : span.end].strip()
            if len(sentence) >= _LEAST_LENGTH and re.search(r"\d", sentence):
                said = re.sub(r"\d", _next_digit, sentence) if self.wrong else sentence
                return f"{said} [{number}]"
        return None


def _next_digit(digit: re.Match[str]) -> str:
    return str((int(digit.group()) + 1) % 10)
