"""Streamlit's settings say what ours say, and go with an installation."""

import tomllib
import zipfile
from pathlib import Path

import pytest

from ingest.uploads import MOST_BYTES
from tests.ui.tabs import ROOT

wheel = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")


def test_an_upload_may_be_as_large_as_we_take() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    assert config["server"]["maxUploadSize"] * 1_000_000 == MOST_BYTES


def test_an_installation_has_them_beside_the_app(tmp_path: Path) -> None:
    (built,) = wheel.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])

    names = zipfile.ZipFile(built).namelist()
    for name in ("streamlit_app.py", ".streamlit/config.toml", "ui/screen.css", "ui/browser.js"):
        assert name in names
