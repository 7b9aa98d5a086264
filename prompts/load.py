"""Prompts as files: read, and filled in with exactly the values they name."""

from dataclasses import dataclass
from importlib.resources import files
from string import Template

from language.script import Language


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt's text, with `$name` where a value goes."""

    name: str
    text: str

    def render(self, **values: str) -> str:
        """The text with its values; raises ValueError for a value too few or too many."""
        template = Template(self.text)
        wanted = set(template.get_identifiers())
        if wanted != values.keys():
            raise ValueError(
                f"the prompt {self.name!r} wants {sorted(wanted)} and was given {sorted(values)}"
            )
        return template.substitute(values)


def load_prompt(name: str, language: Language) -> Prompt:
    """The prompt that `prompts/<name>.<language>.md` holds."""
    file = files("prompts").joinpath(f"{name}.{language.value}.md")
    return Prompt(f"{name}.{language.value}", file.read_text(encoding="utf-8").strip())
