"""Scores and cases of the evals as HTML."""

import json
import re
from collections.abc import Sequence

from pydantic import ValidationError

from assistant.eval_reports import Asked, EvalReport, Measured
from assistant.serialise import answer_from_json
from ui.answer import View, answer_html, notice_html
from ui.escape import text
from ui.quality_words import QualityWords

# Markers open a panel in the chat; here they stay where they are.
_OPENS = re.compile(r' (?:href="\?[^"]*"|data-source="[^"]*")')


def scores_html(scores: Sequence[tuple[str, Measured]], *, said: QualityWords) -> str:
    """Each score under its name: the mean as a dot on its interval, the bar as a line across."""
    rows = "".join(_score(name, score, said=said) for name, score in scores)
    return f'<div class="quality"><table class="scores"><tbody>{rows}</tbody></table></div>'


def measure_name(name: str, report: EvalReport, *, said: QualityWords) -> str:
    """A measure as readers know it; one that we have no words for keeps its own title."""
    title = next((one.title for one in report.scores if one.measure == name and one.title), name)
    return said.measures.get(name, title)


def case_html(case: Asked, report: EvalReport, *, view: View, said: QualityWords) -> str:
    """A case, what was wanted, and the answer as a reader sees it."""
    fails = [measure_name(name, report, said=said) for name in report.failed(case)]
    wanted = [
        (said.fails, fails),
        (said.before, case.history),
        (said.must_say, case.vital),
        (said.must_not_say, case.never),
        (said.page_of, [f"{name} {', '.join(str(i + 1) for i in pages)}"
                        for name, pages in case.pages.items()]),
    ]  # fmt: skip
    terms = "".join(
        f"<div><dt>{text(term)}</dt><dd>{text('; '.join(values))}</dd></div>"
        for term, values in wanted
        if values and values[0]
    )
    kind = said.kinds.get(case.kind, case.kind)
    expects = said.expects.get(case.expects, case.expects)
    return (
        f'<details class="case"><summary><span>{text(case.question)}</span>'
        f'<span class="file">{text(f"{kind} · {expects} · {case.id}")}</span></summary>'
        f'<dl class="details">{terms}</dl>{_answer(case, view=view, said=said)}</details>'
    )


def _answer(case: Asked, *, view: View, said: QualityWords) -> str:
    try:
        answer = answer_from_json(json.dumps(case.answer))
    except ValidationError:
        return notice_html(said.other_version)
    return _OPENS.sub("", answer_html(answer, turn=1, view=view))


def _score(name: str, score: Measured, *, said: QualityWords) -> str:
    low, mean, high = (_percent(value) for value in (score.low, score.mean, score.high))
    label = said.reading.format(
        mean=f"{score.mean:.3f}", low=f"{score.low:.2f}", high=f"{score.high:.2f}"
    )
    bar, state, told = "", "", said.cases.format(count=score.cases)
    if score.bar is not None:
        bar = f'<i class="bar" style="left:{_percent(score.bar)}"></i>'
        told += " · " + said.bar.format(bar=f"{score.bar:g}")
        if score.mean < score.bar:
            state, told = ' class="missed"', f"{told} · {said.missed}"
    return (
        f'<tr{state}><th scope="row">{text(name)}<span class="file">{text(told)}</span></th>'
        f'<td class="number">{score.mean:.3f}</td>'
        f'<td class="track"><div role="img" aria-label="{text(label)}">'
        f'<i class="bounds" style="left:{low};width:calc({high} - {low})"></i>{bar}'
        f'<i class="dot" style="left:{mean}"></i></div></td></tr>'
    )


def _percent(value: float) -> str:
    return f"{min(max(value, 0.0), 1.0) * 100:.1f}%"
