"""What holds now is what was said last."""

from dataclasses import replace

from assistant.asked import AnswerKind, Question
from assistant.evidence import Sentence
from assistant.newest import lift_newest
from assistant.types import Passage
from language.script import Language
from tests.assistant.test_market_entry import chunk_of

NOW = Question("How many ports are there now?", (), AnswerKind.AMOUNT)


def _sentence(text: str, language: Language = Language.EN) -> Sentence:
    chunk = replace(chunk_of("Ports", text), language=language)
    return Sentence(Passage(1, chunk, 1.0), 0, len(text), text, 0, 1.0, 1.0, 1.0, {})


def _lifted(question: Question, *sentences: Sentence) -> list[str]:
    lift_newest(question, sentences)
    return [one.text for one in sentences if one.score > 0]


def test_the_newest_in_each_language_is_lifted_where_it_is_asked_what_holds_now() -> None:
    old, new = _sentence("There were 3 ports in 2018."), _sentence("In 2024 there are 5 ports.")
    chinese = _sentence("2020 年有 4 個港口。", Language.ZH)
    undated = _sentence("There are 6 ports.")

    assert _lifted(replace(NOW, text="How many ports were there?"), old, new) == []
    assert _lifted(NOW, old, new, chinese, undated) == [new.text, chinese.text]
    assert _lifted(replace(NOW, text="現在有幾個港口？"), undated) == []


def test_what_is_only_expected_is_not_what_holds_now() -> None:
    old = _sentence("There were 3 ports in 2018.")
    expected = _sentence("There will be 9 ports in 2030.")
    planned = _sentence("預計 2030 年有 9 個港口。", Language.ZH)

    assert _lifted(NOW, old, expected, planned) == [old.text]
