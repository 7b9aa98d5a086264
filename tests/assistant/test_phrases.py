"""What the assistant says itself is in the language that was asked for."""

from collections.abc import Callable

import pytest

from assistant import phrases
from assistant.errors import Fault
from language.script import Language, detect_language


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param(phrases.nothing_found, id="nothing found"),
        pytest.param(phrases.unchecked, id="unchecked"),
        pytest.param(lambda language: phrases.not_said((), language), id="not said"),
        pytest.param(lambda language: phrases.not_said(("EBRD",), language), id="missing"),
        *[
            pytest.param(
                lambda language, nearest=nearest: phrases.answered_in_part(
                    ("EBRD",), language, nearest=nearest
                ),
                id="the nearest" if nearest else "in part",
            )
            for nearest in (True, False)
        ],
        pytest.param(lambda language: phrases.withheld(1, language), id="one withheld"),
        pytest.param(lambda language: phrases.withheld(2, language), id="two withheld"),
        *[
            pytest.param(
                lambda language, fault=fault, quoted=quoted: phrases.stood_in(
                    fault, language, quoted=quoted
                ),
                id=f"{fault}, {'quoted' if quoted else 'nothing to quote'}",
            )
            for fault in Fault
            for quoted in (True, False)
        ],
    ],
)
def test_a_phrase_is_one_sentence_in_its_language(
    phrase: Callable[[Language], str], language: Language
) -> None:
    said = phrase(language)

    assert detect_language(said) is language
    assert said.endswith("." if language is Language.EN else "。")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param(Language.ZH, "「關稅」、「巴西」", id="Chinese"),
        pytest.param(Language.EN, "“關稅”, “巴西”", id="English"),
    ],
)
def test_what_is_missing_is_named_as_asked(language: Language, expected: str) -> None:
    assert expected in phrases.not_said(("關稅", "巴西"), language)
