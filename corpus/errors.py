"""What can go wrong with the starter documents.

CorpusError
├── SourceError     a document's Markdown is not in the format; names file and line
├── FactsError      the facts folder is absent or one of its files is not as expected
└── BuildError      typesetting failed: a font, a reference or the typesetter itself
"""

from pathlib import Path


class CorpusError(Exception):
    """The root of this package's errors; its message is one sentence with the cure."""


class SourceError(CorpusError):
    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


class FactsError(CorpusError):
    pass


class BuildError(CorpusError):
    pass
