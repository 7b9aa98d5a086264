"""The chat is Streamlit in a process of its own, with the command's settings."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from assistant import serve
from assistant.errors import AssistantError
from assistant.serve import serve_chat
from assistant.settings import Settings


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the process would have been started with."""
    given: dict[str, Any] = {}

    def call(command: list[str], **options: Any) -> int:
        given.update(options, command=command)
        return 3

    monkeypatch.setattr(subprocess, "call", call)
    return given


def test_the_app_is_served_where_asked_with_the_same_home(
    started: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.load({}, home=tmp_path / "home")

    code = serve_chat(settings, port=8601, address="127.0.0.1")

    assert code == 3
    assert "--server.port=8601" in started["command"]
    assert "--server.address=127.0.0.1" in started["command"]
    app = next(Path(word) for word in started["command"] if word.endswith("streamlit_app.py"))
    assert app.is_file()
    assert started["env"]["ADVISOR_HOME"] == str((tmp_path / "home").resolve())
    assert "http://127.0.0.1:8601" in capsys.readouterr().out


def test_a_home_below_the_working_folder_stays_the_same_folder(
    started: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    serve_chat(Settings.load({}), port=8601, address="127.0.0.1")

    assert started["env"]["ADVISOR_HOME"] == str(tmp_path.resolve() / ".advisor")


def test_stopping_it_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "call", stopped)

    assert serve_chat(Settings.load({}), port=8601, address="127.0.0.1") == 0


def test_an_installation_without_the_app_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(serve, "__file__", str(tmp_path / "assistant" / "serve.py"))

    with pytest.raises(AssistantError, match="install the project again"):
        serve_chat(Settings.load({}), port=8601, address="127.0.0.1")
