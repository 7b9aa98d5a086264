"""A PostgreSQL server of these tests' own, where PostgreSQL is installed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ports import free_port

_USER = "postgres"


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The address of an empty database; skips the test where there is no PostgreSQL."""
    programs = _programs()
    # It refuses to run as root, and pytest's own folders are closed to others.
    folder = Path(tempfile.mkdtemp(prefix="advisor-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _USER, _USER)
    port = free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
    data, log = folder / "data", folder / "log"
    try:
        _run(programs / "initdb", "-D", data, "-A", "trust", "-U", "advisor", "--no-sync")
        _run(programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://advisor@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))  # as Debian has them
    initdb = found[-1] if found else shutil.which("initdb")
    if initdb is None:
        pytest.skip("PostgreSQL is not installed")
    return Path(initdb).parent


def _run(*command: str | Path) -> None:
    user = {"user": _USER, "group": _USER, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **user)
