"""A paper as PDF, typeset by Typst with the machine's own fonts."""

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files

import typst

from assistant.errors import AssistantError
from assistant.paper import PAPER_WORDS, Paper, footnote_words
from language.script import is_han

_CHINESE_FONTS = (
    "Noto Serif CJK TC",
    "Noto Sans CJK TC",
    "Source Han Serif TC",
    "Source Han Sans TC",
    "Songti TC",
    "PingFang TC",
    "Heiti TC",
    "Microsoft JhengHei",
    "PMingLiU",
)
"""Those that Linux, macOS and Windows have with Traditional characters, the finest first."""

_LATIN_FONT = "Libertinus Serif"
"""Typst brings it along."""


class FontMissing(AssistantError):
    def __init__(self) -> None:
        super().__init__(
            "no font with Chinese characters is installed, so a PDF cannot be made: install one, "
            "such as Debian's fonts-noto-cjk, or export to Word or Markdown"
        )


def paper_pdf(paper: Paper) -> bytes:
    """The paper as PDF; raises `FontMissing` when it holds Chinese and no font here does."""
    words = PAPER_WORDS[paper.language]
    data = {
        "title": paper.title,
        "language": paper.language.value,
        "sections": [
            {
                "heading": section.heading,
                "notes": section.notes,
                "sentences": [
                    {
                        "text": sentence.text,
                        "footnotes": [
                            {"words": footnote_words(one, paper.language), "url": one.url}
                            for one in sentence.footnotes
                        ],
                    }
                    for sentence in section.sentences
                ],
            }
            for section in paper.sections
        ],
        "unverified": [asdict(doubt) for doubt in paper.unverified],
        "words": {"unverified": words.unverified, "unverified_more": words.unverified_more},
        "made": words.made.format(date=paper.date),
    }
    text = json.dumps(data, ensure_ascii=False)
    chinese = _chinese_font()
    if chinese is None and any(map(is_han, text)):
        raise FontMissing
    fonts = [_LATIN_FONT, *([chinese] if chinese else [])]
    template = files("assistant").joinpath("paper.typ").read_bytes()
    made: bytes = typst.compile(
        template, sys_inputs={"paper": json.dumps(data | {"fonts": fonts}, ensure_ascii=False)}
    )
    return made


@cache
def _chinese_font() -> str | None:
    installed = set(typst.Fonts(include_system_fonts=True).families())
    return next((font for font in _CHINESE_FONTS if font in installed), None)
