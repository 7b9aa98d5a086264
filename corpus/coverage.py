"""Shows what the documents cover: `python -m corpus.coverage`, with `--write` into the README.

Every fact of high or medium confidence has to be cited by at least one document.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from corpus.errors import CorpusError
from corpus.facts import Fact, facts_folder, load_facts
from corpus.source import Kind, Source, find_documents, read_source
from language.script import Language

README = Path(__file__).parent / "README.md"

BEGIN = "<!-- coverage: written by `python -m corpus.coverage --write` -->"
END = "<!-- end of coverage -->"

_ALL = "all documents"


def uncited(facts: Mapping[str, Fact], sources: Sequence[Source]) -> list[Fact]:
    """The facts of high and medium confidence that no document cites, in the order of the facts."""
    cited = {name for source in sources for name in source.facts}
    return [f for f in facts.values() if f.confidence != "low" and f.id not in cited]


def coverage_map(sources: Sequence[Source]) -> str:
    """A Markdown table of markets by kinds; a cell counts the Chinese and the English documents."""
    counts = Counter(
        (market, source.front.kind.value, source.front.language)
        for source in sources
        for market in (*source.front.markets, _ALL)
    )
    markets = sorted({market for market, _, _ in counts} - {_ALL})
    rows = [
        ["market", *Kind],
        ["---"] * (len(Kind) + 1),
        *([market, *(_cell(counts, market, kind) for kind in Kind)] for market in [*markets, _ALL]),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(counts: Mapping[tuple[str, str, Language], int], market: str, kind: Kind) -> str:
    """`2 zh, 1 en`, or nothing."""
    found = [(counts.get((market, kind.value, language), 0), language) for language in Language]
    return ", ".join(f"{count} {language.value}" for count, language in found if count)


def with_map(readme: str, table: str) -> str:
    """The README with the table between its marker comments.

    Raises CorpusError when the markers are not there.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise CorpusError(f"{README.name} has no {BEGIN!r} … {END!r}: put both lines back")
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


@click.command()
@click.option(
    "--facts",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder of the fact files; by default ADVISOR_SHARED/facts.",
)
@click.option("--write", is_flag=True, help="Write the map into corpus/README.md.")
def main(folder: Path | None, write: bool) -> None:
    """Show the map of markets, kinds and languages, and the facts that no document cites."""
    try:
        facts = load_facts(folder or facts_folder())
        sources = [read_source(path) for path in find_documents()]
        table = coverage_map(sources)
        if write:
            README.write_text(with_map(README.read_text("utf-8"), table), encoding="utf-8")
    except CorpusError as error:
        raise click.ClickException(str(error)) from error
    click.echo(table)
    missing = uncited(facts, sources)
    for fact in missing:
        click.echo(f"not cited: {fact.id} ({fact.kind}; {', '.join(fact.markets)})")
    usable = sum(fact.confidence != "low" for fact in facts.values())
    share = 1 - len(missing) / usable
    click.echo(
        f"{len(sources)} documents cite {usable - len(missing)} of {usable} facts ({share:.1%})",
        err=True,
    )
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
