"""What Office documents of all kinds are: ZIP archives of XML, checked before they are unpacked."""

import zipfile
import zlib
from pathlib import Path

from ingest.errors import PasswordNeeded, Unreadable

MAX_BYTES = 500_000_000
MAX_XML_BYTES = 100_000_000
"""Unpacked. XML takes about ten times its size in memory, pictures take only their own."""


def check_package(
    path: Path, *, main: str, what: str, cure: str, max_xml_bytes: int = MAX_XML_BYTES
) -> None:
    """Refuse, before anything is unpacked, what cannot be read or would fill the memory.

    `main` is the part that says which form it is in, `what` what it should be ("a Word document"),
    `cure` what to do when it is not.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            start = b""
            if main in set(archive.namelist()) and not is_encrypted(entries):
                with archive.open(main) as stream:
                    start = stream.read(4096)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, OSError) as error:
        raise damaged(path, error, what=what, cure=cure) from error
    if is_encrypted(entries):
        raise PasswordNeeded(path.name)
    xml = [entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    if sum(entry.file_size for entry in entries) > MAX_BYTES or sum(xml) > max_xml_bytes:
        raise Unreadable(
            path.name,
            f"it unpacks to more than {MAX_BYTES // 1_000_000} MB"
            f" or {max_xml_bytes // 1_000_000} MB of text",
            "split it into several documents",
        )
    if b"purl.oclc.org/ooxml" in start:
        raise Unreadable(path.name, "it is in the Strict Open XML form", cure)


def damaged(path: Path, error: Exception, *, what: str, cure: str) -> Unreadable:
    said = " ".join(str(error).replace(str(path), path.name).split())[:200]
    return Unreadable(path.name, f"it is damaged or not {what} ({said})", cure)


def is_encrypted(entries: list[zipfile.ZipInfo]) -> bool:
    return any(entry.flag_bits & 0x1 for entry in entries)
