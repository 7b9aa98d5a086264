import os
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from ingest.clean import clean
from ingest.printed import highlight_boxes, printed
from ingest.readers.pdf import read_pdf
from ingest.types import Box, Line, Page, RawDocument, RawPage
from language.radicals import RADICALS
from tests.ingest.conftest import WIDTH, At, MakePdf

SHARED = Path(os.environ.get("ADVISOR_SHARED", "../shared"))
SEED = SHARED / "seed" / "international-expansion-and-smart-city.pdf"

needs_seed = pytest.mark.skipif(
    not SEED.is_file(), reason="the development data is not here (ADVISOR_SHARED)"
)


def document(
    *lines: str, paragraphs: Sequence[int] = (0,), headings: dict[int, int] | None = None
) -> RawDocument:
    """One page without coordinates, `paragraphs` the lines that start one."""
    marked, start = [], 0
    for number, line in enumerate(lines):
        marked.append(
            Line(
                start,
                start + len(line),
                paragraph=number in paragraphs,
                heading=(headings or {}).get(number),
            )
        )
        start += len(line) + 1
    return RawDocument((RawPage("\n".join(lines), tuple(marked)),), paginated=True)


def only(raw: RawDocument) -> Page:
    (page,) = clean(raw)
    return page


def headings_of(page: Page) -> list[tuple[int, str]]:
    return [(heading.level, page.text[heading.start : heading.end]) for heading in page.headings]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["政府宣示的「六大", "核心戰略產業」"], "政府宣示的「六大核心戰略產業」", id="chinese"
        ),
        pytest.param(["市場。", "歐銀"], "市場。歐銀", id="chinese punctuation"),
        pytest.param(["金額為 20", "億美元"], "金額為 20億美元", id="latin then chinese"),
        pytest.param(["在", "Google 之後"], "在Google 之後", id="chinese then latin"),
        pytest.param(
            ["the technical", "cooperation fund"], "the technical cooperation fund", id="words"
        ),
        pytest.param(["sustain-", "able growth"], "sustainable growth", id="a cut word"),
        pytest.param(["the Asia-", "Pacific region"], "the Asia-Pacific region", id="a name"),
        pytest.param(["from 2017-", "2018 on"], "from 2017-2018 on", id="numbers"),
        pytest.param(
            ["a long-term plan and a long-", "term goal"],
            "a long-term plan and a long-term goal",
            id="a word that the text hyphenates elsewhere",
        ),
        pytest.param(
            ["third is a party to the third-", "party contract"],
            "third is a party to the third-party contract",
            id="two words that the text has apart",
        ),
        pytest.param(["this – ", "that"], "this – that", id="a dash"),
        pytest.param(
            ["see https://www.ebrd.com/technical-", "cooperation/fund.html for"],
            "see https://www.ebrd.com/technical-cooperation/fund.html for",
            id="a web address",
        ),
        pytest.param(["see https://", "ebrd.com"], "see https://ebrd.com", id="a bare scheme"),
        pytest.param(
            ["see www.ebrd.com", "for more"], "see www.ebrd.com for more", id="a whole one"
        ),
    ],
)
def test_lines_of_a_paragraph_join_as_if_unbroken(lines: list[str], expected: str):
    assert only(document(*lines)).text == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("銀⾏⻑期⽀持⺠間", "銀行長期支持民間", id="radicals"),
        pytest.param("ﬁnancial oﬃce", "financial office", id="ligatures"),
        pytest.param("co\u00adope\u200bra\ufefftion\x07", "cooperation", id="what prints nothing"),
        pytest.param("  a \t b\u00a0c\u3000d ", "a b c d", id="white space"),
        pytest.param("政府近 年 來 透 過 合作", "政府近年來透過合作", id="letter-spaced"),
        pytest.param("37 個 受 援國", "37 個受援國", id="letter-spaced, three"),
        pytest.param("第 一 章 總則", "第 一 章 總則", id="spaced with a meaning"),
        pytest.param("資策會 國合 策略", "資策會 國合 策略", id="words apart"),
        pytest.param("「5+2 產業」, EBRD", "「5+2 產業」, EBRD", id="as printed"),
    ],
)
def test_characters_are_stored_plain(line: str, expected: str):
    assert only(document(line)).text == expected


def test_every_radical_has_an_ordinary_character():
    code_points = {*range(0x2E80, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6)}
    left = {chr(code) for code in code_points if ord(RADICALS[code]) in code_points}

    assert left == set()
    assert {RADICALS[ord(radical)] for radical in "⾏⻑⽅⾦⻄⻝⺠⻘"} == set("行長方金西食民青")


def test_every_stored_character_knows_its_printed_one():
    raw = document("The sustain-", "able ﬁnance of ⾏", "政 策", paragraphs=(0, 2))
    page = only(raw)

    assert page.text == "The sustainable finance of 行\n政 策"
    assert page.raw == raw.pages[0].text
    assert page.origin.dtype == np.int32
    assert len(page.origin) == len(page.text)
    for stored, offset in zip(page.text, page.origin, strict=True):
        if offset >= 0 and stored not in "fi行":
            assert page.raw[offset] == stored
    assert [page.text[i] for i in np.flatnonzero(page.origin < 0)] == ["\n"]
    assert page.raw[page.origin[page.text.index("行")]] == "⾏"


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        pytest.param("sustainable", "sustain-\nable", id="over a line's end"),
        pytest.param("ﬁnance", "ﬁnance", id="within a line"),
        pytest.param("行", "⾏", id="one character"),
        pytest.param("行\n政", "⾏\n政", id="over a paragraph's end"),
    ],
)
def test_a_stored_span_can_be_shown_as_printed(quote: str, expected: str):
    page = only(document("The sustain-", "able ﬁnance of ⾏", "政 策", paragraphs=(0, 2)))
    start = page.text.index(quote.replace("ﬁ", "fi"))

    assert printed(page, start, start + len(quote.replace("ﬁ", "fi"))) == expected


def test_a_page_without_text_is_kept():
    page = only(RawDocument((RawPage("", ()),), paginated=True))

    assert (page.text, page.headings, page.notes, page.body_end) == ("", (), (), None)
    assert printed(page, 0, 0) == ""


def test_formats_without_pages_keep_their_lines_and_headings():
    raw = document("Title", "One line.", "Another, as long as", headings={0: 1})
    page = only(RawDocument(raw.pages, paginated=False))

    assert page.text == "Title\nOne line.\nAnother, as long as"
    assert headings_of(page) == [(1, "Title")]
    assert page.label is None
    assert highlight_boxes(page, 0, 5) == []


BODY = "Running text that fills the measure from edge to edge with words"


def body(page: int, top: float = 150) -> list[At]:
    return [At(60, top + 14 * n, f"{BODY} {'abcdefghij'[(page + n) % 10]}{n}") for n in range(6)]


def test_running_heads_and_page_numbers_are_taken_out_and_give_the_labels(make_pdf: MakePdf):
    pages = [
        [
            At(60, 40, "台灣經濟論衡" if n % 2 else "名家觀點"),
            *body(n),
            At(60, 800, f"{26 + n} Taiwan Economic Forum" if n % 2 else f"Viewpoint {26 + n}"),
        ]
        for n in range(8)
    ]

    cleaned = list(clean(read_pdf(make_pdf(*pages))))

    assert [page.label for page in cleaned] == [str(26 + n) for n in range(8)]
    for page in cleaned:
        assert page.text.startswith(BODY)
        assert not re.search("Forum|Viewpoint|論衡|觀點", page.text)
        assert "Forum" in page.raw or "Viewpoint" in page.raw


@pytest.mark.parametrize(
    ("numbers", "labels"),
    [
        pytest.param("iii iv v vi", ["iii", "iv", "v", "vi"], id="roman"),
        pytest.param("-7- -8- -9- -10-", ["7", "8", "9", "10"], id="between dashes"),
        pytest.param("F-1 F-2 F-3 F-4", ["F-1", "F-2", "F-3", "F-4"], id="with a prefix"),
        pytest.param("12 5 80 31", [None] * 4, id="numbers that count nothing"),
    ],
)
def test_a_number_that_counts_pages_is_their_label(
    make_pdf: MakePdf, numbers: str, labels: list[str | None]
):
    pages = [[*body(n), At(290, 800, number)] for n, number in enumerate(numbers.split())]

    assert [page.label for page in clean(read_pdf(make_pdf(*pages)))] == labels


def test_a_declared_label_is_kept(make_pdf: MakePdf):
    pages = [[*body(n), At(290, 800, str(n + 1))] for n in range(4)]
    cleaned = list(clean(read_pdf(make_pdf(*pages, labels=[(0, "/r", 1)]))))

    assert [page.label for page in cleaned] == ["i", "ii", "iii", "iv"]
    assert not any(page.text.endswith(str(n + 1)) for n, page in enumerate(cleaned))


def test_single_characters_down_the_edge_of_every_page_are_taken_out():
    words = ["The first page says this.", "The second says that.", "The third says more."]
    pages = []
    for text in words:
        boxes = [
            Box(60, 100, 300, 110),
            *(Box(570, 300 + 20 * n, 580, 310 + 20 * n) for n in range(4)),
        ]
        starts = [0, *(len(text) + 1 + 2 * n for n in range(4))]
        ends = [len(text), *(start + 1 for start in starts[1:])]
        lines = tuple(map(Line, starts, ends, boxes))
        pages.append(RawPage("\n".join([text, *"名家觀點"]), lines, width=WIDTH, height=842))

    cleaned = list(clean(RawDocument(tuple(pages), paginated=True)))

    assert [page.text for page in cleaned] == words


def test_what_repeats_inside_the_page_stays(make_pdf: MakePdf):
    pages = [[*body(n), At(60, 400, "The same sentence on every page.")] for n in range(5)]

    assert all(
        page.text.endswith("The same sentence on every page.")
        for page in clean(read_pdf(make_pdf(*pages)))
    )


def test_the_first_line_that_does_not_repeat_ends_a_running_head(make_pdf: MakePdf):
    pages = [
        [At(60, 40, f"{'Own words ' * (n + 1)}"), At(60, 60, "Repeated below"), *body(n)]
        for n in range(5)
    ]

    assert all("Repeated below" in page.text for page in clean(read_pdf(make_pdf(*pages))))


def test_headings_are_told_by_size_weight_and_numbering(make_pdf: MakePdf):
    chinese = "我國數位產業初期發展多屬中小企業為主或新創的型態，國際行銷資源較弱。"
    page = [
        At(60, 80, "數位產業國際拓展", size=20),
        At(60, 120, "壹、前言", size=14),
        At(60, 150, chinese),
        At(60, 180, "一、國際佈局"),
        At(60, 210, chinese),
        At(60, 240, "1.2 Scope of the fund", bold=True),
        At(60, 270, chinese),
        At(60, 300, "二、這一段是一個完整的句子，所以不是標題。"),
        At(60, 330, chinese),
    ]

    (cleaned,) = clean(read_pdf(make_pdf(page)))

    assert headings_of(cleaned) == [
        (1, "數位產業國際拓展"),
        (2, "壹、前言"),
        (4, "一、國際佈局"),
        (3, "1.2 Scope of the fund"),
    ]


SENTENCE = [At(60, 100, "The fund pays for studies^1, and for advice^2.")]
NOTES = [
    At(
        60,
        700,
        "^1 European Bank for Reconstruction, Annual Report, https://www.ebrd.com/annual-",
        size=8,
    ),
    At(60, 710, "report/2023.pdf.", size=8),
    At(60, 720, "^2 By letter of 3 May.", size=8),
]


def test_footnote_marks_leave_the_sentence_and_notes_go_behind_the_text(make_pdf: MakePdf):
    (page,) = clean(read_pdf(make_pdf([*SENTENCE, *body(0), *NOTES])))

    assert page.text.startswith("The fund pays for studies, and for advice.\n")
    assert [(note.mark, note.text, note.url) for note in page.notes] == [
        (
            "1",
            "European Bank for Reconstruction, Annual Report, "
            "https://www.ebrd.com/annual-report/2023.pdf.",
            "https://www.ebrd.com/annual-report/2023.pdf",
        ),
        ("2", "By letter of 3 May.", None),
    ]
    assert [page.text[note.at[0] :][:4] for note in page.notes] == [", an", ".\nRu"]
    assert page.body_end is not None
    assert page.text[page.body_end :] == "\n".join(note.text for note in page.notes)
    assert printed(page, 0, 43).startswith("The fund pays for studies1, and for advice2.")


def test_a_mark_without_its_note_still_leaves_the_sentence(make_pdf: MakePdf):
    (page,) = clean(read_pdf(make_pdf([*SENTENCE, *body(0)])))

    assert page.text.startswith("The fund pays for studies, and for advice.\n")
    assert [(note.mark, note.text) for note in page.notes] == [("1", ""), ("2", "")]
    assert page.body_end is None


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        pytest.param("an area of 25 km", "25 km2", id="a unit"),
        pytest.param("a factor of 10", "of 102", id="an exponent"),
        pytest.param("less CO", "CO2", id="a formula"),
    ],
)
def test_a_raised_digit_that_is_no_mark_stays(make_pdf: MakePdf, before: str, kept: str):
    (page,) = clean(read_pdf(make_pdf([At(60, 100, f"{before}^2"), *body(0)])))

    assert kept in page.text
    assert page.notes == ()


def test_a_quote_is_highlighted_with_one_box_for_each_printed_line(make_pdf: MakePdf):
    (page,) = clean(
        read_pdf(make_pdf([At(60, 100, "One line of the text that"), At(60, 114, "goes on here")]))
    )
    start, end = page.text.index("text"), page.text.index(" here")

    first, second = highlight_boxes(page, start, end)

    assert 60 < first.left < first.right < WIDTH
    assert first.top < 100 < first.bottom
    assert second.left == pytest.approx(60, abs=1)
    assert second.top < 114 < second.bottom
    assert isinstance(first, Box)
    assert highlight_boxes(page, start, start) == []


# ---- the article that the project started from ---------------------------------------------------


def edit_distance(one: str, two: str) -> int:
    """Insertions, deletions and substitutions that make `one` into `two`."""
    codes = np.array([ord(char) for char in two])
    columns = np.arange(len(two) + 1)
    row = columns.copy()
    for number, char in enumerate(one, start=1):
        best = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(char)))
        # A run of insertions costs one each: the least of all starts, found at once.
        ahead = np.concatenate(([number], best))
        row = np.minimum.accumulate(ahead - columns) + columns
    return int(row[-1])


def character_error_rate(found: str, expected: str) -> float:
    return edit_distance(found, expected) / len(expected)


@pytest.mark.parametrize(
    ("one", "two", "distance"),
    [("kitten", "sitting", 3), ("", "abc", 3), ("同", "同", 0), ("abc", "", 3)],
)
def test_edit_distance(one: str, two: str, distance: int):
    assert edit_distance(one, two) == distance


@needs_seed
def test_the_seed_is_read_as_its_text_has_it():
    expected = re.sub(
        r"26 台灣經濟論衡\s+Taiwan Economic Forum\s+名\s+家\s+觀\s+點",
        "",
        SEED.with_suffix(".txt").read_text("utf-8"),
    )
    pages = list(clean(read_pdf(SEED)))

    found = "".join("".join(page.text.split()) for page in pages)

    assert character_error_rate(found, "".join(expected.split())) <= 0.005
    assert [page.label for page in pages] == ["1", "2", "3", "4"]


@needs_seed
def test_paragraphs_of_the_seed_are_whole_sentences():
    pages = list(clean(read_pdf(SEED)))
    paragraphs = [
        page.text[start:end] for page in pages for start, end in _spans(page) if end - start > 60
    ]
    # A page's last paragraph may go on overleaf.
    whole = [text for text in paragraphs if not any(page.text.endswith(text) for page in pages)]

    assert len(whole) >= 20
    assert [text for text in whole if not text.endswith(("。", "。(E)", "歐"))] == []
    assert [
        text for text in paragraphs if re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", text)
    ] == []
    assert [level for page in pages for level, _ in headings_of(page)][:3] == [1, 2, 2]


def _spans(page: Page) -> list[tuple[int, int]]:
    ends = [match.start() for match in re.finditer("$", page.text, re.MULTILINE)]
    return list(zip([0, *(end + 1 for end in ends)], ends, strict=False))


def test_footnotes_of_two_columns_stand_behind_both(make_pdf: MakePdf) -> None:
    left, right = (
        [At(x, 150 + 14 * n, f"{side} line {n} of this column of running text") for n in range(8)]
        for x, side in ((50, "Left"), (310, "Right"))
    )
    left[2] = At(50, 178, "Left line 2 of this column of running text^1")
    right[3] = At(310, 192, "Right line 3 of this column of running text^2")
    notes = [
        At(50, 700, "1 Annual report of the fund, page 12.", size=7),
        At(310, 700, "2 Letter of the bank, 3 May 2019.", size=7),
    ]
    drawn = [line for pair in zip(left, right, strict=True) for line in pair]

    (page,) = clean(read_pdf(make_pdf([*drawn, *notes])))

    body = page.text[: page.body_end]
    assert [f"{word} line {n}" for word in ("Left", "Right") for n in range(8)] == sorted(
        (f"{word} line {n}" for word in ("Left", "Right") for n in range(8)), key=body.index
    )
    said = {
        note.mark: (body[: note.at[0]].rsplit(" of this", 1)[0][-6:], note.text)
        for note in page.notes
    }
    assert said == {
        "1": ("line 2", "Annual report of the fund, page 12."),
        "2": ("line 3", "Letter of the bank, 3 May 2019."),
    }
