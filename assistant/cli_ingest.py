"""`advisor ingest`."""

# ruff: noqa: PLC0415

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from assistant import options
from assistant.settings import Settings

if TYPE_CHECKING:
    from ingest.index import Index
    from ingest.outcome import Line, Progress

_INTERRUPTED = 130
"""The exit code of what Ctrl-C ended: 128 and the signal's number."""

_STOPPED = "stopped: what was finished is served; run the same command again to go on"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--retry", is_flag=True, help="Only what could not be read, wholly or in part.")
@click.option(
    "--watch",
    is_flag=True,
    help="Stay, and read what is new or changed whenever it is, until Ctrl-C.",
)
@options.json_
@click.pass_obj
def ingest(
    settings: Settings, paths: tuple[Path, ...], retry: bool, watch: bool, as_json: bool
) -> None:
    """Read files and folders into the index; unchanged ones are left as they are."""
    if bool(paths) is retry:
        raise click.UsageError("give files or folders, or --retry for those that were not read")
    if watch and retry:
        raise click.UsageError("--watch goes with files or folders: give those, without --retry")
    try:
        lines = _ingest(settings, paths, watch=watch, as_json=as_json)
    except KeyboardInterrupt:
        click.echo(_STOPPED, err=True)
        # Nothing else ends a watch, so that is how it should end.
        raise SystemExit(0 if watch else _INTERRUPTED) from None
    _report(lines, as_json=as_json)
    from ingest.outcome import State

    waiting = any(line.state is State.WAITING for line in lines)
    if waiting or (lines and all(line.reason is not None for line in lines)):
        raise SystemExit(1)


def _ingest(
    settings: Settings, paths: Sequence[Path], *, watch: bool, as_json: bool
) -> "list[Line]":
    """What was read of the paths, or, without any, of what was not read before."""
    # Importing these takes seconds, within which Ctrl-C should be understood as well.
    from assistant.opening import open_index
    from assistant.progress import progress_bars
    from ingest.build import ingest as ingest_paths
    from ingest.build import retry as retry_all

    index = open_index(settings)
    with progress_bars() as progress:
        if watch:
            _watch(paths, index, progress, as_json=as_json)
        if not paths:
            return retry_all(index=index, progress=progress)
        return ingest_paths(paths, index=index, progress=progress)


def _watch(
    paths: Sequence[Path], index: "Index", progress: "Progress", *, as_json: bool
) -> NoReturn:
    """Ends with Ctrl-C only."""
    from ingest.watch import Waiting, watch

    for came in watch(paths, index=index, progress=progress):
        if isinstance(came, Waiting):
            click.echo(f"waiting: {came.why}", err=True)
        else:
            _report(came, as_json=as_json)
    raise AssertionError("watching has no end")


def _report(lines: Sequence["Line"], *, as_json: bool) -> None:
    from assistant import report

    click.echo(report.ingest_json(lines) if as_json else report.ingest_text(lines))
