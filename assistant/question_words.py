"""The words of questions and of what answers them, as `question_words.yaml` has them."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def question_words() -> dict[str, Any]:
    """The whole table, read once: each module takes from it what it looks for."""
    path = files("assistant").joinpath("question_words.yaml")
    words: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return words
