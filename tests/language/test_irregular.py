import pytest

from language.irregular import plain_form


@pytest.mark.parametrize(
    ("word", "plain"),
    [("won", "win"), ("larger", "large"), ("criteria", "criterion"), ("funded", "funded")],
)
def test_irregular_forms_lead_to_the_dictionarys(word: str, plain: str) -> None:
    assert plain_form(word) == plain
