"""What stands around a web page's content, or in it without being said: menus, controls, asides."""

from collections import Counter
from collections.abc import Iterator

from bs4.element import PageElement, Tag

from ingest.readers.html_hidden import hiding
from ingest.readers.left_out import BESIDE, FRAMES, PICTURES, STRUCK

_DELETED = ("del", "s", "strike")
_UNSEEN = frozenset(
    (
        *("head", "title", "script", "style", "noscript", "template"),
        *("svg", "iframe", "object", "canvas", "audio", "video", "map"),
        *("nav", "menu", "dialog", "search"),
        *("select", "option", "datalist", "input", "textarea"),
        *_DELETED,
        *("rt", "rp"),  # pronunciation set above the characters
    )
)
_UNSEEN_ROLES = frozenset(
    (
        *("navigation", "banner", "contentinfo", "search"),
        *("dialog", "alertdialog", "menu", "menubar"),
    )
)
CONTROLS = frozenset(("button", "select", "input", "textarea"))
"""What parts the words before it from those behind it, as a space does."""

_FRAMES = ("iframe", "object", "embed", "video", "audio")
_SHOWN = ("img", "svg", "canvas")
_ASIDE = ("aside", "complementary")
_SAYS_ALL = ["h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "th", "td"]


def is_unseen(tag: Tag) -> bool:
    """Whether it is hidden, struck out, or no content: a menu, a control, a site's head or foot.

    An aside or a foot within an article is content unless it is mostly links, and so is a head
    with the page's main heading. A button is, where it says all that a heading or cell says.
    """
    role = tag.get("role")
    if tag.name in _UNSEEN or role in _UNSEEN_ROLES or hiding(tag) is not None:
        return True
    if tag.name == "button":
        whole = tag.find_parent(_SAYS_ALL)
        return whole is None or _letters(whole) > _letters(tag)
    if tag.name in ("aside", "footer") or role in _ASIDE:
        return not _is_within_content(tag) or is_mostly_links(tag)
    if tag.name == "header" and not _is_within_content(tag):
        return tag.find("h1") is None or is_mostly_links(tag)
    return False


def left_out(root: Tag) -> Counter[str]:
    """What a reader may see under `root` and is not read, with how often."""
    return Counter(_left_out(root))


def _left_out(root: Tag) -> Iterator[str]:
    stack: list[PageElement] = [root]
    while stack:
        tag = stack.pop()
        if not isinstance(tag, Tag) or hiding(tag) is not None:
            continue
        if tag.name in _DELETED:
            if _letters(tag):
                yield STRUCK
        elif tag.name in _FRAMES:
            yield FRAMES
        elif tag.name in _SHOWN:
            if tag.find_parent("figure") is not None:
                yield PICTURES
        elif not is_unseen(tag):
            stack.extend(tag.contents)
        elif (tag.name == "aside" or tag.get("role") in _ASIDE) and not is_mostly_links(tag):
            yield BESIDE


def is_mostly_links(tag: Tag) -> bool:
    """Whether half of its letters are those of links."""
    return 2 * sum(map(_letters, tag.find_all("a"))) >= _letters(tag)


def _is_within_content(tag: Tag) -> bool:
    return tag.find_parent(["article", "main"]) is not None


def _letters(tag: Tag) -> int:
    return len("".join(tag.get_text().split()))
