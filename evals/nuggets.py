"""Whether a text says a nugget: by its words, or by the same figure written otherwise."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from evals.cases import wordings
from language.normalise import match_key, quote_key
from language.quantities import Quantity, QuantityKind, quantities


def says(text: str, nugget: str) -> bool:
    """Whether one of the nugget's wordings stands in the text, or its figure does.

    White space, case, full width and the Chinese script do not matter. A figure is its value with
    its unit: `1.2 億美元` is said by "US$120 million".
    """
    key = _key(text)
    return any(_stands(_key(words), key) or _figures_in(words, text) for words in wordings(nugget))


def share_said(text: str, nuggets: Iterable[str]) -> float | None:
    """Share of the nuggets that the text says; None when there are none."""
    said = [says(text, nugget) for nugget in nuggets]
    return sum(said) / len(said) if said else None


def figures(text: str) -> set[tuple[Decimal, str | None]]:
    """The text's figures, each as value and unit."""
    return {(one.value, one.unit) for one in quantities(text)}


@lru_cache(maxsize=1024)
def _quantities(text: str) -> tuple[Quantity, ...]:
    """Kept, since a page is held against many nuggets."""
    return tuple(quantities(text))


@lru_cache(maxsize=1024)
def _key(text: str) -> str:
    return match_key(quote_key(text))


def _stands(words: str, text: str) -> bool:
    """Whether the words stand there with whole numbers: `20` is not said by `2022`."""
    start = text.find(words)
    while start >= 0:
        before = text[start - 1 : start]
        after = text[start + len(words) : start + len(words) + 2]
        goes_on = _joined(words[-1:], after[:1]) or _decimal(words, after)
        if not goes_on and not _joined(before, words[:1]):
            return True
        start = text.find(words, start + 1)
    return False


def _joined(left: str, right: str) -> bool:
    """Whether a number goes on from one character to the next."""
    return left.isdigit() and right.isdigit()


def _decimal(words: str, after: str) -> bool:
    """Whether a point or comma carries the number on."""
    return words[-1:].isdigit() and len(after) == 2 and after[0] in ".," and after[1].isdigit()


def _figures_in(words: str, text: str) -> bool:
    """Whether the wording is a figure, and the text has the same one."""
    wanted = quantities(words)
    if len(wanted) != 1 or not _is_figure(wanted[0], words):
        return False
    return any(_same(wanted[0], one) for one in _quantities(text))


def _is_figure(quantity: Quantity, words: str) -> bool:
    """Whether the wording is nothing but the figure: words beside it must be said too."""
    rest = words[: quantity.start] + words[quantity.end :]
    return not rest.strip(" 。.,，")


def _same(wanted: Quantity, found: Quantity) -> bool:
    if wanted.value != found.value:
        return False
    dates = {QuantityKind.DATE, QuantityKind.YEAR}
    if wanted.kind in dates or found.kind in dates:
        return wanted.kind == found.kind
    return wanted.unit in (None, found.unit)
