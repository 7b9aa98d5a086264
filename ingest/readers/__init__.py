"""Files to what they hold, one reader for each format."""

from ingest.readers.ocr import is_installed as is_ocr_installed
from ingest.readers.read import SUFFIXES, format_of, read, read_part
from ingest.readers.unpack import CONTAINERS, Member, Other, unpack

__all__ = [
    "CONTAINERS",
    "SUFFIXES",
    "Member",
    "Other",
    "format_of",
    "is_ocr_installed",
    "read",
    "read_part",
    "unpack",
]
