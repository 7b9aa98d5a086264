"""Short names that read as Roman numerals are written out, numerals are not."""

import pytest

from assistant.ask import Assistant
from assistant.spelt_out import spelt_out
from language.lexicon import Lexicon
from tests.assistant.conftest import Knows

FULL = "Institute for Information Industry"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("What does the III do?", f"What does the {FULL} do?", id="an article"),
        pytest.param("III, can it help?", f"{FULL}, can it help?", id="at the beginning"),
        pytest.param("III可以幫什麼", "資策會可以幫什麼", id="beside characters"),
        pytest.param("請問 III 在哪", "請問 資策會 在哪", id="within Chinese"),
        pytest.param("What is in Annex III?", "What is in Annex III?", id="an annex"),
        pytest.param("class II and III", "class II and III", id="two classes"),
        pytest.param("TAITRA and III", f"TAITRA and {FULL}", id="two names"),
        pytest.param("a class IIIa device", "a class IIIa device", id="a letter behind it"),
        pytest.param("附件 III 有什麼", "附件 III 有什麼", id="an annex, Chinese"),
        pytest.param("醫材 III級怎麼辦", "醫材 III級怎麼辦", id="what is counted behind it"),
        pytest.param("Where is the VII office?", "Where is the VII office?", id="no such name"),
        pytest.param("see III.2 and X-III", "see III.2 and X-III", id="parts of a number"),
    ],
)
def test_written_out(typed: str, read: str, lexicon: Lexicon) -> None:
    assert spelt_out(typed, lexicon) == read


@pytest.fixture(scope="module")
def on_both(knows: Knows) -> Assistant:
    return knows(
        {
            "act.md": "# The act\n\nWhat the act does: Annex III lists systems of high risk. "
            "Do read Annex III.\n",
            "bodies.md": "# Who helps\n\nThe Institute for Information Industry (III) trains "
            "software firms.\n",
        }
    )


def test_the_organisation_is_found_and_not_an_annex(on_both: Assistant) -> None:
    answer = on_both.answer("What does the III do?")

    assert [claim.text for claim in answer.claims] == [
        "The Institute for Information Industry (III) trains software firms."
    ]
    assert answer.searched == f"What does the {FULL} do?"


def test_its_chinese_name_does_not_find_the_annex_either(on_both: Assistant) -> None:
    answer = on_both.answer("資策會在做什麼")

    assert all("Annex" not in claim.text for claim in answer.claims)
    assert answer.passages[0].chunk.title == "Who helps"
