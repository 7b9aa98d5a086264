"""What can go wrong while ingesting.

IngestError
├── NothingToIngest     a path that does not exist, or a folder without a readable file
├── Unreadable          one document cannot be read; ingest lists it and goes on
│     ├── PasswordNeeded
│     └── NoText
│           └── Scanned
├── ModelFilesMissing   the built-in embedding model's files are absent or altered
├── EmbedderUnusable    the chosen embedding model: its package, key, server or vectors
├── VectorsUnusable     the vector store cannot be reached or read
│     └── VectorsLost     a set of vectors is not there
├── CorrectionRefused   a correction of a document's metadata that cannot be used
├── UploadRefused       a file from a browser that is not taken
├── DocumentUnknown     no document of that name is indexed
├── IndexBusy           another ingest is running
├── DiskFull            nothing more can be written
├── IndexMissing        nothing has been ingested yet
├── SourcesUnusable     a list of publications that cannot be used
├── FolderUnusable      a folder that cannot be downloaded into
└── FetchFailed         one publication cannot be downloaded; fetch lists it and goes on
"""

from pathlib import Path


class IngestError(Exception):
    """The root of this package's errors; its message is one sentence with the cure."""


class NothingToIngest(IngestError):
    pass


class Unreadable(IngestError):
    """A document that cannot be read: `reason` says why, `cure` what to do."""

    def __init__(self, source: str, reason: str, cure: str) -> None:
        super().__init__(f"{source}: {reason}; {cure}")
        self.source = source
        self.reason = reason
        self.cure = cure


class PasswordNeeded(Unreadable):
    def __init__(self, source: str) -> None:
        super().__init__(
            source, "it is protected by a password", "save a copy without one and ingest that"
        )


class NoText(Unreadable):
    def __init__(
        self,
        source: str,
        reason: str = "it holds no text (scanned pages or pictures only)",
        cure: str = "run it through OCR and ingest the result",
    ) -> None:
        super().__init__(source, reason, cure)


INSTALL_OCR = "install tesseract-ocr and tesseract-ocr-chi-tra and ingest it again"


class Scanned(NoText):
    def __init__(self, source: str) -> None:
        super().__init__(source, "its pages are pictures, as scans are", INSTALL_OCR)


class ModelFilesMissing(IngestError):
    pass


class EmbedderUnusable(IngestError):
    pass


class VectorsUnusable(IngestError):
    pass


class VectorsLost(VectorsUnusable):
    pass


class CorrectionRefused(IngestError):
    pass


class UploadRefused(IngestError):
    pass


class DocumentUnknown(IngestError):
    def __init__(self, document: str) -> None:
        super().__init__(
            f"no document {document!r} is indexed: `advisor documents` lists those that are"
        )


class IndexBusy(IngestError):
    def __init__(self, home: Path) -> None:
        super().__init__(
            f"another ingest is running on {str(home)!r}: wait until it ends, then run this again"
        )


class DiskFull(IngestError):
    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"the disk that holds {str(folder)!r} cannot be written to ({reason}): free some space "
            "and run this again; what was finished is served"
        )


class IndexMissing(IngestError):
    def __init__(self, home: Path) -> None:
        super().__init__(
            f"nothing has been ingested into {str(home)!r}: run `advisor ingest corpus`"
        )


class SourcesUnusable(IngestError):
    pass


class FolderUnusable(IngestError):
    pass


class FetchFailed(IngestError):
    """A publication that cannot be downloaded: `reason` says why, `cure` what to do."""

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(f"{reason}; {cure}")
        self.reason = reason
        self.cure = cure
