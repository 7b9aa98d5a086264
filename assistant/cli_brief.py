"""`advisor brief`."""

# ruff: noqa: PLC0415

import json
import sys
from datetime import date
from pathlib import Path

import click

from assistant import options
from assistant.settings import Settings
from language.script import Language, detect_language


@click.command()
@click.argument("markets", nargs=-1, required=True, callback=options.readable_texts)
@click.option("--sector", callback=options.readable_text, help="What the firm does.")
@click.option(
    "--language",
    type=click.Choice([language.value for language in Language]),
    help="Language of the brief.  [default: that of the first market's name]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=options.paper_path,
    help="Write it to this file: .docx, .pdf or .md.",
)
@options.json_
@click.pass_obj
def brief(
    settings: Settings,
    markets: tuple[str, ...],
    sector: str | None,
    language: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Brief on entering MARKETS, one to three of them: rules, funding, partners, cases, risks."""
    from tqdm import tqdm

    from assistant.ask import Assistant
    from assistant.brief import Topic, paper_of_brief, write_brief
    from assistant.paper_files import PAPER_FILES
    from assistant.paper_markdown import paper_markdown
    from assistant.serialise import public_brief

    assistant = Assistant.open(settings)
    wanted = Language(language) if language else detect_language(markets[0])
    assistant.index.require_documents()
    with tqdm(unit="topic", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

        def progress(market: str, topic: Topic) -> None:
            bar.total = len(markets) * len(Topic)
            bar.set_postfix_str(f"{market}: {topic.value}", refresh=False)
            bar.update()

        made = write_brief(
            markets,
            sector=sector or None,
            language=wanted,
            answer=lambda question, filters: assistant.answer(
                question, language=wanted, filters=filters
            ),
            progress=progress,
        )
    paper = paper_of_brief(made, catalogue=assistant.catalogue, date=date.today().isoformat())
    if out is not None:
        try:
            out.write_bytes(PAPER_FILES[out.suffix.lower()](paper))
        except OSError as error:
            raise options.unwritable(out, error) from error
    if as_json:
        click.echo(json.dumps(public_brief(made), ensure_ascii=False))
    elif out is None:
        click.echo(paper_markdown(paper), nl=False)
