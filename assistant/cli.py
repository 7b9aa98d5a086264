"""The `advisor` command: parse, call, print.

A command imports what it uses when it runs: Chroma and the readers take a second to import, which
`advisor --help` and a mistyped option should not cost.
"""

# ruff: noqa: PLC0415

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from assistant import options
from assistant.batch import Asking, BadLine, LineT, Searching, Verifying, read_batch
from assistant.cli_brief import brief
from assistant.cli_case import case
from assistant.cli_documents import documents, remove
from assistant.cli_feedback import feedback
from assistant.cli_ingest import ingest
from assistant.errors import AssistantError, BadQuestion
from assistant.settings import Settings
from ingest.errors import IngestError
from language.script import Language


class _Group(click.Group):
    """Errors of ours end the command as one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (AssistantError, IngestError) as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group)
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of index and conversations.  [default: $ADVISOR_HOME or .advisor]",
)
@click.version_option(package_name="expansion-advisor")
@click.pass_context
def main(ctx: click.Context, home: Path | None) -> None:
    """Answers about international expansion, each sentence quoted from its page."""
    ctx.obj = Settings.load(home=home)


main.add_command(brief)
main.add_command(case)
main.add_command(documents)
main.add_command(feedback)
main.add_command(ingest)
main.add_command(remove)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--source", "ids", multiple=True, metavar="ID", help="Only this one; repeatable.")
@click.option(
    "--list",
    "listed",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A list of your own, as corpus/sources.yaml.  [default: the starter list]",
)
@options.json_
def fetch(folder: Path, ids: tuple[str, ...], listed: Path | None, as_json: bool) -> None:
    """Download official publications into FOLDER, for `advisor ingest FOLDER`.

    What is there is downloaded again only if it has changed; what broke off is gone on with.
    """
    from tqdm import tqdm

    from assistant import report_fetch
    from ingest.fetch import State
    from ingest.fetch import fetch as fetch_sources
    from ingest.sources import choose, read_sources, starter_sources
    from ingest.web import Web

    sources = choose(read_sources(listed) if listed else starter_sources(), ids)
    with tqdm(unit="file", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int, name: str) -> None:
            bar.total = total
            bar.set_postfix_str(name, refresh=False)
            bar.update(done - bar.n)

        downloads = fetch_sources(sources, folder, web=Web(), progress=progress)
    click.echo(
        report_fetch.fetch_json(downloads)
        if as_json
        else report_fetch.fetch_text(downloads, folder=folder)
    )
    if all(download.state is State.FAILED for download in downloads):
        raise SystemExit(1)


@main.command()
@click.pass_obj
def embed(settings: Settings) -> None:
    """Make the vectors of the model that ADVISOR_EMBEDDINGS names, and serve them."""
    from tqdm import tqdm

    from assistant.opening import open_index
    from ingest.build import embed as embed_chunks

    index = open_index(settings)
    with tqdm(unit="chunk", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        embed_chunks(index=index, progress=progress)
    click.echo(index.vector_state().progress)


@main.command()
@click.argument("query", required=False, callback=options.readable_text)
@click.option("--top", type=click.IntRange(1, 100), help="How many passages.")
@options.market
@options.kind
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice([language.value for language in Language]),
    help="Only passages in this language.",
)
@options.since
@options.json_
@options.batch
@options.out
@click.pass_obj
def search(
    settings: Settings,
    query: str | None,
    top: int | None,
    markets: tuple[str, ...],
    kinds: tuple[str, ...],
    languages: tuple[str, ...],
    since: str | None,
    as_json: bool,
    batch: Path | None,
    out: Path | None,
) -> None:
    """Find the passages nearest to QUERY, in both languages."""
    _check_batch(query, "QUERY", batch, out)
    lines = list(read_batch(batch, Searching)) if batch else []
    from assistant import report
    from assistant.ask import Assistant
    from assistant.facets import Filters
    from assistant.serialise import public_search

    filters = Filters.of(
        markets=markets, kinds=kinds, languages=map(Language, languages), since=since
    )
    assistant = Assistant.open(settings.model_copy(update={"model": None}))
    if batch is not None:

        def found(line: Searching) -> dict[str, Any]:
            passages = assistant.search(line.query, limit=top, filters=filters)
            return public_search(passages, assistant.read_as(line.query), id=line.id)

        assistant.index.require_documents()
        _run_batch(lines, out, found)
        return
    query = query or ""
    passages = assistant.search(query, limit=top, filters=filters)
    read_as = assistant.read_as(query)
    if as_json:
        click.echo(_dump(public_search(passages, read_as)))
    else:
        click.echo(report.search_text(query, passages, read_as))


@main.command()
@click.argument("question", required=False, callback=options.readable_text)
@click.option(
    "--model",
    metavar="PROVIDER:NAME",
    help="Chat model that writes the answer.  [default: $ADVISOR_MODEL, else quotes only]",
)
@click.option(
    "--language",
    type=click.Choice([language.value for language in Language]),
    help="Language of the assistant's own words.  [default: the question's]",
)
@options.market
@options.kind
@options.since
@options.json_
@options.batch
@options.out
@click.pass_obj
def ask(
    settings: Settings,
    question: str | None,
    model: str | None,
    language: str | None,
    markets: tuple[str, ...],
    kinds: tuple[str, ...],
    since: str | None,
    as_json: bool,
    batch: Path | None,
    out: Path | None,
) -> None:
    """Answer QUESTION from the indexed documents, each sentence with its quote."""
    _check_batch(question, "QUESTION", batch, out)
    lines = list(read_batch(batch, Asking)) if batch else []
    from assistant import report
    from assistant.ask import Assistant
    from assistant.facets import Filters
    from assistant.serialise import public_answer

    filters = Filters.of(markets=markets, kinds=kinds, since=since)
    assistant = Assistant.open(settings.model_copy(update={"model": model}) if model else settings)
    wanted = Language(language) if language else None
    if batch is not None:

        def answered(line: Asking) -> dict[str, Any]:
            return public_answer(
                assistant.answer(line.question, language=wanted, filters=filters), id=line.id
            )

        assistant.index.require_documents()
        _run_batch(lines, out, answered)
        return
    answer = assistant.answer(question or "", language=wanted, filters=filters)
    click.echo(_dump(public_answer(answer)) if as_json else report.answer_text(answer))


@main.command()
@click.argument("id", required=False)
@click.option("--all", "every", is_flag=True, help="All records that are kept.")
@options.json_
@click.pass_obj
def replay(settings: Settings, id: str | None, every: bool, as_json: bool) -> None:
    """Check the answer with record ID again, offline: the same verdicts, or what differs and why.

    Ends with exit code 1 when something differs.
    """
    if every is (id is not None):
        raise click.UsageError("give the ID that stands under an answer, or --all")
    from assistant import report_replay
    from assistant.replay import Replayer

    replayer = Replayer.open(settings)
    replays = [replayer.replay(record) for record in replayer.records(id)]
    click.echo(
        report_replay.replays_json(replays) if as_json else report_replay.replays_text(replays)
    )
    if not all(one.same for one in replays):
        raise SystemExit(1)


@main.command()
@click.argument("claim", required=False, callback=options.readable_text)
@click.option(
    "--evidence",
    multiple=True,
    callback=options.readable_texts,
    help="What CLAIM should rest on; give it once for each text.",
)
@options.json_
@options.batch
@options.out
@click.pass_obj
def verify(
    settings: Settings,
    claim: str | None,
    evidence: tuple[str, ...],
    as_json: bool,
    batch: Path | None,
    out: Path | None,
) -> None:
    """Say whether the evidence supports CLAIM, and if not, why; no index is needed."""
    _check_batch(claim, "CLAIM", batch, out)
    if bool(evidence) is (batch is not None):
        raise click.UsageError("give --evidence with CLAIM; in a --batch each line has its own")
    lines = list(read_batch(batch, Verifying)) if batch else []
    from assistant import report
    from assistant.opening import open_verifier
    from assistant.serialise import public_check

    verifier = open_verifier(settings)
    if batch is not None:

        def checked(line: Verifying) -> dict[str, Any]:
            return {"id": line.id} | public_check(verifier.check(line.claim, line.evidence))

        _run_batch(lines, out, checked)
        return
    check = verifier.check(claim or "", evidence)
    click.echo(_dump(public_check(check)) if as_json else report.check_text(check))


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--address", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.pass_obj
def chat(settings: Settings, port: int, address: str) -> None:
    """Open the chat in the browser."""
    from assistant.serve import serve_chat

    raise SystemExit(serve_chat(settings, port=port, address=address))


@main.command()
@options.json_
@click.pass_obj
def doctor(settings: Settings, as_json: bool) -> None:
    """Say which versions and model are in use, and what is wrong and how to mend it."""
    from assistant import report
    from assistant.doctor import examine

    findings = examine(settings)
    click.echo(report.doctor_json(findings) if as_json else report.doctor_text(findings))
    if any(not finding.ok for finding in findings):
        raise SystemExit(1)


def _check_batch(one: str | None, name: str, batch: Path | None, out: Path | None) -> None:
    if one is None and batch is None:
        raise click.UsageError(f"give {name}, or --batch with a file")
    if one is not None and batch is not None:
        raise click.UsageError(f"give either {name} or --batch, not both")
    if batch is None and out is not None:
        raise click.UsageError("--out goes with --batch: give both, or neither")
    if batch is not None and out is not None and batch.resolve() == out.resolve():
        raise click.UsageError("--out would overwrite the --batch: give another file")


def _run_batch(
    lines: Sequence[tuple[int, LineT | BadLine]],
    out: Path | None,
    work: Callable[[LineT], dict[str, Any]],
) -> None:
    """One line out for each line in, in order; a bad line becomes a line that says so.

    Ends with exit code 1 when no line could be used.
    """
    bad = 0
    with _writing(out) as write:
        for number, line in lines:
            result = _result(number, line, work)
            bad += "error" in result
            write(_dump(result) + "\n")
    if bad:
        click.echo(
            f"{bad} of {len(lines)} lines could not be used: each says why under `error`", err=True
        )
        if bad == len(lines):
            raise SystemExit(1)


def _result(
    number: int, line: LineT | BadLine, work: Callable[[LineT], dict[str, Any]]
) -> dict[str, Any]:
    if isinstance(line, BadLine):
        return {"line": number, "error": line.reason}
    try:
        return work(line)
    except BadQuestion as error:
        return {"id": line.id, "line": number, "error": f"line {number}: {error}"}


@contextmanager
def _writing(out: Path | None) -> Iterator[Callable[[str], object]]:
    """A function that writes to the file, or to the screen."""
    if out is None:
        yield sys.stdout.write
        return

    try:
        file = out.open("w", encoding="utf-8")
    except OSError as error:
        raise options.unwritable(out, error) from error
    with file:
        yield file.write


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
