"""Starting the chat: Streamlit as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from assistant.errors import AssistantError
from assistant.settings import Settings


def serve_chat(settings: Settings, *, port: int, address: str) -> int:
    """Serve the chat until it is stopped; gives the process's exit code."""
    app = _app()
    print(f"The chat is at http://{address}:{port} (stop it with Ctrl+C)", flush=True)
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    command += [f"--server.port={port}", f"--server.address={address}"]
    environment = os.environ | {"ADVISOR_HOME": str(settings.home.resolve())}
    try:
        return subprocess.call(command, cwd=app.parent, env=environment)  # noqa: S603 - our own words
    except KeyboardInterrupt:
        return 0


def _app() -> Path:
    """`streamlit_app.py`, at the top of the project and of an installation."""
    app = Path(__file__).resolve().parent.parent / "streamlit_app.py"
    if not app.is_file():
        raise AssistantError(f"{str(app)!r} is not there: install the project again")
    return app
