"""Footnotes that are easily taken for something else."""

from ingest.clean import clean
from ingest.readers.pdf import read_pdf
from tests.ingest.conftest import At, MakePdf

BODY = [
    At(60, 150 + 14 * n, f"Running text that fills the measure from edge to edge with {word}")
    for n, word in enumerate(["words", "lines", "terms"])
]


def test_a_last_line_of_marks_for_the_most_goes_on_with_its_paragraph(make_pdf: MakePdf) -> None:
    last = At(60, 192, "so^1^2^3")
    note = At(60, 700, "123 Annual report of the fund, page 12.", size=8)

    (page,) = clean(read_pdf(make_pdf([*BODY, last, note])))

    assert page.text[: page.body_end].rstrip().endswith("edge to edge with terms so")
    assert [(note.mark, note.text) for note in page.notes] == [
        ("123", "Annual report of the fund, page 12.")
    ]


def test_a_note_that_several_pages_give_at_their_foot_is_no_running_foot(
    make_pdf: MakePdf,
) -> None:
    pages = [
        [
            *BODY,
            At(60, 200, f"The {fund} fund pays for studies^3."),
            At(
                60,
                760,
                "3 Annual report of the European Bank for Reconstruction and Development, with a",
                size=8,
            ),
            At(60, 769, "preface of the governor, page 12.", size=8),
            At(290, 800, str(number)),
        ]
        for number, fund in enumerate(["first", "second", "third", "fourth"], start=1)
    ]

    cleaned = list(clean(read_pdf(make_pdf(*pages))))

    assert [page.label for page in cleaned] == ["1", "2", "3", "4"]
    for page in cleaned:
        assert page.text[: page.body_end].rstrip().endswith("fund pays for studies.")
        assert [note.text for note in page.notes] == [
            "Annual report of the European Bank for Reconstruction and Development, with a "
            "preface of the governor, page 12."
        ]


def test_the_numbers_of_notes_count_no_pages(make_pdf: MakePdf) -> None:
    pages = [
        [
            *BODY,
            At(60, 200, f"The fund pays for {what}^{number}."),
            At(60, 770, f"{number} Annual report of the fund.", size=8),
        ]
        for number, what in enumerate(["studies", "advice", "training", "travel"], start=1)
    ]

    cleaned = list(clean(read_pdf(make_pdf(*pages))))

    assert [page.label for page in cleaned] == [None] * 4
    assert [note.text for page in cleaned for note in page.notes] == [
        "Annual report of the fund."
    ] * 4


def test_a_running_foot_that_begins_with_the_number_of_a_note_is_taken_out(
    make_pdf: MakePdf,
) -> None:
    """Only what no text refers to: no mark, no note."""
    pages = [[*BODY, At(60, 770, "3 Annual report of the fund.", size=8)] for _ in range(4)]

    assert all("Annual" not in page.text for page in clean(read_pdf(make_pdf(*pages))))


def test_an_area_is_no_mark_where_there_is_a_note_of_its_number(make_pdf: MakePdf) -> None:
    said = At(60, 200, "A booth of 9 m^2 costs less, as the fund^2 says.")
    note = At(60, 770, "2 Annual report of the fund, page 12.", size=8)

    (page,) = clean(read_pdf(make_pdf([*BODY, said, note])))

    assert "A booth of 9 m2 costs less, as the fund says." in page.text
    assert len(page.notes) == 1
