"""Settings are read once, and what cannot be used is refused by its name."""

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings


def test_nothing_set_gives_the_defaults() -> None:
    settings = Settings.load({})

    assert settings.home == Path(".advisor")
    assert settings.passages == 8


def test_values_are_read_from_the_environment() -> None:
    settings = Settings.load({"ADVISOR_HOME": "elsewhere", "ADVISOR_PASSAGES": "3"})

    assert settings.home == Path("elsewhere")
    assert settings.passages == 3


def test_a_value_given_wins_over_the_environment() -> None:
    assert Settings.load({"ADVISOR_HOME": "a"}, home=Path("b")).home == Path("b")


def test_an_option_left_out_does_not_hide_the_environment() -> None:
    assert Settings.load({"ADVISOR_HOME": "a"}, home=None).home == Path("a")


@pytest.mark.parametrize(
    "environ",
    [
        pytest.param({"PATH": "/bin", "MY_ADVISOR_X": "1"}, id="other programs' variables"),
        pytest.param({"ADVISOR_SHARED": "data"}, id="where tests find data"),
        pytest.param({"ADVISOR_CACHE": ""}, id="empty"),
    ],
)
def test_what_is_no_setting_is_left_alone(environ: dict[str, str]) -> None:
    assert Settings.load(environ) == Settings()


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        pytest.param(
            {"ADVISOR_PASAGES": "3"}, "there is no setting ADVISOR_PASAGES", id="misspelt"
        ),
        pytest.param({"ADVISOR_PASSAGES": "many"}, "ADVISOR_PASSAGES cannot be 'many'", id="word"),
        pytest.param({"ADVISOR_PASSAGES": "0"}, "ADVISOR_PASSAGES cannot be '0'", id="too few"),
        pytest.param({"ADVISOR_PASSAGES": "51"}, "ADVISOR_PASSAGES cannot be '51'", id="too many"),
    ],
)
def test_a_bad_setting_is_refused_by_name(environ: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.load(environ)

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_refusal_of_an_unknown_setting_lists_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="ADVISOR_PASSAGES"):
        Settings.load({"ADVISOR_NOTHING": "1"})
