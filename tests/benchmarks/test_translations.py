"""The paragraphs that checks across languages are tuned on are whole and in both languages."""

import pytest

from benchmarks.claims import translations
from language.script import Language, detect_language


@pytest.mark.parametrize("language", list(Language))
def test_each_sentence_has_its_paragraph_in_the_other_language(language: Language) -> None:
    pairs = translations(language)

    assert len(pairs) > 200
    assert {detect_language(pair.sentence) for pair in pairs} == {language}
    assert not any(detect_language(pair.evidence[0]) is language for pair in pairs)
