"""What a difference is worth."""

import pytest

from evals.statistics import bootstrap, mcnemar, paired_loss


def test_an_interval_holds_its_mean_and_narrows_with_cases() -> None:
    few, many = bootstrap([0.0, 1.0] * 5), bootstrap([0.0, 1.0] * 200)

    assert few.low <= few.mean == 0.5 <= few.high
    assert many.high - many.low < few.high - few.low


def test_the_same_values_have_the_same_interval() -> None:
    assert bootstrap([0.2, 0.9, 0.4]) == bootstrap([0.2, 0.9, 0.4])


def test_no_values_have_no_mean() -> None:
    with pytest.raises(ValueError, match="no values"):
        bootstrap([])


@pytest.mark.parametrize(
    ("lost", "gained", "chance"),
    [
        pytest.param(0, 0, 1.0, id="nothing changed"),
        pytest.param(5, 0, 1 / 32, id="five lost"),
        pytest.param(4, 0, 1 / 16, id="four lost"),
        pytest.param(3, 3, 42 / 64, id="as many gained"),
        pytest.param(0, 5, 1.0, id="only gained"),
    ],
)
def test_mcnemar(lost: int, gained: int, chance: float) -> None:
    old = [True] * lost + [False] * gained + [True] * 10
    new = [False] * lost + [True] * gained + [True] * 10

    assert mcnemar(old, new) == pytest.approx(chance)


def test_a_loss_in_many_cases_is_above_nothing_and_in_one_is_not() -> None:
    assert paired_loss([1.0] * 100, [0.5] * 20 + [1.0] * 80).low > 0
    assert paired_loss([1.0] * 100, [0.5] + [1.0] * 99).low == 0
