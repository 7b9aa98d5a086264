import pytest

from ingest.storable import storable, storable_document
from ingest.types import Line, RawDocument, RawPage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\0b", "a\ufffdb", id="zero character"),
        pytest.param("a\ud83db\udc00", "a\ufffdb\ufffd", id="halves of surrogate pairs"),
        pytest.param("𠀀🙂\t\n\r", "𠀀🙂\t\n\r", id="whole characters stay"),
    ],
)
def test_each_character_that_cannot_be_stored_is_replaced_by_one(text: str, expected: str) -> None:
    assert storable(text) == expected


def test_every_text_of_a_document_becomes_storable() -> None:
    odd, mended = "a\0\ud800", "a\ufffd\ufffd"
    page = RawPage(odd, (Line(0, 3),), label=odd)

    document = storable_document(
        RawDocument(
            (page,),
            paginated=True,
            title=odd,
            metadata={odd: {"markets": [odd, 7], "at": (odd,), "none": None}},
            warnings=(odd,),
        )
    )

    assert document == RawDocument(
        (RawPage(mended, (Line(0, 3),), label=mended),),
        paginated=True,
        title=mended,
        metadata={mended: {"markets": [mended, 7], "at": [mended], "none": None}},
        warnings=(mended,),
    )
