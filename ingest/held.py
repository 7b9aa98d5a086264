"""What is made of a document page by page and needed again: in memory while it is little.

Of a document of ten thousand pages the places of all characters alone take a gigabyte, so beyond
some pages everything waits in a file that has no name, and goes with whoever opened it.
"""

import os
import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, TypeVar, overload

_T = TypeVar("_T")

_MOST = 2_000_000
"""Characters: some 400 printed pages, which take 100 MB."""


class Held(Sequence[_T]):
    """Values in the order they were appended, of which memory holds all or none."""

    def __init__(self, folder: Path | None = None, *, most: int = _MOST) -> None:
        """`folder` is where the file is made, by default the system's folder for such files.

        `most` is the size up to which memory holds everything.
        """
        self._folder, self._most, self._size = folder, most, 0
        self._values: list[_T] = []
        self._file: BinaryIO | None = None
        self._ends = array("q", [0])

    def append(self, value: _T, *, size: int) -> None:
        """Raises `OSError` when the disk is full."""
        self._size += size
        self._values.append(value)
        if self._size > self._most:
            self._write()

    def _write(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115  see finalize
            weakref.finalize(self, self._file.close)
        for value in self._values:
            written = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
            self._file.write(written)
            self._ends.append(self._ends[-1] + len(written))
        self._file.flush()
        self._values.clear()

    def __len__(self) -> int:
        return len(self._ends) - 1 + len(self._values)

    def __iter__(self) -> Iterator[_T]:
        yield from map(self._read, pairwise(self._ends))
        yield from self._values

    @overload
    def __getitem__(self, index: int) -> _T: ...
    @overload
    def __getitem__(self, index: slice) -> list[_T]: ...
    def __getitem__(self, index: int | slice) -> _T | list[_T]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        written = len(self._ends) - 1
        if at >= written:
            return self._values[at - written]
        return self._read((self._ends[at], self._ends[at + 1]))

    def _read(self, place: tuple[int, int]) -> _T:
        assert self._file is not None  # noqa: S101  something was written to it
        start, end = place
        value: _T = pickle.loads(os.pread(self._file.fileno(), end - start, start))  # noqa: S301
        return value
