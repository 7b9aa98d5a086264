"""Pictures of a PDF's pages, with quotes marked as with a highlighter."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from ingest.errors import Unreadable
from ingest.readers.pdfium import render_page
from ingest.types import Box

_MARKER = (255, 235, 60)
_MARGIN_PT = 1.0


def page_picture(
    path: Path, page_index: int, *, highlights: Sequence[Box] = (), width_px: int = 1000
) -> bytes:
    """A PNG of the page as shown, `highlights` (points from its top-left corner) marked yellow.

    A page much taller than wide gets a narrower picture. Raises Unreadable where the file cannot be
    opened or has no such page.
    """
    if width_px < 1:
        raise ValueError(f"width_px must be 1 or more, not {width_px}")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            path.name, f"it cannot be opened ({error.strerror})", "check the file and its rights"
        ) from error
    picture, scale = render_page(data, path.name, page_index, width_px=width_px)
    if highlights:
        marker = Image.new("RGB", picture.size, "white")
        draw = ImageDraw.Draw(marker)
        for box in highlights:
            draw.rectangle(
                (
                    (box.left - _MARGIN_PT) * scale,
                    (box.top - _MARGIN_PT) * scale,
                    (box.right + _MARGIN_PT) * scale,
                    (box.bottom + _MARGIN_PT) * scale,
                ),
                fill=_MARKER,
            )
        # As ink does: text under the marker stays black.
        picture = ImageChops.multiply(picture, marker)
    out = BytesIO()
    # Level 1 takes a third of the default's time for a tenth more bytes.
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()
