"""A sentence read for comparison, and a part of it."""

from assistant.verify_read import NOT, key_of, read
from language.polarity import Turn

SENTENCE = "The fund pays US$1.2 million, but it does not lend more than 40 percent."


def test_a_part_is_read_as_it_would_be_alone() -> None:
    whole = read(SENTENCE)
    start = SENTENCE.index(" but")

    part = whole.part(start, len(SENTENCE))

    assert part == read(SENTENCE[start:])
    assert part.turns == read(SENTENCE[start:]).turns


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
