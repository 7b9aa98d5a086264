"""What an ingest of very large PDFs takes: `python -m benchmarks.large --pages 10000`.

    python -m benchmarks.large --pages 10000
    python -m benchmarks.large --megabytes 200

The first makes a PDF of text alone, the second one of many large pictures with a caption each, both
decided by a seed. `advisor ingest` then brings it into a new home, and the memory of all its
processes is added up twenty times a second. With `--words` no vectors are made, which take more
than an hour for ten thousand pages: the model named is one of a server that is not there.
"""

import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
from PIL import Image

_LINES, _LINE_CHARS = 24, 80
_LOOK_EVERY_S = 0.05
_SYLLABLES = ("ka", "lo", "mi", "ren", "su", "ta", "vel", "qui", "dor", "pa", "ne", "shi")
_TEXT_AT = "BT /F 10 Tf 14 TL 60 780 Td"
_PICTURE_PX = (2400, 1600)


class _Drawn(NamedTuple):
    """A page's content, and a JPEG that it shows."""

    content: str
    picture: bytes | None = None


def _write_pdf(path: Path, pages: Iterable[_Drawn]) -> None:
    """The file is written as it goes: it may be larger than memory."""
    places: list[int] = []

    with path.open("wb") as file:

        def put(number: int, body: bytes) -> None:
            places.extend([0] * (number + 1 - len(places)))
            places[number] = file.tell()
            file.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

        file.write(b"%PDF-1.7\n")
        put(3, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        kids: list[int] = []
        number = 4
        for drawn in pages:
            resources = b"/Font << /F 3 0 R >>"
            if drawn.picture is not None:
                resources += b" /XObject << /I %d 0 R >>" % (number + 2)
                put(number + 2, _stream(drawn.picture, _PICTURE))
            put(number + 1, _stream(drawn.content.encode("ascii")))
            put(number, _PAGE % (resources, number + 1))
            kids.append(number)
            number += 3
        listed = b" ".join(b"%d 0 R" % kid for kid in kids)
        put(2, b"<< /Type /Pages /Kids [%b] /Count %d >>" % (listed, len(kids)))
        put(1, b"<< /Type /Catalog /Pages 2 0 R >>")
        start = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % len(places))
        for place in places[1:]:
            file.write(b"%010d 00000 %b \n" % (place, b"n" if place else b"f"))
        trailer = b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n"
        file.write(trailer % (len(places), start))


_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << %b >> /Contents %d 0 R >>"
)
_PICTURE = (
    b"/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8 "
    b"/Filter /DCTDecode /Width %d /Height %d" % _PICTURE_PX
)


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(content), content)


def _text_pages(count: int, seed: int) -> Iterator[_Drawn]:
    chance = random.Random(seed)
    for number in range(1, count + 1):
        lines = [*_lines(chance, _LINES), f"Page {number}"]
        shown = " ".join(f"({line}) '" for line in lines)
        yield _Drawn(f"{_TEXT_AT} {shown} ET")


def _lines(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        line = ""
        while len(line) < _LINE_CHARS:
            line += "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) + " "
        yield line[: _LINE_CHARS - 1] + "."


def _picture_pages(megabytes: int, seed: int) -> Iterator[_Drawn]:
    chance, noise = random.Random(seed), np.random.default_rng(seed)
    made, number = 0, 0
    while made < megabytes * 1_000_000:
        number += 1
        width, height = _PICTURE_PX
        pixels = noise.integers(0, 256, (height, width, 3), np.uint8)
        out = io.BytesIO()
        Image.fromarray(pixels).save(out, "JPEG", quality=75)
        made += out.tell()
        shown = " ".join(f"({line}) '" for line in [*_lines(chance, 3), f"Page {number}"])
        content = f"q 480 0 0 320 60 300 cm /I Do Q {_TEXT_AT} {shown} ET"
        yield _Drawn(content, out.getvalue())


_NO_MODEL = {"ADVISOR_EMBEDDINGS": "ollama:none", "OLLAMA_HOST": "http://127.0.0.1:9"}


class _Peak(NamedTuple):
    """The most memory that the processes had together, and the largest of them, in bytes."""

    together: int
    largest: int


def _ingest(file: Path, home: Path, *, words: bool) -> tuple[str, float, _Peak]:
    """What the program said, the seconds it took, and its memory."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        command = [str(Path(sys.executable).with_name("advisor")), "ingest", str(file)]
        environment = os.environ | {"ADVISOR_HOME": str(home)} | (_NO_MODEL if words else {})
        program = subprocess.Popen(  # noqa: S603  ourselves
            command, stdout=said, stderr=subprocess.STDOUT, env=environment
        )
        peak = _Peak(0, 0)
        while program.poll() is None:
            now = [_resident(pid) for pid in _family(program.pid)]
            peak = _Peak(max(peak.together, sum(now)), max(peak.largest, *now, 0))
            time.sleep(_LOOK_EVERY_S)
        said.seek(0)
        return said.read(), time.perf_counter() - started, peak


def _family(root: int) -> Sequence[int]:
    """A process and all that it started, directly or not."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name, in brackets, may hold anything.
            parent = int(
                stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
            )
        except OSError:
            continue  # it has ended meanwhile
        children.setdefault(parent, []).append(int(stat.parent.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def _resident(pid: int) -> int:
    """What a process shares with others is counted for each of them."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@click.command()
@click.option("--pages", default=0, help="Make a PDF of so many pages of text.")
@click.option("--megabytes", default=0, help="Make a PDF of pictures, at least so large.")
@click.option("--words", is_flag=True, help="Make no vectors.")
@click.option("--seed", default=1, help="Decides the words and the pictures.")
def main(pages: int, megabytes: int, words: bool, seed: int) -> None:
    """Ingest a very large PDF, and say what it took."""
    if bool(pages) == bool(megabytes):
        raise click.UsageError("give --pages or --megabytes")
    with tempfile.TemporaryDirectory() as name:
        file = Path(name, "large.pdf")
        _write_pdf(file, _text_pages(pages, seed) if pages else _picture_pages(megabytes, seed))
        click.echo(f"{file.stat().st_size / 1e6:.0f} MB")
        said, seconds, peak = _ingest(file, Path(name, "home"), words=words)
        click.echo(said)
        click.echo(
            f"{seconds:.0f} s; at most {peak.together / 1e6:.0f} MB in all processes, "
            f"{peak.largest / 1e6:.0f} MB in one"
        )


if __name__ == "__main__":
    main()
