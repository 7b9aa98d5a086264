"""What one slip of the finger makes of a word."""

import pytest

from language.edits import Meant, Slip, one_slip_from, slips_between


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("thialand", Meant("thailand", Slip.SWAPPED, 2), id="swapped"),
        pytest.param("tailand", Meant("thailand", Slip.DROPPED, 1), id="dropped"),
        pytest.param("polland", Meant("poland", Slip.DOUBLED, 3), id="doubled"),
        pytest.param("poliand", Meant("poland", Slip.ADDED, 3), id="added"),
        pytest.param("polend", Meant("poland", Slip.REPLACED, 3), id="replaced"),
    ],
)
def test_what_was_meant_is_one_slip_away(typed: str, meant: Meant) -> None:
    assert meant in set(one_slip_from(typed))
    assert slips_between(typed, meant.word) == 1


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        pytest.param("poland", "poland", 0, id="the same"),
        pytest.param("phillippines", "philippines", 1, id="one too many"),
        pytest.param("phillipines", "philippines", 2, id="one too many, one too few"),
        pytest.param("slovakia", "slovenia", 2, id="two replaced"),
        pytest.param("ca", "abc", 3, id="what was swapped is not parted"),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert slips_between(one, other) == slips
