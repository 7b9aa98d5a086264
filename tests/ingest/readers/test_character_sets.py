import numpy as np

from ingest.readers.character_sets import is_one_of, table_of


def test_codes_of_the_set_are_told_from_all_others_small_and_large():
    table = table_of([0x20, 0x3000, 0x2028])
    codes = np.array([0, 0x1F, 0x20, 0x21, 0x2028, 0x2FFF, 0x3000, 0x3001, 0x10FFFF], np.uint32)

    assert is_one_of(codes, table).tolist() == [code in (0x20, 0x2028, 0x3000) for code in codes]
