"""A small library: three documents of our own, one of them hostile, and one that cannot be read."""

from pathlib import Path

from assistant.opening import open_index
from assistant.settings import Settings
from ingest.build import ingest
from ingest.outcome import Line

HOSTILE = (
    '<img src=x onerror="alert(1)"> **bold** $x^2$ :red[red] :smile: [link](javascript:alert(1))'
)
HOSTILE_FILE = "[a](b) :red[x] <b>.md"

_STATED = """---
title: 泰國智慧停車政策
kind: policy
markets: [Thailand, EBRD region]
issuer: 數位發展部
issued: 2024-05-01
language: zh
---
# 泰國智慧停車政策

泰國投資促進委員會為智慧城市服務商提供八年免稅。
"""
_GUESSED = """# Case study: parking in Vietnam

Published 3 March 2023

The Da Nang pilot in Vietnam had 120 parking spaces. Vietnam paid for the sensors. Vietnam liked it.
"""
_TITLED = f"""---
title: '{HOSTILE}'
issuer: '{HOSTILE}'
kind: '{HOSTILE}'
markets: ['{HOSTILE}']
---
{HOSTILE}

A paragraph about tea houses in nobody's town.
"""


def write_documents(folder: Path) -> None:
    """The files, in a folder that is there."""
    (folder / "policy").mkdir()
    (folder / "policy" / "泰國停車.md").write_text(_STATED, encoding="utf-8")
    (folder / "vietnam.md").write_text(_GUESSED, encoding="utf-8")
    (folder / HOSTILE_FILE).write_text(_TITLED, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")


def fill(home: Path) -> list[Line]:
    """Ingest them into a home, from a folder within it."""
    folder = home / "files"
    folder.mkdir()
    write_documents(folder)
    return ingest([folder], index=open_index(Settings(home=home)))
