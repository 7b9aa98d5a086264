"""What a text holds of a thing asked for."""

import pytest

from assistant.asked import Asked
from assistant.coverage import Searchable, held

SMART_PARKING = Asked("智慧停车", ("智慧停车",), (("smart", "park"),), weight=1.0)
REGISTRATION = Asked("registration", (), (("registr",),), weight=1.0)


@pytest.mark.parametrize(
    ("asked", "text", "share"),
    [
        pytest.param(
            SMART_PARKING, "曼谷的智慧停車場", 1.0, id="its own form, in the other script"
        ),
        pytest.param(SMART_PARKING, "Smart parking in Bangkok", 1.0, id="its translation"),
        pytest.param(SMART_PARKING, "A smart city", 0.25, id="half of the translation"),
        pytest.param(SMART_PARKING, "智慧城市", 0.2, id="a pair of its characters"),
        pytest.param(SMART_PARKING, "數位健康", 0.0, id="nothing"),
        pytest.param(REGISTRATION, "Register as a supplier", 0.8, id="a word of the family"),
        pytest.param(REGISTRATION, "A regional office", 0.0, id="few letters in common"),
        pytest.param(
            Asked("仿冒", (), (("counterfeit",),), 1.0), "It counted them.", 0.0, id="few of many"
        ),
    ],
)
def test_how_far_a_text_holds_a_thing(asked: Asked, text: str, share: float) -> None:
    assert held(asked, Searchable.of(text)) == pytest.approx(share)


def test_texts_read_together_are_each_what_they_are_alone() -> None:
    texts = ["Ｓmart 停車\n場", "", "The EU's rules"]

    assert Searchable.of_each(texts) == [Searchable.of(text.replace("\n", " ")) for text in texts]


def test_parts_together_hold_what_each_holds() -> None:
    whole = Searchable.together(Searchable.of_each(["smart city", "a car park"]))

    assert held(SMART_PARKING, whole) == 1.0
