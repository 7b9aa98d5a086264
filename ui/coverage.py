"""The map of coverage: how many documents there are on what, as a table of shaded numbers."""

from urllib.parse import urlencode

from assistant.corpus_map import THICK, CorpusMap, Cover, cover
from ui.escape import text
from ui.facets import Wording, ordered
from ui.library_words import LibraryWords


def coverage_html(
    found: CorpusMap,
    *,
    rows: str,
    columns: str,
    most: int | None,
    wording: Wording,
) -> str:
    """Two axes against each other; each number leads to its documents. At most so many rows."""
    said, name = wording.said, wording.name
    across = ordered(columns, found.axes[columns])
    down = ordered(rows, found.axes[rows])[:most]
    both = found.pairs[rows, columns]
    heads = "".join(
        f'<th scope="col"><span>{text(name(columns, value))}</span></th>' for value in across
    )
    lines = []
    for row in down:
        cells = []
        for column in across:
            count = both.get((row, column), 0)
            label = said.cell.format(row=name(rows, row), column=name(columns, column), count=count)
            query = {"view": "documents", rows: row, columns: column, "lang": wording.screen.value}
            href = text("?" + urlencode(query))
            shown = (
                f'<a data-go href="{href}" aria-label="{text(label)}">{count}</a>'
                if count
                else f'<span aria-label="{text(label)}">·</span>'
            )
            cells.append(f'<td class="{cover(count).value}">{shown}</td>')
        total = f'<td class="total">{found.axes[rows][row]}</td>'
        head = f'<th scope="row">{text(name(rows, row))}</th>'
        lines.append(f"<tr>{head}{''.join(cells)}{total}</tr>")
    corner = f"{text(said.axes[rows])} ╲ {text(said.axes[columns])}"
    return (
        f'<section class="library">{_legend(said)}<div class="scrolls" tabindex="0" role="group" '
        f'aria-label="{text(said.views["coverage"])}"><table class="coverage"><thead><tr>'
        f'<th class="corner">{corner}</th>{heads}<th class="total">Σ</th></tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div></section>"
    )


def _legend(said: LibraryWords) -> str:
    items = "".join(
        f'<li><span class="{one.value}"></span>'
        f"{text(said.cover[one.value].format(least=THICK))}</li>"
        for one in Cover
    )
    return f'<ul class="legend">{items}</ul>'
