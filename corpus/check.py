"""Checks that the documents say what their facts say: `python -m corpus.check [FILES]`.

Every number, date, percentage and amount of a paragraph, list item or table row has to occur in a
fact cited in that same place; every sentence has to cite one.
"""

import difflib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click

from corpus.errors import CorpusError, SourceError
from corpus.facts import Fact, facts_folder, load_facts
from corpus.pdf import body_pages, pdf_path
from corpus.source import (
    ISSUERS,
    Heading,
    ItemList,
    Paragraph,
    Prose,
    Source,
    Table,
    facts_of,
    find_documents,
    read_source,
)
from language.dates import DateParts
from language.quantities import DATE_KINDS, Quantity, QuantityKind, codes, quantities
from language.script import Language, detect_language, is_han

PAGES = range(2, 7)
"""How many pages a document may have, its front pages not counted."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something to put right in a document."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class _FactNumbers:
    """What a fact says in figures, in either language, with its date and its source's."""

    text: str
    amounts: tuple[Quantity, ...]
    dates: tuple[DateParts, ...]
    years: frozenset[int]
    units: frozenset[str]


_STAMP = re.compile(r"(\d{4})-(\d{2})")
_LABEL = re.compile(r"^(?:表|圖)\s*\d+|^(?:Table|Figure)\s*\d+", re.I)
_REFERENCE = re.compile(r"(?:見|如|下|上|及|與)?表\s*\d+|\bTables?\s+\d+(?:\s+(?:and|to)\s+\d+)?")
_END = re.compile(
    # \x00 stands for a mark.
    r"(?:[。！？!?]|\.(?=$|[\s\x00\"”’）)」』]))[」』”’\"）)]*(?:\s*\x00)*"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|U\.S|U\.K|No|Nos|Mr|Ms|Mrs|Dr|St|Ltd|Co|Corp|Inc|Art|vs|cf|approx|etc|Sdn|Bhd"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|[A-Z])|\d)\.$"
)
_HEADER_UNIT = re.compile(r"[（(]\s*([^（）()]+?)\s*[）)]|[,，、]\s*([^,，、]+)$")
_PREFIX_UNIT = re.compile(r"(US\$|NT\$|€|£|¥|S\$|[A-Z]{3}|新[臺台]幣)\s*(.*)")


def check(
    paths: Sequence[Path], facts: Mapping[str, Fact], *, pdf_folder: Path | None = None
) -> list[Finding]:
    """Everything to put right in these documents, in order of file and line."""
    findings: list[Finding] = []
    sources: dict[str, Source] = {}
    for path in paths:
        try:
            source = read_source(path)
        except SourceError as error:
            findings.append(Finding(error.path, error.line, error.message))
            continue
        sources[source.name] = source
        findings += [Finding(path, line, message) for line, message in check_source(source, facts)]
        findings += [
            Finding(path, 1, message) for message in _check_length(source, folder=pdf_folder)
        ]
    for source in sources.values():
        findings += [Finding(source.path, 1, message) for message in _check_twin(source, sources)]
    return sorted(set(findings))


def check_source(source: Source, facts: Mapping[str, Fact]) -> Iterator[tuple[int, str]]:
    """Line and message for each thing to put right in one document."""
    yield from _check_front(source, facts)
    yield from _check_ids(source, facts)
    for block in source.blocks:
        match block:
            case Heading():
                if block.level not in (2, 3):
                    yield block.line, f"a heading of level {block.level}: use ## or ###"
                yield from _check_numbers(block.prose, _section_facts(source, block), facts)
            case Paragraph():
                yield from _check_numbers(block.prose, block.prose.facts, facts)
                yield from _check_marks(block.prose)
            case ItemList():
                for item in block.items:
                    yield from _check_numbers(item, item.facts, facts)
                    yield from _check_marks(item)
            case Table():
                yield from _check_table(block, facts)
    if source.front.language is Language.ZH:
        for prose in _all_prose(source):
            yield from _check_punctuation(prose)


def _all_prose(source: Source) -> Iterator[Prose]:
    yield Prose(1, (source.front.title,))
    if source.front.summary:
        yield Prose(1, (source.front.summary,))
    for block in source.blocks:
        match block:
            case Heading(prose=prose) | Paragraph(prose=prose):
                yield prose
            case ItemList(items=items):
                yield from items
            case Table(header=header, rows=rows, caption=caption):
                yield from header
                yield from (cell for row in rows for cell in row)
                if caption:
                    yield caption


def _check_front(source: Source, facts: Mapping[str, Fact]) -> Iterator[tuple[int, str]]:
    front, path = source.front, source.path
    if path.parent.name != front.kind.value:
        yield 1, f"kind is {front.kind.value}, but the folder is {path.parent.name}: move the file"
    suffix = path.stem.rpartition(".")[2]
    if suffix != front.language.value:
        yield 1, f"language is {front.language.value}, but the file name says {suffix}"
    if front.issuer != ISSUERS[front.language]:
        yield 1, f"issuer must be {ISSUERS[front.language]!r} in a document in this language"
    body = "".join(prose.text for prose in _all_prose(source))
    if detect_language(body) is not front.language:
        yield 1, f"language is {front.language.value}, but the text is in the other language"
    known = {market for fact in facts.values() for market in fact.markets}
    for market in front.markets:
        if market not in known:
            yield 1, f"market {market!r} is in no fact{_nearest(market, known)}"
    prose = Prose(1, (front.title + "\n" + (front.summary or ""),))
    yield from _check_numbers(prose, source.facts, facts)


def _check_ids(source: Source, facts: Mapping[str, Fact]) -> Iterator[tuple[int, str]]:
    for prose in _all_prose(source):
        for name in dict.fromkeys(prose.facts):
            if name not in facts:
                yield prose.line, f"no fact has the id {name!r}{_nearest(name, facts)}"
            elif facts[name].confidence == "low":
                yield prose.line, f"fact {name!r} is of low confidence: leave it out"
    if not source.facts:
        yield 1, "the document cites no fact"


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f": did you mean {near[0]!r}?" if near else ""


def _section_facts(source: Source, heading: Heading) -> tuple[str, ...]:
    cited: list[str] = []
    start = source.blocks.index(heading)
    for block in source.blocks[start + 1 :]:
        if isinstance(block, Heading) and block.level <= heading.level:
            break
        cited += facts_of(block)
    return tuple(cited)


def _check_table(table: Table, facts: Mapping[str, Fact]) -> Iterator[tuple[int, str]]:
    for cell in table.header:
        yield from _check_numbers(cell, table.facts, facts)
    if table.caption:
        yield from _check_numbers(table.caption, table.facts, facts)
    for row in table.rows:
        cited = tuple(fact for cell in row for fact in cell.facts)
        if not cited:
            yield row[0].line, "the table row cites no fact"
            continue
        for column, cell in zip(table.header, row, strict=False):
            yield from _check_numbers(cell, cited, facts, header=column.text)


def _check_marks(prose: Prose) -> Iterator[tuple[int, str]]:
    for sentence, marked in sentences(prose):
        if marked or sentence.endswith((":", "：", "?", "？")):
            continue
        yield prose.line, f"no source mark after {_shortened(sentence)!r}"


def sentences(prose: Prose) -> Iterator[tuple[str, bool]]:
    """Each sentence with whether a source mark stands in it or right after its closing mark."""
    text = "".join(run if isinstance(run, str) else "\x00" for run in prose.runs)
    start = 0
    for match in _END.finditer(text):
        before = text[start : match.start() + 1].replace("\x00", "")
        after = text[match.end() : match.end() + 2].lstrip()
        if "\x00" not in match.group() and (
            _ABBREVIATION.search(before) or (after and after[0].islower())
        ):
            continue
        sentence = text[start : match.end()]
        yield sentence.replace("\x00", "").strip(), "\x00" in sentence
        start = match.end()
    rest = text[start:]
    if rest.replace("\x00", "").strip():
        yield rest.replace("\x00", "").strip(), "\x00" in rest


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _check_numbers(
    prose: Prose, cited: Iterable[str], facts: Mapping[str, Fact], *, header: str = ""
) -> Iterator[tuple[int, str]]:
    """Report each figure that is in none of the cited facts."""
    known = [_numbers(facts[name]) for name in dict.fromkeys(cited) if name in facts]
    text = _REFERENCE.sub(
        lambda m: " " * len(m[0]), _LABEL.sub(lambda m: " " * len(m[0]), prose.text)
    )
    for quantity in quantities(text):
        written = text[quantity.start : quantity.end].strip()
        read = _with_header(quantity, text, header)
        if not any(_occurs(read, fact) for fact in known):
            yield prose.line, f"{written!r} is in no fact cited here{_said(read, known)}"
    for code in codes(text):
        if not any(_code_occurs(code, fact) for fact in known):
            yield prose.line, f"{code!r} is in no fact cited here"


def _said(quantity: Quantity, known: Sequence[_FactNumbers]) -> str:
    """Where the same number stands in a fact with another unit, that unit."""
    others = {
        amount.unit or "no unit"
        for fact in known
        for amount in fact.amounts
        if amount.value == quantity.value and amount.unit != quantity.unit
    }
    return f" (there it has {', '.join(sorted(others))})" if others else ""


def _with_header(quantity: Quantity, text: str, header: str) -> Quantity:
    """A table cell's bare number with the unit that its column's header gives."""
    unit = _HEADER_UNIT.search(header)
    if unit is None or quantity.unit or quantity.kind is not QuantityKind.NUMBER:
        return quantity
    label = unit[1] or unit[2]
    written = text[quantity.start : quantity.end].strip()
    prefix = _PREFIX_UNIT.fullmatch(label)
    together = f"{prefix[1]}{written} {prefix[2]}" if prefix else f"{written} {label}"
    read = quantities(together)
    return read[0] if len(read) == 1 and read[0].unit else quantity


def _stamp(text: str) -> list[DateParts]:
    """The dates in `2024-03-06` or `about 2011-2014`; `2011-12` is a month, as in all stamps."""
    if month := _STAMP.fullmatch(text):
        return [DateParts(int(month[1]), int(month[2]), 0)]
    return [q.date_parts for q in quantities(text) if q.kind in DATE_KINDS]


@cache
def _numbers(fact: Fact) -> _FactNumbers:
    text = f"{fact.fact_en}\n{fact.fact_zh}"
    read = quantities(text)
    dates = [q.date_parts for q in read if q.kind in DATE_KINDS]
    dates += _stamp(fact.as_of) + _stamp(fact.source.date or "")
    amounts = tuple(q for q in read if q.kind not in DATE_KINDS)
    return _FactNumbers(
        text=text,
        amounts=amounts,
        dates=tuple(dates),
        years=frozenset(year for year, _, _ in dates if year),
        units=frozenset(q.unit for q in amounts if q.unit),
    )


def _occurs(quantity: Quantity, fact: _FactNumbers) -> bool:
    if quantity.kind is QuantityKind.YEAR:
        return quantity.value in fact.years or any(_same(quantity, a, fact) for a in fact.amounts)
    if quantity.kind is QuantityKind.DATE:
        return any(_same_date(quantity.date_parts, there, fact) for there in fact.dates)
    if any(_same(quantity, amount, fact) for amount in fact.amounts):
        return True
    # 「8 日」 on its own, after a date that stands in another clause.
    return quantity.unit == "day" and any(day == quantity.value for _, _, day in fact.dates)


def _same_date(said: DateParts, there: DateParts, fact: _FactNumbers) -> bool:
    """Whether a date is in a fact: all that it says, the year perhaps elsewhere in the fact."""
    year_fits = said.year in (0, there.year) or (there.year == 0 and said.year in fact.years)
    return year_fits and said.month == there.month and said.day in (0, there.day)


def _same(said: Quantity, there: Quantity, fact: _FactNumbers) -> bool:
    if said.value != there.value:
        return False
    if said.unit == there.unit:
        return True
    if said.unit is None:
        # A number may leave out a currency or a measure, not its percent sign.
        return there.kind is not QuantityKind.PERCENT
    if there.unit is None and said.kind is QuantityKind.MONEY:
        return said.unit in fact.units
    return there.unit is None and said.kind is QuantityKind.NUMBER


def _code_occurs(code: str, fact: _FactNumbers) -> bool:
    if _is_written(code, fact.text):
        return True
    parts = [part for part in re.split(r"[/+]", code) if re.search(r"\d", part)]
    return len(parts) > 1 and all(
        _is_written(part, fact.text)
        or (part.isdigit() and any(int(part) == a.value for a in fact.amounts))
        or (part.isdigit() and int(part) in fact.years)
        for part in parts
    )


def _is_written(code: str, text: str) -> bool:
    """Whether a name stands in a text, a space or hyphen between its letters and digits aside."""
    pieces = re.findall(r"[A-Za-z]+|\d+|[^A-Za-z\d]", code)
    pattern = r"[ -]?".join(re.escape(piece) for piece in pieces if piece != "-")
    found = re.search(rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])", text, re.I)
    return found is not None


_HALF_WIDTH = re.compile(r"[,;:!?()\"]|\.(?!\w)")


def _check_punctuation(prose: Prose) -> Iterator[tuple[int, str]]:
    """Report ASCII punctuation that touches a Chinese character or full-width punctuation."""
    text = prose.text
    for match in _HALF_WIDTH.finditer(text):
        before = text[: match.start()].rstrip()[-1:]
        after = text[match.end() :].lstrip()[:1]
        inside_latin = (
            match.group() in ",.:;" and not _is_wide(before) and text[match.end() :][:1] == " "
        )
        if (_is_wide(before) or _is_wide(after)) and not inside_latin:
            near = text[max(0, match.start() - 6) : match.end() + 6]
            yield prose.line, f"half-width {match.group()!r} beside Chinese text in {near!r}"


def _is_wide(char: str) -> bool:
    return bool(char) and (is_han(char) or char in "，。：；！？（）「」『』、《》〈〉")


def _check_length(source: Source, *, folder: Path | None) -> Iterator[str]:
    pdf = pdf_path(source.name, folder=folder)
    if pdf.is_file():
        pages = body_pages(pdf)
        if pages not in PAGES:
            yield f"pages in the PDF: {pages}; write for {PAGES[0]} to {PAGES[-1]}"


def _check_twin(source: Source, sources: Mapping[str, Source]) -> Iterator[str]:
    """Report facts that only the twin in the other language cites, where both are checked."""
    stem = source.name.rpartition(".")[0]
    other = Language.EN if source.front.language is Language.ZH else Language.ZH
    twin = sources.get(f"{stem}.{other.value}")
    if twin is None:
        return
    if missing := [name for name in twin.facts if name not in source.facts]:
        yield f"cited by {twin.path.name} but not here: {', '.join(missing)}"


@click.command()
@click.argument("documents", nargs=-1)
@click.option(
    "--facts",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder of the fact files; by default ADVISOR_SHARED/facts.",
)
def main(documents: tuple[str, ...], folder: Path | None) -> None:
    """Check DOCUMENTS (files, slugs or kinds; by default all) against the facts they cite."""
    try:
        paths = find_documents(documents)
        findings = check(paths, load_facts(folder or facts_folder()))
    except CorpusError as error:
        raise click.ClickException(str(error)) from error
    for finding in findings:
        click.echo(str(finding))
    click.echo(f"{len(paths)} documents, {len(findings)} findings", err=True)
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
