"""Values that wait in a file."""

from pathlib import Path

import pytest

from ingest.held import Held


@pytest.mark.parametrize("most", [100, 4, 0], ids=["in memory", "both", "in a file"])
def test_values_come_back_in_their_order(tmp_path: Path, most: int) -> None:
    held: Held[str] = Held(tmp_path, most=most)

    for value in "abcdef":
        held.append(value, size=1)

    assert list(held) == list("abcdef")
    assert list(zip(held, held, strict=True)) == [(one, one) for one in "abcdef"]
    assert (len(held), held[0], held[-1], held[1:3]) == (6, "a", "f", ["b", "c"])
    with pytest.raises(IndexError):
        held[6]
