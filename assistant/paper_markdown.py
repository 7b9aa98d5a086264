"""A paper as Markdown, with footnotes that GitHub, Pandoc and Obsidian read."""

import re

from assistant.paper import PAPER_WORDS, Paper, footnote_words

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")
_LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def paper_markdown(paper: Paper) -> str:
    """The paper; its text is escaped, so that what a document says stays text."""
    words = PAPER_WORDS[paper.language]
    blocks = [f"# {escaped(paper.title)}"]
    notes: list[str] = []
    for section in paper.sections:
        if section.heading:
            blocks.append(f"## {escaped(section.heading)}")
        blocks += [f"> {escaped(note)}" for note in section.notes]
        for sentence in section.sentences:
            marks = ""
            for footnote in sentence.footnotes:
                number = len(notes) + 1
                address = f" <{footnote.url}>" if footnote.url else ""
                notes.append(f"[^{number}]: {escaped(footnote_words(footnote, paper.language))}")
                notes[-1] += address
                marks += f"[^{number}]"
            blocks.append(escaped(sentence.text) + marks)
    if paper.unverified:
        blocks += [f"## {words.unverified}", words.unverified_more]
        blocks += [
            f"- {escaped(doubt.text)}" + "".join(f"\n  - {escaped(why)}" for why in doubt.reasons)
            for doubt in paper.unverified
        ]
    blocks.append(f"*{words.made.format(date=paper.date)}*")
    return "\n\n".join([*blocks, *notes]) + "\n"


def escaped(text: str) -> str:
    """The text as one line of Markdown that shows exactly its characters."""
    line = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return _LINE_START.sub(r"\1\\\2", line)
