"""An answer to be pasted elsewhere, with its sources: as plain text, or as Markdown.

The markers are the answer's own, so that a pasted `[3]` is the `[3]` on the screen.
"""

from collections.abc import Callable, Sequence

from assistant import phrases
from assistant.by_cell import by_cell
from assistant.paper import PAPER_WORDS, Footnote, footnote_of
from assistant.paper_markdown import escaped
from assistant.source_list import bracketed, cited_pages
from assistant.types import CASE, Answer, Claim, Outcome, Verdict
from ingest.catalogue import Catalogue
from language.script import Language

_Said = Callable[[str], str]
"""How a text of others is written, so that it stays text."""


def plain_text(answer: Answer, *, catalogue: Catalogue) -> str:
    """The answer as lines."""
    return _written(answer, catalogue, said=lambda text: " ".join(text.split()), markdown=False)


def markdown(answer: Answer, *, catalogue: Catalogue) -> str:
    """The answer as Markdown: what a document or a question says in it stays text."""
    return _written(answer, catalogue, said=escaped, markdown=True)


def _written(answer: Answer, catalogue: Catalogue, *, said: _Said, markdown: bool) -> str:
    language = answer.language
    question = said(answer.question)
    blocks = [f"**{question}**" if markdown else question]
    blocks += map(said, phrases.understood(answer, language))
    if answer.outcome is not Outcome.ANSWERED and answer.reason:
        blocks.append(said(answer.reason))
    blocks += [_sentence(claim, language, said=said) for claim in answer.claims]
    pages = cited_pages(answer.claims)
    if pages:
        heading = phrases.sources(language)
        blocks.append(f"**{heading}**" if markdown else heading)
    for page in pages:
        footnotes = (
            footnote_of(quote, catalogue=catalogue, language=language) for quote in page.quotes
        )
        once = list(dict.fromkeys(footnotes))
        lines = _source(page.markers, once, language, said=said, markdown=markdown)
        blocks.append("  \n".join(lines) if markdown else "\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _sentence(claim: Claim, language: Language, *, said: _Said) -> str:
    remarks = [phrases.one_case(language)] if claim.kind == CASE else []
    remarks += [phrases.as_of(claim.as_of, language)] if claim.as_of else []
    if claim.verdict is not Verdict.SUPPORTED:
        remarks.append(phrases.not_verified(language))
    led = [said(phrases.otherwise(claim.corrects, language))] if claim.corrects else []
    marked = bracketed(claim.markers)
    parts = [*led, said(by_cell(claim)), *(f"({remark})" for remark in remarks), marked]
    return " ".join(part for part in parts if part)


def _source(
    markers: Sequence[int],
    footnotes: Sequence[Footnote],
    language: Language,
    *,
    said: _Said,
    markdown: bool,
) -> list[str]:
    """Title, issuer, date and page on a line; below it each quote, and the address."""
    words, first = PAPER_WORDS[language], footnotes[0]
    known = [first.title, first.issuer, first.issued, first.place]
    where = said(words.comma.join(part for part in known if part))
    indent = "" if markdown else "    "
    lines = [f"{bracketed(markers)} {where}"]
    lines += [
        f"{indent}{words.open_quote}{said(one.quote)}{words.close_quote}" for one in footnotes
    ]
    if first.url:
        lines.append(f"<{first.url}>" if markdown else f"{indent}{first.url}")
    return lines
