"""A paper as Markdown, with footnotes that GitHub, Pandoc and Obsidian read."""

import re

from assistant.paper import PAPER_WORDS, Paper, footnote_words

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")
_LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def paper_markdown(paper: Paper) -> str:
    """The paper; its text is escaped, so that what a document says stays text."""
    words = PAPER_WORDS[paper.language]
    blocks = [f"# {_plain(paper.title)}"]
    notes: list[str] = []
    for section in paper.sections:
        if section.heading:
            blocks.append(f"## {_plain(section.heading)}")
        blocks += [f"> {_plain(note)}" for note in section.notes]
        for sentence in section.sentences:
            marks = ""
            for footnote in sentence.footnotes:
                number = len(notes) + 1
                address = f" <{footnote.url}>" if footnote.url else ""
                notes.append(f"[^{number}]: {_plain(footnote_words(footnote, paper.language))}")
                notes[-1] += address
                marks += f"[^{number}]"
            blocks.append(_plain(sentence.text) + marks)
    if paper.unverified:
        blocks += [f"## {words.unverified}", words.unverified_more]
        blocks += [
            f"- {_plain(doubt.text)}" + "".join(f"\n  - {_plain(why)}" for why in doubt.reasons)
            for doubt in paper.unverified
        ]
    blocks.append(f"*{words.made.format(date=paper.date)}*")
    return "\n\n".join([*blocks, *notes]) + "\n"


def _plain(text: str) -> str:
    line = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return _LINE_START.sub(r"\1\\\2", line)
