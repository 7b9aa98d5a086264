from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings


def test_settings_come_from_the_environment() -> None:
    settings = Settings.load({"ADVISOR_HOME": "/x", "ADVISOR_PASSAGES": "5", "PATH": "y"})

    assert settings == Settings(home=Path("/x"), passages=5)


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        pytest.param({"ADVISOR_HOEM": "x"}, "there is no setting ADVISOR_HOEM", id="unknown"),
        pytest.param({"ADVISOR_PASSAGES": "many"}, "ADVISOR_PASSAGES cannot be", id="bad value"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(environ: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        Settings.load(environ)


def test_what_is_given_comes_before_the_environment() -> None:
    assert Settings.load({"ADVISOR_HOME": "/x"}, home=Path("/y")).home == Path("/y")
