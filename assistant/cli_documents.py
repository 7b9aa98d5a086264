"""`advisor documents` and `advisor remove`."""

# ruff: noqa: PLC0415

from pathlib import Path

import click

from assistant import options
from assistant.settings import Settings
from ingest.errors import DocumentUnknown
from language.script import Language


@click.command()
@click.argument("document", required=False, callback=options.readable_text)
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report into this file, to be opened in a browser.",
)
@click.option("--coverage", is_flag=True, help="How many documents there are on what.")
@click.option(
    "--language",
    type=click.Choice([language.value for language in Language]),
    default=Language.EN.value,
    show_default=True,
    help="Language of the HTML report's own words.",
)
@options.json_
@click.pass_obj
def documents(
    settings: Settings,
    document: str | None,
    page: Path | None,
    coverage: bool,
    language: str,
    as_json: bool,
) -> None:
    """List what is indexed, what could not be read, and what is suspicious; or one DOCUMENT."""
    if sum(map(bool, (document, page, coverage))) > 1:
        raise click.UsageError("give one of DOCUMENT, --html and --coverage")
    from assistant import report_documents as report
    from assistant.opening import open_index

    index = open_index(settings)
    if coverage:
        click.echo(report.coverage(index, as_json=as_json))
    elif page is not None:
        try:
            page.write_text(report.page(index, language=Language(language)), encoding="utf-8")
        except OSError as error:
            raise options.unwritable(page, error, option="--html") from error
        click.echo(f"wrote {page}")
    elif document is not None:
        click.echo(report.one(document, index, as_json=as_json))
    else:
        click.echo(report.everything(index, as_json=as_json))


@click.command()
@click.argument("document", callback=options.readable_text)
@click.pass_obj
def remove(settings: Settings, document: str) -> None:
    """Take DOCUMENT, named as `advisor documents` lists it, out of the index."""
    from assistant.opening import open_index
    from ingest.build import remove as remove_document

    if not remove_document(document, index=open_index(settings)):
        raise DocumentUnknown(document)
    click.echo(f"removed {document}")
