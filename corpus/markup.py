"""A document as a Typst file: the calls of the template, all text as strings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote

from corpus.errors import BuildError
from corpus.names import KINDS, market_name
from corpus.references import Reference
from corpus.source import (
    Block,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Prose,
    Source,
    Table,
)
from language.script import Language

TEMPLATE = Path(__file__).parent / "template.typ"

_EN_MONTHS = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be known about the pages before they can be typeset."""

    named: frozenset[int] = frozenset()
    """The marks, counted from 0, that name their source at the foot of the page."""

    breaks: frozenset[int] = frozenset()
    """The blocks, counted from 0, that begin a page."""

    lone_lines: bool = False
    """Whether a page may begin or end with a single line of a paragraph."""


def typst_markup(
    source: Source, references: Mapping[str, Reference], *, plan: Plan | None = None
) -> str:
    """The document as a Typst file that imports the template.

    Raises BuildError for a mark whose fact has no reference.
    """
    plan = plan or Plan()
    sources = _Sources(source, references, plan.named)
    parts = [_opening(source, lone_lines=plan.lone_lines)]
    for i, block in enumerate(source.blocks):
        parts += ["#pagebreak(weak: true)"] if i in plan.breaks else []
        parts.append(_block(i, block, sources))
    return "\n".join([*parts, ""])


class _Sources:
    """The numbers of a document's sources, in the order that they are first cited."""

    def __init__(
        self, source: Source, references: Mapping[str, Reference], named: frozenset[int]
    ) -> None:
        self._references = references
        self._named = named
        self._marks = 0
        self._path = source.path
        self._numbers: dict[Reference, int] = {}

    def marks(self, facts: Sequence[str], *, word: str) -> str:
        """The call that prints the marks of a place behind its last word, each source once."""
        numbered = {self._number(fact): fact for fact in facts}
        calls = []
        for number in sorted(numbered):
            named = "true" if self._marks in self._named else "false"
            note = _note(self._references[numbered[number]])
            calls.append(f"({self._marks}, {number}, {named}, {note})")
            self._marks += 1
        return f"mark({word}, {', '.join(calls)})"

    def _number(self, fact: str) -> int:
        reference = self._references.get(fact)
        if reference is None:
            raise BuildError(
                f"{self._path}: {fact!r} has no reference: run `python -m corpus.references`"
            )
        return self._numbers.setdefault(reference, len(self._numbers) + 1)


def _opening(source: Source, *, lone_lines: bool) -> str:
    front = source.front
    zh = front.language is Language.ZH
    try:
        markets = [market_name(market, front.language) for market in front.markets]
    except KeyError as error:
        raise BuildError(
            f"{source.path}: market {error} has no Chinese name: add it to corpus/names.py"
        ) from error
    issued = printed_date(front.issued, front.language)
    if zh:
        edition = f"（第 {front.edition} 版）"
        notice = (
            f"本文件由{front.issuer}於 {issued}依公開資料彙編，並非官方文件。"
            "各項數字與規定以註腳所列來源及其日期為準。"
        )
    else:
        edition = f" (edition {front.edition})"
        notice = (
            f"A brief that the {front.issuer} compiled from public sources on {issued}, not an "
            "official text. Its figures and rules are those of the sources named in the "
            "footnotes, at their dates."
        )
    values = {
        "language": _string(front.language.value),
        "title": _string(front.title),
        "kind": _string(KINDS[front.language][front.kind]),
        "markets": _string("、".join(markets) if zh else ", ".join(markets)),
        "issuer": _string(front.issuer),
        "issued": _string(issued),
        "edition": _string(edition),
        "notice": _string(notice),
        "keywords": _array(_string(word) for word in keywords(source)),
        "date": f"datetime(year: {front.issued.year}, month: {front.issued.month}, "
        f"day: {front.issued.day})",
        "summary": _string(" ".join(front.summary.split())) if front.summary else "none",
        "lone-lines": "true" if lone_lines else "false",
    }
    arguments = ", ".join(f"{name}: {value}" for name, value in values.items())
    names = "brief, data, mark, place, source, titled"
    return f'#import "{TEMPLATE.name}": {names}\n#show: brief.with({arguments})\n'


def keywords(source: Source) -> list[str]:
    """What the PDF says of itself to an index, as `name=value`."""
    front = source.front
    values = [("kind", front.kind.value)]
    values += [("market", market) for market in front.markets]
    values += [("sector", sector) for sector in front.sectors]
    values += [
        ("issuer", front.issuer),
        ("issued", front.issued.isoformat()),
        ("edition", str(front.edition)),
        ("language", front.language.value),
    ]
    if front.supersedes:
        values.append(("supersedes", front.supersedes))
    return [f"{name}={value}" for name, value in values]


def printed_date(day: date, language: Language) -> str:
    if language is Language.ZH:
        return f"{day.year} 年 {day.month} 月 {day.day} 日"
    return f"{day.day} {_EN_MONTHS[day.month - 1]} {day.year}"


def _block(i: int, block: Block, sources: _Sources) -> str:
    start = f'#place("start", {i});'
    match block:
        case Heading(level=level, prose=prose):
            return f"#titled({i}, heading(level: {level - 1}, {_content(prose, sources)}))\n"
        case Paragraph(prose=prose):
            return f"#par([{start}{_content(prose, sources)[1:]})\n"
        case ItemList(ordered=ordered, items=items):
            inside = [_content(item, sources) for item in items]
            inside[0] = f"[{start}{inside[0][1:]}"
            return f"#{'enum' if ordered else 'list'}({', '.join(inside)})\n"
        case Table():
            return _table(i, block, sources)


def _table(i: int, table: Table, sources: _Sources) -> str:
    caption = _content(table.caption, sources) if table.caption else "none"
    header = _array(_content(cell, sources) for cell in table.header)
    rows = [_array(_content(cell, sources) for cell in row) for row in table.rows]
    columns = _array(_column_widths(table))
    return f"#data({i}, caption: {caption}, columns: {columns}, {header}, {', '.join(rows)})\n"


_LINE = 100
_NARROW = 28
"""In average Latin letters of a table: a full line, and a column that keeps its natural width."""


def _column_widths(table: Table) -> list[str]:
    """Typst widths: short columns as wide as what they hold, the others sharing the rest."""
    columns = list(zip(table.header, *table.rows, strict=True))
    natural = [max(_width(cell.text) for cell in column) + 3 for column in columns]
    if sum(natural) <= _LINE:
        return [f"{width:.1f}fr" for width in natural]
    narrow = {i for i, width in enumerate(natural) if width <= _NARROW}
    while sum(natural[i] for i in narrow) > 0.6 * _LINE:
        narrow.remove(max(narrow, key=lambda i: natural[i]))
    return [
        "auto" if i in narrow else f"{max(width**0.5, 4):.1f}fr" for i, width in enumerate(natural)
    ]


def _width(text: str) -> float:
    """In average Latin letters: a Chinese character is as wide as two."""
    return sum(2.0 if ord(char) > 0x2E7F else 1.0 for char in text)


# The end of a run that no line break may part from the marks behind it: a Latin word or a Chinese
# character, with the punctuation around it.
_LAST_WORD = re.compile(
    r"[（「『《〈]*(?:[!-~\u00a1-\u024f]{1,40}|.)[，。！？；：、）」』》〉]*\s*$"
)


def _content(prose: Prose, sources: _Sources) -> str:
    """Prose as Typst content: marks that stand side by side become one."""
    parts: list[str] = []
    runs = [
        run for run in prose.runs if isinstance(run, Mark) or run.strip() or len(prose.runs) == 1
    ]
    for marked, group in groupby(runs, key=lambda run: isinstance(run, Mark)):
        if marked:
            word = parts.pop() if parts else _string("")
            facts = [run.fact for run in group if isinstance(run, Mark)]
            parts.append(f"#{sources.marks(facts, word=word)};")
            continue
        text = "".join(run for run in group if isinstance(run, str))
        last = _LAST_WORD.search(text)
        start = last.start() if last else len(text)
        parts += [f"#{_string(text[:start])};", _string(text[start:])]
    if parts and not parts[-1].startswith("#"):
        parts.append(f"#{parts.pop()};")
    return f"[{''.join(parts)}]"


def _note(reference: Reference) -> str:
    """Title, publisher, date and address of a source."""
    text = ", ".join(
        part for part in (reference.title, reference.publisher, reference.date) if part
    )
    if reference.url is None:
        return f"source({_string(text + '.')}, none)"
    shown = _shown_address(reference.url)
    return f"source({_string(text + '.')}, ({_string(reference.url)}, {_string(shown)}))"


def _shown_address(url: str) -> str:
    """An address as a browser shows it, %-codes as the letters that they stand for."""
    decoded = unquote(url)
    return decoded if decoded.isprintable() and " " not in decoded else url


def _string(text: str) -> str:
    """A Typst string: in one, nothing but the backslash and the quotation mark has a meaning."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _array(values: Iterable[str]) -> str:
    return f"({''.join(f'{value}, ' for value in values)})"
