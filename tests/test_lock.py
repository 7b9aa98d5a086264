"""What an installation is made of: pinned, hashed, without PyTorch, and credited."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")


class Pin(NamedTuple):
    requirement: Requirement
    hashes: tuple[str, ...]


def _pins(lock: str) -> list[Pin]:
    text = re.sub(r"^\s*#.*\n", "", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [
        Pin(Requirement(line.partition("--hash")[0]), tuple(re.findall(r"--hash=(\S+)", line)))
        for line in lines
    ]


def _runtime() -> list[Requirement]:
    return [Requirement(text) for text in PROJECT["project"]["dependencies"]]


def _tools() -> list[Requirement]:
    groups = PROJECT["dependency-groups"].values()
    return [Requirement(text) for group in groups for text in group]


def _optional() -> list[Requirement]:
    extras = PROJECT["project"]["optional-dependencies"].values()
    return [Requirement(text) for extra in extras for text in extra]


def _unmet(wanted: list[Requirement], *locks: str) -> list[str]:
    """What is wanted and not pinned, or pinned at a version that it does not allow."""
    versions: dict[str, list[str]] = {}
    for lock in locks:
        for pin, _ in _pins(lock):
            [specifier] = pin.specifier
            versions.setdefault(canonicalize_name(pin.name), []).append(specifier.version)
    return [
        str(requirement)
        for requirement in wanted
        if not (found := versions.get(canonicalize_name(requirement.name)))
        or not all(requirement.specifier.contains(version) for version in found)
    ]


def test_what_the_program_needs_is_locked() -> None:
    build = [Requirement(text) for text in PROJECT["build-system"]["requires"]]

    assert _unmet([*_runtime(), *build], "requirements.lock") == []


def test_what_its_developers_need_is_locked() -> None:
    assert _unmet(_tools(), *LOCKS) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_hashed(lock: str) -> None:
    pins = _pins(lock)

    assert len(pins) > 10
    assert [
        str(pin.requirement)
        for pin in pins
        if [specifier.operator for specifier in pin.requirement.specifier] != ["=="]
        or not pin.hashes
        or not all(re.fullmatch("sha256:[0-9a-f]{64}", digest) for digest in pin.hashes)
    ] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_says_where_to_download_from(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")

    assert re.findall(r"^-.*|\S+://\S*|.* @ .*", text, flags=re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_pytorch_stays_out(lock: str) -> None:
    heavy = re.compile(r"torch|triton|nvidia|cuda|(sentence-)?transformers")

    assert [pin.name for pin, _ in _pins(lock) if heavy.match(canonicalize_name(pin.name))] == []


def test_tools_repeat_nothing_of_the_program() -> None:
    runtime, tools = ({canonicalize_name(pin.name) for pin, _ in _pins(lock)} for lock in LOCKS)

    assert runtime & tools == set()


def test_every_dependency_is_credited() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    credited = {canonicalize_name(name) for name in re.findall(r"^  (\S+) +\S", notice, re.M)}

    named = {canonicalize_name(need.name) for need in [*_runtime(), *_optional(), *_tools()]}
    assert named - credited == set()
