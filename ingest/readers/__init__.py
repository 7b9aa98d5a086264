"""Files to what they hold, one reader for each format."""

from ingest.readers.read import SUFFIXES, format_of, read
from ingest.readers.unpack import CONTAINERS, Member, unpack

__all__ = ["CONTAINERS", "SUFFIXES", "Member", "format_of", "read", "unpack"]
