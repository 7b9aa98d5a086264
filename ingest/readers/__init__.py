"""Files to what they hold, one reader for each format."""

from ingest.readers.read import SUFFIXES, read

__all__ = ["SUFFIXES", "read"]
