"""`advisor case add`."""

# ruff: noqa: PLC0415

from pathlib import Path

import click

from assistant.settings import Settings


@click.group()
def case() -> None:
    """From what readers complain of to eval cases."""


@case.command()
@click.argument("id")
@click.option(
    "--to",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("evals/cases/readers.yaml"),
    show_default=True,
    help="The file of eval cases to propose it in; made when missing.",
)
@click.option(
    "--documents",
    default="corpus",
    show_default=True,
    help="For a new file: the folder whose documents the cases are about.",
)
@click.pass_obj
def add(settings: Settings, id: str, file: Path, documents: str) -> None:
    """Propose the answer ID, of which a reader said what they think, as an eval case.

    The case is not asked until a person has completed it and moved it to `cases:`.
    """
    from assistant.feedback import Feedback
    from assistant.propose import CannotPropose, add_to, propose
    from assistant.records import Records
    from ingest.database import open_database

    if not file.parent.is_dir():
        raise CannotPropose(f"there is no folder {file.parent}: name a file with --to")
    database = open_database(settings.database_url, home=settings.home)
    proposed = propose(Records(database).read(id), Feedback(database).of(id))
    add_to(file, proposed, documents=documents)
    click.echo(
        f"{proposed['id']} is proposed in {file}: look up its pages, write down what must be said "
        "under vital:, take out why:, and move it to cases:"
    )
