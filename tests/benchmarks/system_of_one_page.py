"""A system to be asked by lines: it knows one page, and its libraries are talkative."""

from collections.abc import Sequence

from benchmarks.side_by_side.peers.serving import Found, Made, serve


class _OnePage:
    def read(self, files: Sequence[str]) -> int:
        print("what a library says")
        return sum(map(len, files))

    def ingest(self, files: Sequence[str], folder: str, *, random_vectors: bool) -> Made:
        raise NotImplementedError

    def open(self, folder: str) -> None:
        self._folder = folder

    def search(self, question: str, limit: int) -> list[Found]:
        return [Found(f"{self._folder}/{question}", 3)][:limit]


if __name__ == "__main__":
    serve(_OnePage())
