"""Options that several commands of `advisor` take, and how their values are checked."""

import re
from pathlib import Path

import click

json_ = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
batch = click.option(
    "--batch",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Read one JSON object a line from this file.",
)
out = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write one result a line to this file instead of the screen.",
)

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _check_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _DATE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no date: give YYYY, YYYY-MM or YYYY-MM-DD")
    return value


market = click.option(
    "--market",
    "markets",
    multiple=True,
    help="Only documents on this market (Thailand, 泰國, TH); may be given again.",
)
kind = click.option(
    "--kind",
    "kinds",
    multiple=True,
    help="Only documents of this kind (case, market, policy, procedure, rule, …).",
)
since = click.option(
    "--since", callback=_check_date, help="Only documents issued then or later: YYYY[-MM[-DD]]."
)


def readable_text(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Bytes that are no UTF-8 can be neither stored nor searched."""
    try:
        (value or "").encode("utf-8")
    except UnicodeEncodeError as error:
        raise click.BadParameter(f"{value!r} is not readable text: type it as UTF-8") from error
    return value


def readable_texts(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(readable_text(ctx, param, value) or "" for value in values)


def paper_path(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix.lower() not in _PAPER_SUFFIXES:
        raise click.BadParameter(f"{value.name!r} is none of {' '.join(_PAPER_SUFFIXES)}")
    return value


_PAPER_SUFFIXES = (".docx", ".pdf", ".md")


def unwritable(out: Path, error: OSError) -> click.ClickException:
    return click.ClickException(
        f"{str(out)!r} cannot be written ({error.strerror}): choose another --out"
    )
