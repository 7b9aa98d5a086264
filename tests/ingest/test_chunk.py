import numpy as np
import pytest

from ingest.chunk import count_tokens, cut_pages
from ingest.types import Heading, Page
from language.script import Language


def _page(text: str, *headings: Heading, index: int = 0, body_end: int | None = None) -> Page:
    return Page(
        index=index,
        label=None,
        text=text,
        raw=text,
        origin=np.arange(len(text), dtype=np.int32),
        headings=headings,
        body_end=body_end,
    )


def test_a_heading_opens_a_chunk_and_stands_over_it() -> None:
    text = "Before.\nFund\nIt opened."
    (before, under) = cut_pages([_page(text, Heading(8, 12, 1))])

    assert (text[before.start : before.end], before.headings) == ("Before.", ())
    assert (text[under.start : under.end], under.headings) == ("Fund\nIt opened.", ("Fund",))


def test_headings_carry_over_to_the_next_page() -> None:
    first = _page("Fund\nIt opened.", Heading(0, 4, 1))

    cuts = list(cut_pages([first, _page("It closed.", index=1)]))

    assert [(cut.page_index, cut.headings) for cut in cuts] == [(0, ("Fund",)), (1, ("Fund",))]


def test_long_text_is_cut_between_sentences_and_nothing_is_lost() -> None:
    text = " ".join(f"Sentence {number} says something." for number in range(40))

    parts = [text[cut.start : cut.end] for cut in cut_pages([_page(text)], max_tokens=50)]

    assert len(parts) > 1
    assert " ".join(parts) == text
    assert all(part.endswith(".") for part in parts)
    assert max(count_tokens(parts)) <= 50


def test_a_sentence_over_the_limit_stands_alone_and_whole() -> None:
    long = "one " * 40 + "end."
    text = f"Short. {long} Short."

    parts = [text[cut.start : cut.end] for cut in cut_pages([_page(text)], max_tokens=20)]

    assert parts == ["Short.", long, "Short."]


def test_footnotes_are_left_out() -> None:
    text = "It opened.\n1 A source."
    (cut,) = cut_pages([_page(text, body_end=11)])

    assert text[cut.start : cut.end] == "It opened."


def test_each_chunk_has_its_own_language() -> None:
    cuts = cut_pages([_page("歐銀的基金。", index=0), _page("The fund opened.", index=1)])

    assert [cut.language for cut in cuts] == [Language.ZH, Language.EN]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param(
            [("Fund\nTerms\nIt opened.", (Heading(0, 4, 1), Heading(5, 10, 2)))],
            [("Terms\nIt opened.", ("Fund", "Terms"))],
            id="a deeper one follows and carries it",
        ),
        pytest.param(
            [("Fund", (Heading(0, 4, 1),)), ("It opened.", ())],
            [("It opened.", ("Fund",))],
            id="its text is on the next page",
        ),
        pytest.param(
            [("Call 02\nFund\nIt opened.", (Heading(0, 7, 1), Heading(8, 12, 1)))],
            [("Call 02", ("Call 02",)), ("Fund\nIt opened.", ("Fund",))],
            id="another of its level follows",
        ),
        pytest.param([("Fund", (Heading(0, 4, 1),))], [("Fund", ("Fund",))], id="nothing follows"),
    ],
)
def test_no_heading_is_lost(
    pages: list[tuple[str, tuple[Heading, ...]]], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    made = [_page(text, *headings, index=index) for index, (text, headings) in enumerate(pages)]

    cuts = list(cut_pages(made))

    assert [
        (pages[cut.page_index][0][cut.start : cut.end], cut.headings) for cut in cuts
    ] == expected


def test_a_long_section_is_cut_into_halves_of_about_one_size() -> None:
    text = " ".join(["Six tokens are in here now."] * 60)
    (limit,) = count_tokens([text])

    sizes = count_tokens(
        [text[cut.start : cut.end] for cut in cut_pages([_page(text)], max_tokens=limit - 5)]
    )

    assert len(sizes) == 2
    assert abs(sizes[0] - sizes[1]) < 20
