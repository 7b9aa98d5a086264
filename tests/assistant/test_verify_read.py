"""A sentence read for comparison, and a part of it."""

from assistant.verify_read import NOT, key_of, read
from language.polarity import Turn

SENTENCE = "The fund pays US$1.2 million, but it does not lend more than 40 percent."


def test_a_part_is_read_as_it_would_be_alone_and_where_it_stands() -> None:
    whole = read(SENTENCE)
    start = SENTENCE.index(" but")
    alone = read(" " * start + SENTENCE[start:])

    part = whole.part(start, len(SENTENCE))

    assert part == alone
    assert part.turns == alone.turns


def test_chinese_is_read_by_characters_around_figures_and_denials() -> None:
    reading = read("基金不貸款給 40 家的OK公司")

    assert [token.form for token in reading.tokens] == [
        *("基", "金", NOT, "贷", "款", "给", "#40 ", "家", "的", "ok", "公", "司")
    ]
    assert reading.forms == {*"基金贷款给家公司", NOT, "#40 ", "ok"}
    assert reading.pairs == {"基金", "贷款", "款给", "家的", "公司"}


def test_what_a_part_cuts_through_is_not_in_it() -> None:
    amount = SENTENCE.index("1.2")

    part = read(SENTENCE).part(amount, len(SENTENCE))

    assert [quantity.unit for quantity in part.quantities] == ["percent"]


def test_a_denial_is_a_token_and_a_direction_a_turning_word() -> None:
    reading = read(SENTENCE)

    assert NOT in reading.forms
    assert {word.turn for word in reading.turns} == {Turn.NOT, Turn.UP}
    assert not read("The fund lends 40 percent.").turns


def test_a_key_alone_is_the_key_of_a_reading() -> None:
    assert key_of("台積電 [1] ＡＢ") == read("台積電 [1] ＡＢ").key
