"""What several formats leave out, in the same words."""

from collections.abc import Iterator, Mapping

COMMENTS = "comments were left out"
STRUCK = "what is struck out was left out"
PICTURES = "pictures were not read"
CHARTS = "charts were not read"
OBJECTS = "charts and other objects embedded in it were not read"
FRAMES = "frames with other pages, maps, films or sounds were not read"
BESIDE = "what stands beside the page's text was left out"
CHANGES = "changes that are not accepted yet were read as accepted"


def told(counts: Mapping[str, int]) -> Iterator[str]:
    """A sentence for each of the things that there are any of."""
    return (f"{what}: {count}" for what, count in counts.items() if count)
