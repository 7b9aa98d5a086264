"""A page of a PDF as a picture, as readers see it beside a quote."""

import threading
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from ingest.errors import Unreadable
from ingest.readers.pdf import read_pdf
from ingest.readers.picture import page_picture
from ingest.types import Box
from tests.ingest.conftest import HEIGHT, WIDTH, At, MakePdf


def pixels(picture: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(picture)).convert("RGB")).astype(int)


def test_a_picture_marks_its_highlights_without_covering_the_text(make_pdf: MakePdf):
    path = make_pdf([At(100, 100, "MMMM", size=40)])

    plain = pixels(page_picture(path, 0, width_px=WIDTH))
    marked = pixels(page_picture(path, 0, highlights=[Box(90, 60, 240, 110)], width_px=WIDTH))

    assert plain.shape == (HEIGHT, WIDTH, 3)
    assert plain[65, 95].tolist() == [255, 255, 255]
    red, green, blue = marked[65, 95]
    assert min(red, green) > 200 > blue
    assert marked[300, 300].tolist() == [255, 255, 255]
    assert ((plain.sum(axis=2) < 60) == (marked.sum(axis=2) < 60)).mean() > 0.999
    assert (plain.sum(axis=2) < 60).sum() > 100


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_character_is_drawn_where_its_box_says(make_pdf: MakePdf, rotate: int):
    path = make_pdf([At(200, 300, "M", size=60)], rotate=rotate)
    page = read_pdf(path).pages[0]
    assert page.boxes is not None
    assert page.width is not None
    left, top, right, bottom = page.boxes[0]

    drawn = pixels(page_picture(path, 0, width_px=round(page.width))).sum(axis=2) < 300

    rows, columns = np.nonzero(drawn)
    assert left - 2 <= columns.min() <= columns.max() <= right + 2
    assert top - 2 <= rows.min() <= rows.max() <= bottom + 2


def test_a_page_that_is_not_there_cannot_be_drawn(make_pdf: MakePdf):
    with pytest.raises(Unreadable, match="it has no page 3"):
        page_picture(make_pdf([At(60, 100, "text")]), 2)


def test_pages_can_be_read_and_drawn_at_once_from_many_threads(make_pdf: MakePdf):
    path = make_pdf(*[[At(60, 100, f"page {number}")] for number in range(20)])
    found: list[tuple[int, int]] = []

    def work() -> None:
        for index in range(5):
            found.append((len(read_pdf(path).pages), len(page_picture(path, index, width_px=50))))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 30
    assert {pages for pages, _ in found} == {20}
