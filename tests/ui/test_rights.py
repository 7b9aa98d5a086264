"""Who may change the library."""

import pytest

from assistant.errors import SettingsError
from assistant.settings import LibraryUse, Settings
from ui.rights import is_local

HERE = {"Host": "127.0.0.1:8501"}


@pytest.mark.parametrize(
    ("address", "headers", "local"),
    [
        pytest.param("127.0.0.1", HERE, True, id="loopback"),
        pytest.param("localhost", {"Host": "localhost:8501"}, True, id="by name"),
        pytest.param("::1", {"Host": "[::1]:8501"}, True, id="IPv6"),
        pytest.param(None, HERE, False, id="listens everywhere"),
        pytest.param("0.0.0.0", HERE, False, id="listens everywhere, said"),  # noqa: S104
        pytest.param("192.168.1.5", {"Host": "192.168.1.5"}, False, id="listens in a network"),
        pytest.param("127.0.0.1", {"Host": "advisor.example"}, False, id="another name"),
        pytest.param("127.0.0.1", {"Host": "127.0.0.1.evil.example"}, False, id="rebinding"),
        pytest.param("127.0.0.1", {}, False, id="no host"),
        pytest.param("127.0.0.1", HERE | {"X-Forwarded-For": "203.0.113.5"}, False, id="proxy"),
        pytest.param("127.0.0.1", HERE | {"Forwarded": "for=203.0.113.5"}, False, id="RFC 7239"),
    ],
)
def test_only_who_sits_at_the_machine_is_local(
    address: str | None, headers: dict[str, str], local: bool
) -> None:
    assert is_local(address, headers) is local


def test_the_setting_is_one_of_two() -> None:
    assert Settings.load({"ADVISOR_LIBRARY": "edit"}).library is LibraryUse.EDIT
    assert Settings.load({}).library is None
    with pytest.raises(SettingsError, match="ADVISOR_LIBRARY cannot be 'all'"):
        Settings.load({"ADVISOR_LIBRARY": "all"})
