"""What a web page's own markup keeps from those who look at it."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PageElement, Tag

from ingest.readers.blocks import one_line
from ingest.readers.hidden import HiddenText
from ingest.types import FlagKind
from language.instructions import gives_instructions

_NOT_SHOWN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?\.?0+(?![.\d])"
    r"|(?:text-indent|left|top|right|margin-left)\s*:\s*-\s*\d{4,}",
    re.IGNORECASE,
)
_TINY = re.compile(
    r"font-size\s*:\s*(?:0*\.\d+|[01](?:\.\d+)?)(?:px|pt)|font-size\s*:\s*0*\.?0*(?![.\d])"
    r"(?:em|rem|%|vw)?(?=\s*(?:;|!|$))",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([^;!]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_WHITE = re.compile(r"white|#fff(?:fff)?|rgba?\(255,255,255(?:,1(?:\.0)?)?\)")
_CODE = ("script", "style", "template", "noscript", "svg", "head")


def hiding(tag: Tag) -> FlagKind | None:
    """Why the element is not to be seen, as far as it says itself; None for one that is."""
    style = str(tag.get("style") or "")
    if tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or _NOT_SHOWN.search(style):
        return FlagKind.NOT_SHOWN
    if _TINY.search(style):
        return FlagKind.TINY
    colour = _colour(_COLOUR, style) or str(tag.get("color") or "").strip().lower()
    if colour and colour == (_colour(_BACKGROUND, style) or _paper(tag, colour)):
        return FlagKind.SAME_COLOUR
    return None


def hidden_texts(soup: BeautifulSoup) -> list[HiddenText]:
    """The words in elements that are not to be seen, and comments that give instructions."""
    return [HiddenText(kind, text) for kind, text in _found(soup) if any(map(str.isalnum, text))]


def _found(soup: BeautifulSoup) -> Iterator[tuple[FlagKind, str]]:
    stack: list[PageElement] = [soup]
    while stack:
        node = stack.pop()
        if isinstance(node, Comment):
            if gives_instructions(said := one_line(str(node))):
                yield FlagKind.COMMENT, said
        elif isinstance(node, Tag) and node.name not in _CODE:
            kind = hiding(node)
            if kind is None:
                stack.extend(reversed(node.contents))
            else:
                yield kind, one_line(" ".join(_strings(node)))


def _strings(tag: Tag) -> Iterator[str]:
    return (str(one) for one in tag.descendants if type(one) is NavigableString)


def _colour(pattern: re.Pattern[str], style: str) -> str:
    match = pattern.search(style)
    return re.sub(r"\s", "", match[1]).lower() if match else ""


def _paper(tag: Tag, colour: str) -> str:
    """The colour itself where it is white and nothing gives the page another background."""
    if not _WHITE.fullmatch(colour):
        return ""
    page = tag.find_parents()[-1]
    if page.find(["style", "link"]) is not None:
        return ""
    around = [tag, *tag.find_parents()]
    painted = any(
        one.has_attr("bgcolor") or _BACKGROUND.search(str(one.get("style") or "")) for one in around
    )
    return "" if painted else colour
