"""Writes `corpus/references.yaml`: the source of every fact that a document cites.

`python -m corpus.references` reads the facts; the build needs only what it writes.
"""

from collections.abc import Mapping
from pathlib import Path

import click
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import BuildError, CorpusError
from corpus.facts import Fact, facts_folder, load_facts
from corpus.source import find_documents, read_source

REFERENCES = Path(__file__).parent / "references.yaml"

_HEADER = (
    "# Sources of the facts that the documents cite; written by `python -m corpus.references`.\n"
)


class Reference(BaseModel):
    """What a footnote says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    publisher: str | None
    date: str | None
    url: str | None


def load_references(path: Path = REFERENCES) -> Mapping[str, Reference]:
    """References by fact id. Raises BuildError when the file is absent or not as written here."""
    cure = "run `python -m corpus.references`"
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {name: Reference.model_validate(value) for name, value in values.items()}
    except FileNotFoundError as error:
        raise BuildError(f"{path.name} is missing: {cure}") from error
    except (AttributeError, ValidationError, yaml.YAMLError) as error:
        raise BuildError(f"{path.name} is not as it was written: {cure}") from error


def references(facts: Mapping[str, Fact], cited: set[str]) -> dict[str, Reference]:
    """The references of the cited facts, by id in order. Unknown ids are the check's to report."""
    return {
        name: Reference.model_validate(facts[name].source.model_dump())
        for name in sorted(cited & facts.keys())
    }


@click.command()
@click.option(
    "--facts",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder of the fact files; by default ADVISOR_SHARED/facts.",
)
def main(folder: Path | None) -> None:
    """Write corpus/references.yaml from the facts."""
    try:
        facts = load_facts(folder or facts_folder())
        cited = {name for path in find_documents() for name in read_source(path).facts}
    except CorpusError as error:
        raise click.ClickException(str(error)) from error
    found = references(facts, cited)
    values = {name: reference.model_dump() for name, reference in found.items()}
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000)
    REFERENCES.write_text(_HEADER + text, encoding="utf-8")
    click.echo(f"{len(found)} references", err=True)
    if unknown := sorted(cited - facts.keys()):
        raise click.ClickException(
            f"no such fact: {', '.join(unknown)}; run `python -m corpus.check`"
        )


if __name__ == "__main__":
    main()
